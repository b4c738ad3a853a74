/* SPDX-License-Identifier: MIT
 *
 * Credit lines as structure: who took a picture, who provides it, who delivered it, on what kind of
 * ground. Organisations and people are rules (data); the grammar is code. Pure and total: any text
 * gives an answer in linear time. What is not understood stays `raw` with a finding; a wrong person
 * is worse than none.
 */
#pragma once
#include <glib.h>
#include "json.h"
#include "rights.h"

/* --- rules ------------------------------------------------------------------------------ */
/* What an organisation is. Agencies (WIRE, PHOTO, STOCK) and PRESS make a credit an agency's. */
/* clang-format off */
#define CL_ORGANISATION_TABLE(X) /* id, name, delivers pictures of others, is an agency or the press */ \
	X(WIRE,         "wire",         TRUE,  TRUE)  \
	X(PHOTO,        "photo",        TRUE,  TRUE)  \
	X(STOCK,        "stock",        TRUE,  TRUE)  \
	X(PRESS,        "press",        FALSE, TRUE)  \
	X(BROADCASTER,  "broadcaster",  FALSE, FALSE) \
	X(GOVERNMENT,   "government",   FALSE, FALSE) \
	X(COMPANY,      "company",      FALSE, FALSE) \
	X(ORGANISATION, "organisation", FALSE, FALSE) \
	X(PLATFORM,     "platform",     FALSE, FALSE)
/* clang-format on */
typedef enum {
#define X(id, name, delivers, agency) CL_ORGANISATION_##id,
	CL_ORGANISATION_TABLE(X)
#undef X
	CL_N_ORGANISATIONS
} ClOrganisationKind;

/* How a supplier writes its picture ids: the scheme's name and a pattern of literal characters,
 * classes [0-9A-F], and counts {m,n}; letters match in either case. `version` is the pattern of an
 * ending that says only which version it is. */
typedef struct {
	const char *scheme, *pattern, *version;
	const char *const *fields; /* NULL-terminated: fields that carry it, most reliable first; or NULL */
	gboolean bare;		   /* may be recognised without knowing the supplier */
	const char *prefix;	   /* stands before the id and is no part of it ("GettyImages-"); or NULL */
	const char *head;	   /* begins the id, and is left out in this way of writing it; or NULL */
	gboolean near;		   /* any word may look so: only cl_supplier_id_near() reads it */
} ClIdScheme;

typedef struct {
	const char *id;	    /* "afp" */
	const char *name;   /* as printed: "AFP" */
	const char *family; /* organisations of one house: "reuters" of Reuters and Reuters TV; never NULL */
	const char *parent; /* id of the owner, or NULL */
	const char *finding;	      /* code of a finding that goes with this spelling, or NULL */
	const char *template;	      /* contractual form, as "REUTERS/{photographers}"; NULL = the house's */
	const char *form;	      /* how it writes itself, where it leaves the form to the house */
	const char *const *aliases;   /* NULL-terminated */
	const char *const *surnames;  /* the same: people's names, too; recognised as whole parts only */
	const ClIdScheme *id_schemes;
	guint n_id_schemes;
	ClOrganisationKind kind;
	gboolean state_media; /* newsrooms say so when they print it */
	gboolean hub;	      /* sells what others provide: in "AFP/Getty Images" it delivers */
	gboolean source;      /* delivers nothing but its own: in "EPA/KCNA" it provides */
	gboolean notice;      /* a ground of rights, nobody beside others: Crown copyright */
	gboolean leads;	      /* writes itself first all the same: "picture alliance / dpa | Name" */
} ClOrganisation;

typedef struct {
	const char *id, *name;	    /* `name` as printed, with its diacritics */
	const char *const *aliases; /* other spellings, other scripts */
} ClPerson;

typedef struct ClCreditRules ClCreditRules;
/* The rules that come with the program, read when it was built: they cost nothing. */
ClCreditRules *cl_credit_rules_shipped(void);
/* From the texts of organisations.json and people.json; CL_ERROR_INPUT names where the text stands and
 * the entry. Rules are not changed afterwards: any number of threads may read them. */
typedef struct {
	const char *text;  /* NULL = the shipped one */
	const char *where; /* its name in messages */
} ClRulesText;
ClCreditRules *cl_credit_rules_parse(ClRulesText organisations, ClRulesText people, GError **error);
ClCreditRules *cl_credit_rules_ref(ClCreditRules *rules);
void cl_credit_rules_unref(ClCreditRules *rules);
/* Short digest of both texts: what was derived with other rules is derived again. Lent. */
const char *cl_credit_rules_version(const ClCreditRules *rules);
/* By id, or by any spelling of its name (folded); NULL if unknown. Lent. */
const ClOrganisation *cl_credit_rules_organisation(const ClCreditRules *rules, const char *id);
const ClOrganisation *cl_credit_rules_find(const ClCreditRules *rules, const char *name);
/* All of them in the order of the file; lent. */
const ClOrganisation *const *cl_credit_rules_organisations(const ClCreditRules *rules, guint *n);
/* The person of any spelling or script; NULL if not in the rules. Lent. */
const ClPerson *cl_credit_rules_person(const ClCreditRules *rules, const char *name);
/* What desks write to each other in captions and credits, and how far it reaches. */
typedef enum { CL_MARK_PHRASE, CL_MARK_SENTENCE, CL_MARK_REST } ClMarkReach;
typedef struct {
	const char *text; /* without a small letter: only so; else in any case */
	const char *part; /* of a caption: cl_caption_part_name() */
	ClMarkReach reach;
} ClDeskMark;
/* The mark that begins `n` bytes of text, or NULL; `small`: its first letter may be small. Lent. */
const ClDeskMark *cl_credit_rules_mark(const ClCreditRules *rules, const char *text, gsize n, gboolean small);
/* The bytes of the label ("Photo by", "Foto:", "©", "AP Photo") with which a credit begins in running
 * text, or 0. `begins_sentence`: one may begin here. Not *sure: only if a credit follows. */
gsize cl_credit_rules_label(const ClCreditRules *rules, const char *text, gsize n, gboolean begins_sentence,
	gboolean *sure);
/* Try every example of every rule, those of `organisations` (the text that the rules were read from, NULL =
 * the shipped one) and of what it extends; the failures as lines "ID: EXAMPLE: what differs". */
GPtrArray *cl_credit_rules_test(const ClCreditRules *rules, const char *organisations, guint *n_examples);
const char *cl_organisation_kind_name(ClOrganisationKind kind);
/* CL_N_ORGANISATIONS if it is none. */
ClOrganisationKind cl_organisation_kind_from_name(const char *name);
gboolean cl_organisation_is_agency(ClOrganisationKind kind);
gboolean cl_organisation_delivers(ClOrganisationKind kind);

/* --- a credit --------------------------------------------------------------------------- */
/* clang-format off */
#define CL_CREDIT_KIND_TABLE(X) \
	X(AGENCY, "agency") X(HANDOUT, "handout") X(POOL, "pool") X(UGC, "ugc") X(COMMISSIONED, "commissioned") \
	X(THIRD_PARTY, "third-party") X(INDIVIDUAL, "individual") X(PUBLIC_DOMAIN, "public-domain") X(CC, "cc")
/* clang-format on */
typedef enum {
#define X(id, name) CL_CREDIT_##id,
	CL_CREDIT_KIND_TABLE(X)
#undef X
	CL_N_CREDIT_KINDS
} ClCreditKind;
const char *cl_credit_kind_name(ClCreditKind kind);
/* CL_N_CREDIT_KINDS if it is none. */
ClCreditKind cl_credit_kind_from_name(const char *name);

typedef enum {
	CL_CREDIT_FILE = 1 << 0,      /* an archive picture */
	CL_CREDIT_MANDATORY = 1 << 1, /* the supplier demands the credit */
	CL_CREDIT_ANONYMOUS = 1 << 2, /* the photographer is withheld: STR, -, Handout */
	CL_CREDIT_COURTESY = 1 << 3,
} ClCreditFlags;

/* A name in a credit and where it stands in `raw` (bytes; 0, 0 = it stands in another witness). */
typedef struct {
	char *name; /* as printed */
	char *id;   /* of the organisation or person rule; NULL if no rule knows it */
	guint32 start, end;
} ClCreditName;

/* Codes are CREDIT_… of findings.h. */
typedef struct {
	const char *code; /* static */
	char *message;
	guint32 start, end; /* bytes of `raw` */
	char *said, *elsewhere; /* of a conflict: the two names; else NULL */
} ClCreditFinding;

typedef struct {
	char *raw;		  /* as received; never NULL */
	GPtrArray *photographers; /* ClCreditName* */
	ClCreditName *provider;	  /* whose picture it is, or NULL */
	GPtrArray *distributors;  /* ClCreditName*, nearest first: the last one delivered it */
	ClCreditKind kind;
	char *pool_operator, *client, *platform, *supplier_id; /* NULL if none */
	char *licence;		  /* "CC BY-SA 4.0", "public domain"; NULL if none */
	char *mandatory_text;	  /* what must be printed to the letter; NULL if nothing is */
	guint year;		  /* of the copyright; 0 if none */
	ClCreditFlags flags;
	GPtrArray *findings;	  /* ClCreditFinding* */
	char *canonical;	  /* how the house prints it; never NULL, "" only if nothing was said */
	GPtrArray *rules;	  /* char*: "organisation/afp", "person/…", "grammar/agency-first" */
} ClCredit;

ClCredit *cl_credit_parse(const ClCreditRules *rules, const char *text);

/* What a photo says about its origin, field by field; any may be NULL. */
typedef struct ClCreditWitnesses {
	const char *credit;
	const char *const *bylines; /* NULL-terminated */
	const char *byline_title;
	const char *source;
	const char *copyright;
	const char *signoff;	/* the credit at the end of the caption */
	const char *supplier;	/* what the person who ingested said; wins over all */
	const char *demanded;	/* to the letter: cl_credit_demanded() */
	/* What people of the house wrote over these, or NULL. Its credit is printed to the letter, and its
	 * by-lines say who took the picture; else it only adds: what was received says whose it is. */
	const struct ClCreditWitnesses *written;
} ClCreditWitnesses;
/* One credit of all witnesses (§4.6 step 10); contradictions are findings CREDIT_CONFLICT, and where it is
 * the sign-off that does, CREDIT_DELIVERER of another agency, CREDIT_PHOTOGRAPHER of plainly another
 * person. */
ClCredit *cl_credit_merge(const ClCreditRules *rules, const ClCreditWitnesses *witnesses);
/* The credit that instructions, terms or a caption demand to the letter (MANDATORY CREDIT "AFP PHOTO / X"):
 * what stands between the quotation marks, or NULL. Free with g_free. */
char *cl_credit_demanded(const char *text);
/* Is the first word of a text one for a picture: photo, Foto, фото? */
gboolean cl_credit_rules_says_photo(const ClCreditRules *rules, const char *text, gsize n);
/* Is this the name of one who gives pictures out and sells none: an office, a family, an account? */
gboolean cl_credit_rules_gives_out(const ClCreditRules *rules, const char *name);
/* Is all of a text a credit: an agency that a rule knows, people, and no word besides? */
gboolean cl_credit_is_whole(const ClCreditRules *rules, const char *text, gsize n);
/* The same of the last sentence of a text, from `at`, where commas are all that joins ("Ana Ruiz, AFP"):
 * not where the sentence before ends with an agency, too, or says the same name, for then both may name
 * people who are shown. */
gboolean cl_credit_is_tail(const ClCreditRules *rules, const char *text, gsize at, gsize end);
/* The credit at the end of a caption, as a span of it; FALSE if there is none. */
gboolean cl_credit_signoff(const ClCreditRules *rules, const char *caption, gsize *start, gsize *end);

/* What a printed credit lacks of one that is due, and whom it names besides. `also`: a credit that names who
 * may stand there, too, or NULL. `bylines`: all spellings of the picture's own by-lines (cl_text_fold),
 * NULL-terminated, or NULL: of one photographer in two scripts each counts. FALSE: what is due is no credit
 * that can be read, and *compared stays empty. Clear it with cl_credit_compared_clear(). */
gboolean cl_credit_compare(const ClCreditRules *rules, const char *printed, const char *due, const char *also,
	const char *const *bylines, ClCreditCompared *compared);

void cl_credit_free(ClCredit *credit);
gboolean cl_credit_equal(const ClCredit *a, const ClCredit *b); /* but for `raw` and spans */
/* Who delivered the picture: the last distributor, else the provider. NULL if nobody is named. Lent.
 * The contract is with this one (policy §1.2); the collection is the provider. */
const ClCreditName *cl_credit_deliverer(const ClCredit *credit);
/* A rule recognised an organisation, or the credit is a plain person's. */
gboolean cl_credit_is_recognised(const ClCredit *credit);

typedef enum {
	CL_CREDIT_STYLE_HOUSE,	  /* © Ana Ruiz/AFP via Getty Images; the supplier's form where contractual */
	CL_CREDIT_STYLE_PLAIN,	  /* the same without © */
	CL_CREDIT_STYLE_SUPPLIER, /* the supplier's own template wherever it has one */
} ClCreditStyle;
char *cl_credit_render(const ClCreditRules *rules, const ClCredit *credit, ClCreditStyle style);

/* The object of `credit parse --json` and of "credit" in `show --json`; the keys are a contract. */
void cl_credit_write_json(ClJson *json, const char *key, const ClCredit *credit);
/* Back from that object's text; spans of names are lost. CL_ERROR_INPUT if it is none. */
ClCredit *cl_credit_from_json(const char *text, GError **error);

/* --- names ------------------------------------------------------------------------------ */
/* "ABDUAZIZ MADYAROV", "Abduaziz MADYAROV" → "Abduaziz Madyarov": case only, and only where it is
 * no choice of the writer's. Free with g_free, as all of these. */
char *cl_name_repair(const char *name);
/* Equal for spellings of one person: folded, initials joined ("J. R. Smith" = "JR Smith"). */
char *cl_name_key(const char *name);
/* The same with the words in alphabetical order ("Lafargue Raphael" = "Raphaël Lafargue"). */
char *cl_name_sorted_key(const char *name);
/* A by-line's "Josek, Petr David" → "Petr David Josek"; any other text as it is. */
char *cl_name_in_order(const ClCreditRules *rules, const char *name);
/* As printed: the spelling of the people rules, else repaired. */
char *cl_name_display(const ClCreditRules *rules, const char *name);
/* Equal for one person: the id of the people rule, else the sorted key. */
char *cl_name_identity(const ClCreditRules *rules, const char *name);

/* --- a supplier's picture id ------------------------------------------------------------ */
/* (supplier, scheme, value): the value normalised (case, blanks), the version apart. */
typedef struct {
	char *supplier; /* id of the organisation */
	char *scheme;
	char *value;
	char *version; /* NULL if the id says none */
	char *number;  /* the value without its scheme's head, as others may write it; NULL if it has none */
} ClSupplierId;
void cl_supplier_id_free(ClSupplierId *id);
/* Read `text` as an id of `supplier` (organisation id; NULL = only schemes that betray their
 * supplier), as it stands in field `field` ("supplier_id", "job_id", "title", "file_name"; NULL = any).
 * NULL if no scheme accepts it. */
ClSupplierId *cl_supplier_id_parse(const ClCreditRules *rules, const char *supplier, const char *field,
	const char *text);
/* ClSupplierId*: all that `text` may be looked up by: itself, and what stands between its ":", "_", "-" and
 * "/" as an id that tells its supplier, as in "tag:reuters.com,2022:newsml_RC2ABCD1EF2G:1"; of `supplier`
 * and of the one that the whole tells. Empty: it is none. */
GPtrArray *cl_supplier_ids_in(const ClCreditRules *rules, const char *supplier, const char *text);
/* What may be meant by an id whose head is left out or written otherwise: "34L82NW", "000-34L82NW" of
 * AFP's 000_34L82NW. Good only to look for such a picture and ask; NULL if it is like none. */
ClSupplierId *cl_supplier_id_near(const ClCreditRules *rules, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCreditRules, cl_credit_rules_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCredit, cl_credit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClSupplierId, cl_supplier_id_free)
