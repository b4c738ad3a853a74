/* SPDX-License-Identifier: MIT
 *
 * Whose words the lines of a notice are: the mail's own stand on level 0, what it quotes or passes on is a
 * level further back for each mail between, and what stands under a signature is further back than any.
 */
#include "notice.h"

#include <cutline/text.h>

#include <string.h>

#define MAX_HEADERS 5U /* lines among which a second header must stand */

/* Without marks of quotation; how many there were. */
static const char *
without_quotes(const char *line, guint *depth)
{
	*depth = 0;
	for (; *line == '>' || g_ascii_isspace(*line); line++)
		*depth += *line == '>';
	return line;
}

static gboolean
is_rule(const char *line)
{
	return g_str_has_prefix(line, "--") || g_str_has_prefix(line, "__") ||
	       g_str_has_prefix(line, "==");
}

/* "-----Original Message-----", "Begin forwarded message:" */
static gboolean
opens_mail(const char *line)
{
	static const char *const openings[] = {"original message", "forwarded message",
		"begin forwarded message", "forwarded by", "ursprungliche nachricht",
		"weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
		"message d origine", "message original", "message transfere",
		"debut du message reexpedie", "mensaje original", "mensaje reenviado",
		"inicio del mensaje reenviado", "messaggio originale", "messaggio inoltrato",
		"inizio messaggio inoltrato", "mensagem original", "mensagem encaminhada",
		"oorspronkelijk bericht", "doorgestuurd bericht", "исходное сообщение",
		"пересылаемое сообщение", "пересылаемое письмо", NULL};
	g_autofree char *folded = cl_text_fold(line);

	for (gsize i = 0; openings[i] != NULL; i++)
		if (strcmp(folded, openings[i]) == 0 ||
			(is_rule(line) && g_str_has_prefix(folded, openings[i])))
			return TRUE;
	return FALSE;
}

/* "On Thu, 26 Nov 2026, Jane wrote:" */
static gboolean
tells_who_wrote(const char *line)
{
	static const char *const verbs[] = {"wrote", "a ecrit", "ecrit", "schrieb", "escribio",
		"escreveu", "ha scritto", "написал", "написала", "написал а", "пишет", "написав",
		"написала", "жазды", "napisal", "napisala", "napisal a", "napsal", "napsala",
		"skrev", "schreef", "kirjoitti", "irta", "yazdi", "scrisse", NULL};
	g_autofree char *said = g_strchomp(g_strdup(line));
	g_autofree char *folded = cl_text_fold(said);

	if (!g_str_has_suffix(said, ":"))
		return FALSE;
	for (gsize i = 0; verbs[i] != NULL; i++)
		if (g_str_has_suffix(folded, verbs[i]) &&
			(strlen(folded) == strlen(verbs[i]) ||
				folded[strlen(folded) - strlen(verbs[i]) - 1] == ' '))
			return TRUE;
	/* "schrieb Jane Doe <jane@…>:" */
	return strstr(folded, " schrieb ") != NULL && strchr(said, '@') != NULL;
}

static gboolean
has_header(const char *line, const char *const *names)
{
	const char *colon = strchr(line, ':');
	g_autofree char *name = colon == NULL ? NULL : g_strndup(line, (gsize)(colon - line));
	g_autofree char *folded = name == NULL ? NULL : cl_text_fold(name);

	return folded != NULL && g_strv_contains(names, folded);
}

static gboolean
is_sender(const char *line)
{
	static const char *const names[] = {"from", "von", "de", "da", "van", "от", "від", "od",
		"fra", "fran", "lahettaja", "felado", "kimden", "кимден", "кімнен", "expediteur",
		"remitente", NULL};

	return has_header(line, names);
}

static gboolean
is_other_header(const char *line)
{
	static const char *const names[] = {"sent", "date", "to", "subject", "gesendet", "datum",
		"an", "betreff", "envoye", "a", "objet", "inviato", "data", "oggetto", "enviado",
		"enviado el", "fecha", "para", "asunto", "assunto", "verzonden", "aan", "onderwerp",
		"отправлено", "дата", "кому", "тема", "wyslano", "do", "temat", "skickat", "till",
		"amne", "sendt", "til", "emne", "odeslano", "komu", "predmet", "lahetetty", "aihe",
		"cc", NULL};

	return has_header(line, names);
}

static guint
depth_behind(char **lines, guint i)
{
	guint depth = 0;

	while (lines[++i] != NULL)
		if (*without_quotes(lines[i], &depth) != '\0')
			return depth;
	return 0;
}

/* "From: …", and soon another of them. */
static gboolean
begins_headers(char **lines, guint i)
{
	guint depth, other;

	if (!is_sender(without_quotes(lines[i], &depth)))
		return FALSE;
	for (guint k = 1; k <= MAX_HEADERS && lines[i + k] != NULL; k++) {
		const char *line = without_quotes(lines[i + k], &other);

		if (other == depth && is_other_header(line))
			return TRUE;
	}
	return FALSE;
}

GArray *
notice_levels(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GArray *levels = g_array_new(FALSE, FALSE, sizeof(guint));
	guint n_mails = 0, depth, last_depth = 0;
	gboolean begun = FALSE, signature = FALSE; /* of the mail that is being read */

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *line = without_quotes(g_strchomp(lines[i]), &depth);
		gboolean empty = *line == '\0';
		gboolean opens = opens_mail(line) || (begun && begins_headers(lines, i));
		guint level;

		n_mails += opens;
		signature = (signature && !opens && (empty || depth == last_depth)) ||
			    strcmp(line, "--") == 0;
		level = signature ? G_MAXUINT : n_mails + depth;
		g_array_append_val(levels, level);
		last_depth = empty ? last_depth : depth;
		begun = !opens && (begun || !(empty || is_sender(line) || is_other_header(line)));
		if (!tells_who_wrote(line) || depth_behind(lines, i) > depth)
			continue;
		n_mails++;
		begun = FALSE;
	}
	return levels;
}
