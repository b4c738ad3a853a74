/* SPDX-License-Identifier: MIT
 *
 * Steps 3, 6 and 12: whose the picture is, and whether something that people recorded allows this use.
 * Every licence that covers the use is one choice, and having none is always another: verdict.c takes the
 * mildest of all, so that recording a licence never makes anything stricter nor removing one milder.
 */
#include <string.h>
#include "covers.h"

#define DAY_US (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC)

gboolean
rights_has_words(const char *whole, const char *part)
{
	gsize n = strlen(part);

	if (n == 0)
		return FALSE;
	for (const char *at = strstr(whole, part); at != NULL; at = strstr(at + 1, part))
		if ((at == whole || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return TRUE;
	return FALSE;
}

/* --- nothing on file --------------------------------------------------------------------------- */

static char *
template_file(const char *supplier)
{
	g_autofree char *folded = cl_text_fold(supplier);
	char *space = strchr(folded, ' ');

	if (space != NULL)
		*space = '\0';
	return g_strdup_printf("%s.json", folded[0] != '\0' ? folded : "licence");
}

RightsSaid
rights_about_origin(const ClRightsPhoto *photo)
{
	gboolean doubted = photo->class == CL_CLASS_HOUSE_DOUBT && photo->house_doubt != NULL;

	return (RightsSaid){.words = photo->origin_text,
		.source = photo->origin_from,
		.field = photo->origin_field,
		.what = doubted                          ? photo->house_doubt
			: photo->supplier_name != NULL ? photo->supplier_name
						       : photo->origin_text};
}

RightsSaid
rights_about_giver(const ClRightsPhoto *photo)
{
	RightsSaid said = rights_about_origin(photo);

	if (photo->giver != NULL)
		said.what = photo->giver;
	else if (photo->class == CL_CLASS_HANDOUT || photo->class == CL_CLASS_UGC)
		said.what = "somebody whom it does not name";
	if (photo->giver_text != NULL) {
		said.words = photo->giver_text;
		said.field = photo->giver_field;
		said.source = NULL;
	}
	return said;
}

char *
rights_credited_as(const ClRightsPhoto *photo)
{
	g_autofree char *place = rights_place(photo->origin_field, photo->origin_from);

	return photo->origin_text == NULL ? NULL : g_strdup_printf("\"%s\" %s", photo->origin_text, place);
}

void
rights_say_deliverer(const ClRightsPhoto *photo, RightsSaid *said)
{
	said->who = photo->supplier_name;
	said->of = photo->other_deliverer;
	said->words = photo->other_text;
	said->field = photo->other_field;
	said->where = said->source = NULL;
}

/* Who gave it out counts, rather than who delivered it. */
static gboolean
is_about_giver(ClReasonCode code)
{
	return code == CL_REASON_HANDOUT || code == CL_REASON_HANDOUT_OUTSIDE ||
	       code == CL_REASON_THIRD_PARTY;
}

/* What is missing where no licence covers: by class (policy §2). */
static ClReasonCode
missing_of_class(ClPictureClass class)
{
	switch (class) {
	case CL_CLASS_NOBODY:
	case CL_N_CLASSES:
		break;
	case CL_CLASS_HOUSE:
		return CL_REASON_HOUSE;
	case CL_CLASS_HOUSE_CLAIM:
		return CL_REASON_HOUSE_UNLISTED;
	case CL_CLASS_HOUSE_DOUBT:
		return CL_REASON_HOUSE_DOUBT;
	case CL_CLASS_AGENCY:
		return CL_REASON_NO_CONTRACT;
	case CL_CLASS_POOL:
		return CL_REASON_POOL;
	case CL_CLASS_HANDOUT:
		return CL_REASON_HANDOUT;
	case CL_CLASS_OFFICIAL:
	case CL_CLASS_BROADCASTER:
	case CL_CLASS_UNKNOWN:
		return CL_REASON_THIRD_PARTY;
	case CL_CLASS_COMMISSIONED:
		return CL_REASON_COMMISSIONED;
	case CL_CLASS_INDIVIDUAL:
		return CL_REASON_INDIVIDUAL;
	case CL_CLASS_UGC:
		return CL_REASON_NO_PERMISSION;
	case CL_CLASS_CC:
	case CL_CLASS_PUBLIC_DOMAIN:
		return CL_REASON_CC_UNCONFIRMED;
	}
	return CL_REASON_NO_ORIGIN;
}

/* Terms are recorded, and they do not cover. What only a contract speaks of, nobody has tied to a story. */
static ClReasonCode
outside(const ClRightsPhoto *photo, const RightsCover *nearest)
{
	const ClLicence *licence = nearest != NULL ? nearest->licence : NULL;
	gboolean contract = licence != NULL && licence->kind == CL_LICENCE_CONTRACT;
	gboolean tied = photo->class == CL_CLASS_HANDOUT || photo->class == CL_CLASS_OFFICIAL ||
			photo->class == CL_CLASS_BROADCASTER;

	if (tied && !contract)
		return CL_REASON_HANDOUT_OUTSIDE;
	return photo->supplier != NULL && (licence == NULL || contract) ? CL_REASON_NOT_COVERED
									: CL_REASON_NOT_COVERED_PHOTO;
}

/* Whose terms are recorded, of the photo or of who delivered it, may do what they say and no more. */
static ClReasonCode
missing(const ClRightsPhoto *photo, const RightsCover *nearest)
{
	gboolean of_the_house = photo->class == CL_CLASS_HOUSE || photo->class == CL_CLASS_HOUSE_CLAIM ||
				photo->class == CL_CLASS_HOUSE_DOUBT;

	if (photo->supplier_complete && photo->class != CL_CLASS_NOBODY && !of_the_house)
		return outside(photo, nearest);
	if (photo->class == CL_CLASS_POOL && photo->supplier != NULL)
		return CL_REASON_NO_CONTRACT;
	return missing_of_class(photo->class);
}

/* With the nearest licence on file, why it does not cover. */
static void
say_missing(RightsJudge *judge, ClReasonCode code, const RightsCover *nearest)
{
	RightsSaid said = is_about_giver(code) ? rights_about_giver(judge->photo)
					       : rights_about_origin(judge->photo);
	g_autofree char *file = template_file(
		judge->photo->supplier_name != NULL ? judge->photo->supplier_name : "");
	g_autofree char *name = NULL;

	said.file = file;
	if (code == CL_REASON_CC_UNCONFIRMED && judge->photo->claim_text != NULL) {
		said.words = judge->photo->claim_text;
		said.field = judge->photo->claim_field;
	}
	if (code == CL_REASON_HOUSE)
		said.words = judge->photo->photographer;
	if (code == CL_REASON_NO_ORIGIN && said.words != NULL)
		code = CL_REASON_NO_ORIGIN_SAID;
	if (nearest != NULL && nearest->licence != NULL && code == CL_REASON_NO_CONTRACT)
		code = CL_REASON_NOT_COVERED_OPEN;
	if (nearest != NULL && nearest->licence != NULL && nearest->why != NULL &&
		(code == CL_REASON_NOT_COVERED || code == CL_REASON_NOT_COVERED_PHOTO ||
			code == CL_REASON_NOT_COVERED_OPEN || code == CL_REASON_HANDOUT_OUTSIDE)) {
		name = rights_licence_name(nearest->licence);
		said.words = nearest->why;
		said.where = name;
		said.source = nearest->licence->id;
		said.field = nearest->term;
	}
	rights_reason(judge, code, &said);
}

/* --- what allows it ------------------------------------------------------------------------------ */

static char *
quota_text(const ClLicence *licence)
{
	if (licence->quota > 0 && licence->quota_count == CL_COUNT_PUBLICATION)
		return g_strdup_printf(
			"; %u of %u uses spent", licence->quota_spent, licence->quota);
	if (licence->quota > 0)
		return g_strdup_printf("; %u of %u photos spent%s", licence->quota_spent + licence->quota_own,
			licence->quota, licence->quota_own > 0 ? ", this one among them" : "");
	if (licence->uses_allowed > 0)
		return g_strdup_printf(
			"; %u of %u uses made", licence->uses_made, licence->uses_allowed);
	return g_strdup("");
}

static char *
limits_text(const RightsJudge *judge, const ClLicence *licence)
{
	g_autofree char *clause = rights_clause(licence, "resale");
	g_autofree char *duties = rights_open_duties(judge, licence);
	g_autofree char *place = licence->placement == NULL
		? g_strdup("")
		: g_strdup_printf(" Only as \"%s\".", licence->placement);
	g_autofree char *ends = g_strconcat(
		licence->no_derivatives ? " Show it whole and unchanged." : "", place, duties, NULL);

	if (rights_may_pass_on(licence))
		return g_steal_pointer(&ends);
	return clause == NULL ? g_strdup_printf(" Not for partners.%s", ends)
			      : g_strdup_printf(" Not for partners (%s).%s", clause, ends);
}

gint64
rights_sooner_by_words(const RightsJudge *judge, gint64 until_us)
{
	const GPtrArray *all = judge->photo->restrictions;

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const ClRestriction *one = all->pdata[i];

		if ((one->code == CL_RESTRICTION_EXPIRES || one->code == CL_RESTRICTION_TAKE_DOWN) &&
			one->certain && one->decided != CL_DECIDED_DISMISSED &&
			one->at_us > judge->use->at_us && (until_us == 0 || one->at_us < until_us))
			until_us = one->at_us;
	}
	return until_us;
}

static char *
last_day(const RightsJudge *judge, gint64 until_us)
{
	g_autofree char *day =
		until_us == 0 ? NULL : rights_day(until_us, judge->now_us, judge->use->zone, TRUE);

	return day == NULL ? g_strdup("without an end") : g_strdup_printf("until %s", day);
}

/* For what is out after the end it is that of the archive tail. *until_us 0: without an end. */
static char *
until_text(const RightsJudge *judge, const ClLicence *licence, gint64 *until_us)
{
	gint64 end_us = licence->by_capture ? 0 : licence->until_us;
	gboolean in_tail = end_us != 0 && judge->use->at_us >= end_us;
	g_autofree char *until = NULL;
	g_autofree char *ended = NULL;

	*until_us = !in_tail ? end_us
		    : licence->archive_tail_days < 0
			    ? 0
			    : end_us + licence->archive_tail_days * DAY_US;
	until = last_day(judge, rights_sooner_by_words(judge, *until_us));
	if (!in_tail)
		return g_steal_pointer(&until);
	ended = rights_day(end_us, judge->now_us, judge->use->zone, TRUE);
	return g_strdup_printf("%s for what is out, for nothing new since %s", until, ended);
}

static void
say_licensed(RightsJudge *judge, const ClLicence *licence)
{
	g_autofree char *name = rights_licence_name(licence);
	g_autofree char *line = rights_clause(licence, "channels");
	gint64 until_us;
	g_autofree char *until = until_text(judge, licence, &until_us);
	g_autofree char *where =
		g_strdup_printf("%s%s%s%s", line != NULL ? ", " : "", line != NULL ? line : "",
			judge->photo->collection_name != NULL ? ", collection " : "",
			judge->photo->collection_name != NULL ? judge->photo->collection_name : "");
	g_autofree char *quota = quota_text(licence);
	g_autofree char *limits = limits_text(judge, licence);
	RightsSaid said = {.what = name,
		.until = until,
		.where = where,
		.quota = quota,
		.limits = limits,
		.source = licence->id,
		.field = "channels"};

	judge->verdict->licence = g_strdup(licence->id);
	judge->verdict->until_us = until_us;
	rights_reason(judge, CL_REASON_LICENSED, &said);
}

/* Only the house has a ground that is no licence. */
static void
say_house(RightsJudge *judge)
{
	RightsSaid said = rights_about_origin(judge->photo);
	g_autofree char *until = last_day(judge, rights_sooner_by_words(judge, 0));

	said.words = judge->photo->photographer;
	if (said.words == NULL) {
		said.words = judge->photo->origin_text;
		said.where = judge->photo->house_doubt;
	} else if (g_strcmp0(judge->photo->origin_text, said.words) != 0) {
		said.field = cl_field_info(CL_FIELD_BYLINE)->name;
		said.source = NULL;
	}
	said.until = until;
	said.limits = "";
	rights_reason(judge, CL_REASON_HOUSE, &said);
}

/* What is recorded of the picture itself, before a contract with who delivered it; else the first. */
static gboolean
is_nearer(const RightsCover *cover, const RightsCover *nearest)
{
	return nearest->licence == NULL ||
	       (nearest->licence->kind == CL_LICENCE_CONTRACT &&
		       cover->licence->kind != CL_LICENCE_CONTRACT);
}

guint
rights_covers(const RightsJudge *judge, RightsCover covers[RIGHTS_MAX_COVERS], RightsCover *nearest)
{
	guint n = 0;

	for (guint i = 0; judge->licences != NULL && i < judge->licences->len; i++) {
		RightsCover cover = {.licence = judge->licences->pdata[i]};

		if (!rights_licence_applies(judge, cover.licence))
			continue;
		rights_cover(judge, &cover);
		/* Who is nobody's can be nobody's licence: no credit could be printed. */
		if (cover.covers && judge->photo->class != CL_CLASS_NOBODY && n < RIGHTS_MAX_COVERS)
			covers[n++] = cover;
		else if (!cover.covers && is_nearer(&cover, nearest)) {
			rights_cover_clear(nearest);
			*nearest = cover;
		} else
			rights_cover_clear(&cover);
	}
	return n;
}

void
rights_judge_origin(RightsJudge *judge, const RightsCover *cover, const RightsCover *nearest)
{
	ClReasonCode none = missing(judge->photo, nearest);

	if (cover != NULL) {
		judge->licence = cover->licence;
		say_licensed(judge, cover->licence);
		rights_cover_say(judge, cover);
	} else if (none == CL_REASON_HOUSE) {
		say_house(judge);
	} else {
		say_missing(judge, none, nearest);
	}
}
