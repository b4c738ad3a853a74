/* SPDX-License-Identifier: MIT
 *
 * Mails (mail.c): the only user of GMime.
 */
#pragma once
#include <glib.h>

void metadata_mail_init(void);
