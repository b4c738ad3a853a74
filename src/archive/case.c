/* SPDX-License-Identifier: MIT
 *
 * What the pure verdict needs to know of one photo: facts, licences with what is spent of them, grants, and
 * the same of each of its parts. A look-up that fails is a reason to deny.
 */
#include "composite.h"
#include "rights.h"

#include <string.h>

struct ArchiveCase {
	ClArchive *archive;
	ArchiveCheckedUse *found; /* the use in the story asked about, or NULL */
	char *use_id; /* that is asked about, and so is not among those before it; NULL = it is a new one */
	ClTerritories places;
	ClUse use;
	ArchiveFacts *facts;
	GPtrArray *licences, *grants; /* NULL: the look-up failed, which is a reason */
	GPtrArray *parts; /* ArchiveCase*: of what it is made, and of what that is made */
	GPtrArray *lost;  /* char*: parts that are not in the archive */
	const GPtrArray *spent_before;
};

void
archive_case_free(ArchiveCase *this)
{
	if (this == NULL)
		return;
	archive_checked_use_free(this->found);
	g_free(this->use_id);
	archive_facts_free(this->facts);
	g_clear_pointer(&this->licences, g_ptr_array_unref);
	g_clear_pointer(&this->grants, g_ptr_array_unref);
	g_clear_pointer(&this->parts, g_ptr_array_unref);
	g_clear_pointer(&this->lost, g_ptr_array_unref);
	g_free(this);
}

static void
drop_licence(GPtrArray *licences, const char *id)
{
	for (guint i = licences->len; i-- > 0;)
		if (strcmp(((ClLicence *)licences->pdata[i])->id, id) == 0)
			g_ptr_array_remove_index(licences, i);
}

/* With a licence that is not on file yet, in the place of one of its id; or without one. */
static gboolean
change_licences(ClArchive *archive, GPtrArray *licences, const ClCheck *check, GError **error)
{
	ClLicence *licence = check->with_licence == NULL
				     ? NULL
				     : archive_read_licence(archive, check->with_licence, "licence", error);

	if (check->with_licence != NULL && licence == NULL)
		return FALSE;
	drop_licence(licences, licence != NULL ? licence->id : check->without_licence);
	if (licence != NULL)
		g_ptr_array_add(licences, licence);
	return TRUE;
}

static gboolean
gather_papers(ArchiveCase *this, const char *id, const ClCheck *check, GError **error)
{
	ClArchive *archive = this->archive;
	GPtrArray *lent;

	this->grants = cl_catalog_grants(archive->catalog, id, NULL);
	if (check->with_licence == NULL && check->without_licence == NULL) {
		lent = archive_lend_licences(archive, NULL);
		this->licences = lent == NULL ? NULL : g_ptr_array_ref(lent);
	} else {
		this->licences = cl_archive_licences(archive, NULL);
		if (this->licences != NULL && !change_licences(archive, this->licences, check, error))
			return FALSE;
		this->facts->photo.supplier_complete |= check->with_licence != NULL && this->licences != NULL;
	}
	for (guint i = 0; this->licences != NULL && i < this->licences->len; i++)
		archive_note_invoices(this->facts, this->licences->pdata[i]);
	archive_set_also_of(archive, this->facts, this->licences);
	return TRUE;
}

gboolean
archive_asked_use(ClArchive *archive, const ClCheck *check, char **id, GError **error)
{
	g_autoptr(GPtrArray) uses = NULL;

	*id = check->partner == NULL ? g_strdup(check->use) : NULL;
	if (check->partner == NULL || check->story == NULL || check->use == NULL)
		return TRUE;
	uses = cl_catalog_list_uses(archive->catalog, check->story, error);
	for (guint i = 0; uses != NULL && *id == NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (archive_is_asked_delivery(use, check))
			*id = g_strdup(use->id);
	}
	return uses != NULL;
}

/* By the archive's rules of credits, and by what the picture itself calls its photographer. */
static gboolean
compare_credits(const char *printed, const char *due, const char *also, gconstpointer data,
	ClCreditCompared *compared)
{
	const ArchiveCase *this = data;

	return cl_credit_compare(this->archive->credit_rules, printed, due, also,
		(const char *const *)this->facts->photographers, compared);
}

static ArchiveCase *
gather(ClArchive *archive, const char *id, const ClCheck *asked, const ClOutlet *outlet, GError **error)
{
	g_autoptr(ArchiveCase) this = g_new0(ArchiveCase, 1);
	const ClCheck *check = asked;

	this->archive = archive;
	this->parts = g_ptr_array_new_with_free_func((GDestroyNotify)archive_case_free);
	this->lost = g_ptr_array_new_with_free_func(g_free);
	if (!archive_find_checked_use(archive, id, asked, &this->found, error))
		return NULL;
	if (this->found != NULL)
		check = &this->found->check;
	if (!archive_read_use(archive, check, outlet, &this->use, &this->places, error))
		return NULL;
	if (!archive_asked_use(archive, check, &this->use_id, error))
		return NULL;
	this->spent_before = asked->spent_before;
	this->facts = archive_facts(archive, id, check, error);
	if (this->facts == NULL || !gather_papers(this, id, check, error))
		return NULL;
	this->use.compare_credits = compare_credits;
	this->use.compare_data = this;
	if (check->printed != NULL)
		archive_note_texts(check, &this->facts->photo, &this->use);
	return g_steal_pointer(&this);
}

/* The same use of each part: changed, since it stands in another picture, and with nothing printed. */
static gboolean
gather_parts(ArchiveCase *this, const char *id, const ClCheck *asked, const ClOutlet *outlet, GError **error)
{
	g_autoptr(GPtrArray) ids = archive_all_parts(this->archive, id, error);
	ClCheck same = this->found != NULL ? this->found->check : *asked;

	same.printed = NULL;
	same.credit_printed = NULL;
	same.again = NULL;
	same.crop = FALSE;
	same.alter = TRUE;
	if (same.use == NULL)
		same.use = "";
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		ArchiveCase *part = NULL;
		gboolean there;

		if (!archive_is_there(this->archive, ids->pdata[i], &there, error) ||
			(there &&
				(part = gather(this->archive, ids->pdata[i], &same, outlet, error)) == NULL))
			return FALSE;
		if (there)
			g_ptr_array_add(this->parts, part);
		else
			g_ptr_array_add(this->lost, g_strdup(ids->pdata[i]));
	}
	return ids != NULL;
}

ArchiveCase *
archive_case_new(ClArchive *archive, const char *id, const ClCheck *check, const ClOutlet *outlet,
	GError **error)
{
	g_autoptr(ArchiveCase) this = gather(archive, id, check, outlet, error);

	return this == NULL || !gather_parts(this, id, check, outlet, error) ? NULL : g_steal_pointer(&this);
}

static void
free_part(gpointer data)
{
	ClPartFact *part = data;

	g_free(part->code);
	g_free(part->words);
	g_free(part);
}

static ClPartFact *
part_new(const char *id, ClVerdictKind verdict, gboolean stop, const char *code, const char *words)
{
	ClPartFact *part = g_new0(ClPartFact, 1);

	g_strlcpy(part->id, id, sizeof part->id);
	part->verdict = verdict;
	part->stop = stop;
	part->code = g_strdup(code);
	part->words = g_strdup(words);
	return part;
}

/* What was spent before, and by the parts of this picture that were judged before: each picks its licence
 * with what the others leave of it. */
static ClVerdict *
judge_picture(ArchiveCase *this, const GPtrArray *parts, gint64 at_us, GPtrArray *spends)
{
	ClRightsPhoto photo = this->facts->photo;
	ClVerdict *verdict;

	photo.parts = parts;
	if (at_us != 0)
		this->use.at_us = at_us;
	for (guint i = 0; this->licences != NULL && i < this->licences->len; i++)
		if (cl_rights_licence_applies(&photo, this->licences->pdata[i]))
			archive_count_licence(this->archive, this->licences->pdata[i], photo.id,
				this->use.published ? NULL : this->use_id, this->use.at_us, spends);
	verdict = cl_rights_verdict(&photo, &this->use, this->licences, this->grants, cl_time_now_us());
	if (verdict->licence != NULL)
		archive_add_spend(spends, photo.id, verdict->licence);
	return verdict;
}

static ClPartFact *
judge_part(ArchiveCase *this, gint64 at_us, GPtrArray *spends)
{
	g_autoptr(ClVerdict) verdict = judge_picture(this, NULL, at_us, spends);
	const ClReason *gravest = verdict->reasons->len > 0 ? verdict->reasons->pdata[0] : NULL;

	if (gravest == NULL)
		return part_new(this->facts->id, verdict->verdict, verdict->stop, NULL, NULL);
	return part_new(this->facts->id, verdict->verdict, verdict->stop, cl_reason_name(gravest->code),
		gravest->text != NULL ? gravest->text : gravest->message);
}

ClVerdict *
archive_case_judge(ArchiveCase *this, gint64 at_us)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(free_part);
	GPtrArray *spends = archive_spends_new();
	guint n_before = this->spent_before == NULL ? 0 : this->spent_before->len;
	ClVerdict *verdict;

	for (guint i = 0; i < n_before; i++) {
		const ClSpend *spend = this->spent_before->pdata[i];

		archive_add_spend(spends, spend->photo, spend->licence);
	}
	for (guint i = 0; i < this->parts->len; i++)
		g_ptr_array_add(parts, judge_part(this->parts->pdata[i], at_us, spends));
	for (guint i = 0; i < this->lost->len; i++)
		g_ptr_array_add(parts, part_new(this->lost->pdata[i], CL_VERDICT_DENY, TRUE,
			cl_reason_name(CL_REASON_LOOKUP_FAILED), "it is not in the archive"));
	verdict = judge_picture(this, parts, at_us, spends);
	if (n_before > 0)
		g_ptr_array_remove_range(spends, 0, n_before);
	verdict->spends = spends;
	return verdict;
}

void
archive_case_ask_anew(ArchiveCase *this)
{
	this->use.published = FALSE;
	for (guint i = 0; i < this->parts->len; i++)
		archive_case_ask_anew(this->parts->pdata[i]);
}

const ClRightsPhoto *
archive_case_photo(const ArchiveCase *this)
{
	return &this->facts->photo;
}
