/* SPDX-License-Identifier: MIT
 *
 * What the words of the picture forbid, for this use: steps 2, 5, 7 to 11 and 13 to 16. Each restriction
 * adds its reason by itself; none looks for another one that would soften it.
 */
#include <string.h>
#include "judge.h"

#define ARCHIVE_US (G_GINT64_CONSTANT(30) * 86400 * G_USEC_PER_SEC)
#define WEEK_US (7 * 24 * G_TIME_SPAN_HOUR)
#define EXPLICIT_KILL 0.9 /* less sure words ask for a person and stop nothing */

typedef struct {
	RightsJudge *judge;
	const ClRestriction *one;
	RightsSaid said;
} Words;

static ClReason *
say(Words *words, ClReasonCode code)
{
	words->said.restriction = words->one;
	return rights_reason(words->judge, code, &words->said);
}

/* --- 2, 5: when ---------------------------------------------------------------------------- */

/* A person set an instant before the day that the words name. */
static void
say_earlier(Words *words)
{
	g_autofree char *what = g_strdup_printf("%s, as %s said, or the later day that its words name",
		words->one->operand, words->one->decided_by != NULL ? words->one->decided_by : "somebody");

	words->said.what = what;
	say(words, CL_REASON_EMBARGO_ZONE);
}

static void
judge_embargo(Words *words)
{
	const ClRestriction *one = words->one;
	gint64 at_us = words->judge->use->at_us;

	words->said.date_us = one->at_us;
	words->said.what = one->operand;
	if (one->at_us == 0)
		say(words, CL_REASON_EMBARGO_OPEN);
	else if (one->certain && at_us < one->at_us)
		say(words, CL_REASON_EMBARGO)->stop = TRUE;
	else if (one->certain && at_us < one->latest_us)
		say_earlier(words);
	else if (one->certain || (one->latest_us != 0 && at_us >= one->latest_us))
		say(words, CL_REASON_EMBARGO_OVER);
	else
		say(words, CL_REASON_EMBARGO_ZONE);
}

/* The same words that also take it down say more. */
static gboolean
is_taken_down_too(const Words *words)
{
	const GPtrArray *all = words->judge->photo->restrictions;
	const ClRestriction *one = words->one;

	for (guint i = 0; i < all->len; i++) {
		const ClRestriction *other = all->pdata[i];

		if (other->code == CL_RESTRICTION_TAKE_DOWN && other->at_us == one->at_us &&
			other->certain && other->decided != CL_DECIDED_DISMISSED &&
			other->start == one->start && g_strcmp0(other->text, one->text) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A received expiry date on or before capture is a slip; one before ingest may be one, or the picture came
 * late: that a person must say. Neither stops delivery (policy §2). */
static gboolean
judge_odd_expiry(Words *words)
{
	const ClRightsPhoto *photo = words->judge->photo;
	const ClRestriction *one = words->one;

	if (g_strcmp0(one->rule, "expiry_date") != 0 || one->decided == CL_DECIDED_CONFIRMED)
		return FALSE;
	if (photo->taken_us != 0 && one->at_us <= photo->taken_us)
		say(words, CL_REASON_EXPIRY_ODD);
	else if (photo->ingested_us == 0 || one->at_us > photo->ingested_us)
		return FALSE;
	else
		say(words, words->judge->use->published ? CL_REASON_EXPIRY_ODD : CL_REASON_EXPIRY_LATE);
	return TRUE;
}

/* When it ends, counted from the day on which the picture was taken; 0: it names its day. */
static gint64
end_from_taken(const ClRestriction *one, const ClRightsPhoto *photo)
{
	if (one->base_us != 0 && g_strcmp0(one->base_from, "ingested") == 0)
		return photo->taken_us + (one->at_us - one->base_us);
	return one->weekly && photo->sent_us == 0 && photo->taken_us < one->at_us - WEEK_US
		       ? one->at_us - WEEK_US
		       : 0;
}

/* "14 days from transmission", "not after Friday", and nobody said when that was: counted from its arrival it
 * runs, counted from the day it was taken it is over. */
static gboolean
is_counted_late(const Words *words)
{
	const ClRightsPhoto *photo = words->judge->photo;
	const ClRestriction *one = words->one;
	gint64 end_us = photo->taken_us == 0 ? 0 : end_from_taken(one, photo);

	return end_us != 0 && one->decided != CL_DECIDED_CONFIRMED && end_us <= words->judge->use->at_us &&
	       words->judge->use->at_us < one->at_us;
}

static gboolean
is_midnight(gint64 at_us)
{
	return at_us % (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC) == 0;
}

static void
judge_expires(Words *words)
{
	const ClRestriction *one = words->one;
	const ClUse *use = words->judge->use;

	words->said.date_us = one->at_us;
	words->said.day = TRUE;
	if (one->at_us == 0 || !one->certain) {
		say(words, CL_REASON_EXPIRES_UNCLEAR);
	} else if (is_counted_late(words)) {
		say(words, CL_REASON_EXPIRES_LATE);
	} else if (judge_odd_expiry(words) || is_taken_down_too(words)) {
		return;
	} else if (one->at_us > use->at_us) {
		words->said.last = is_midnight(one->at_us);
		say(words, CL_REASON_EXPIRES);
	} else {
		say(words, use->published ? CL_REASON_EXPIRED_PUBLISHED : CL_REASON_EXPIRED);
	}
}

static void
judge_take_down(Words *words)
{
	const ClRestriction *one = words->one;
	const ClRightsPhoto *photo = words->judge->photo;
	g_autofree char *shown =
		photo->in_published_use && photo->first_story != NULL
			? g_strdup_printf("; *%s* shows a tile in its place", photo->first_story)
			: NULL;

	words->said.date_us = one->at_us;
	words->said.day = TRUE;
	words->said.shown = shown;
	words->said.replace = shown != NULL ? "Replace it there, or a" : "A";
	if (one->at_us == 0 || !one->certain) {
		say(words, CL_REASON_TAKE_DOWN_UNCLEAR);
	} else if (is_counted_late(words)) {
		say(words, CL_REASON_TAKE_DOWN_LATE);
	} else if (one->at_us > words->judge->use->at_us) {
		words->said.last = is_midnight(one->at_us);
		say(words, CL_REASON_TAKE_DOWN_SOON);
	} else {
		say(words, CL_REASON_TAKE_DOWN)->stop = TRUE;
	}
}

static void
judge_one_use(Words *words)
{
	const ClRightsPhoto *photo = words->judge->photo;

	words->said.what = photo->first_story != NULL ? photo->first_story : "another story";
	say(words, photo->uses_elsewhere > 0 && !words->judge->use->published
			   ? CL_REASON_ONE_USE
			   : CL_REASON_ONE_USE_LEFT);
}

static void
judge_no_archive(Words *words)
{
	const ClRightsPhoto *photo = words->judge->photo;
	const ClUse *use = words->judge->use;
	gint64 base_us = photo->sent_us != 0 ? photo->sent_us : photo->ingested_us;

	words->said.what = photo->first_story;
	words->said.date_us = base_us;
	words->said.day = TRUE;
	if (use->published)
		say(words, CL_REASON_NO_ARCHIVE_NOTE);
	else if (photo->first_story != NULL && g_strcmp0(photo->first_story, use->story) != 0)
		say(words, CL_REASON_NO_ARCHIVE);
	else if (base_us != 0 && use->at_us - base_us > ARCHIVE_US)
		say(words, CL_REASON_NO_ARCHIVE_LATE);
	else
		say(words, CL_REASON_NO_ARCHIVE_NOTE);
}

/* --- 7: where and through what -------------------------------------------------------------- */

static char *
names_of(const ClRestriction *one)
{
	if (one->names != NULL && one->names[0] != NULL)
		return g_strjoinv(", ", one->names);
	return g_strdup(one->operand != NULL ? one->operand : "some places");
}

static void
judge_territory(Words *words)
{
	const RightsJudge *judge = words->judge;
	const ClRestriction *one = words->one;
	gboolean allow = one->code == CL_RESTRICTION_TERRITORY_ALLOW;
	ClTerritories out = judge->territories;
	g_autofree char *what = names_of(one);
	g_autofree char *codes = NULL;
	g_autofree char *outside = NULL;

	if (allow) {
		outside = g_strdup_printf("other places than %s", what);
		cl_territories_subtract(&out, &one->territories);
	} else {
		for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
			out.bits[i] &= one->territories.bits[i];
	}
	codes = cl_territories_text(&out);
	words->said.what = outside != NULL ? outside : what;
	words->said.of = codes;
	if (cl_territories_empty(&one->territories))
		say(words, CL_REASON_TERRITORY_UNCLEAR);
	else if (cl_territories_empty(&judge->territories))
		say(words, CL_REASON_TERRITORY_OPEN);
	else if (!cl_territories_empty(&out))
		say(words, judge->photo->n_copies > 0 ? CL_REASON_TERRITORY_COPY
						      : CL_REASON_TERRITORY);
	else
		say(words, CL_REASON_TERRITORY_ELSEWHERE);
}

/* "NO WEB" seldom means that the app may; a person who confirmed it as such knows. */
static gboolean
is_near_web(const Words *words)
{
	const guint near = CL_CHANNEL_BIT(CL_CHANNEL_APP) | CL_CHANNEL_BIT(CL_CHANNEL_NEWSLETTER) |
			   CL_CHANNEL_BIT(CL_CHANNEL_SOCIAL);

	return (words->one->channels & CL_CHANNEL_BIT(CL_CHANNEL_WEB)) != 0 &&
	       (words->judge->channels & near) != 0 && words->one->decided != CL_DECIDED_CONFIRMED;
}

static void
judge_media(Words *words)
{
	const ClRestriction *one = words->one;
	const RightsJudge *judge = words->judge;
	gboolean there = !cl_territories_empty(&one->territories);
	gboolean hit = (one->channels & judge->channels) != 0;
	g_autofree char *what = names_of(one);

	words->said.what = what;
	if (one->channels == 0)
		say(words, CL_REASON_MEDIA_UNCLEAR);
	else if (!hit && !is_near_web(words))
		say(words, CL_REASON_MEDIA_ELSEWHERE);
	else if (there && cl_territories_empty(&judge->territories))
		say(words, CL_REASON_MEDIA_OPEN);
	else if (there && !cl_territories_meet(&one->territories, &judge->territories))
		say(words, CL_REASON_MEDIA_ELSEWHERE);
	else if (!hit)
		say(words, CL_REASON_MEDIA_NEAR);
	else
		say(words, one->certain ? CL_REASON_MEDIA : CL_REASON_MEDIA_UNCLEAR);
}

/* Names of outlets are compared folded; a word of the name is enough to accuse. */
static gboolean
names_outlet(const ClRestriction *one, const ClOutlet *outlet)
{
	for (guint i = 0; one->names != NULL && one->names[i] != NULL; i++) {
		g_autofree char *name = cl_text_fold(one->names[i]);

		for (guint j = 0; outlet->names != NULL && outlet->names[j] != NULL; j++) {
			g_autofree char *own = cl_text_fold(outlet->names[j]);

			if (rights_has_words(own, name) || rights_has_words(name, own))
				return TRUE;
		}
	}
	return FALSE;
}

static void
judge_outlet(Words *words)
{
	const ClOutlet *outlet = words->judge->use->outlet;
	g_autofree char *what = names_of(words->one);

	words->said.what = what;
	if (outlet->names == NULL || words->one->names == NULL)
		say(words, CL_REASON_OUTLET_UNNAMED);
	else if (names_outlet(words->one, outlet))
		say(words, CL_REASON_OUTLET);
	else if (!words->one->certain && words->one->decided != CL_DECIDED_CONFIRMED)
		say(words, CL_REASON_OUTLET_UNCLEAR);
	else
		say(words, CL_REASON_OUTLET_ELSEWHERE);
}

/* A contract in force with whoever it is for settles it. */
static void
judge_client(Words *words)
{
	const GPtrArray *licences = words->judge->licences;
	g_autofree char *key = cl_text_fold(words->one->operand != NULL ? words->one->operand : "");

	for (guint i = 0; licences != NULL && key[0] != '\0' && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (licence->kind == CL_LICENCE_CONTRACT && licence->supplier != NULL &&
			(strcmp(licence->supplier, key) == 0 ||
				(licence == words->judge->licence &&
					rights_has_words(key, licence->supplier))) &&
			rights_is_in_force(words->judge, licence))
			return;
	}
	words->said.what = words->one->operand != NULL ? words->one->operand : "whoever sent it";
	say(words, CL_REASON_CLIENT_ONLY);
}

/* --- 8, 9, 10, 13: for what, with what, how --------------------------------------------------- */

static void
judge_purpose(Words *words, ClReasonCode deny, ClReasonCode note)
{
	ClSection section = words->judge->use->section;

	words->said.what = cl_section_name(section);
	say(words, section != CL_SECTION_EDITORIAL ? deny : note);
}

/* The story is called what the words name; one word of theirs ("party" of a party conference) is no sign. */
static gboolean
mentions(const char *text, const char *folded)
{
	g_autofree char *own = text == NULL ? NULL : cl_text_fold(text);

	return own != NULL && (rights_has_words(own, folded) ||
				      (strchr(own, ' ') != NULL && rights_has_words(folded, own)));
}

static void
judge_context(Words *words)
{
	const ClUse *use = words->judge->use;
	const char *operand = words->one->operand;
	g_autofree char *folded = cl_text_fold(operand != NULL ? operand : "");

	words->said.what = operand != NULL ? operand : "what the picture shows";
	say(words,
		mentions(use->story, folded) || mentions(use->event, folded)
			? CL_REASON_CONTEXT_MET
			: CL_REASON_CONTEXT);
}

/* Confirmed: somebody looked at these very words; the caption says it, or it was verified. */
static void
judge_disclosure(Words *words, ClReasonCode code)
{
	if (words->one->decided != CL_DECIDED_CONFIRMED)
		say(words, code);
}

/* Terms that were recorded for this very picture settle whose it is and what it costs. */
static gboolean
is_settled(const RightsJudge *judge)
{
	if (judge->licence == NULL)
		return FALSE;
	switch (judge->licence->kind) {
	case CL_LICENCE_PURCHASE:
	case CL_LICENCE_PERMISSION:
	case CL_LICENCE_HANDOUT:
	case CL_LICENCE_POOL:
	case CL_LICENCE_UGC:
		return TRUE;
	case CL_LICENCE_CONTRACT:
	case CL_LICENCE_OPEN:
	case CL_LICENCE_STAFF:
	case CL_LICENCE_FREELANCE:
	case CL_LICENCE_COMMISSIONED:
	case CL_N_LICENCES:
		break;
	}
	return FALSE;
}

static void
judge_kill(Words *words)
{
	ClReason *reason = say(words, CL_REASON_KILL_WORDS);

	reason->stop = words->one->confidence >= EXPLICIT_KILL;
	if (!reason->stop)
		reason->severity = CL_SEVERITY_REVIEW;
}

/* Until an instant, if it has one. */
static void
judge_clearance(Words *words)
{
	const ClRestriction *one = words->one;

	words->said.date_us = one->at_us;
	if (one->at_us == 0)
		say(words, CL_REASON_CLEARANCE);
	else
		say(words, one->at_us > words->judge->use->at_us ? CL_REASON_CLEARANCE_UNTIL
								 : CL_REASON_CLEARANCE_OVER);
}

/* What needs no more than a look at the use. */
static void
judge_plain(Words *words)
{
	const RightsJudge *judge = words->judge;
	const ClUse *use = judge->use;
	gboolean syndicates = (judge->channels & CL_CHANNEL_BIT(CL_CHANNEL_SYNDICATION)) != 0;

	switch ((int)words->one->code) {
	case CL_RESTRICTION_THIRD_PARTY:
	case CL_RESTRICTION_HANDOUT_SERVICE:
		if (!is_settled(judge))
			say(words, CL_REASON_THIRD_PARTY_WORDS);
		return;
	case CL_RESTRICTION_FEE:
		if (!is_settled(judge))
			say(words, CL_REASON_FEE);
		return;
	case CL_RESTRICTION_NO_RESALE:
		say(words, syndicates ? CL_REASON_NO_RESALE : CL_REASON_NO_RESALE_NOTE);
		return;
	case CL_RESTRICTION_NO_CROP:
		say(words, use->crop ? CL_REASON_NO_CROP : CL_REASON_NO_CROP_NOTE);
		return;
	case CL_RESTRICTION_KEEP_LOGO:
		say(words, use->crop ? CL_REASON_KEEP_LOGO : CL_REASON_KEEP_LOGO_NOTE);
		return;
	case CL_RESTRICTION_NO_ALTER:
		say(words, use->alter  ? CL_REASON_NO_ALTER
			   : use->crop ? CL_REASON_NO_ALTER_CROP
				       : CL_REASON_NO_ALTER_NOTE);
		return;
	case CL_RESTRICTION_PIXELATE_MINORS:
		say(words, CL_REASON_MINORS);
		return;
	case CL_RESTRICTION_GRAPHIC:
		say(words, CL_REASON_GRAPHIC);
		return;
	case CL_RESTRICTION_QUALITY_NOTE:
		say(words, CL_REASON_QUALITY);
		return;
	case CL_RESTRICTION_NO_AI:
		say(words, CL_REASON_NO_AI);
		return;
	case CL_RESTRICTION_CLEARANCE:
		return judge_clearance(words);
	case CL_RESTRICTION_CAPTION_CORRECTION:
		say(words, CL_REASON_CORRECTION);
		return;
	case CL_RESTRICTION_UNPARSED:
		say(words, CL_REASON_UNPARSED);
		return;
	}
}

static void
judge_one(Words *words)
{
	switch ((int)words->one->code) {
	case CL_RESTRICTION_EMBARGO:
		return judge_embargo(words);
	case CL_RESTRICTION_EXPIRES:
		return judge_expires(words);
	case CL_RESTRICTION_TAKE_DOWN:
		return judge_take_down(words);
	case CL_RESTRICTION_ONE_USE:
		return judge_one_use(words);
	case CL_RESTRICTION_NO_ARCHIVE:
		return judge_no_archive(words);
	case CL_RESTRICTION_TERRITORY_DENY:
	case CL_RESTRICTION_TERRITORY_ALLOW:
		return judge_territory(words);
	case CL_RESTRICTION_MEDIA_DENY:
		return judge_media(words);
	case CL_RESTRICTION_OUTLET_DENY:
		return judge_outlet(words);
	case CL_RESTRICTION_CLIENT_ONLY:
		return judge_client(words);
	case CL_RESTRICTION_EDITORIAL_ONLY:
		return judge_purpose(words, CL_REASON_EDITORIAL_ONLY, CL_REASON_PURPOSE_NOTE);
	case CL_RESTRICTION_NO_COMMERCIAL:
		return judge_purpose(words, CL_REASON_NO_COMMERCIAL, CL_REASON_COMMERCIAL_NOTE);
	case CL_RESTRICTION_NO_RELEASE:
		return judge_purpose(words, CL_REASON_NO_RELEASE, CL_REASON_NO_RELEASE_NOTE);
	case CL_RESTRICTION_CONTEXT_ONLY:
		return judge_context(words);
	case CL_RESTRICTION_KILL:
		return judge_kill(words);
	case CL_RESTRICTION_ALTERED_AT_SOURCE:
		return judge_disclosure(words, CL_REASON_ALTERED);
	case CL_RESTRICTION_UNVERIFIED:
		return judge_disclosure(words, CL_REASON_UNVERIFIED);
	default:
		break;
	}
	judge_plain(words);
}

/* What a person made of the words, whatever else follows from them: who, when, why, and the way back. */
static void
judge_decision(Words *words)
{
	const ClRestriction *one = words->one;
	const char *code = cl_restriction_name(one->code);
	const char *read = one->decided_as != NULL ? one->decided_as : code;
	g_autofree char *back = strcmp(read, "UNPARSED") == 0 ? g_strdup("--as …")
							      : g_strdup_printf("--as %s", read);

	if (one->decided == CL_DECIDED_OPEN || one->code == CL_RESTRICTION_INFORMATION)
		return;
	words->said = (RightsSaid){.who = one->decided_by,
		.what = one->decided_why,
		.of = code,
		.until = read,
		.replace = back,
		.date_us = one->decided_us,
		.day = TRUE};
	if (one->decided == CL_DECIDED_DISMISSED)
		say(words, CL_REASON_DISMISSED);
	else
		say(words, one->decided_as != NULL ? CL_REASON_CORRECTED : CL_REASON_CONFIRMED);
}

void
rights_judge_restrictions(RightsJudge *judge)
{
	const GPtrArray *all = judge->photo->restrictions;
	RightsSaid made = {
		.words = judge->photo->ai_text, .source = "xmp", .field = judge->photo->ai_field};

	for (guint i = 0; all != NULL && i < all->len; i++) {
		Words words = {.judge = judge, .one = all->pdata[i]};

		if (words.one->decided != CL_DECIDED_DISMISSED)
			judge_one(&words);
		judge_decision(&words);
	}
	if (judge->photo->ai)
		rights_reason(judge, CL_REASON_AI, &made);
}
