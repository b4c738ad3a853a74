/* SPDX-License-Identifier: MIT
 *
 * JSON both ways: what the writer escapes, what the parser refuses.
 */
#include <cutline/error.h>
#include <cutline/json.h>

#include <string.h>

static void
test_write(void)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "a\"b", "x\\y\n\t\001é\xff");
	cl_json_begin_array(json, "list");
	cl_json_int(json, NULL, -5);
	cl_json_double(json, NULL, 0.25);
	cl_json_bool(json, NULL, TRUE);
	cl_json_string(json, NULL, NULL);
	cl_json_end_array(json);
	cl_json_begin_object(json, "empty");
	cl_json_end_object(json);
	cl_json_end_object(json);
	text = cl_json_take(json);
	g_assert_cmpstr(text, ==,
		"{\"a\\\"b\":\"x\\\\y\\n\\t\\u0001é\xef\xbf\xbd\",\"list\":[-5,0.25,true,null],"
		"\"empty\":{}}");
}

static void
test_round_trip(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) value = cl_json_parse("{\"n\":1,\"s\":\"é\",\"l\":[true,null]}", -1, &error);
	gint64 n;
	const char *s;

	g_assert_no_error(error);
	g_assert_true(g_variant_lookup(value, "n", "x", &n));
	g_assert_true(g_variant_lookup(value, "s", "&s", &s));
	g_assert_cmpint(n, ==, 1);
	g_assert_cmpstr(s, ==, "é");
}

static void
test_refused(void)
{
	static const char *const texts[] = { "", "{", "{\"a\":1,\"a\":2}", "[1,]", "\"\xff\"", "nul" };
	GString *deep = g_string_new(NULL);
	GError *error = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_assert_null(cl_json_parse(texts[i], -1, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
		g_clear_error(&error);
	}
	for (int i = 0; i < 100000; i++)
		g_string_append_c(deep, '[');
	g_assert_null(cl_json_parse(deep->str, -1, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
	g_clear_error(&error);
	g_string_free(deep, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/write", test_write);
	g_test_add_func("/json/round-trip", test_round_trip);
	g_test_add_func("/json/refused", test_refused);
	return g_test_run();
}
