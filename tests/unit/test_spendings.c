/* SPDX-License-Identifier: MIT
 *
 * What is spent of licences, held against a list that is counted by hand: sums that are kept from any moment
 * on, and those that are not, through thousands of changes.
 */
#include "catalog_fixture.h"

#define N_USES 16
#define N_PHOTOS 5
#define N_LICENCES 3
#define N_TIMES 12
#define N_CHANGES 1500

static const char *const licences[N_LICENCES] = {"ap-2026", "dpa-2026", "getty-2026"};

/* --- counted by hand --------------------------------------------------------------------------------- */

typedef struct {
	guint licence, use, photo;
	gint64 at_us;
	gboolean committed;
} Row;

typedef struct {
	Fixture *fixture;
	GRand *rand;
	GArray *rows;
	char uses[N_USES][CL_USE_ID_CHARS + 1];
	char photos[N_PHOTOS][CL_ID_CHARS + 1];
} Model;

typedef struct {
	guint licence, own;
	gint64 from_us, to_us;
	gboolean by_photo;
} Question;

static gboolean
is_in(const Row *row, const Question *question)
{
	return row->licence == question->licence && row->at_us >= question->from_us &&
	       row->at_us < question->to_us;
}

/* Of those at one time, the names decide. */
static gboolean
is_before(const Row *row, const Row *last, int by_name)
{
	return last == NULL || row->at_us < last->at_us || (row->at_us == last->at_us && by_name < 0);
}

/* `last`: only reserved places up to there. Of photos, the best of each counts. */
static void
count_photo(const Model *model, const Question *question, guint photo, const Row *last, ClSpentOwn *sum)
{
	gboolean committed = FALSE, reserved = FALSE;

	for (guint i = 0; i < model->rows->len; i++) {
		const Row *row = &g_array_index(model->rows, Row, i);

		if (row->photo != photo || !is_in(row, question))
			continue;
		committed = committed || row->committed;
		reserved = reserved || (!row->committed &&
					       is_before(row, last, strcmp(model->photos[photo],
									    last == NULL ? "" : model->photos[last->photo])));
	}
	sum->committed += committed;
	sum->reserved += reserved && !committed;
}

static void
count_uses(const Model *model, const Question *question, gint own, const Row *last, ClSpentOwn *sum)
{
	for (guint i = 0; i < model->rows->len; i++) {
		const Row *row = &g_array_index(model->rows, Row, i);

		if ((gint) row->use == own || !is_in(row, question))
			continue;
		sum->committed += row->committed;
		sum->reserved += !row->committed &&
				 is_before(row, last, strcmp(model->uses[row->use],
							      last == NULL ? "" : model->uses[last->use]));
	}
}

/* Without the own one, if there is one. */
static ClSpentOwn
count(const Model *model, const Question *question, gint own, const Row *last)
{
	ClSpentOwn sum = {0};

	if (!question->by_photo)
		count_uses(model, question, own, last, &sum);
	for (guint i = 0; question->by_photo && i < N_PHOTOS; i++)
		if ((gint) i != own)
			count_photo(model, question, i, last, &sum);
	return sum;
}

static const Row *
first_place(const Model *model, const Question *question)
{
	const Row *first = NULL;

	for (guint i = 0; i < model->rows->len; i++) {
		const Row *row = &g_array_index(model->rows, Row, i);

		if (row->licence == question->licence && !row->committed &&
			(question->by_photo ? row->photo : row->use) == question->own &&
			(first == NULL || row->at_us < first->at_us))
			first = row;
	}
	return first;
}

/* --- held against the catalog ---------------------------------------------------------------------------- */

static void
check_question(Model *model, const Question *question)
{
	g_autoptr(GError) error = NULL;
	ClCatalog *catalog = model->fixture->catalog;
	ClSpent spent = {.licence = licences[question->licence], .by_photo = question->by_photo,
		.from_us = question->from_us, .to_us = question->to_us,
		.use = question->by_photo ? NULL : model->uses[question->own],
		.photo = question->by_photo ? model->photos[question->own] : NULL};
	const Row *place = first_place(model, question);
	ClSpentOwn all = count(model, question, -1, NULL);
	ClSpentOwn others = count(model, question, (gint) question->own, NULL);
	ClSpentOwn before = count(model, question, (gint) question->own, place);
	ClSpentOwn own;
	guint committed, reserved;

	g_assert_true(cl_catalog_count_spent(catalog, &spent, &committed, &reserved, &error));
	g_assert_cmpuint(committed, ==, all.committed);
	g_assert_cmpuint(reserved, ==, all.reserved);
	g_assert_true(cl_catalog_count_own(catalog, &spent, &own, &error));
	g_assert_cmpuint(own.committed, ==, all.committed - others.committed);
	g_assert_cmpuint(own.reserved, ==, all.reserved - others.reserved);
	g_assert_cmpint(own.place_us, ==, place != NULL ? place->at_us : G_MAXINT64);
	if (place == NULL)
		return;
	g_assert_true(cl_catalog_count_before(catalog, &spent, own.place_us, &reserved, &error));
	g_assert_cmpuint(reserved, ==, before.reserved);
}

static Question
any_question(Model *model)
{
	Question question = {.licence = (guint) g_rand_int_range(model->rand, 0, N_LICENCES),
		.by_photo = g_rand_boolean(model->rand),
		.from_us = g_rand_int_range(model->rand, 0, 4) * 3};

	question.own = (guint) g_rand_int_range(model->rand, 0, question.by_photo ? N_PHOTOS : N_USES);
	question.to_us = question.from_us + (g_rand_boolean(model->rand) ? 3 : 100);
	return question;
}

static void
keep(Model *model, const Question *question)
{
	g_autoptr(GError) error = NULL;
	ClSpent spent = {.licence = licences[question->licence], .by_photo = question->by_photo,
		.from_us = question->from_us, .to_us = question->to_us};
	guint committed, reserved;

	begin(model->fixture);
	g_assert_true(cl_catalog_count_spent(model->fixture->catalog, &spent, &committed, &reserved, &error));
	g_assert_true(cl_catalog_keep_count(model->fixture->catalog, &spent, committed, reserved, &error));
	commit(model->fixture);
}

/* --- changes ------------------------------------------------------------------------------------------- */

static void
forget_use(Model *model, guint use)
{
	for (guint i = model->rows->len; i > 0; i--)
		if (g_array_index(model->rows, Row, i - 1).use == use)
			g_array_remove_index_fast(model->rows, i - 1);
}

/* A use counts anew: by up to three pictures and licences, as one that is out or a draft, or by none. */
static void
change_use(Model *model)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify) cl_spending_free);
	guint use = (guint) g_rand_int_range(model->rand, 0, N_USES);
	gboolean committed = g_rand_boolean(model->rand);
	guint first = (guint) g_rand_int_range(model->rand, 0, N_PHOTOS);

	forget_use(model, use);
	for (guint i = 0, n = (guint) g_rand_int_range(model->rand, 0, 4); i < n; i++) {
		Row row = {.licence = (guint) g_rand_int_range(model->rand, 0, N_LICENCES), .use = use,
			.photo = (first + i) % N_PHOTOS, .committed = committed,
			.at_us = g_rand_int_range(model->rand, 0, N_TIMES)};
		ClSpending *spending = g_new0(ClSpending, 1);

		spending->licence = g_strdup(licences[row.licence]);
		g_strlcpy(spending->photo, model->photos[row.photo], sizeof spending->photo);
		spending->at_us = row.at_us;
		spending->committed = committed;
		g_ptr_array_add(list, spending);
		g_array_append_val(model->rows, row);
	}
	begin(model->fixture);
	cl_catalog_put_spendings(model->fixture->catalog, model->uses[use], list, &error);
	g_assert_no_error(error);
	commit(model->fixture);
}

static void
model_start(Model *model, Fixture *fixture)
{
	g_autoptr(ClStoryRow) story = cl_story_row_new("story");
	g_autoptr(GError) error = NULL;

	model->fixture = fixture;
	model->rand = g_rand_new_with_seed(20261129);
	model->rows = g_array_new(FALSE, FALSE, sizeof(Row));
	begin(fixture);
	g_assert_true(cl_catalog_put_story(fixture->catalog, story, &error));
	for (guint i = 0; i < N_PHOTOS; i++) {
		AUTO_FILE file = make_file(i);

		g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
		g_strlcpy(model->photos[i], file->photo, sizeof model->photos[i]);
	}
	for (guint i = 0; i < N_USES; i++) {
		guint8 bytes[CL_USE_ID_BYTES] = {(guint8) (i * 37)};
		ClUseRow use = {.position = i + 1, .story = (char *) "story"};

		cl_use_id_from_bytes(bytes, model->uses[i]);
		g_strlcpy(use.id, model->uses[i], sizeof use.id);
		g_strlcpy(use.photo, model->photos[i % N_PHOTOS], sizeof use.photo);
		g_assert_true(cl_catalog_put_use(fixture->catalog, &use, &error));
	}
	commit(fixture);
}

static void
model_end(Model *model)
{
	g_rand_free(model->rand);
	g_array_free(model->rows, TRUE);
}

/* --- tests --------------------------------------------------------------------------------------------- */

static void
test_sums(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GString) complaints = g_string_new(NULL);
	Model model;

	model_start(&model, fixture);
	for (guint i = 0; i < N_CHANGES; i++) {
		Question question = any_question(&model);

		if (i % 50 == 49)
			keep(&model, &question);
		change_use(&model);
		check_question(&model, &question);
	}
	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, NULL));
	g_assert_null(strstr(complaints->str, "QUOTA_STALE"));
	model_end(&model);
}

/* Who changes the file by hand is found out; a row is not changed in place. */
static void
test_stale(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GString) complaints = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Question question = {.to_us = 100};
	Model model;

	model_start(&model, fixture);
	while (model.rows->len == 0)
		change_use(&model);
	keep(&model, &question);
	g_assert_false(run_sql(fixture, "UPDATE spending SET committed = 1 - committed"));
	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, NULL));
	g_assert_null(strstr(complaints->str, "QUOTA_STALE"));
	g_assert_true(run_sql(fixture, "UPDATE spending_sum SET committed = committed + 1"));
	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, NULL));
	g_assert_nonnull(strstr(complaints->str, "QUOTA_STALE"));
	begin(fixture);
	g_assert_true(cl_catalog_drop_counts(fixture->catalog, &error));
	commit(fixture);
	check_question(&model, &question);
	model_end(&model);
}

#define ADD(path, function) \
	g_test_add("/spendings/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("sums", test_sums);
	ADD("stale", test_stale);
	return g_test_run();
}
