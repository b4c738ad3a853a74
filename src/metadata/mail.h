/* SPDX-License-Identifier: MIT
 *
 * Mails (mail.c): the only user of GMime.
 */
#pragma once
#include <cutline/printed.h>

void metadata_mail_init(void);
/* Does a text begin with the headers of a mail? */
gboolean metadata_is_mail(const char *text);
/* A picture that a mail brings with it. */
typedef struct {
	char *id;	/* by which its HTML shows it ("cid:…"), or NULL */
	char *location; /* address that it was taken from, or NULL */
	GBytes *data;
} MetadataMailImage;
void metadata_mail_image_free(MetadataMailImage *image);
/* What readers see of a mail, as one page: its HTML, or its plain text where it has none; its pictures
 * (MetadataMailImage*) are added to `images`. */
char *metadata_mail_page(GBytes *bytes, GPtrArray *images, GError **error);
/* Gives them to the pictures that show them; those that none shows are attached, and stand "elsewhere". */
void metadata_mail_show(const GPtrArray *images, ClPrintedPage *page);
