/* SPDX-License-Identifier: MIT
 *
 * Run by the build: prints the spellings of the shipped house style as C, so that a search need not read
 * the table (1.4 ms of each). usage: write_shipped OUT.c
 */
#include <cutline/rules.h>
#include <cutline/style.h>
#include <stdio.h>

static void
put_classes(GString *out, GStrv *classes)
{
	g_string_append(out, "/* Made by write_shipped from schema/rules; not to be edited. */\n"
			     "#include <cutline/style.h>\n\n"
			     "static const char *const *const classes[] = {\n");
	for (; *classes != NULL; classes++) {
		g_string_append(out, "\t(const char *const[]){");
		for (GStrv form = *classes; *form != NULL; form++) {
			g_autofree char *escaped = g_strescape(*form, NULL);

			g_string_append_printf(out, "\"%s\", ", escaped);
		}
		g_string_append(out, "NULL},\n");
	}
	g_string_append(out, "\tNULL};\n\n"
			     "const char *const *const *\n"
			     "cl_style_shipped_forms(void)\n{\n\treturn classes;\n}\n");
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(ClStyle) style = NULL;
	GStrv *classes;

	if (argc != 2)
		return 2;
	style = cl_style_parse(cl_rules_shipped("house-style"), "schema/rules/house-style.json", &error);
	if (style != NULL) {
		classes = cl_style_forms(style);
		put_classes(out, classes);
		cl_style_forms_free(classes);
		if (g_file_set_contents(argv[1], out->str, (gssize)out->len, &error))
			return 0;
	}
	fprintf(stderr, "%s\n", error->message);
	return 1;
}
