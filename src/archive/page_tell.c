/* SPDX-License-Identifier: MIT
 *
 * What a page is told of the photo that its picture is, of the one that it may be, and of what contradicts.
 */
#include "page_check.h"
#include "rights.h"

#include <string.h>

#define REWRITTEN 0.80 /* so many words in common: one caption, written anew (policy §4) */
#define MAX_NAMED 6U /* photos of one caption, in a message */

static gboolean
same_text(const char *a, const char *b)
{
	g_autofree char *one = cl_text_fold(a);
	g_autofree char *other = cl_text_fold(b);

	return strcmp(one, other) == 0;
}

/* What says which picture of the page is meant. */
static const char *
words_of(const ClPrintedPicture *picture)
{
	return picture->caption != NULL				  ? picture->caption
	       : picture->alt != NULL && picture->alt[0] != '\0' ? picture->alt
	       : picture->urls->len > 0				  ? picture->urls->pdata[0]
								  : "";
}

/* --- of none ---------------------------------------------------------------------------------------- */

static void
tell_unknown(ClPageChecked *checked)
{
	const ClPrintedPicture *picture = checked->picture;
	const char *words = words_of(picture);

	if (picture->place != CL_PRINTED_PAGE && picture->credit == NULL)
		page_reason(checked, PAGE_CARD_UNKNOWN,
			g_strdup_printf("No photo of the archive is \"%s\", which is shown where the "
					"page is shared.",
				words),
			g_strdup("Nothing to do if it is a logo; for a photo of the archive: `cutline export "
				 "ID --as og`"));
	else if (picture->credit == NULL)
		page_reason(checked, PAGE_CREDIT_UNNAMED,
			g_strdup_printf(
				"The page prints no credit with \"%s\", and no photo of the "
				"archive is this picture (line %u).",
				words, picture->line),
			g_strdup("Say whose it is and print it; to let the archive know it: "
				 "`cutline "
				 "ingest FILE`"));
	else
		page_reason(checked, PAGE_UNKNOWN_PICTURE,
			g_strdup_printf("No photo of the archive %s \"%s\", credited \"%s\" (line %u).",
				picture->caption != NULL ? "now has the caption" : "is", words,
				picture->credit, picture->line),
			g_strdup("Look for it by its file: `cutline find FILE`, or bring it in: "
				 "`cutline ingest FILE`"));
}

/* The words are another's credit's: never a match, but whose they are can be said. */
static gboolean
tell_other(ClArchive *archive, const char *id, ClPageChecked *checked, GError **error)
{
	const ClPrintedPicture *picture = checked->picture;
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, id, error);
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autoptr(ClFileRow) file = NULL;
	g_autoptr(ClCredit) credit = NULL;

	if (effective == NULL || photo == NULL)
		return FALSE;
	file = cl_catalog_get_file(archive->catalog, id, photo->effective, error);
	credit = file == NULL ? NULL : archive_credit_of(archive, file, effective, error);
	if (credit == NULL)
		return FALSE;
	page_reason(checked, picture->credit == NULL ? PAGE_CREDIT_UNNAMED : PAGE_UNKNOWN_PICTURE,
		g_strdup_printf("\"%s\" is the caption of photo %s%s, credited \"%s\"; the page prints "
				"%s%s%s (line %u), so it may be another.",
			picture->caption, id,
			strcmp(photo->state, "killed") == 0 ? ", which is killed" : "",
			credit->canonical, picture->credit == NULL ? "no credit" : "\"",
			picture->credit == NULL ? "" : picture->credit,
			picture->credit == NULL ? "" : "\"", picture->line),
		g_strdup_printf("Compare them: `cutline show %s`; if it is this one, print: \"%s\"", id,
			credit->canonical));
	return TRUE;
}

/* --- of one ------------------------------------------------------------------------------------------ */

static void
tell_probable(const PageEvidence *evidence, ClPageChecked *checked)
{
	const ClPrintedPicture *picture = checked->picture;

	if (evidence->said->loose && checked->match == CL_PAGE_MATCH_CAPTION) {
		page_reason(checked, PAGE_PROBABLE,
			g_strdup_printf("Probably photo %s: its caption \"%s\", and a credit that names the "
					"same in another form, \"%s\".",
				checked->photo, picture->caption, picture->credit),
			g_strdup_printf("Compare them: `cutline show %s`", checked->photo));
		return;
	}

	page_reason(checked, PAGE_PROBABLE,
		g_strdup_printf("Probably photo %s (%s %.2f): \"%s\", credited \"%s\".", checked->photo,
			checked->match == CL_PAGE_MATCH_CAPTION ? "words in common" : "likeness",
			checked->confidence, picture->caption != NULL ? picture->caption : "",
			picture->credit != NULL ? picture->credit : ""),
		g_strdup_printf("Compare them: `cutline show %s`", checked->photo));
}

static char *
list_of(const GPtrArray *ids)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < ids->len && i < MAX_NAMED; i++)
		g_string_append_printf(list, "%s%s", i == 0 ? "" : ", ", (char *)ids->pdata[i]);
	if (ids->len > MAX_NAMED)
		g_string_append_printf(list, " and %u more", ids->len - MAX_NAMED);
	return g_string_free(list, FALSE);
}

static void
tell_alike(const PageEvidence *evidence, ClPageChecked *checked)
{
	g_autofree char *list = checked->alike == NULL ? NULL : list_of(checked->alike);
	static const char how[] = "To say which one stands there: paste `cutline export ID --as figure`, or "
				  "lay its file beside the page";

	if (checked->alike == NULL)
		return;
	if (evidence->said->more)
		page_reason(checked, PAGE_LONG_SERIES,
			g_strdup_printf("More than %u photos have this caption and credit (%s): which one "
					"stands there cannot be told.",
				checked->alike->len, list),
			g_strdup(how));
	else
		page_reason(checked, PAGE_SAME_CAPTION,
			g_strdup_printf("%u photos have this caption and credit: %s. Which one stands there "
					"cannot be told; the strictest verdict counts, that of %s.",
				checked->alike->len, list, checked->photo),
			g_strdup(how));
}

static void
tell_address(const PageEvidence *evidence, ClPageChecked *checked)
{
	if (evidence->address == NULL || checked->match == CL_PAGE_MATCH_URL)
		return;
	page_reason(checked, PAGE_ADDRESS_UNKNOWN,
		g_strdup_printf("The address \"%s\" is written like one of the archive and leads to no "
				"photo; by its %s the picture is photo %s.",
			evidence->address, cl_page_match_name(checked->match), checked->photo),
		g_strdup_printf("Write its address anew: `cutline export %s --as figure`", checked->photo));
}

/* `named`: the photo that the page speaks of, whichever was judged. */
static void
tell_file(const PageEvidence *evidence, const char *named, ClPageChecked *checked)
{
	gboolean by_caption = g_ptr_array_find_with_equal_func(
		evidence->said->photos, named, g_str_equal, NULL);
	const char *by = by_caption ? "caption" : "address";

	if (evidence->file == NULL)
		return;
	page_reason(checked, PAGE_FILE_DIFFERS,
		g_strdup_printf("The file \"%s\" does not look like photo %s, whose %s this is%s%s.",
			evidence->file, named, by,
			evidence->seen[0] != '\0' ? "; it looks like photo " : "", evidence->seen),
		g_strdup_printf("Look which one is meant: `cutline show %s`, and put its own file or words "
				"there",
			named));
}

static void
tell_caption_of_other(const PageEvidence *evidence, ClPageChecked *checked)
{
	const PageCaptioned *said = evidence->said;
	const char *other = said->photos->len == 0 ? NULL : said->photos->pdata[0];

	if (checked->match == CL_PAGE_MATCH_CAPTION || other == NULL || !page_caption_is_same(said) ||
		g_ptr_array_find_with_equal_func(said->photos, checked->photo, g_str_equal, NULL))
		return;
	page_reason(checked, PAGE_CAPTION_OF_OTHER,
		g_strdup_printf("The picture is photo %s (by its %s), the caption and credit are those of "
				"photo %s: \"%s\".",
			checked->photo, cl_page_match_name(checked->match), other,
			checked->picture->caption),
		g_strdup_printf("Print its own caption, or show the other photo: `cutline show %s`, `cutline "
				"show %s`",
			checked->photo, other));
}

/* A credit is what readers see: data for search engines print none. */
static void
tell_stated(ClPageChecked *checked)
{
	const ClPrintedPicture *picture = checked->picture;

	if (picture->stated == NULL)
		return;
	if (picture->credit == NULL && picture->place == CL_PRINTED_PAGE)
		page_reason(checked, PAGE_CREDIT_DATA,
			g_strdup_printf("The page prints no credit; its structured data says \"%s\", which "
					"no reader sees.",
				picture->stated),
			g_strdup("Print the credit beside the picture as well"));
	else if (picture->credit != NULL && !same_text(picture->stated, picture->credit))
		page_reason(checked, PAGE_CREDIT_DATA,
			g_strdup_printf("The page prints \"%s\", its structured data says \"%s\".",
				picture->credit, picture->stated),
			g_strdup("Write the printed credit into creditText"));
}

gboolean
page_tell_match(ClArchive *archive, const PageEvidence *evidence, const char *named, ClPageChecked *checked,
	GError **error)
{
	gboolean ok = TRUE;

	if (checked->match != CL_PAGE_MATCH_NONE) {
		if (checked->probable)
			tell_probable(evidence, checked);
		tell_alike(evidence, checked);
		tell_address(evidence, checked);
		tell_file(evidence, named, checked);
		tell_caption_of_other(evidence, checked);
	} else if (evidence->said->other[0] != '\0') {
		ok = tell_other(archive, evidence->said->other, checked, error);
	} else {
		tell_unknown(checked);
	}
	tell_stated(checked);
	return ok;
}

gboolean
page_tell_story(ClArchive *archive, PageCaptions *captions, const ClCheck *ask, ClPageChecked *checked,
	GError **error)
{
	const char *printed = checked->picture->caption, *written;
	g_autoptr(ArchiveCheckedUse) use = NULL;
	gboolean anew;

	if (ask->story == NULL || printed == NULL || checked->photo[0] == '\0' ||
		checked->picture->place != CL_PRINTED_PAGE)
		return TRUE;
	if (!archive_find_checked_use(archive, checked->photo, ask, &use, error))
		return FALSE;
	written = use == NULL ? NULL : use->printed[CL_USE_TEXT_CAPTION];
	if (written == NULL || same_text(printed, written))
		return TRUE;
	anew = cl_words_overlap(page_caption_words(captions, printed),
		       page_caption_words(captions, written)) < REWRITTEN;
	page_reason(checked, anew ? PAGE_CAPTION_NOT_STORY : PAGE_CAPTION_DIFFERS,
		g_strdup_printf("The page prints \"%s\"; story *%s* has \"%s\" for photo %s.", printed,
			ask->story, written, checked->photo),
		g_strdup_printf("Print the story's, or change it there: `cutline story edit %s %s --caption "
				"\"…\"`",
			ask->story, checked->photo));
	return TRUE;
}
