/* SPDX-License-Identifier: MIT
 *
 * May this picture be published: what its words forbid (restrictions), what we are allowed (licences,
 * grants), and the verdict over both. Pure values and pure functions: no files, no log; the clock is
 * an argument. Policy: a picture cannot license itself, its words only ever make a verdict stricter.
 *
 *   texts ─ cl_rights_parse ─→ restrictions ┐
 *   licences, grants, outlet (JSON of people) ├─ cl_rights_verdict ─→ ClVerdict
 *   what the archive knows of the photo ──────┘
 *
 * Reasons and their wording stand in reasons.h, in one table.
 */
#pragma once
#include "json.h"
#include "photo.h"
#include "reasons.h"

/* --- what words can say -------------------------------------------------------------------- */
/* clang-format off */
#define CL_RESTRICTION_TABLE(X) /* reference §4.5; the operand, if it has one */ \
	X(EDITORIAL_ONLY,     "")  \
	X(NO_COMMERCIAL,      "")  \
	X(CREDIT_REQUIRED,    "the words to print; none: the credit line as it is") \
	X(HANDOUT_SERVICE,    "")  \
	X(NO_RESALE,          "")  \
	X(NO_ARCHIVE,         "")  \
	X(ONE_USE,            "")  \
	X(EXPIRES,            "\"14 days\" or an instant: no new use after it") \
	X(TAKE_DOWN,          "the same: not to be shown after it") \
	X(EMBARGO,            "an instant, a local time without zone, or nothing that can be read") \
	X(TERRITORY_DENY,     "territories, comma-separated") \
	X(TERRITORY_ALLOW,    "territories, comma-separated") \
	X(MEDIA_DENY,         "channels or media, comma-separated; \"@JP\" behind them: in those territories only") \
	X(OUTLET_DENY,        "names of outlets, comma-separated") \
	X(CLIENT_ONLY,        "whose clients") \
	X(CONTEXT_ONLY,       "story or event; none: what the picture shows") \
	X(THIRD_PARTY,        "")  \
	X(UNVERIFIED,         "")  \
	X(QUALITY_NOTE,       "")  \
	X(NO_CROP,            "")  \
	X(KEEP_LOGO,          "")  \
	X(NO_ALTER,           "")  \
	X(ALTERED_AT_SOURCE,  "")  \
	X(PIXELATE_MINORS,    "")  \
	X(GRAPHIC,            "")  \
	X(CLEARANCE,          "\"48 hours\" or an instant, until which it asks; none: always")  \
	X(FEE,                "")  \
	X(NO_RELEASE,         "")  \
	X(NO_AI,              "")  \
	X(CAPTION_CORRECTION, "the id that it corrects, if named") \
	X(KILL,               "the id that is killed, if named") \
	X(UNPARSED,           "")  /* looks like a command and is not understood */ \
	X(INFORMATION,        "")  /* understood to be no command: file numbers, "SEE PA STORY"; never a reason */
/* clang-format on */
typedef enum {
#define X(id, operand) CL_RESTRICTION_##id,
	CL_RESTRICTION_TABLE(X)
#undef X
	CL_N_RESTRICTIONS
} ClRestrictionCode;
const char *cl_restriction_name(ClRestrictionCode code);
/* CL_N_RESTRICTIONS if it is none. */
ClRestrictionCode cl_restriction_from_name(const char *name);

/* --- territories: a set of ISO 3166 alpha-2 codes -------------------------------------------- */
#define CL_TERRITORY_WORDS 11 /* 26 × 26 codes as bits */
typedef struct {
	guint64 bits[CL_TERRITORY_WORDS];
} ClTerritories;
gboolean cl_territories_empty(const ClTerritories *set);
gboolean cl_territories_meet(const ClTerritories *a, const ClTerritories *b);
/* Is all of `part` in `whole`? */
gboolean cl_territories_within(const ClTerritories *part, const ClTerritories *whole);
void cl_territories_unite(ClTerritories *set, const ClTerritories *more);
void cl_territories_subtract(ClTerritories *set, const ClTerritories *less);
/* "DE,FR", "WORLD"; free with g_free. */
char *cl_territories_text(const ClTerritories *set);

/* --- channels and sections -------------------------------------------------------------------- */
/* clang-format off */
#define CL_CHANNEL_TABLE(X) \
	X(WEB, "web") X(APP, "app") X(NEWSLETTER, "newsletter") X(SOCIAL, "social") X(PRINT, "print") \
	X(BROADCAST, "broadcast") X(SYNDICATION, "syndication") X(INTERNAL, "internal")
#define CL_SECTION_TABLE(X) \
	X(EDITORIAL, "editorial") X(ADVERTORIAL, "advertorial") X(PROMO, "promo") X(AD, "ad")
#define CL_STAGE_TABLE(X) X(OBSERVE, "observe") X(WARN, "warn") X(BLOCK, "block")
/* clang-format on */
typedef enum {
#define X(id, name) CL_CHANNEL_##id,
	CL_CHANNEL_TABLE(X)
#undef X
	CL_N_CHANNELS
} ClChannel;
#define CL_CHANNEL_BIT(channel) (1U << (channel))
#define CL_ALL_CHANNELS ((1U << CL_N_CHANNELS) - 1)
const char *cl_channel_name(ClChannel channel);
/* CL_N_CHANNELS if it is none. */
ClChannel cl_channel_from_name(const char *name);
/* "web and newsletter"; free with g_free. */
char *cl_channels_text(guint channels);

typedef enum {
#define X(id, name) CL_SECTION_##id,
	CL_SECTION_TABLE(X)
#undef X
	CL_N_SECTIONS
} ClSection;
const char *cl_section_name(ClSection section);
ClSection cl_section_from_name(const char *name); /* CL_N_SECTIONS if it is none */

typedef enum {
#define X(id, name) CL_STAGE_##id,
	CL_STAGE_TABLE(X)
#undef X
	CL_N_STAGES
} ClStage;
const char *cl_stage_name(ClStage stage);
ClStage cl_stage_from_name(const char *name); /* CL_N_STAGES if it is none */

/* --- rules: phrases and territories, from schema/rules/phrases.json and territories.json -------- */
typedef struct ClRightsRules ClRightsRules;
/* The rules that come with the program, read when it was built: they cost nothing. */
ClRightsRules *cl_rights_rules_shipped(void);
/* Either NULL = the shipped one; CL_ERROR_INPUT names the place. Not changed afterwards: any number of
 * threads may read them. */
ClRightsRules *cl_rights_rules_parse(const char *phrases, const char *territories, GError **error);
void cl_rights_rules_free(ClRightsRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClRightsRules, cl_rights_rules_free)
/* Short hash of both texts: which rules a stored verdict was made with. Lent. */
const char *cl_rights_rules_version(const ClRightsRules *rules);
/* Try every example of every rule; the failures as lines "ID: EXAMPLE: what it gives". */
GPtrArray *cl_rights_rules_test(const ClRightsRules *rules, guint *n_examples);
/* Alpha-2, alpha-3, a group (EU, DACH, WORLD) or a name; FALSE if it is none. */
gboolean cl_rights_territory(const ClRightsRules *rules, const char *text, ClTerritories *set);

/* --- restrictions ------------------------------------------------------------------------------- */
typedef enum { CL_DECIDED_OPEN, CL_DECIDED_CONFIRMED, CL_DECIDED_DISMISSED } ClDecided;

/* What a dated restriction counts from. */
typedef struct {
	gint64 sent_us;	    /* transmission: of side-car and IIM 1:70/1:80 the earliest; 0 = not stated */
	gint64 resent_us;   /* the latest of them, from which embargoes count; 0 = that one */
	const char *sent_from; /* how a reason calls that: "sent", "date sent (IIM)"; NULL */
	gint64 ingested_us; /* the base where nothing is stated; `restrictions parse`: now */
	GTimeZone *zone;    /* of bare dates; NULL = UTC */
} ClRightsTimes;

typedef struct {
	char key[9];	      /* stable: of the words, so that a decision survives other rules */
	ClRestrictionCode code;
	char *operand;	      /* canonical text, NULL if none */
	char *as_written;     /* CREDIT_REQUIRED: what the operand was read from; NULL: to the letter */
	ClTerritories territories; /* TERRITORY_*; MEDIA_DENY: there only, empty = everywhere */
	guint channels;	      /* MEDIA_DENY: bits of those channels that it reaches */
	GStrv names;	      /* outlets, clients, media as written; territories by name; or NULL */
	gint64 at_us;	      /* EMBARGO, EXPIRES, TAKE_DOWN: the instant; 0 = none can be read */
	/* Of at_us: zone and date leave one reading; only such ones STOP. Of media: they are whole channels.
	 * Of outlets: that they are some, and no places. */
	gboolean certain;
	gint64 latest_us;     /* after this it is over in every reading, a person's too; 0 = not known */
	gboolean weekly;      /* a day of the week named it: a week earlier is one, too */
	gint64 base_us;	      /* a day count began here, else 0 */
	char *base_from;      /* "sent", "ingested"; NULL */
	guint start, end;     /* bytes of the text it was read from */
	char *text;	      /* those bytes */
	char *rule;	      /* id of the rule; "release_date" … where a field itself says it */
	double confidence;    /* 0 … 1 */
	char *field;	      /* "instructions"; NULL in `restrictions parse` */
	char *origin;	      /* "xmp", "iptc" …; NULL likewise */
	guint version;	      /* of the photo, 0 = not known */
	ClDecided decided;
	char *decided_as;     /* CONFIRMED with another code: what the machine had read, else NULL */
	char *decided_by, *decided_why;
	gint64 decided_us;
} ClRestriction;
void cl_restriction_free(ClRestriction *restriction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClRestriction, cl_restriction_free)
ClRestriction *cl_restriction_copy(const ClRestriction *restriction);

/* One text, whole (instructions, usage terms). Never fails; ClRestriction* in order of `start`. */
GPtrArray *cl_rights_parse(const ClRightsRules *rules, const char *text, const ClRightsTimes *times);
/* Prose that may hold restrictions (captions): known phrases in capitals, or in any letters as a statement of
 * their own. Inside a sentence, in quotation marks, in a text of capitals only they are UNPARSED. Other words
 * in capitals are UNPARSED where they command, and INFORMATION else; what stands in small letters is
 * prose. */
GPtrArray *cl_rights_parse_caption(
	const ClRightsRules *rules, const char *text, const ClRightsTimes *times);
/* Where the phrases of the rules stand, in order; what is left over and what they say of the picture is not
 * asked. ClRightsPhrase; free with g_array_unref. */
typedef struct {
	ClRestrictionCode code; /* the first one */
	guint n_words, start, end; /* bytes */
} ClRightsPhrase;
GArray *cl_rights_phrases(const ClRightsRules *rules, const char *text);
/* The first instructions to editors within a caption (behind a heading, between a service's marks), up to
 * *end; NULL: there are none. */
const char *cl_rights_note(const ClRightsRules *rules, const char *text, const char **end);
/* Does a caption, a headline or a credit begin by saying that a model made the picture (rule ai-made): "An
 * AI-generated image of …"? */
gboolean cl_rights_says_model(const ClRightsRules *rules, const char *text);
/* Is a word, folded, one that commands or limits? Few phrases have none. */
gboolean cl_rights_word_commands(const ClRightsRules *rules, const char *fold);
/* All that was received of a photo and what people wrote: union over fields and origins, release and
 * expiry dates, action advised, data mining, releases. `received` = ClReceived*; the same words from
 * two places count once, a text cut short gives way to the whole one. */
GPtrArray *cl_rights_gather(
	const ClRightsRules *rules, const GPtrArray *received, const ClRightsTimes *times);
/* Join what another version says; the union stays free of repetitions. */
void cl_rights_unite(GPtrArray *restrictions, const GPtrArray *more);

/* What a person decided about one of them. */
typedef struct {
	char *key;
	ClDecided decided;
	ClRestrictionCode code; /* CONFIRMED: as what */
	char *operand;	  /* CONFIRMED: with this operand; NULL = the one read */
	char *who, *why;
	gint64 at_us;
} ClRestrictionDecision;
void cl_restriction_decision_free(ClRestrictionDecision *decision);
/* FALSE, CL_ERROR_USAGE: the operand does not fit the code. */
gboolean cl_rights_decide(const ClRightsRules *rules, GPtrArray *restrictions,
	const ClRestrictionDecision *decision, const ClRightsTimes *times, GError **error);

/* --- what people write: outlets, licences, grants -------------------------------------------------- */
typedef enum { CL_UNSTATED, CL_NO, CL_YES } ClStated;

/* What an open licence asks for (reference 5.4). Start from zeros: finding adds. */
typedef struct {
	gboolean attribution, public_domain; /* which of them it is; both, if two are named */
	gboolean vague; /* "Creative Commons" and no more: nobody knows what it asks for */
	gboolean non_commercial, no_derivatives, share_alike;
	char version[4];		     /* "4.0"; "" = none named */
	char port[12];			     /* of an SPDX id: "de"; "" = none */
} ClOpenTerms;
/* By name, SPDX id or address, anywhere in a text. FALSE: none is named. */
gboolean cl_open_terms_find(const char *text, ClOpenTerms *terms);
/* Of an SPDX id of Creative Commons or the public domain; FALSE: it is none. */
gboolean cl_open_terms_spdx(const char *id, ClOpenTerms *terms);
/* What who shows it has to do: sentences behind a blank, or "". `title` and `source` (an address): of the
 * work, NULL = not known. Free with g_free. */
char *cl_open_terms_duties(const ClOpenTerms *terms, const char *title, const char *source);
/* Do words of the picture ask for more than these terms? */
gboolean cl_open_terms_stricter(const ClOpenTerms *claim, const ClOpenTerms *terms);

typedef struct {
	char *id;
	GStrv names;		/* as agencies call it: "Courier", "Courier Asia" */
	ClTerritories markets;	/* empty = none declared */
	guint channels;
	ClStated commercial;
	ClSection section;	/* of what it publishes, if nobody says otherwise */
	gboolean geo_block;	/* delivers to its markets only */
	char *style;		/* house style, or NULL */
	ClStage stage;
	GStrv stage_suppliers;	/* fold keys: these have a stage of their own here; NULL = none */
	ClStage *supplier_stages; /* as many */
} ClOutlet;
/* The outlet of an archive that has recorded none: web, no market declared, stage warn. */
ClOutlet *cl_outlet_new(void);
ClOutlet *cl_outlet_parse(const ClRightsRules *rules, const char *json, const char *where, GError **error);
void cl_outlet_free(ClOutlet *outlet);
/* For pictures that this supplier (fold key, or NULL) delivered. */
ClStage cl_outlet_stage(const ClOutlet *outlet, const char *supplier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClOutlet, cl_outlet_free)

/* clang-format off */
#define CL_LICENCE_TABLE(X) /* kind, what a reason calls it */ \
	X(CONTRACT,     "contract",     "contract")                 \
	X(PURCHASE,     "purchase",     "purchase")                 \
	X(PERMISSION,   "permission",   "permission")               \
	X(OPEN,         "open",         "open licence") /* CC, CC0, public domain */ \
	X(STAFF,        "staff",        "staff agreement")          \
	X(FREELANCE,    "freelance",    "freelance agreement")      \
	X(COMMISSIONED, "commissioned", "commission")               \
	X(HANDOUT,      "handout",      "handout record")           \
	X(POOL,         "pool",         "pool record")              \
	X(UGC,          "ugc",          "permission of the author")
#define CL_COUNT_TABLE(X) /* what a quota counts: each use; or each photo that is used, once */ \
	X(PUBLICATION, "publication") X(PHOTO, "photo") X(DOWNLOAD, "download")
#define CL_PERIOD_TABLE(X) X(TOTAL, "total") X(DAY, "day") X(MONTH, "month") X(YEAR, "year")
/* clang-format on */
typedef enum {
#define X(id, name, said) CL_LICENCE_##id,
	CL_LICENCE_TABLE(X)
#undef X
	CL_N_LICENCES
} ClLicenceKind;
const char *cl_licence_kind_name(ClLicenceKind kind);
gboolean cl_licence_kind_is(const char *name);
typedef enum {
#define X(id, name) CL_COUNT_##id,
	CL_COUNT_TABLE(X)
#undef X
	CL_N_COUNTS
} ClCount;
typedef enum {
#define X(id, name) CL_PERIOD_##id,
	CL_PERIOD_TABLE(X)
#undef X
	CL_N_PERIODS
} ClPeriod;

/* One term of a licence and where it stands in the paper. */
typedef struct {
	char *term;  /* the JSON key that it explains: "resale" */
	char *where; /* "line 9" */
	char *text;  /* the very words, or NULL */
} ClClause;

typedef struct {
	char *id, *name;	  /* name NULL = id */
	ClLicenceKind kind;
	gboolean example;	  /* says EXAMPLE in every verdict */
	char *supplier, *supplier_name; /* fold key and as written; contracts */
	GStrv collections_in, collections_out; /* fold keys; NULL = all / none */
	GStrv photographers;	  /* fold keys; staff, freelance, commissioned */
	GStrv photos;		  /* ids; purchase, permission, open, ugc */
	GStrv stories;		  /* tied to these; handout, pool, commissioned */
	char *event;
	gint64 from_us, until_us; /* [from, until); 0 = open; by_capture: by the clock where it was taken */
	gboolean by_capture;	  /* the period is one of capture dates (freelance, staff) */
	guint channels;		  /* 0 = all but syndication */
	ClTerritories territories, not_territories; /* empty = everywhere / nowhere */
	guint sections;		  /* bits; 0 = editorial */
	gint archive_tail_days;	  /* published uses after the end; -1 = without limit */
	gboolean resale;
	ClStated commercial, commercial_said; /* open: NC = NO; as written */
	gboolean no_derivatives, share_alike; /* open: ND, SA */
	gboolean unanswered;	  /* permission, ugc: nobody has granted it */
	gboolean unconfirmed;	  /* open: nobody is said to have seen it at its source */
	char *empty;		  /* the key of a list that names nothing: it covers nothing */
	char *spdx;		  /* open; NULL = as the picture itself says */
	char *title, *source;	  /* of an open licence's work, and where it was found; NULL */
	ClOpenTerms open;	  /* of spdx */
	guint uses_allowed;	  /* purchase; 0 = not limited */
	char *placement;
	guint quota;		  /* 0 = none */
	ClPeriod quota_period;
	ClCount quota_count;
	guint quota_warn_percent; /* review from here on; 0 = 100 */
	double cost;		  /* a use; 0 = none */
	double cost_review;	  /* review above */
	char *currency;
	char *credit;		  /* mandatory form: text that the printed credit must contain */
	GPtrArray *clauses;	  /* ClClause* */
	/* Counted by the archive, not written by people: */
	guint quota_spent, quota_reserved; /* of the period of the use, without its own */
	guint quota_own; /* where photos are counted: 1 = this one is spent already, by whichever use */
	gboolean quota_failed;		   /* the look-up failed: that is not "under quota" */
	guint uses_made;		   /* of this photo under this purchase */
	gboolean uses_failed;		   /* that look-up failed */
} ClLicence;
/* Where it holds: all that it names, or everywhere, but what it leaves out. */
ClTerritories cl_licence_territories(const ClLicence *licence);
/* `zone`: of bare dates; NULL = UTC. */
ClLicence *cl_licence_parse(const ClRightsRules *rules, const char *json, const char *where, GTimeZone *zone,
	GError **error);
/* What can be read and still must not be recorded: one line that says why. */
gboolean cl_licence_check(const ClLicence *licence, const char *where, GError **error);
void cl_licence_free(ClLicence *licence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClLicence, cl_licence_free)

/* A dated allow or deny by a person. */
typedef struct {
	char *id;
	gboolean allow;
	char *story, *outlet; /* only there; NULL = everywhere */
	char *as;	      /* "handout" … what it is allowed as; NULL */
	/* Which reasons it sets aside, with blanks between: "CODE" whatever it is about, else as
	 * cl_reason_mark() has it. "" = none; NULL = made before that was recorded. */
	char *covers;
	gint64 from_us, until_us;
	char *reason, *who;
	gint64 at_us;
	char *but; /* what it does not free now, in words; NULL = nothing. Set by cl_archive_grant() */
} ClGrant;
void cl_grant_free(ClGrant *grant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClGrant, cl_grant_free)

/* --- the question ------------------------------------------------------------------------------- */
/* A printed credit, held against one that is due. */
typedef struct {
	char *missing;	    /* "the photographer Ana Ruiz is missing, …"; "" = nothing */
	char *added;	    /* who is named besides, an agency rather than a person; NULL = nobody */
	gboolean deliverer; /* who is named besides is one that delivers pictures */
	gboolean same;	    /* both name the same, in whatever order and form */
} ClCreditCompared;
void cl_credit_compared_clear(ClCreditCompared *compared);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClCreditCompared, cl_credit_compared_clear)
/* Whoever knows the rules of credits compares; as cl_credit_compare(), and as pure. */
typedef gboolean (*ClCompareCredits)(const char *printed, const char *due, const char *also,
	gconstpointer data, ClCreditCompared *compared);

typedef struct {
	const ClOutlet *outlet;	   /* never NULL */
	guint channels;		   /* 0 = the outlet's */
	const ClTerritories *territories; /* NULL = the outlet's markets */
	gint64 at_us;		   /* of publication; may lie in the future */
	GTimeZone *zone;	   /* of the days that a verdict names; NULL = UTC */
	ClSection section;
	const char *placement;
	const char *story, *event; /* NULL = none named */
	const char *credit_printed; /* NULL = nothing printed yet */
	ClCompareCredits compare_credits; /* NULL: a credit is what has the same words in the same order */
	gconstpointer compare_data;
	const char *again; /* "pictures 1 and 3": it goes out twice at once; or NULL */
	gboolean crop, alter;	   /* less than the whole frame is shown; pixels are changed */
	const char *partner;	   /* syndication: to whom; NULL */
	gboolean published;	   /* this very use is out already: it is no new use */
	gboolean publishing;	   /* at the moment of publication: a caption is needed */
	gboolean alt_missing;	   /* this use shows it without an alternative text */
} ClUse;

/* Whose picture it is, by credit, by-line, supplier and the dated house list (policy §2's table). */
/* clang-format off */
#define CL_CLASS_TABLE(X) \
	X(NOBODY, "nobody") X(HOUSE, "house") X(HOUSE_CLAIM, "house-claim") \
	X(HOUSE_DOUBT, "house-doubt") X(AGENCY, "agency") X(POOL, "pool") \
	X(HANDOUT, "handout") X(OFFICIAL, "official") X(BROADCASTER, "broadcaster") X(COMMISSIONED, "commissioned") \
	X(INDIVIDUAL, "individual") X(UNKNOWN, "unknown") X(UGC, "ugc") X(CC, "cc") X(PUBLIC_DOMAIN, "public-domain")
/* clang-format on */
typedef enum {
#define X(id, name) CL_CLASS_##id,
	CL_CLASS_TABLE(X)
#undef X
	CL_N_CLASSES
} ClPictureClass;
const char *cl_class_name(ClPictureClass class);

/* Something about the frame that another copy of it says (policy §1.4). Everything is lent. */
typedef struct {
	char id[CL_ID_CHARS + 1];
	const char *supplier_name; /* or NULL */
	gboolean killed;	   /* else `restriction` */
	const char *kill_reason;
	const ClRestriction *restriction;
	const char *ai_text; /* a model made it: what says so; else `restriction` */
	const char *ai_field; /* where */
} ClFrameFact;

/* Of a photo that this one is made of: what the same use of it would be. */
typedef struct {
	char id[CL_ID_CHARS + 1];
	int verdict; /* ClVerdictKind */
	gboolean stop;
	char *code, *words; /* of its gravest reason */
} ClPartFact;

/* The days on one of which a picture was taken, by the clock where it was taken; until_us: their end. Both 0
 * = it does not say. */
typedef struct {
	gint64 from_us, until_us;
} ClDays;

/* What the archive knows of a photo. Everything is lent; times in µs, 0 = not known. */
typedef struct {
	const char *id;
	gboolean killed, held, withheld, legal_hold;
	const char *state_reason, *kill_class, *kill_who; /* or NULL */
	gint64 kill_us;
	const char *hold_reason, *hold_who; /* of legal_hold */
	gint64 hold_us, hold_until_us;	    /* 0 = until somebody ends it */
	gboolean developed;
	ClPictureClass class;
	const char *house_doubt; /* of that class: who else is named; of HOUSE: who said that it is */
	const char *supplier, *supplier_name;	  /* who delivered: fold key, as written; or NULL */
	/* Who else delivered it, by which words of the picture, and in which field; or NULL. */
	const char *other_deliverer, *other_text, *other_field;
	/* The end of the caption where it names another photographer, and who is named besides, as written,
	 * and in which field. */
	const char *other_signature, *also_by, *also_by_field;
	const char *giver, *giver_text, *giver_field; /* who gave it out, and where that stands; or NULL */
	const char *owner; /* fold key of the agency of which who delivered is a collection; or NULL */
	const char *collection, *collection_name; /* whose it is, if not the deliverer's own */
	/* Names that stand besides, in the source or at the end of the caption, "Pool" among them: a contract
	 * that leaves one out does not have the picture. NULL-terminated, or NULL. */
	const char *const *also_of;
	/* Its terms are recorded, all of them (policy §2): what none covers is denied. */
	gboolean supplier_complete;
	const char *const *photographers; /* fold keys, NULL-terminated, or NULL */
	const char *photographer;   /* the first, as written; or NULL */
	const char *const *authors; /* all whom the credit names, as written; NULL-terminated, or NULL */
	/* What names its origin: "© X", "credit", "xmp". */
	const char *origin_text, *origin_field, *origin_from;
	const char *credit;	    /* to be printed; NULL = nobody can be named */
	gboolean needs_supplier_id, has_supplier_id; /* for invoices */
	gboolean has_caption;
	gboolean ai;
	const char *ai_text;	    /* the digital source type, or the program that made it */
	const char *ai_field;	    /* which says so */
	ClOpenTerms claim;	    /* an open licence that its own words claim, of all of them */
	const char *claim_text, *claim_field; /* the first; NULL = none is claimed */
	gint64 taken_us, sent_us, ingested_us;
	ClDays taken;
	ClDays came_as;		    /* as received, where somebody wrote over the day of capture */
	const char *came_text;
	guint uses_elsewhere;	    /* published ones, but for the one asked about */
	const char *first_story;    /* where it was first published; NULL = nowhere */
	gboolean in_published_use;  /* anywhere */
	guint n_copies;		    /* other copies of the frame that no territory limits */
	const GPtrArray *restrictions; /* ClRestriction*; NULL = the look-up failed */
	const GPtrArray *frame;	    /* ClFrameFact*, or NULL */
	const GPtrArray *parts;	    /* ClPartFact*, or NULL */
	const char *failed;	    /* what could not be looked up; NULL = nothing */
} ClRightsPhoto;

/* --- the answer --------------------------------------------------------------------------------- */
typedef enum { CL_VERDICT_ALLOW, CL_VERDICT_REVIEW, CL_VERDICT_DENY } ClVerdictKind;
const char *cl_verdict_name(ClVerdictKind kind);

typedef struct {
	ClReasonCode code;
	ClSeverity severity;
	gboolean stop;	/* stops delivery, in every stage */
	char *message;	/* what happened, the words, where they stand */
	char *fix;	/* one remedy */
	ClReasonOrigin origin;
	char *source;	/* "xmp"; licence id; rule id; grant id; kill notice */
	char *field;	/* "instructions"; a licence's key; or NULL */
	guint start, end;
	char *text;	/* the very words, or NULL */
	gboolean worded; /* they are a restriction that a picture of the frame carries */
	char *set_aside; /* id of the grant that lowered it to a note, else NULL */
} ClReason;
/* How a decision names one reason: "TERRITORY:1f3a90c2", its code with a digest of the words that it is
 * about; "NO_CONTRACT:" where `words` is NULL. Owned. */
char *cl_reason_mark(ClReasonCode code, const char *words);
/* No decision sets it aside: withdrawn, on hold, under a certain embargo, not examined, not known, forbidden
 * by another word; and a credit that is printed wrong, which is to be printed right. */
gboolean cl_reason_is_fixed(ClReasonCode code);
/* May a decision name its code, whatever it is about? Not that of what is fixed, or only informs. */
gboolean cl_reason_may_be_named(ClReasonCode code);

/* The use of a picture, the whole or a part of it, counts against a licence. */
typedef struct {
	char photo[CL_ID_CHARS + 1];
	char *licence;
} ClSpend;

typedef struct {
	ClVerdictKind verdict;
	gboolean stop;
	ClStage stage;
	GPtrArray *reasons; /* ClReason*, worst first */
	char *credit;	    /* to be printed, or NULL */
	char *licence;	    /* id of what it rests on, or NULL */
	GPtrArray *spends;  /* ClSpend*: what the use counts against, with its parts; or NULL, if not asked */
	guint channels;	    /* evaluated for */
	ClTerritories territories;
	gint64 at_us, until_us; /* asked for; allowed until (0 = open) */
	char *outlet, *story;
	ClSection section;
} ClVerdict;
void cl_verdict_free(ClVerdict *verdict);
/* What a decision made now speaks of, as `covers` of ClGrant: all that asks or denies, that another decision
 * has set aside, or that is announced for a day to come. Owned. */
char *cl_verdict_marks(const ClVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClVerdict, cl_verdict_free)
/* What the words of a picture say, for others: an ODRL 2.2 policy (JSON-LD) with the RightsML profile.
 * `assigner` = who delivered it, or NULL. What has no term there is a duty to ask; so is what else the
 * verdict asks for, and what it allows ends when that does. Free with g_free. */
char *cl_rights_odrl(const char *id, const char *assigner, const GPtrArray *restrictions,
	const ClVerdict *verdict);

/* Is it about this photo at all? Of others it does not matter how far they are spent. */
gboolean cl_rights_licence_applies(const ClRightsPhoto *photo, const ClLicence *licence);
/* The same, but the collection, too: a contract without it does not license it. In force or not. */
gboolean cl_rights_licence_includes(const ClRightsPhoto *photo, const ClLicence *licence);
/* Nothing new with it any more: a certain date lies in the past, or what it was licensed by has ended
 * and nothing that is in force is about it. Who is ours needs no licence. */
gboolean cl_rights_expired(const ClRightsPhoto *photo, const GPtrArray *licences, const GPtrArray *grants,
	gint64 now_us);
/* What is to be printed: a credit (or NULL) with what words (ClRestriction*, or NULL) and a licence (or NULL)
 * demand. Words may ask for what is no name ("the photographer"): what does not name whom the credit names is
 * put in only for a person to read, and never printed unread. Free with g_free. */
char *cl_rights_due_credit(const char *credit, const GPtrArray *restrictions, const ClLicence *licence,
	gboolean for_a_person);
/* All reasons, severity = the highest. `licences` = ClLicence*, `grants` = ClGrant* of this photo; NULL
 * = that look-up failed, which denies. `now_us` is the present, use->at_us may be another instant. */
ClVerdict *cl_rights_verdict(const ClRightsPhoto *photo, const ClUse *use, const GPtrArray *licences,
	const GPtrArray *grants, gint64 now_us);

/* The delivery shadow of a verdict: what STOP needs, computed from the same facts. */
typedef struct {
	gboolean killed;	/* killed, withheld or on legal hold: 410 */
	gboolean held;		/* held: always gated */
	gint64 release_us;	/* a certain release instant, else 0: 403 before it */
	gint64 take_down_us;	/* a take-down date, moved by grants, else 0: 403 from it on */
	gint64 expires_us;	/* no new use from here on, else 0 */
} ClStanding;
void cl_rights_standing(const ClRightsPhoto *photo, const GPtrArray *grants, ClStanding *standing);
