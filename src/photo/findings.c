/* SPDX-License-Identifier: MIT
 *
 * Findings: the static codes, their sentences, and one finding as a value. A message is shown to
 * people and stored, so it is bounded and valid UTF-8 whatever a file put into it.
 */
#include <stdarg.h>
#include <string.h>
#include <cutline/findings.h>
#include <cutline/photo.h>
#include <cutline/text.h>
#include "photo.h"

#define X(id, text) const char CL_FINDING_##id[] = #id;
CL_FINDING_TABLE(X)
#undef X

static const struct {
	const char *code, *text;
} finding_table[] = {
#define X(id, text) {CL_FINDING_##id, text},
	CL_FINDING_TABLE(X)
#undef X
};

const char *
cl_finding_code(const char *text)
{
	if (text == NULL)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(finding_table); i++) {
		if (strcmp(finding_table[i].code, text) == 0)
			return finding_table[i].code;
	}
	return NULL;
}

const char *
cl_finding_text(const char *code)
{
	if (code == NULL)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(finding_table); i++) {
		if (strcmp(finding_table[i].code, code) == 0)
			return finding_table[i].text;
	}
	return NULL;
}

ClFinding *
photo_finding_take(const char *code, char *message)
{
	ClFinding *finding = g_new(ClFinding, 1);

	finding->code = code;
	if (strlen(message) > PHOTO_MAX_MESSAGE_BYTES || !g_utf8_validate(message, -1, NULL)) {
		g_autofree char *raw = message;
		g_autofree char *valid = g_utf8_make_valid(raw, -1);

		message = cl_text_cut(valid, PHOTO_MAX_MESSAGE_BYTES);
	}
	finding->message = message;
	return finding;
}

ClFinding *
cl_finding_new(const char *code, const char *format, ...)
{
	char *message;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	return photo_finding_take(code, message);
}

void
cl_finding_free(ClFinding *finding)
{
	if (finding == NULL)
		return;
	g_free(finding->message);
	g_free(finding);
}

ClField
cl_finding_field(const ClFinding *finding)
{
	const char *colon = strchr(finding->message, ':');
	g_autofree char *name = NULL;

	if (colon == NULL)
		return CL_N_FIELDS;
	name = g_strndup(finding->message, (gsize)(colon - finding->message));
	return cl_field_from_name(name);
}
