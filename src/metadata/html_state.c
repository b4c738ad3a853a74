/* SPDX-License-Identifier: MIT
 *
 * What the scripts of a page hold: its state as JSON, or much like it, out of which the page is made in the
 * browser. An object that names a picture's address beside a caption and a credit is a picture. What lies in
 * browser. An object that names the address of a picture beside caption and credit is one. What lies in
 * not run, and need not be JSON: strings, names and brackets are all that is looked at.
 */
#include "html_walk.h"

#include <cutline/text.h>
#include <string.h>

#define MAX_DEPTH 256U	     /* objects within each other */
#define MAX_WITHIN 2U	     /* scripts that are strings of others */
#define MAX_TEXT_BYTES 8000U /* of one caption or credit */

typedef enum { KEY_OTHER, KEY_CAPTION, KEY_TEXT, KEY_CREDIT, KEY_ADDRESS, KEY_INNER } Key;

/* An object or a list that is open. */
typedef struct {
	char *key; /* under which it stands; in a list, that of the list */
	char *name; /* of the value that comes next; NULL in a list */
	gboolean list;
	char *url, *caption, *credit; /* said so far, or NULL */
	char *text;		      /* what may be a caption beside an address: an alternative text */
} Frame;

typedef struct {
	GArray *frames;
	guint too_deep; /* open ones that are passed over */
	guint within;
	GPtrArray *images;
	GHashTable *seen; /* caption and address */
} State;

static void
clear_frame(gpointer data)
{
	Frame *frame = data;

	g_free(frame->key);
	g_free(frame->name);
	g_free(frame->url);
	g_free(frame->caption);
	g_free(frame->credit);
	g_free(frame->text);
}

/* --- what a name says ------------------------------------------------------------------------------- */

static gboolean
holds(const char *text, const char *const *words)
{
	for (guint i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

static Key
key_of(const char *name)
{
	static const char *const captions[] = {"caption", "legend", "cutline", "bildunterschrift", NULL};
	static const char *const credits[] = {
		"credit", "copyright", "photographer", "byline", "attribution", NULL};
	static const char *const addresses[] = {
		"src", "url", "href", "image", "photo", "file", "path", "original", NULL};
	static const char *const texts[] = {"alt", "alttext", "alt_text", "description", "title", NULL};
	static const char *const inner[] = {
		"text", "html", "value", "rendered", "content", "plain", "name", "raw", NULL};
	g_autofree char *lower = g_ascii_strdown(name == NULL ? "" : name, -1);

	return g_strv_contains(inner, lower)   ? KEY_INNER
	       : g_strv_contains(texts, lower) ? KEY_TEXT
	       : holds(lower, captions)	       ? KEY_CAPTION
	       : holds(lower, credits)	       ? KEY_CREDIT
	       : holds(lower, addresses)       ? KEY_ADDRESS
					       : KEY_OTHER;
}

/* "caption": {"text": "…"}: by the name of what is around it. */
static Key
key_in(const Frame *frame)
{
	Key key = key_of(frame->list ? frame->key : frame->name);

	return key == KEY_INNER ? key_of(frame->key) : key;
}

static gboolean
is_address(const char *text)
{
	return g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://") || text[0] == '/';
}

static void
set(char **to, const char *text)
{
	if (*to == NULL)
		*to = g_strdup(text);
}

static void
take_value(Frame *frame, const char *text)
{
	Key key = key_in(frame);
	g_autofree char *plain = NULL;

	if (cl_printed_is_file(text) || (key == KEY_ADDRESS && is_address(text))) {
		set(&frame->url, text);
		return;
	}
	if (strlen(text) > MAX_TEXT_BYTES || is_address(text) ||
		(key != KEY_CAPTION && key != KEY_CREDIT && key != KEY_TEXT))
		return;
	plain = html_one_plain(text);
	if (plain == NULL)
		return;
	if (key == KEY_CAPTION)
		set(&frame->caption, plain);
	else if (key == KEY_CREDIT)
		set(&frame->credit, plain);
	else if (frame->text == NULL || strlen(frame->text) < strlen(plain)) {
		g_free(frame->text);
		frame->text = g_steal_pointer(&plain);
	}
}

/* --- pictures ---------------------------------------------------------------------------------------- */

/* TRUE: it said all. */
static gboolean
emit(State *state, Frame *frame)
{
	g_autofree char *caption = g_strdup(frame->caption != NULL ? frame->caption : frame->text);
	g_autofree char *credit = g_strdup(frame->credit);
	HtmlImage *image;

	if (frame->url == NULL || caption == NULL || state->images->len >= CL_MAX_PAGE_PICTURES)
		return FALSE;
	if (cl_text_is_blank(credit)) {
		g_autofree char *both = g_steal_pointer(&caption);

		g_clear_pointer(&credit, g_free);
		cl_printed_split(both, &caption, &credit);
	}
	if (credit == NULL || !html_is_sentence(caption))
		return FALSE;
	if (!g_hash_table_add(state->seen, g_strdup_printf("%s\n%s", frame->url, caption)))
		return TRUE;
	image = g_new0(HtmlImage, 1);
	image->url = g_strdup(frame->url);
	image->caption = g_steal_pointer(&caption);
	image->credit = g_steal_pointer(&credit);
	g_ptr_array_add(state->images, image);
	return TRUE;
}

/* Of several objects of a list only the address counts for what is around them: the first picture's. */
static void
give_up(Frame *to, const Frame *from)
{
	Key key = key_of(from->key);

	if (from->url != NULL)
		set(&to->url, from->url);
	if (from->caption != NULL && (key == KEY_CAPTION || !to->list))
		set(&to->caption, from->caption);
	if (from->credit != NULL && (key == KEY_CREDIT || !to->list))
		set(&to->credit, from->credit);
}

static Frame *
top_of(State *state)
{
	return state->frames->len == 0 ? NULL
				       : &g_array_index(state->frames, Frame, state->frames->len - 1);
}

static void
open_frame(State *state, gboolean list)
{
	const Frame *around = top_of(state);
	Frame frame = {.list = list};

	if (state->too_deep > 0 || state->frames->len >= MAX_DEPTH) {
		state->too_deep++;
		return;
	}
	if (around != NULL)
		frame.key = g_strdup(around->list ? around->key : around->name);
	g_array_append_val(state->frames, frame);
}

static void
close_frame(State *state)
{
	guint n = state->frames->len;
	Frame *frame = top_of(state);

	if (state->too_deep > 0 || n == 0) {
		state->too_deep -= state->too_deep > 0;
		return;
	}
	if (!emit(state, frame) && n > 1)
		give_up(&g_array_index(state->frames, Frame, n - 2), frame);
	g_array_set_size(state->frames, n - 1);
}

/* --- signs --------------------------------------------------------------------------------------------- */

static gunichar
coded(const char *at, gsize n)
{
	gunichar c = 0;

	for (gsize i = 0; i < n; i++) {
		if (!g_ascii_isxdigit(at[i]))
			return 0;
		c = c * 16 + (gunichar)g_ascii_xdigit_value(at[i]);
	}
	return c;
}

/* What stands behind "\"; how many bytes it takes. */
static gsize
read_escape(const char *at, GString *out)
{
	static const char names[] = "nrtbfv", signs[] = "\n\r\t   ";
	const char *name = *at == '\0' ? NULL : strchr(names, *at);
	gsize n = *at == 'u' ? 4 : *at == 'x' ? 2 : 0;
	gunichar c = n == 0 ? 0 : coded(at + 1, n);

	if (n == 4 && c >= 0xd800 && c < 0xdc00 && at[5] == '\\' && at[6] == 'u') {
		gunichar low = coded(at + 7, 4);

		if (low >= 0xdc00 && low < 0xe000) {
			g_string_append_unichar(out, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
			return 11;
		}
	}
	if (c != 0 && g_unichar_validate(c))
		g_string_append_unichar(out, c);
	else if (name != NULL)
		g_string_append_c(out, signs[name - names]);
	else if (n == 0 && *at != '\0')
		g_string_append_c(out, *at);
	return *at == '\0' ? 0 : c != 0 ? n + 1 : 1;
}

/* Behind a quotation mark; what ends with its line is none: *is. */
static const char *
read_string(const char *at, char quote, GString *out, gboolean *is)
{
	g_string_truncate(out, 0);
	while (*at != '\0' && *at != quote && (*at != '\n' || quote == '`')) {
		if (*at != '\\') {
			g_string_append_c(out, *at++);
			continue;
		}
		at++;
		at += read_escape(at, out);
	}
	*is = *at == quote;
	return *is ? at + 1 : at;
}

static gboolean
is_name(const char *behind)
{
	behind += strspn(behind, " \t\r\n");
	return *behind == ':';
}

static void read_script(const char *text, guint within, GPtrArray *images, GHashTable *seen);

static void
take_string(State *state, const char *behind, const char *text)
{
	Frame *frame = top_of(state);

	if (state->within < MAX_WITHIN && strchr(text, '{') != NULL)
		read_script(text, state->within + 1, state->images, state->seen);
	if (frame == NULL || state->too_deep > 0)
		return;
	if (frame->list || !is_name(behind)) {
		take_value(frame, text);
		return;
	}
	g_free(frame->name);
	frame->name = g_strdup(text);
}

static const char *
take_word(State *state, const char *at)
{
	const char *end = at;
	g_autofree char *word = NULL;

	while (g_ascii_isalnum(*end) || *end == '_' || *end == '$')
		end++;
	if (!is_name(end))
		return end;
	word = g_strndup(at, (gsize)(end - at));
	take_string(state, end, word);
	return end;
}

static const char *
take_sign(State *state, const char *at, GString *string)
{
	const char *end;
	gboolean is;

	if (g_ascii_isalpha(*at) || *at == '_' || *at == '$')
		return take_word(state, at);
	if (*at == '{' || *at == '[')
		open_frame(state, *at == '[');
	else if (*at == '}' || *at == ']')
		close_frame(state);
	if (*at != '"' && *at != '\'' && *at != '`')
		return at + 1;
	end = read_string(at + 1, *at, string, &is);
	if (is)
		take_string(state, end, string->str);
	return end;
}

static void
read_script(const char *text, guint within, GPtrArray *images, GHashTable *seen)
{
	State state = {.frames = g_array_new(FALSE, TRUE, sizeof(Frame)),
		.within = within,
		.images = images,
		.seen = seen};
	g_autoptr(GString) string = g_string_new(NULL);

	g_array_set_clear_func(state.frames, clear_frame);
	for (const char *at = text; *at != '\0';)
		at = take_sign(&state, at, string);
	while (state.frames->len > 0)
		close_frame(&state);
	g_array_unref(state.frames);
}

void
html_read_state(const char *script, GPtrArray *images)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	read_script(script, 0, images, seen);
}
