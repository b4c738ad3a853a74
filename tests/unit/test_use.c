/* SPDX-License-Identifier: MIT
 *
 * Uses and stories as values: what events carry comes back whole, damage is refused, a use lies over
 * its photo, and what a photo is listed under follows from its uses.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/query.h>
#include <cutline/use.h>

#define ID "0123456789abcdefghjk"
#define PHOTO "0123456789abcdef"

static ClUseRow *
make_use(void)
{
	ClUseRow *use = g_new0(ClUseRow, 1);

	strcpy(use->id, ID);
	strcpy(use->photo, PHOTO);
	use->story = g_strdup("flood");
	use->position = 1 << 20;
	return use;
}

static void
test_round_trip(void)
{
	g_autoptr(ClUseRow) use = make_use();
	g_autoptr(ClUseRow) back = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL, *again = NULL;

	use->state = CL_USE_PUBLISHED;
	use->channel = g_strdup("web");
	use->partner = g_strdup("Northlight \"Press\"");
	strcpy(use->of, "zzzzzzzzzzzzzzzzzzzz");
	use->texts[CL_USE_TEXT_ALT_TEXT] = g_strdup("");
	use->texts[CL_USE_TEXT_CAPTION] = g_strdup("Қазақ\nтекст");
	use->seen[CL_USE_TEXT_CREDIT] = g_strdup("AFP via Getty Images");
	use->langs[CL_USE_TEXT_CAPTION] = g_strdup("kk");
	use->crop_x = 1;
	use->crop_width = 30;
	use->crop_height = 40;
	use->added_us = 1;
	use->published_us = G_GINT64_CONSTANT(1700000000000001);
	text = cl_use_to_json(use);
	back = cl_use_from_json(text, &error);
	g_assert_no_error(error);
	again = cl_use_to_json(back);
	g_assert_cmpstr(again, ==, text);
	g_assert_cmpstr(back->texts[CL_USE_TEXT_ALT_TEXT], ==, "");
	g_assert_null(back->texts[CL_USE_TEXT_HEADLINE]);
	g_assert_cmpstr(back->langs[CL_USE_TEXT_CAPTION], ==, "kk");
	g_assert_cmpint(back->published_us, ==, use->published_us);
	g_assert_cmpuint(back->crop_height, ==, 40);
}

/* Ids in `text`, a blank between them. */
static char *
ids_in(const char *text)
{
	char id[CL_USE_ID_CHARS + 1];
	GString *found = g_string_new(NULL);
	const char *begin;

	while (cl_address_next(&text, &begin, id))
		g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "", id);
	return g_string_free(found, FALSE);
}

static void
test_addresses(void)
{
	static const char *const cases[][2] = {
		{ "https://pics.example/i/" PHOTO "/hero~1.jpg", PHOTO },
		{ "/u/" ID "/hero.jpg?a=/p/" PHOTO, ID " " PHOTO },
		{ PHOTO "/full/max", PHOTO },
		{ "/p/" PHOTO, PHOTO },
		{ "/i/0I23456789ABCDEF.jpg", "0123456789abcdef" },
		{ "{\"a\":\"https:\\/\\/x\\/i\\u002f" PHOTO "\"}", PHOTO },
		{ "?url=https%3A%2F%2Fx%2Fi%2F" PHOTO "%2Fa.jpg", PHOTO },
		{ "?url=https%253A%252F%252Fx%252Fi%252f%2530123456789abcdef", PHOTO },
		{ "/i/" PHOTO "0/x", "" },
		{ "/i/012345678/x /u/u" PHOTO "012", "" },
		{ "x" PHOTO " -" PHOTO, "" },
		{ "/%", "" },
		{ "/\\u00", "" },
		{ "", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = ids_in(cases[i][0]);

		g_assert_cmpstr(found, ==, cases[i][1]);
	}
}

static void
test_damage(void)
{
	static const char *const texts[] = {"", "null", "[]", "{}", "{\"use\":1}",
		"{\"use\":\"" ID "\",\"photo\":\"short\",\"story\":\"s\",\"position\":1,\"state\":\"reserved\"}",
		"{\"use\":\"uuuuuuuuuuuuuuuuuuuu\",\"photo\":\"" PHOTO
		"\",\"story\":\"s\",\"position\":1,\"state\":\"reserved\"}",
		"{\"use\":\"" ID "\",\"photo\":\"" PHOTO
		"\",\"story\":\"s\",\"position\":1,\"state\":\"lost\"}",
		"{\"use\":\"" ID "\",\"photo\":\"" PHOTO
		"\",\"story\":\"s\",\"position\":1,\"state\":\"reserved\",\"crop\":[1,2,3]}",
		"{\"use\":\"" ID "\",\"photo\":\"" PHOTO
		"\",\"story\":\"s\",\"position\":1,\"state\":\"reserved\",\"crop\":[1,2,3,-4]}",
		"{\"use\":\"" ID "\",\"photo\":\"" PHOTO
		"\",\"story\":\"s\",\"position\":1,\"state\":\"reserved\",\"crop\":[1,2,3,\"x\"]}"};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(cl_use_from_json(texts[i], &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	}
}

static void
test_story(void)
{
	static const char *const broken[] = {"{}", "{\"story\":\"s\",\"state\":\"x\"}",
		"{\"story\":\"s\",\"state\":\"draft\",\"parts\":[1]}",
		"{\"story\":\"s\",\"state\":\"draft\",\"parts\":[{\"story\":\"t\"}]}"};
	g_autoptr(ClStoryRow) story = cl_story_row_new("weekly");
	g_autoptr(ClStoryRow) back = NULL;
	ClStoryPart *part = g_new0(ClStoryPart, 1);
	g_autofree char *text = NULL, *again = NULL;

	part->slug = g_strdup("flood");
	part->position = 7;
	g_ptr_array_add(story->parts, part);
	story->state = CL_STORY_UNPUBLISHED;
	story->url = g_strdup("https://example.org/weekly");
	text = cl_story_to_json(story);
	back = cl_story_from_json(text, NULL);
	again = cl_story_to_json(back);
	g_assert_cmpstr(again, ==, text);
	g_assert_cmpint(((ClStoryPart *)back->parts->pdata[0])->position, ==, 7);
	for (gsize i = 0; i < G_N_ELEMENTS(broken); i++)
		g_assert_null(cl_story_from_json(broken[i], NULL));
}

static void
test_apply(void)
{
	g_autoptr(ClUseRow) use = make_use();
	g_autoptr(ClEffective) archive = cl_effective_new();
	g_autoptr(ClEffective) plain = NULL, german = NULL;
	ClValue value = {.value = (char *)"A lake.", .lang = (char *)"x-default"};

	cl_effective_add(archive, CL_FIELD_CAPTION, &value);
	value = (ClValue){.value = (char *)"Ein See.", .lang = (char *)"de-AT"};
	cl_effective_add(archive, CL_FIELD_CAPTION, &value);
	value = (ClValue){.value = (char *)"Nordlys"};
	cl_effective_add(archive, CL_FIELD_CREDIT, &value);
	value = (ClValue){.value = (char *)"A frozen lake", .lang = (char *)"x-default"};
	cl_effective_add(archive, CL_FIELD_ALT_TEXT, &value);
	value = (ClValue){.value = (char *)"Ana Ruiz"};
	cl_effective_add(archive, CL_FIELD_BYLINE, &value);
	value = (ClValue){.value = (char *)"ice"};
	cl_effective_add(archive, CL_FIELD_KEYWORDS, &value);
	value = (ClValue){.value = (char *)"Eis", .lang = (char *)"de"};
	cl_effective_add(archive, CL_FIELD_KEYWORDS, &value);
	value = (ClValue){.value = (char *)"Winter", .lang = (char *)"de"};
	cl_effective_add(archive, CL_FIELD_KEYWORDS, &value);

	plain = cl_use_apply(use, archive, NULL);
	g_assert_cmpstr(cl_effective_first(plain, CL_FIELD_CAPTION), ==, "A lake.");
	g_assert_cmpuint(plain->values[CL_FIELD_CAPTION]->len, ==, 2);
	g_assert_cmpuint(plain->values[CL_FIELD_KEYWORDS]->len, ==, 1);
	g_assert_cmpstr(cl_effective_nth(plain, CL_FIELD_KEYWORDS, 2)->value, ==, "Winter");
	g_assert_null(cl_effective_nth(plain, CL_FIELD_KEYWORDS, 3));

	use->texts[CL_USE_TEXT_CREDIT] = g_strdup("© Ours");
	use->texts[CL_USE_TEXT_ALT_TEXT] = g_strdup("");
	german = cl_use_apply(use, archive, "de");
	g_assert_cmpstr(cl_effective_first(german, CL_FIELD_CAPTION), ==, "Ein See.");
	g_assert_cmpuint(german->values[CL_FIELD_CAPTION]->len, ==, 1);
	g_assert_cmpstr(cl_effective_first(german, CL_FIELD_CREDIT), ==, "© Ours");
	g_assert_null(german->values[CL_FIELD_ALT_TEXT]);
	g_assert_cmpuint(german->values[CL_FIELD_KEYWORDS]->len, ==, 2);
	g_assert_cmpstr(cl_effective_first(german, CL_FIELD_KEYWORDS), ==, "Eis");
	g_assert_null(german->translations[CL_FIELD_KEYWORDS]);
	g_assert_cmpstr(cl_effective_first(german, CL_FIELD_BYLINE), ==, "Ana Ruiz");
}

static void
test_languages(void)
{
	g_autoptr(ClEffective) archive = cl_effective_new();
	static const struct {
		const char *asked, *given;
	} table[] = {{NULL, "default"}, {"en", "en-GB"}, {"en-US", "default"}, {"EN-gb", "en-GB"},
		{"e", "default"}, {"kk", "kk"}, {"kk-Latn", "kk"}};
	static const char *const langs[] = {"x-default", "default", "en-GB", "en-GB", "kk", "kk"};

	for (gsize i = 0; i < G_N_ELEMENTS(langs); i += 2) {
		ClValue value = {.value = (char *)langs[i + 1], .lang = (char *)langs[i]};

		cl_effective_add(archive, CL_FIELD_CAPTION, &value);
	}
	g_assert_cmpstr(cl_effective_lang_of(archive, CL_FIELD_CAPTION, "en-GB"), ==, "en-GB");
	g_assert_null(cl_effective_lang_of(archive, CL_FIELD_CAPTION, "default"));
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpstr(cl_effective_in(archive, CL_FIELD_CAPTION, table[i].asked), ==,
			table[i].given);
}

static char *
tags_of(ClUseState state, gint64 published_us)
{
	g_autoptr(ClUseRow) use = make_use();
	g_autoptr(GPtrArray) uses = g_ptr_array_new();
	g_autoptr(ClEffective) effective = cl_effective_new();
	ClListed listed = {.id = PHOTO, .uses = uses};

	use->state = state;
	use->added_us = 0; /* 1 January 1970 */
	use->published_us = published_us;
	g_ptr_array_add(uses, use);
	g_ptr_array_add(uses, use);
	return cl_query_tags(&listed, effective, NULL);
}

static void
test_tags(void)
{
	gint64 day_us = G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC;
	g_autofree char *reserved = tags_of(CL_USE_RESERVED, 0);
	g_autofree char *published = tags_of(CL_USE_PUBLISHED, day_us);
	g_autofree char *removed = tags_of(CL_USE_REMOVED, day_us);
	g_autofree char *never = tags_of(CL_USE_REMOVED, 0);

	g_assert_nonnull(strstr(reserved, " in=flood is=used used=19 used=197 "));
	g_assert_nonnull(strstr(reserved, "used=19700101"));
	g_assert_null(strstr(reserved, "is=published"));
	g_assert_nonnull(strstr(published, "used=19700102"));
	g_assert_nonnull(strstr(published, "is=published"));
	g_assert_nonnull(strstr(removed, "is=used"));
	g_assert_null(strstr(removed, "in=flood"));
	g_assert_null(strstr(never, "used"));
	/* Two equal uses are listed as one. */
	g_assert_null(strstr(strstr(reserved, "in=flood") + 1, "in=flood"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/use/addresses", test_addresses);
	g_test_add_func("/use/round-trip", test_round_trip);
	g_test_add_func("/use/damage", test_damage);
	g_test_add_func("/use/story", test_story);
	g_test_add_func("/use/apply", test_apply);
	g_test_add_func("/use/languages", test_languages);
	g_test_add_func("/use/tags", test_tags);
	return g_test_run();
}
