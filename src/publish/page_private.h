/* SPDX-License-Identifier: MIT
 *
 * What the writers of pages share.
 */
#pragma once
#include <cutline/page.h>

/* The first value of a field if it may stand on a page of this photo; else NULL. Lent. */
const char *page_fact(const ClPage *page, ClField field);
/* The day a photo was taken, "2022-01-05"; NULL if not known. Free with g_free. */
char *page_day(const ClPage *page);
/* "Almaty, Kazakhstan"; of a protected source the country only. Free with g_free. */
char *page_place(const ClPage *page);
/* An address of http or https: what may stand as a link. */
gboolean page_is_address(const char *text);
/* The address of the licence, or NULL. Lent. */
const char *page_licence(const ClPage *page);
/* The address that a licensor ("Name (URL)") gives, or NULL. Free with g_free. */
char *page_licensor_address(const ClPage *page);

/* page_html.c, escaped: an attribute, in one line; a text, in which a line break becomes <br> ('\n') or
 * a blank (' '); <meta KEY="NAME" content="…">, nothing for nothing. */
void page_add_attribute(GString *out, const char *name, const char *value);
void page_add_text(GString *out, const char *text, char line_break);
void page_add_meta(GString *out, const char *key, const char *name, const char *content);
/* The figure without a placeholder, whose style the policy of our own page would not let apply. */
char *page_figure(const ClPage *page);

/* page_placeholder.c: a style attribute; nothing for none. */
void page_add_placeholder(GString *out, const ClPagePlaceholder *placeholder);
