/* SPDX-License-Identifier: MIT
 *
 * A platform that stands beside an account, or beside how the picture was taken from it, without a
 * separator: "Instagram @jane.roe", "Screenshot YouTube", "Telegram channel Jane".
 */
#include "private.h"

#include <string.h>

#define MAX_ALIAS_WORDS 6U

static gboolean
is_platform(const CreditParse *parse, guint from, guint to)
{
	const CreditAlias *alias = from < to ? credit_known(parse, from, to) : NULL;

	return alias != NULL && alias->organisation->kind == CL_ORGANISATION_PLATFORM;
}

/* "Screenshot", "Скриншот из": how it was taken from there. */
static gboolean
is_taken(const CreditParse *parse, guint from, guint to)
{
	static const char *const words[] = {"from", "of", "aus", "von", "из", "de", "da", NULL};
	const guint roles = CREDIT_ROLE_COURTESY | CREDIT_ROLE_NOTHING;
	g_autofree char *last = to > from ? credit_text_key(&parse->text, to - 1, to) : NULL;

	if (last != NULL && g_strv_contains(words, last))
		to--;
	return from < to && (credit_role(parse, from, to) & roles) != 0;
}

static gboolean
split_handle(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint k = segment->from + 1; k < segment->to; k++)
		if (credit_is_handle(parse, k)) {
			credit_cut(parse, i, k, k, ' ');
			return TRUE;
		}
	return FALSE;
}

/* One word of a platform before a name may be the name's own: "Threads Styling". */
static gboolean
begins_with_platform(const CreditParse *parse, const CreditSegment *segment, guint k)
{
	return is_platform(parse, segment->from, k) &&
	       (k - segment->from > 1 || is_taken(parse, k, segment->to));
}

gboolean
credit_split_platform(CreditParse *parse, guint i)
{
	const CreditSegment *segment = parse->segments->pdata[i];
	guint last = MIN(segment->from + MAX_ALIAS_WORDS, segment->to - 1);

	if (split_handle(parse, i))
		return TRUE;
	for (guint k = last; k > segment->from; k--)
		if (begins_with_platform(parse, segment, k)) {
			credit_cut(parse, i, k, k, ' ');
			return TRUE;
		}
	for (guint k = segment->from + 1; k < segment->to; k++)
		if (is_taken(parse, segment->from, k) && is_platform(parse, k, segment->to)) {
			credit_cut(parse, i, k, k, ' ');
			return TRUE;
		}
	return FALSE;
}
