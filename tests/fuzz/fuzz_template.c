/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: template texts and documents, and files of codes. The first line chooses nothing: all
 * of them read the same bytes, whatever they are meant to be.
 */
#include <cutline/template.h>

#include <string.h>

#include "fuzz.h"

static void
expand(const char *text, const ClCodes *codes)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(ClEffective) effective = cl_effective_new();
	ClTemplateContext context = { .effective = effective, .seq = 1, .zone = zone, .codes = codes };
	g_autoptr(GError) error = NULL;
	ClValue value = { .value = (char *) "2022-01-05" };
	g_autofree char *out = NULL;

	cl_effective_add(effective, CL_FIELD_DATE_TAKEN, &value);
	cl_effective_add(effective, CL_FIELD_BYLINE, &value);
	out = cl_template_expand(text, &context, NULL, &error);
	g_assert_true((out == NULL) == (error != NULL));
	g_assert_true(out == NULL || g_utf8_validate(out, -1, NULL));
}

/* What is written is what was read. */
static void
round_trip(ClCodeFile *file)
{
	g_autofree char *json = cl_code_file_write(file);
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCodeFile) again = cl_code_file_parse(json, "x", &error);
	g_autofree char *same = again == NULL ? NULL : cl_code_file_write(again);

	g_assert_no_error(error);
	g_assert_cmpstr(json, ==, same);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(ClCodes) codes = cl_codes_new();
	g_autoptr(ClCodeFile) from_json = cl_code_file_parse(text, "x", NULL);
	g_autoptr(ClTemplate) template = cl_template_parse(text, "x", NULL);
	g_autoptr(ClPicklist) list = cl_picklist_parse(text, "x", NULL);
	ClCodeFile *file = cl_code_file_read("x", NULL, (const char *)data, size, NULL, NULL);
	g_autoptr(ClEditStep) step = NULL;

	if (file != NULL) {
		round_trip(file);
		cl_codes_load(codes, file);
	}
	if (!g_utf8_validate(text, -1, NULL))
		return 0;
	expand(text, codes);
	step = cl_edit_step_parse(text, NULL, NULL);
	return 0;
}
