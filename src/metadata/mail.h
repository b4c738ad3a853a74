/* SPDX-License-Identifier: MIT
 *
 * Mails (mail.c): the only user of GMime.
 */
#pragma once
#include <glib.h>

void metadata_mail_init(void);
/* Does a text begin with the headers of a mail? */
gboolean metadata_is_mail(const char *text);
/* What readers see of a mail, as one page: its HTML, or its plain text where it has none. */
char *metadata_mail_page(GBytes *bytes, GError **error);
