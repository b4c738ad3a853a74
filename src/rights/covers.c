/* SPDX-License-Identifier: MIT
 *
 * Does a licence cover a use? Its period, channels, territories, sections, story; then what it says on
 * top: quota, cost, commercial use, changes. A published use stays inside the archive tail.
 */
#include <string.h>
#include "covers.h"

#define DAY_US (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC)

static gboolean
holds(GStrv list, const char *text)
{
	return list != NULL && text != NULL && g_strv_contains((const char *const *)list, text);
}

/* The collection of the picture that a contract does not have, as written; NULL: it has all. */
static const char *
lacked_collection(const ClLicence *licence, const ClRightsPhoto *photo)
{
	const char *own = photo->collection != NULL ? photo->collection : photo->supplier;

	if (holds(licence->collections_out, own) ||
		(licence->collections_in != NULL && !holds(licence->collections_in, own)))
		return photo->collection_name != NULL ? photo->collection_name : photo->supplier_name;
	for (guint i = 0; photo->also_of != NULL && photo->also_of[i] != NULL; i++) {
		g_autofree char *key = cl_text_fold(photo->also_of[i]);

		if (holds(licence->collections_out, key))
			return photo->also_of[i];
	}
	return NULL;
}

static gboolean
has_photographer(const ClLicence *licence, const ClRightsPhoto *photo)
{
	for (guint i = 0; photo->photographers != NULL && photo->photographers[i] != NULL; i++)
		if (holds(licence->photographers, photo->photographers[i]))
			return TRUE;
	return FALSE;
}

gboolean
rights_licence_applies(const RightsJudge *judge, const ClLicence *licence)
{
	return cl_rights_licence_applies(judge->photo, licence);
}

gboolean
cl_rights_licence_applies(const ClRightsPhoto *photo, const ClLicence *licence)
{
	switch (licence->kind) {
	case CL_LICENCE_CONTRACT:
		return photo->supplier != NULL && licence->supplier != NULL &&
		       (strcmp(licence->supplier, photo->supplier) == 0 ||
			       g_strcmp0(licence->supplier, photo->owner) == 0);
	case CL_LICENCE_STAFF:
	case CL_LICENCE_FREELANCE:
	case CL_LICENCE_COMMISSIONED:
		/* A photographer's agreement is no contract with an agency that delivered. */
		return holds(licence->photos, photo->id) ||
		       (photo->class != CL_CLASS_AGENCY && photo->class != CL_CLASS_POOL &&
			       has_photographer(licence, photo));
	case CL_LICENCE_HANDOUT:
	case CL_LICENCE_POOL:
		return holds(licence->photos, photo->id) ||
		       (licence->photos == NULL &&
			       g_strcmp0(licence->supplier, photo->supplier) == 0 &&
			       photo->supplier != NULL);
	case CL_LICENCE_PURCHASE:
	case CL_LICENCE_PERMISSION:
	case CL_LICENCE_OPEN:
	case CL_LICENCE_UGC:
		return holds(licence->photos, photo->id);
	case CL_N_LICENCES:
		break;
	}
	return FALSE;
}

gboolean
cl_rights_licence_includes(const ClRightsPhoto *photo, const ClLicence *licence)
{
	return cl_rights_licence_applies(photo, licence) &&
	       (licence->kind != CL_LICENCE_CONTRACT || lacked_collection(licence, photo) == NULL);
}

void
rights_cover_clear(RightsCover *cover)
{
	g_clear_pointer(&cover->why, g_free);
}

static void refuse(RightsCover *cover, const char *term, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static void
refuse(RightsCover *cover, const char *term, const char *format, ...)
{
	va_list args;

	if (cover->why != NULL)
		return;
	cover->covers = FALSE;
	cover->term = term;
	va_start(args, format);
	cover->why = g_strdup_vprintf(format, args);
	va_end(args);
}

/* Something to say although it covers. */
static void
add(RightsCover *cover, ClReasonCode code, ClSeverity severity)
{
	if (cover->n_reasons < RIGHTS_MAX_COVER)
		cover->reasons[cover->n_reasons++] = code;
	cover->severity = MAX(cover->severity, severity);
}

static gboolean
is_within(const ClLicence *licence, const ClDays *days)
{
	return (licence->from_us == 0 || days->from_us >= licence->from_us) &&
	       (licence->until_us == 0 || days->until_us <= licence->until_us);
}

/* Every day on which it may have been taken: of a year, all of it. */
static void
check_capture(const RightsJudge *judge, RightsCover *cover)
{
	const ClLicence *licence = cover->licence;
	const ClDays *taken = &judge->photo->taken;
	gboolean begins = licence->from_us != 0 && taken->from_us < licence->from_us;
	g_autofree char *day = begins ? rights_day(licence->from_us, judge->now_us, NULL, FALSE)
				      : rights_day(licence->until_us, judge->now_us, NULL, TRUE);

	if (licence->from_us == 0 && licence->until_us == 0)
		return;
	if (taken->until_us == 0)
		refuse(cover, "from", "it counts by the day of capture, which the picture does not state");
	else if (!is_within(licence, taken))
		refuse(cover, begins ? "from" : "until", begins ? "begins on %s" : "ended on %s", day);
}

static void
check_period(const RightsJudge *judge, RightsCover *cover)
{
	const ClLicence *licence = cover->licence;
	gint64 at_us = judge->use->at_us;
	gint64 until_us = licence->until_us;
	g_autofree char *day = NULL;

	if (licence->empty != NULL) {
		refuse(cover, licence->empty, "its list of %s names nothing", licence->empty);
		return;
	}
	if (licence->unanswered) {
		refuse(cover, "granted", "nobody has granted it yet");
		return;
	}
	if (licence->by_capture) {
		check_capture(judge, cover);
		return;
	}
	if (licence->from_us != 0 && at_us < licence->from_us) {
		day = rights_day(licence->from_us, judge->now_us, judge->use->zone, FALSE);
		refuse(cover, "from", "begins on %s", day);
		return;
	}
	if (until_us == 0 || at_us < until_us)
		return;
	if (judge->use->published &&
		(licence->archive_tail_days < 0 ||
			at_us < until_us + licence->archive_tail_days * DAY_US))
		return;
	day = rights_day(until_us, judge->now_us, judge->use->zone, TRUE);
	refuse(cover, "until", "ended on %s", day);
}

gboolean
rights_is_in_force(const RightsJudge *judge, const ClLicence *licence)
{
	RightsCover cover = {.licence = licence, .covers = TRUE};

	check_period(judge, &cover);
	rights_cover_clear(&cover);
	return cover.covers;
}

gboolean
cl_rights_expired(const ClRightsPhoto *photo, const GPtrArray *licences, const GPtrArray *grants,
	gint64 now_us)
{
	ClUse use = {.at_us = now_us};
	RightsJudge judge = {.photo = photo, .use = &use, .now_us = now_us};
	gboolean ended = FALSE;
	ClStanding standing;

	cl_rights_standing(photo, grants, &standing);
	if ((standing.expires_us != 0 && standing.expires_us <= now_us) ||
		(standing.take_down_us != 0 && standing.take_down_us <= now_us))
		return TRUE;
	if (photo->class == CL_CLASS_HOUSE)
		return FALSE;
	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (!cl_rights_licence_includes(photo, licence))
			continue;
		if (rights_is_in_force(&judge, licence))
			return FALSE;
		/* A period of capture dates ends for later pictures, not for this one. */
		ended = ended || (!licence->by_capture && licence->until_us != 0 &&
					 licence->until_us <= now_us);
	}
	return ended;
}

/* A licence of Creative Commons and a work in the public domain are anybody's to pass on (reference §5.4);
 * for money, unless it says NC. A record may name fewer channels. */
gboolean
rights_may_pass_on(const ClLicence *licence)
{
	const ClOpenTerms *open = &licence->open;
	guint syndication = CL_CHANNEL_BIT(CL_CHANNEL_SYNDICATION);

	gboolean listed = licence->channels == 0 || (licence->channels & syndication) != 0;
	gboolean free = (open->attribution || open->public_domain) && !open->non_commercial &&
			licence->commercial != CL_NO;

	return licence->resale || (licence->kind == CL_LICENCE_OPEN && listed && free);
}

static void
check_channels(const RightsJudge *judge, RightsCover *cover)
{
	guint syndication = CL_CHANNEL_BIT(CL_CHANNEL_SYNDICATION);
	guint allowed = cover->licence->channels != 0 ? cover->licence->channels
						      : CL_ALL_CHANNELS & ~syndication;
	guint out;
	g_autofree char *names = NULL;

	allowed |= CL_CHANNEL_BIT(CL_CHANNEL_INTERNAL);
	if (rights_may_pass_on(cover->licence))
		allowed |= syndication;
	else
		allowed &= ~syndication;
	out = judge->channels & ~allowed;
	if (out == 0)
		return;
	names = cl_channels_text(out);
	refuse(cover, out == syndication ? "resale" : "channels", "not for %s", names);
}

ClTerritories
cl_licence_territories(const ClLicence *licence)
{
	ClTerritories places = licence->territories;

	if (cl_territories_empty(&places))
		rights_territories_world(&places);
	cl_territories_subtract(&places, &licence->not_territories);
	return places;
}

static void
check_territories(const RightsJudge *judge, RightsCover *cover)
{
	ClTerritories places = cl_licence_territories(cover->licence);
	ClTerritories world = {0};
	ClTerritories out = judge->territories;
	g_autofree char *codes = NULL;

	cl_territories_subtract(&out, &places);
	rights_territories_world(&world);
	/* An outlet that declares no markets lacks a paper, not a right (policy §2). */
	if (cl_territories_empty(&judge->territories) && !cl_territories_within(&world, &places))
		add(cover, CL_REASON_MARKETS_OPEN, CL_SEVERITY_REVIEW);
	if (cl_territories_empty(&out))
		return;
	codes = cl_territories_text(&out);
	refuse(cover, "territories", "not for %s", codes);
}

static void
check_purpose(const RightsJudge *judge, RightsCover *cover)
{
	const ClLicence *licence = cover->licence;
	const ClUse *use = judge->use;
	guint sections = licence->sections != 0 ? licence->sections : 1U << CL_SECTION_EDITORIAL;
	const char *lacked = licence->kind == CL_LICENCE_CONTRACT
				     ? lacked_collection(licence, judge->photo)
				     : NULL;

	if ((sections & 1U << use->section) == 0)
		refuse(cover, "sections", "not for section %s", cl_section_name(use->section));
	if (licence->stories != NULL && !holds(licence->stories, use->story))
		refuse(cover, "stories", "only for the story %s", licence->stories[0]);
	if (lacked != NULL)
		refuse(cover, "collections_in", "does not have the collection %s", lacked);
	if (licence->placement != NULL && use->placement != NULL &&
		g_ascii_strcasecmp(licence->placement, use->placement) != 0)
		refuse(cover, "placement", "only as %s", licence->placement);
}

static void
check_counts(const RightsJudge *judge, RightsCover *cover)
{
	const ClLicence *licence = cover->licence;
	guint warn = licence->quota_warn_percent != 0 ? licence->quota_warn_percent : 100;
	guint64 spent = (guint64)licence->quota_spent + licence->quota_reserved;

	if (judge->use->published)
		return;
	if (licence->quota > 0 && licence->quota_failed)
		add(cover, CL_REASON_LOOKUP_FAILED, CL_SEVERITY_DENY);
	else if (licence->quota > 0 && spent >= licence->quota)
		add(cover,
			licence->quota_spent >= licence->quota ? CL_REASON_QUOTA : CL_REASON_QUOTA_RESERVED,
			CL_SEVERITY_DENY);
	else if (licence->quota > 0 && spent * 100 >= (guint64)licence->quota * warn)
		add(cover, CL_REASON_QUOTA_NEAR, CL_SEVERITY_REVIEW);
	if (licence->uses_allowed > 0 && licence->uses_failed)
		add(cover, CL_REASON_USES_UNKNOWN, CL_SEVERITY_DENY);
	else if (licence->uses_allowed > 0 && licence->uses_made >= licence->uses_allowed)
		add(cover, CL_REASON_USES_SPENT, CL_SEVERITY_DENY);
	/* What is bought is paid: only a threshold of its own asks again. */
	if (licence->cost > 0 && licence->cost > licence->cost_review &&
		(licence->kind != CL_LICENCE_PURCHASE || licence->cost_review > 0))
		add(cover, CL_REASON_COST, CL_SEVERITY_REVIEW);
}

/* A record that names no licence confirms what the picture itself says. */
static ClOpenTerms
open_terms(const RightsJudge *judge, const ClLicence *licence)
{
	gboolean as_claimed = licence->kind == CL_LICENCE_OPEN && licence->spdx == NULL;
	ClOpenTerms terms = as_claimed ? judge->photo->claim : licence->open;

	terms.non_commercial =
		licence->commercial == CL_UNSTATED ? terms.non_commercial : licence->commercial == CL_NO;
	if (as_claimed)
		terms.vague = licence->commercial == CL_UNSTATED && !terms.attribution &&
			      !terms.public_domain;
	terms.no_derivatives |= licence->no_derivatives;
	return terms;
}

static void
check_open(const RightsJudge *judge, RightsCover *cover)
{
	ClOpenTerms terms = open_terms(judge, cover->licence);

	if (terms.vague)
		add(cover, CL_REASON_OPEN_UNNAMED, CL_SEVERITY_REVIEW);
	else if (cover->licence->unconfirmed)
		add(cover, CL_REASON_OPEN_UNCONFIRMED, CL_SEVERITY_REVIEW);
	if (terms.non_commercial && judge->use->outlet->commercial == CL_YES)
		add(cover, CL_REASON_NON_COMMERCIAL, CL_SEVERITY_DENY);
	else if (terms.non_commercial && judge->use->outlet->commercial == CL_UNSTATED)
		add(cover, CL_REASON_NON_COMMERCIAL_UNSTATED, CL_SEVERITY_REVIEW);
	if (terms.no_derivatives && (judge->use->crop || judge->use->alter))
		add(cover, CL_REASON_NO_DERIVATIVES, CL_SEVERITY_REVIEW);
	else if ((terms.share_alike || cover->licence->share_alike) && judge->use->alter)
		add(cover, CL_REASON_SHARE_ALIKE, CL_SEVERITY_REVIEW);
	if (cover->licence->kind == CL_LICENCE_OPEN && cover->licence->spdx != NULL &&
		cl_open_terms_stricter(&judge->photo->claim, &terms))
		add(cover, CL_REASON_OPEN_CONTRADICTED, CL_SEVERITY_REVIEW);
}

/* --- of several authors each has his own agreement ----------------------------------------------- */

static gboolean
is_personal(const ClLicence *licence)
{
	return licence->kind == CL_LICENCE_STAFF || licence->kind == CL_LICENCE_FREELANCE ||
	       licence->kind == CL_LICENCE_COMMISSIONED;
}

static void
check_use(const RightsJudge *judge, RightsCover *cover)
{
	cover->covers = TRUE;
	check_period(judge, cover);
	check_channels(judge, cover);
	check_territories(judge, cover);
	check_purpose(judge, cover);
}

/* By any agreement on file, in what it covers at all. */
static gboolean
is_agreed_with(const RightsJudge *judge, const char *author)
{
	g_autofree char *key = cl_text_fold(author);
	gboolean agreed = FALSE;

	for (guint i = 0; !agreed && judge->licences != NULL && i < judge->licences->len; i++) {
		RightsCover cover = {.licence = judge->licences->pdata[i]};

		if (!is_personal(cover.licence) || !holds(cover.licence->photographers, key))
			continue;
		check_use(judge, &cover);
		agreed = cover.covers;
		rights_cover_clear(&cover);
	}
	return agreed;
}

static void
check_authors(const RightsJudge *judge, RightsCover *cover)
{
	const char *const *authors = judge->photo->authors;

	if (!is_personal(cover->licence) || holds(cover->licence->photos, judge->photo->id))
		return;
	for (guint i = 0; authors != NULL && authors[i] != NULL && cover->other_author == NULL; i++)
		if (!is_agreed_with(judge, authors[i]))
			cover->other_author = authors[i];
	if (cover->other_author != NULL)
		add(cover, CL_REASON_SECOND_AUTHOR, CL_SEVERITY_REVIEW);
}

/* The day that an editor wrote opens it; the one that came would not. */
static void
check_day_written(const RightsJudge *judge, RightsCover *cover)
{
	const ClDays *came = &judge->photo->came_as;

	if (cover->licence->by_capture && came->until_us != 0 && !is_within(cover->licence, came))
		add(cover, CL_REASON_CAPTURE_EDITED, CL_SEVERITY_REVIEW);
}

char *
rights_open_duties(const RightsJudge *judge, const ClLicence *licence)
{
	ClOpenTerms terms = open_terms(judge, licence);

	return licence->kind == CL_LICENCE_OPEN
		       ? cl_open_terms_duties(&terms, licence->title, licence->source)
		       : g_strdup("");
}

/* A handout, what users made; and what an office, a broadcaster or somebody else who is no agency made and an
 * agency delivers. */
static gboolean
is_passed_on(const ClRightsPhoto *photo)
{
	return photo->class == CL_CLASS_HANDOUT || photo->class == CL_CLASS_UGC ||
	       (photo->collection != NULL &&
		       (photo->class == CL_CLASS_OFFICIAL || photo->class == CL_CLASS_BROADCASTER ||
			       photo->class == CL_CLASS_UNKNOWN));
}

void
rights_cover(const RightsJudge *judge, RightsCover *cover)
{
	cover->severity = CL_SEVERITY_NOTE;
	check_use(judge, cover);
	if (!cover->covers)
		return;
	check_counts(judge, cover);
	check_open(judge, cover);
	if (cover->licence->placement != NULL && judge->use->placement == NULL)
		add(cover, CL_REASON_PLACEMENT, CL_SEVERITY_REVIEW);
	check_authors(judge, cover);
	check_day_written(judge, cover);
	/* A contract is with who delivers (policy 1.2). */
	if (cover->licence->kind == CL_LICENCE_CONTRACT && judge->photo->other_deliverer != NULL)
		add(cover, CL_REASON_DELIVERER_DOUBT, CL_SEVERITY_REVIEW);
	/* Who passes it on cannot sell it (policy 2). */
	if (cover->licence->kind == CL_LICENCE_CONTRACT && is_passed_on(judge->photo))
		add(cover, CL_REASON_HANDOUT_PASSED, CL_SEVERITY_REVIEW);
}

/* The term of a licence that a reason is about. */
static const char *
term_of(ClReasonCode code)
{
	switch ((int)code) {
	case CL_REASON_USES_SPENT:
	case CL_REASON_USES_UNKNOWN:
		return "uses";
	case CL_REASON_COST:
		return "cost";
	case CL_REASON_PLACEMENT:
		return "placement";
	case CL_REASON_NO_DERIVATIVES:
		return "no_derivatives";
	case CL_REASON_SHARE_ALIKE:
		return "share_alike";
	case CL_REASON_NON_COMMERCIAL:
	case CL_REASON_NON_COMMERCIAL_UNSTATED:
		return "commercial";
	case CL_REASON_MARKETS_OPEN:
		return "territories";
	case CL_REASON_OPEN_UNNAMED:
		return "spdx";
	default:
		return "quota";
	}
}

/* Its figure: how much, how often, where. Of a quota that is spent, without the drafts that wait for it. */
static char *
figure_of(const ClLicence *licence, const char *term, ClReasonCode code)
{
	ClTerritories places = cl_licence_territories(licence);

	if (strcmp(term, "uses") == 0)
		return g_strdup_printf("%u", licence->uses_made);
	if (strcmp(term, "cost") == 0)
		return g_strdup_printf("%.2f %s", licence->cost,
			licence->currency != NULL ? licence->currency : "");
	if (strcmp(term, "territories") == 0)
		return cl_territories_text(&places);
	return g_strdup_printf(
		"%u", licence->quota_spent + (code == CL_REASON_QUOTA ? 0 : licence->quota_reserved));
}

/* The very words, where it is the picture's that count. */
static void
say_as_claimed(const RightsJudge *judge, const RightsCover *cover, RightsSaid *said)
{
	if (cover->licence->kind != CL_LICENCE_OPEN || cover->licence->spdx != NULL ||
		judge->photo->claim_text == NULL ||
		(strcmp(said->field, "commercial") != 0 && strcmp(said->field, "no_derivatives") != 0 &&
			strcmp(said->field, "share_alike") != 0))
		return;
	said->words = judge->photo->claim_text;
	said->where = NULL;
	said->field = judge->photo->claim_field;
}

/* Of what the picture says, against what is on file. */
static void
say_of_picture(const RightsJudge *judge, const RightsCover *cover, ClReasonCode code, RightsSaid *said)
{
	const char *name = said->what;

	if (code == CL_REASON_HANDOUT_PASSED) {
		*said = rights_about_giver(judge->photo);
		said->of = said->what;
		said->what = judge->photo->supplier_name;
	}
	if (code == CL_REASON_SECOND_AUTHOR) {
		*said = rights_about_origin(judge->photo);
		said->what = name;
		said->who = cover->other_author;
	}
	if (code == CL_REASON_OPEN_UNCONFIRMED)
		*said = (RightsSaid){.what = name,
			.of = cover->licence->source != NULL ? cover->licence->source : "the source",
			.file = cover->licence->id,
			.words = cover->licence->spdx,
			.source = cover->licence->id,
			.field = "confirmed"};
	if (code == CL_REASON_OPEN_CONTRADICTED)
		*said = (RightsSaid){.what = name,
			.of = cover->licence->spdx,
			.words = judge->photo->claim_text,
			.field = judge->photo->claim_field};
	if (code == CL_REASON_DELIVERER_DOUBT)
		rights_say_deliverer(judge->photo, said);
	if (code == CL_REASON_CAPTURE_EDITED)
		*said = (RightsSaid){.what = name, .words = judge->photo->came_text,
			.field = cl_field_info(CL_FIELD_DATE_TAKEN)->name};
}

void
rights_cover_say(RightsJudge *judge, const RightsCover *cover)
{
	const ClLicence *licence = cover->licence;
	g_autofree char *name = rights_licence_name(licence);

	for (guint i = 0; i < cover->n_reasons; i++) {
		ClReasonCode code = cover->reasons[i];
		const char *term = term_of(code);
		g_autofree char *clause = rights_clause(licence, term);
		g_autofree char *figure = figure_of(licence, term, code);
		g_autofree char *of = strcmp(term, "placement") == 0
			? g_strdup(licence->placement)
			: g_strdup_printf("%u",
				  strcmp(term, "uses") == 0 ? licence->uses_allowed : licence->quota);
		g_autofree char *credited = rights_credited_as(judge->photo);
		RightsSaid said = {.what = name,
			.n = figure,
			.of = of,
			.shown = credited,
			.where = clause != NULL ? clause : licence->id,
			.source = licence->id,
			.field = term,
			.words = code == CL_REASON_LOOKUP_FAILED ? "the quota" : NULL};

		say_as_claimed(judge, cover, &said);
		say_of_picture(judge, cover, code, &said);
		rights_reason(judge, code, &said);
	}
}
