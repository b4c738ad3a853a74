/* SPDX-License-Identifier: MIT
 *
 * Every path of /api/v1: who may use it, what it takes and who answers. Help, checks and the OpenAPI
 * description come from these rows.
 */
#include "api.h"

/* clang-format off */
#define CURSOR {"cursor", API_CURSOR, .help = "`next` of the page before"}
#define LIMIT {"limit", API_NUMBER, .min = 1, .max = 1000, .help = "at most so many (50)"}

static const ApiParam search_query[] = {
	{"q", API_TEXT, .help = "as `cutline search` takes it; without: all, newest first"},
	{"sort", API_CHOICE, .choices = "ingested|taken", .help = "newest first, by the day they came in or were taken"},
	LIMIT, CURSOR, {NULL},
};
static const ApiParam facets_query[] = {
	{"q", API_TEXT, .help = "as `cutline search` takes it"}, {NULL},
};
#define REASON {"reason", API_TEXT, TRUE, .help = "who says so, and why; the history keeps it"}
#define MAY_REASON {"reason", API_TEXT, .help = "why; the history keeps it"}
#define KILL_CLASS {"class", API_CHOICE, .choices = "agency|legal|privacy|error", .help = "who demands it"}
static const ApiParam find_query[] = {
	{"url", API_TEXT, .help = "an address of ours: it is read, not fetched"},
	{"sha256", API_TEXT, .help = "of a file, in hexadecimal"}, {NULL},
};
static const ApiParam reason_body[] = {REASON, {NULL}};
static const ApiParam may_reason_body[] = {MAY_REASON, {NULL}};
static const ApiParam kill_body[] = {
	REASON, KILL_CLASS, {"dry_run", API_FLAG, .help = "true: say what it would reach, kill nothing"}, {NULL},
};
static const ApiParam parts_body[] = {
	{"parts", API_TEXTS, TRUE, .help = "ids of all photos that it is made of; [] = of none"}, {NULL},
};
static const ApiParam notice_body[] = {
	{"text", API_TEXT, TRUE, .help = "the mail or advisory that withdraws pictures, as it came"},
	{"reason", API_TEXT, .help = "who says so, and why; needed unless dry_run"}, KILL_CLASS,
	{"dry_run", API_FLAG, .help = "true: the candidates and what a kill of them would reach; kill nothing"},
	{"only", API_TEXTS, .help = "of the candidates these: photo ids and, of what is not here, supplier's ids; else all"},
	{NULL},
};
static const ApiParam confirm_body[] = {
	{"note", API_TEXT, .help = "who says that it is gone, and how"}, {NULL},
};
static const ApiParam hold_body[] = {
	REASON, {"until", API_TEXT, .help = "to the end of this day, or until this instant; else until it is released"},
	{NULL},
};
static const ApiParam purge_body[] = {
	REASON, {"yes", API_FLAG, .help = "true, needed: delete the originals for good"}, {NULL},
};
static const ApiParam credit_body[] = {
	{"text", API_TEXT, TRUE, .help = "a credit line"},
	{"supplier", API_TEXT, .help = "who delivered the picture, if the line does not say"}, {NULL},
};
static const ApiParam phrases_body[] = {
	{"text", API_TEXT, TRUE, .help = "instructions or usage terms"},
	{"caption", API_FLAG, .help = "true: the text is a caption, prose whose end may hold restrictions"},
	{"sent", API_TEXT, .help = "when it was transmitted; day counts begin there (now)"},
	{"all", API_FLAG, .help = "true: also what was understood to forbid nothing"}, {NULL},
};
static const ApiParam dry_query[] = {
	{"dry_run", API_FLAG, .help = "true: say what would change, set nothing"}, {NULL},
};
static const ApiParam expiring_query[] = {
	{"within", API_TEXT, .help = "hours, days or weeks from now: 36h, 7d (else), 2w"}, LIMIT, {NULL},
};
static const ApiParam evidence_body[] = {
	{"url", API_TEXT, TRUE, .help = "of a page as it was published, or an address of ours"}, MAY_REASON, {NULL},
};
static const ApiParam search_body[] = {
	{"query", API_TEXT, TRUE, .help = "as `cutline search` takes it"}, {NULL},
};
#define EDIT_BODY \
	{"changes", API_TEXTS, .help = "as `cutline edit` takes them: [\"caption=…\", \"keywords+=…\"]"}, \
	{"template", API_TEXT, .help = "the name of a template; its fields come first"}, \
	{"lang", API_TEXT, .help = "of fields with languages which name none"}, \
	{"reason", API_TEXT, .help = "why; the history keeps it"}, \
	{"literal", API_FLAG, .help = "true: codes (=code=) stay as they are"}, \
	{"dry_run", API_FLAG, .help = "true: say what would change, write nothing"}
static const ApiParam edit_body[] = {EDIT_BODY, {NULL}};
static const ApiParam edit_many_body[] = {
	{"photos", API_TEXTS, .help = "ids"}, {"query", API_TEXT, .help = "also the photos that this finds"},
	EDIT_BODY, {NULL},
};
static const ApiParam undo_body[] = {
	MAY_REASON,
	{"dry_run", API_FLAG, .help = "true: say what would come back, write nothing"}, {NULL},
};
#define EDITED "{\"id\",\"status\",\"rev\",\"event\",\"changes\":[…],\"notes\":[…]}"
#define EDITED_ALL "{\"items\":[as edit…],\"changed\",\"left\",\"event\"}"
/* What people write once: list, one, set, remove. */
#define WRITTEN(path, what, name, role) \
	{HTTP_GET, path, CL_ROLE_VIEWER, "All " what, .command = name " list", \
		.returns = "{\"items\":[{\"id\",\"rev\",\"at\",\"who\"}…]}", \
		.run = api_written_list}, \
	{HTTP_GET, path "/{name}", CL_ROLE_VIEWER, "One of the " what, .command = name " show", \
		.returns = "the document", .run = api_written_get}, \
	{HTTP_PUT, path "/{name}", role, "Set one of the " what "; the body is the document", \
		.command = name " set", .document = TRUE, .returns = "the document as it is kept", .run = api_written_put}, \
	{HTTP_DELETE, path "/{name}", role, "Remove one of the " what, .returns = "{\"id\",\"state\"}", \
		.run = api_written_remove}
#define HOUSE "{\"schema\",\"names\",\"photographers\":[{\"name\",\"from\",\"until\"}…]}"
static const ApiParam house_body[] = {
	{"name", API_TEXT, .help = "whose archive it is, as its credits say; in the place of the names before"},
	{"photographers", API_TEXTS, .help = "\"NAME\" or \"NAME, FIRST-DAY..LAST-DAY\", in the place of an entry of that name"},
	{"remove", API_TEXTS, .help = "names that never were of the house"},
	{"dry_run", API_FLAG, .help = "true: say which verdicts would change, set nothing"}, {NULL},
};
static const ApiParam upload_query[] = {
	{"name", API_TEXT, .help = "the file's name, as the history shows it"},
	{"supplier", API_TEXT, .help = "who delivered it"}, {NULL},
};

#define PAGES "figure|jsonld|ninjs|email|og"
#define CHANNELS "web|app|newsletter|social|print|broadcast|syndication|internal"
#define AT_PLACE {"at", API_NUMBER, .min = 1, .max = 100000, .help = "before the entry of this number; else at the end"}
static const ApiParam figure_query[] = {
	{"preset", API_TEXT, .help = "the size that its src names: article, grid, square …"}, {NULL},
};
static const ApiParam export_query[] = {
	{"as", API_CHOICE, TRUE, .choices = PAGES "|xmp|odrl", .help = "the form"},
	{"preset", API_TEXT, .help = "figure: the size that its src names"},
	{"ninjs", API_NUMBER, .min = 2, .max = 3, .help = "ninjs 2.1 instead of 3.0"}, {NULL},
};
static const ApiParam lint_body[] = {
	{"text", API_TEXT, TRUE, .help = "a caption that is not in the archive"}, {NULL},
};
static const ApiParam page_query[] = {LIMIT, CURSOR, {NULL}};
#define STORY_BODY \
	{"title", API_TEXT, .help = "what the page is called"}, \
	{"outlet", API_TEXT, .help = "where it appears: decides channels, markets and stage"}, \
	{"language", API_TEXT, .help = "which of a photo's captions are printed: en, de, kk …"}, \
	{"section", API_TEXT, .help = "editorial, advertorial, promo or ad; \"\": as the outlet is"}
static const ApiParam story_new_body[] = {
	{"slug", API_TEXT, TRUE, .help = "names it from now on: small letters, digits, hyphens"}, STORY_BODY, {NULL},
};
static const ApiParam story_body[] = {STORY_BODY, {NULL}};
#define USE_BODY \
	{"caption", API_TEXT, .help = "of this story; \"\": as the archive says"}, \
	{"alt_text", API_TEXT, .help = "of this story, for who cannot see the picture"}, \
	{"headline", API_TEXT, .help = "of this story"}, \
	{"credit", API_TEXT, .help = "of this story, to the letter"}, \
	{"decorative", API_FLAG, .help = "true: no alternative text, on purpose"}, \
	{"crop", API_TEXT, .help = "\"X,Y,W,H\": the part shown, in pixels of the upright picture; \"\": all"}, \
	{"channel", API_TEXT, .help = CHANNELS}, \
	{"placement", API_TEXT, .help = "where in the page, as purchases say it: cover, inside …; \"\": not said"}
static const ApiParam use_add_body[] = {
	{"photos", API_TEXTS, TRUE, .help = "ids, in this order"}, AT_PLACE, USE_BODY, {NULL},
};
static const ApiParam use_body[] = {USE_BODY, {NULL}};
static const ApiParam part_body[] = {
	{"story", API_TEXT, TRUE, .help = "the slug of the story that stands in this digest"}, AT_PLACE, {NULL},
};
static const ApiParam move_body[] = {
	{"at", API_NUMBER, TRUE, .min = 1, .max = 100000, .help = "its number in the story from now on"}, {NULL},
};
static const ApiParam settle_body[] = {
	{"how", API_CHOICE, TRUE, .choices = "take|keep|merge",
		.help = "take what the archive says now, keep what the story prints, or merge both"},
	{"fields", API_TEXTS, .help = "only these: headline, caption, alt_text, credit (else all)"}, {NULL},
};
#define ASK \
	{"channel", API_CHOICE, .choices = CHANNELS, .help = "instead of what each use and the outlet say"}, \
	{"at", API_TEXT, .help = "judged for this instant: 2026-12-31T18:00Z, 18:01Z, a day (now)"}
static const ApiParam story_check_query[] = {ASK, {NULL}};
static const ApiParam publish_body[] = {
	ASK, {"url", API_TEXT, .help = "where it stands"},
	{"page", API_TEXT, .help = "the HTML as published: its hash is kept"},
	{"despite", API_TEXT, .help = "the reason to publish what is held up; rights role"}, {NULL},
};
#define STORY_EXPORT \
	{"for", API_CHOICE, TRUE, .choices = CHANNELS, .help = "the verdict is that for this channel"}, \
	{"as", API_CHOICE, .choices = PAGES, .help = "the form; else what the channel takes"}, \
	{"ninjs", API_NUMBER, .min = 2, .max = 3, .help = "ninjs 2.1 instead of 3.0"}
static const ApiParam story_export_query[] = {STORY_EXPORT, {NULL}};
static const ApiParam deliver_body[] = {
	STORY_EXPORT, {"partner", API_TEXT, TRUE, .help = "to whom; a use is recorded for it"}, {NULL},
};
static const ApiParam decide_body[] = {
	{"decision", API_CHOICE, TRUE, .choices = "confirm|dismiss", .help = "is it meant as it was read?"},
	{"as", API_TEXT, .help = "confirm: as this code instead"},
	{"operand", API_TEXT, .help = "confirm: with this operand instead"},
	{"reason", API_TEXT, .help = "why; needed to dismiss"}, {NULL},
};
static const ApiParam grant_body[] = {
	{"decision", API_CHOICE, TRUE, .choices = "allow|deny", .help = "may it be used, or not anew"},
	{"until", API_TEXT, .help = "its end, needed unless one is ended: 2026-12-31, 2026-12-31T18:00Z"},
	{"end", API_TEXT, .help = "instead: the id of a decision that counts no more"},
	{"reason", API_TEXT, TRUE, .help = "why; it stands in every verdict that it changes"},
	{"story", API_TEXT, .help = "only there"}, {"outlet", API_TEXT, .help = "only there"},
	{"for", API_TEXT, .help = "allow: the codes that it sets aside, with commas between; else what stands now"},
	{"as", API_TEXT, .help = "as what it is allowed: handout …"}, {NULL},
};
static const ApiParam check_query[] = {
	{"outlet", API_TEXT, .help = "where it would appear; else the story's, else the default outlet"},
	{"channel", API_CHOICE, .choices = CHANNELS, .help = "else those of the outlet"},
	{"territory", API_TEXT, .help = "an ISO code, EU, DACH or WORLD; else the outlet's markets"},
	{"at", API_TEXT, .help = "when: 2026-12-31T18:00Z, 18:01Z, a day (now)"},
	{"story", API_TEXT, .help = "in which story"},
	{"section", API_CHOICE, .choices = "editorial|advertorial|promo|ad", .help = "else what the story or the outlet is"},
	{"placement", API_TEXT, .help = "where in the page: compared with the place that was bought"},
	{"credit", API_TEXT, .help = "as it is printed: compared with the one that is demanded"},
	{"crop", API_FLAG, .help = "true: it is shown cropped"},
	{"alter", API_FLAG, .help = "true: it is changed otherwise"},
	{"published", API_FLAG, .help = "true: it is out already"}, {NULL},
};
#define STORY "as `cutline story show --json`; ETag: its rev"
#define STORY_CHECK "as `cutline story check --json`"
#define DELIVERED "{\"items\":[{\"use\",\"photo\",\"story\",\"left_out\",\"text\",\"check\"}…],\"left_out\"}"
#define UPDATES "{\"items\":[as `cutline story updates --json`…]}"
#define LINT "as `cutline lint --json`"
#define FOUND "{\"items\":[as `cutline find --json`…]}"
#define TAKEDOWNS "{\"items\":[as `cutline takedown list --json`…]}"
#define PROTECTED "{\"id\",\"source_sensitive\"}"

const ApiRoute api_routes[] = {
	{HTTP_GET, "/photos", CL_ROLE_VIEWER, "Find photos", .command = "search", .query = search_query,
		.returns = "{\"items\":[photo…],\"total\",\"total_at_least\",\"next\"}; \"newest_judged\": N where only so "
			   "many were asked for is:expired, licence:, cost:, usable:", .run = api_photos},
	{HTTP_GET, "/photos/{id}", CL_ROLE_VIEWER, "All that is known of a photo",
		.command = "show", .returns = "as `cutline show --json`", .run = api_photo},
	{HTTP_GET, "/photos/{id}/history", CL_ROLE_VIEWER, "Who did what to a photo, and when",
		.command = "history", .returns = "{\"items\":[event…]}", .run = api_photo_history},
	{HTTP_POST, "/photos/{id}/edit", CL_ROLE_EDITOR, "Write over what was received; If-Match: the rev that was seen",
		.command = "edit", .body = edit_body, .returns = EDITED, .run = api_edit},
	{HTTP_POST, "/photos/{id}/undo", CL_ROLE_EDITOR, "Take back the last edit of a photo", .command = "undo", .body = undo_body,
		.returns = EDITED_ALL, .run = api_undo_photo},
	{HTTP_POST, "/edit", CL_ROLE_EDITOR, "Write over many photos, as one step", .body = edit_many_body,
		.returns = EDITED_ALL, .run = api_edit_many},
	{HTTP_POST, "/events/{event}/undo", CL_ROLE_EDITOR, "Take back what an event wrote", .body = undo_body,
		.returns = EDITED_ALL, .run = api_undo_event},
	WRITTEN("/templates", "templates", "template", CL_ROLE_EDITOR),
	WRITTEN("/codes", "code files", "codes", CL_ROLE_EDITOR),
	WRITTEN("/picklists", "pick lists", "picklist", CL_ROLE_EDITOR),
	WRITTEN("/licences", "licences", "licence", CL_ROLE_RIGHTS),
	WRITTEN("/outlets", "outlets", "outlet", CL_ROLE_RIGHTS),
	{HTTP_GET, "/house", CL_ROLE_VIEWER, "Whose pictures are the house's own", .command = "house",
		.returns = HOUSE, .run = api_house},
	{HTTP_PATCH, "/house", CL_ROLE_RIGHTS, "Put people on the house list, or take them off; look first: dry_run",
		.body = house_body,
		.returns = "{\"items\":[{\"photo\",\"before\",\"after\",\"why\"}: verdicts that change, of the newest "
			   "1000 that name them],\"judged\",\"house\":as GET}", .run = api_house_change},
	{HTTP_GET, "/photos/{id}/restrictions", CL_ROLE_VIEWER, "What its words forbid, and what was decided about them",
		.command = "restrictions list", .returns = "{\"items\":[as `cutline restrictions list --json`…]}", .run = api_restrictions},
	{HTTP_POST, "/photos/{id}/restrictions/{key}", CL_ROLE_RIGHTS, "Confirm, correct or dismiss one: its key or number",
		.body = decide_body, .returns = "as GET", .run = api_decide},
	{HTTP_GET, "/photos/{id}/grants", CL_ROLE_VIEWER, "Dated decisions about a photo",
		.returns = "{\"items\":[{\"id\",\"allow\",\"until\",\"story\",\"outlet\",\"as\",\"reason\",\"who\",\"at\"}…]}",
		.run = api_grants},
	{HTTP_POST, "/photos/{id}/grants", CL_ROLE_RIGHTS, "Allow or deny a photo until a date", .command = "grant", .body = grant_body,
		.returns = "as one of GET", .run = api_grant},
	{HTTP_GET, "/find", CL_ROLE_VIEWER, "Is this address or file one of the archive's pictures?", .query = find_query,
		.returns = FOUND, .run = api_find},
	{HTTP_POST, "/find", CL_ROLE_VIEWER, "The same of a picture, which is compared and not kept: the body",
		.command = "find", .begin = api_scratch_begin, .returns = FOUND, .run = api_find_file},
	{HTTP_POST, "/photos/{id}/kill", CL_ROLE_RIGHTS, "Stop a photo everywhere", .command = "kill", .body = kill_body,
		.returns = "as `cutline kill --json`", .run = api_kill},
	{HTTP_POST, "/photos/{id}/unkill", CL_ROLE_RIGHTS, "Take a kill back, or release a held photo",
		.command = "unkill", .body = may_reason_body, .returns = "{\"id\",\"state\"}", .run = api_unkill},
	{HTTP_PUT, "/photos/{id}/composite", CL_ROLE_EDITOR, "Say of which photos a picture is made", .command = "composite", .body = parts_body,
		.returns = "{\"id\",\"state\",\"parts\",\"part_of\"}", .run = api_composite},
	{HTTP_POST, "/notices", CL_ROLE_RIGHTS, "Kill what a supplier's notice names; look first: dry_run", .body = notice_body,
		.returns = "{\"items\":[as `cutline kill --notice --json`…]}", .run = api_notice},
	{HTTP_GET, "/takedowns", CL_ROLE_VIEWER, "What is still to be taken down after kills, and by whom",
		.command = "takedown list", .returns = TAKEDOWNS, .run = api_takedowns},
	{HTTP_GET, "/photos/{id}/takedowns", CL_ROLE_VIEWER, "All that was to be taken down of one photo",
		.returns = TAKEDOWNS, .run = api_takedowns},
	{HTTP_POST, "/takedowns/{no}/confirm", CL_ROLE_EDITOR, "The picture is gone from there: the receipt",
		.body = confirm_body, .returns = "{\"takedown\",\"state\"}", .run = api_takedown_confirm},
	{HTTP_POST, "/photos/{id}/protect", CL_ROLE_EDITOR, "Protect a source: no exact place or time goes out",
		.body = reason_body, .returns = PROTECTED, .run = api_protect},
	{HTTP_POST, "/photos/{id}/unprotect", CL_ROLE_RIGHTS, "Take a protection back", .body = may_reason_body,
		.returns = PROTECTED, .run = api_unprotect},
	{HTTP_POST, "/photos/{id}/hold", CL_ROLE_RIGHTS, "Legal hold: it must stay, and nobody gets it", .command = "hold", .body = hold_body,
		.returns = "{\"id\",\"hold\":true}", .run = api_hold},
	{HTTP_POST, "/photos/{id}/release", CL_ROLE_RIGHTS, "End a legal hold",
		.command = "hold --release", .returns = "{\"id\",\"released\":true}", .run = api_release},
	{HTTP_POST, "/photos/{id}/purge", CL_ROLE_ADMIN, "It leaves for good; a tombstone stays", .body = purge_body,
		.returns = "{\"id\",\"purged\":true}", .run = api_purge},
	{HTTP_GET, "/photos/{id}/credit", CL_ROLE_VIEWER, "What the credit of a photo says",
		.returns = "as `cutline credit show --json`", .run = api_photo_credit},
	{HTTP_POST, "/credit/parse", CL_ROLE_VIEWER, "What a credit line says", .body = credit_body,
		.returns = "as `cutline credit parse --json`", .run = api_credit_parse},
	{HTTP_POST, "/restrictions/parse", CL_ROLE_VIEWER, "What a text forbids", .command = "restrictions parse", .body = phrases_body,
		.returns = "{\"items\":[as `cutline restrictions parse --json`…]}", .run = api_restrictions_parse},
	{HTTP_GET, "/suppliers", CL_ROLE_VIEWER, "Every organisation that the rules know",
		.command = "supplier list", .returns = "{\"items\":[as `cutline supplier show --json`…]}", .run = api_suppliers},
	{HTTP_GET, "/suppliers/{name}", CL_ROLE_VIEWER, "One organisation, by its id or any of its spellings",
		.command = "supplier show", .returns = "as `cutline supplier show --json`", .run = api_supplier},
	{HTTP_POST, "/suppliers", CL_ROLE_RIGHTS, "Add organisations to the archive's rules, or replace some; the body is one, "
		"or a table", .query = dry_query, .document = TRUE,
		.returns = "{\"items\":[as `cutline rules diff --json`: the first 1000…],\"summary\"}",
		.run = api_suppliers_set},
	{HTTP_POST, "/rules/diff", CL_ROLE_RIGHTS, "Which photos' credits other rules would change; the body is the table",
		.document = TRUE, .returns = "{\"items\":[as `cutline rules diff --json`: the first 1000…],\"summary\"}",
		.run = api_rules_diff},
	{HTTP_GET, "/expiring", CL_ROLE_VIEWER, "What becomes unlicensed soon, and on which live pages",
		.query = expiring_query, .returns = "{\"items\":[as `cutline expiring --json`…],\"found\",\"already\",\"already_cut\"}",
		.run = api_expiring},
	{HTTP_POST, "/photos/{id}/evidence", CL_ROLE_RIGHTS, "What is known of a picture, for a lawyer, a court, a regulator",
		.body = may_reason_body, .returns = "application/zip: what `cutline evidence -o FILE.zip` writes", .run = api_photo_evidence},
	{HTTP_POST, "/evidence", CL_ROLE_RIGHTS, "The same of all pictures of a page, or of the one behind an address",
		.body = evidence_body, .returns = "application/zip", .run = api_evidence},
	{HTTP_GET, "/searches", CL_ROLE_VIEWER, "Searches that are kept", .command = "searches", .returns = "{\"items\":[as `cutline searches --json`…]}",
		.run = api_searches},
	{HTTP_PUT, "/searches/{name}", CL_ROLE_EDITOR, "Keep a search: each night, what it has found since is an event",
		.body = search_body, .returns = "as one of GET", .run = api_search_save},
	{HTTP_DELETE, "/searches/{name}", CL_ROLE_EDITOR, "Keep it no longer", .returns = "{\"name\",\"state\"}",
		.run = api_search_drop},
	{HTTP_GET, "/photos/{id}/figure", CL_ROLE_VIEWER, "HTML of a photo: figure, srcset, caption, credit",
		.query = figure_query, .returns = "text/html", .run = api_photo_export},
	{HTTP_GET, "/photos/{id}/export", CL_ROLE_VIEWER, "A photo as pages and other programs take it",
		.command = "export", .query = export_query, .returns = "as `cutline export --as`", .run = api_photo_export},
	{HTTP_GET, "/photos/{id}/uses", CL_ROLE_VIEWER, "Where a photo was used, newest first",
		.returns = "{\"items\":[use…]}", .run = api_photo_uses},
	{HTTP_GET, "/photos/{id}/lint", CL_ROLE_VIEWER, "What an editor would still change in its texts",
		.command = "lint", .returns = LINT, .run = api_lint},
	{HTTP_POST, "/photos/{id}/lint/fix", CL_ROLE_EDITOR, "Do what is mechanical of it, as one edit",
		.returns = "{\"event\",\"lint\":what is left}", .run = api_lint_fix},
	{HTTP_POST, "/lint", CL_ROLE_VIEWER, "Lint of a caption that is not in the archive", .body = lint_body,
		.returns = LINT, .run = api_lint_text},
	{HTTP_GET, "/photos/{id}/check", CL_ROLE_VIEWER, "May this photo be used, and if not, why", .command = "check", .query = check_query,
		.returns = "as `cutline check --json`", .run = api_check},
	{HTTP_POST, "/checks", CL_ROLE_VIEWER,
		"The same for up to 200 pictures: {\"pictures\":[{\"photo\" or \"url\", \"id\", \"caption\", \"alt\"; "
		"\"credit\", \"crop\", \"alter\", \"placement\"}…], \"outlet\", \"channel\", \"territory\", \"at\", \"story\", "
		"\"section\", \"placement\", \"published\"}",
		.document = TRUE,
		.returns = "{\"items\":[as check or check-page…],\"verdict\":the worst,\"summary\"}", .run = api_checks},
	{HTTP_GET, "/uses/{use}", CL_ROLE_VIEWER, "A photo in a story", .returns = "use", .run = api_use},
	{HTTP_GET, "/uses/{use}/figure", CL_ROLE_VIEWER, "HTML of a use: its own caption, credit and crop",
		.query = figure_query, .returns = "text/html", .run = api_use_export},
	{HTTP_GET, "/uses/{use}/export", CL_ROLE_VIEWER, "A use as pages and other programs take it",
		.query = export_query, .returns = "as `cutline export --as --story`", .run = api_use_export},
	{HTTP_GET, "/stories", CL_ROLE_VIEWER, "Stories, newest first", .command = "story list", .query = page_query,
		.returns = "{\"items\":[story…],\"next\"}", .run = api_stories},
	{HTTP_POST, "/stories", CL_ROLE_EDITOR, "Begin a story", .command = "story new", .body = story_new_body, .returns = STORY,
		.run = api_story_new},
	{HTTP_GET, "/stories/{slug}", CL_ROLE_VIEWER, "What stands in a story, and what it prints", .command = "story show", .returns = STORY,
		.run = api_story},
	{HTTP_PATCH, "/stories/{slug}", CL_ROLE_EDITOR, "Change a story's title, outlet or language; If-Match: its rev",
		.body = story_body, .returns = STORY, .run = api_story_edit},
	{HTTP_POST, "/stories/{slug}/uses", CL_ROLE_EDITOR, "Put photos into a story", .command = "story add", .body = use_add_body,
		.returns = "{\"items\":[{\"use\",\"reuse\":[…]}…]}", .run = api_use_add},
	{HTTP_POST, "/stories/{slug}/parts", CL_ROLE_EDITOR, "Put a story into a digest", .body = part_body,
		.returns = STORY, .run = api_part_add},
	{HTTP_PATCH, "/stories/{slug}/uses/{use}", CL_ROLE_EDITOR, "Change what a story prints of a photo",
		.command = "story edit", .body = use_body, .returns = STORY, .run = api_use_edit},
	{HTTP_POST, "/stories/{slug}/uses/{use}/move", CL_ROLE_EDITOR, "Give an entry another place", .body = move_body,
		.returns = STORY, .run = api_use_move},
	{HTTP_DELETE, "/stories/{slug}/uses/{use}", CL_ROLE_EDITOR, "Take an entry out: a use, its number, or a story's slug",
		.command = "story remove", .returns = STORY, .run = api_use_remove},
	{HTTP_POST, "/stories/{slug}/uses/{use}/updates", CL_ROLE_EDITOR, "Settle what changed underneath a use",
		.body = settle_body, .returns = STORY, .run = api_use_settle},
	{HTTP_GET, "/stories/{slug}/updates", CL_ROLE_VIEWER, "What the archive says otherwise since the story printed it",
		.command = "story updates", .returns = UPDATES, .run = api_updates},
	{HTTP_GET, "/updates", CL_ROLE_VIEWER, "The same of all stories", .returns = UPDATES, .run = api_updates},
	{HTTP_GET, "/stories/{slug}/check", CL_ROLE_VIEWER, "May it go out: every use with its reasons",
		.command = "story check", .query = story_check_query, .returns = STORY_CHECK, .run = api_story_check},
	{HTTP_POST, "/stories/{slug}/publish", CL_ROLE_EDITOR, "Publish a story; what holds it up comes with 403",
		.command = "story publish", .body = publish_body, .returns = STORY_CHECK, .run = api_story_publish},
	{HTTP_POST, "/stories/{slug}/unpublish", CL_ROLE_EDITOR, "Take a story off", .body = may_reason_body,
		.returns = STORY, .run = api_story_unpublish},
	{HTTP_GET, "/stories/{slug}/export", CL_ROLE_VIEWER, "All pictures that may go to a channel",
		.query = story_export_query, .returns = DELIVERED, .run = api_story_export},
	{HTTP_POST, "/stories/{slug}/export", CL_ROLE_EDITOR, "Hand a story to a partner", .body = deliver_body,
		.returns = DELIVERED, .run = api_story_export},
	{HTTP_GET, "/uploads/{sha256}", CL_ROLE_EDITOR, "How much of an upload is here",
		.returns = "{\"sha256\",\"offset\",\"complete\"}", .run = api_upload_state},
	{HTTP_PUT, "/uploads/{sha256}", CL_ROLE_EDITOR,
		"Send a picture, or the rest of one: the body begins at Upload-Offset (without it the picture comes "
		"anew), Upload-Length is the whole",
		.query = upload_query, .begin = api_upload_begin,
		.returns = "{\"offset\",\"complete\"}; when whole, as `cutline ingest --json`", .run = api_upload},
	{HTTP_GET, "/facets", CL_ROLE_VIEWER, "Count photos by supplier, by-line, country, year, format",
		.query = facets_query, .returns = "{\"items\":[{\"facet\",\"value\",\"n\"}…],\"window\"}", .run = api_facets},
	{HTTP_GET, "/stats", CL_ROLE_VIEWER, "Figures of the archive",
		.returns = "{\"items\":[{\"group\",\"name\",\"n\"}…]}", .run = api_stats},
	{HTTP_GET, "/openapi.json", CL_ROLE_VIEWER, "This description", .returns = "OpenAPI 3.0", .run = api_openapi},
	{.path = NULL},
};
/* clang-format on */
