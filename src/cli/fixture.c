/* SPDX-License-Identifier: MIT
 *
 * Drawn pictures in every state: plain TIFF files, whose XMP says what an agency or the house would say.
 * They are taken in as any others are, so what a template meets here is what it meets in an archive that is
 * in use.
 */
#include "fixture.h"

#include <cutline/clearance.h>
#include <glib/gstdio.h>
#include <string.h>

#define HOUSE "Meridian"
#define PHOTOGRAPHER "Ana Ruiz"
#define WIDTH 720U
#define HEIGHT 480U
#define CHANNELS 3U
#define TIFF_HEAD_BYTES 8U
#define TIFF_BYTE 1U
#define TIFF_SHORT 3U
#define TIFF_LONG 4U
#define TIFF_XMP 700U

typedef enum { OURS, ANOTHERS } Origin;

/* A figure of its own for each: pictures that look alike would be held because of the killed one. */
typedef struct {
	const char *state, *caption, *instructions;
	Origin origin;
	guint8 colour[CHANNELS], ground[CHANNELS];
	gboolean (*is_figure)(int x, int y); /* from the middle */
} Picture;

static gboolean
is_disc(int x, int y)
{
	return x * x + y * y < 150 * 150;
}

static gboolean
is_steps(int x, int y)
{
	return y > 120 - (x + (int)WIDTH / 2) / 90 * 40;
}

static gboolean
is_cross(int x, int y)
{
	return ABS(x) < 40 || ABS(y) < 40;
}

static gboolean
is_stripe(int x, int y)
{
	return (x + 2 * y + 2000) / 160 % 2 == 0;
}

static gboolean
is_check(int x, int y)
{
	return ((x + 2000) / 120 + (y + 2000) / 120) % 2 == 0;
}

/* clang-format off */
static const Picture pictures[] = {
	{"ok", "A disc, for use anywhere.", NULL, OURS, {240, 200, 60}, {40, 60, 110}, is_disc},
	{"review", "Steps, whose contract nobody recorded.", "MANDATORY CREDIT", ANOTHERS, {90, 130, 90},
		{225, 230, 220}, is_steps},
	{"embargoed", "A cross, under embargo.", "EMBARGOED UNTIL 0600 GMT 1 JANUARY 2099", OURS,
		{200, 60, 60}, {250, 245, 235}, is_cross},
	{"gated", "Stripes, whose source is protected.", NULL, OURS, {50, 50, 60},
		{190, 200, 210}, is_stripe},
	{"killed", "A chequerboard, which its photographer withdrew.", NULL, OURS, {120, 70, 140},
		{235, 225, 190}, is_check},
};
/* clang-format on */

/* --- the file ------------------------------------------------------------------------------------- */

static char *
xmp_of(const Picture *picture)
{
	gboolean ours = picture->origin == OURS;
	const char *owner = ours ? HOUSE : "dpa";

	return g_markup_printf_escaped(
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
		"xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" photoshop:Credit=\"%s\" "
		"photoshop:Headline=\"Fixture: %s\" photoshop:DateCreated=\"2026-01-01\" "
		"photoshop:Instructions=\"%s\">"
		"<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>"
		"<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© %s</rdf:li></rdf:Alt></dc:rights>"
		"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
		"</dc:description>"
		"</rdf:Description></rdf:RDF></x:xmpmeta>",
		owner, picture->state, picture->instructions != NULL ? picture->instructions : "",
		ours ? PHOTOGRAPHER : "Max Mustermann", owner, picture->caption);
}

static void
add_number(GByteArray *bytes, guint32 number, guint n_bytes)
{
	for (guint i = 0; i < n_bytes; i++) {
		guint8 byte = (guint8)(number >> (8 * i));

		g_byte_array_append(bytes, &byte, 1);
	}
}

static void
add_entry(GByteArray *bytes, guint tag, guint type, guint32 count, guint32 value)
{
	add_number(bytes, tag, 2);
	add_number(bytes, type, 2);
	add_number(bytes, count, 4);
	add_number(bytes, value, 4);
}

static void
add_pixels(GByteArray *bytes, const Picture *picture)
{
	for (int y = 0; y < (int)HEIGHT; y++)
		for (int x = 0; x < (int)WIDTH; x++)
			g_byte_array_append(bytes,
				picture->is_figure(x - (int)WIDTH / 2, y - (int)HEIGHT / 2)
					? picture->colour
					: picture->ground,
				CHANNELS);
}

/* TIFF 6.0, little-endian: the pixels as they are, behind them the XMP and its directory. */
static GByteArray *
draw(const Picture *picture, const char *xmp)
{
	GByteArray *bytes = g_byte_array_new();
	guint32 pixels_bytes = WIDTH * HEIGHT * CHANNELS, xmp_bytes = (guint32)strlen(xmp);
	guint32 xmp_at = TIFF_HEAD_BYTES + pixels_bytes, bits_at = (xmp_at + xmp_bytes + 1) / 2 * 2;
	guint32 directory_at = bits_at + 2 * CHANNELS;

	g_byte_array_append(bytes, (const guint8 *)"II*", 4);
	add_number(bytes, directory_at, 4);
	add_pixels(bytes, picture);
	g_byte_array_append(bytes, (const guint8 *)xmp, xmp_bytes);
	add_number(bytes, 0, bits_at - bytes->len);
	for (guint i = 0; i < CHANNELS; i++)
		add_number(bytes, 8, 2);
	add_number(bytes, 10, 2);
	add_entry(bytes, 256, TIFF_LONG, 1, WIDTH);
	add_entry(bytes, 257, TIFF_LONG, 1, HEIGHT);
	add_entry(bytes, 258, TIFF_SHORT, CHANNELS, bits_at);
	add_entry(bytes, 259, TIFF_SHORT, 1, 1); /* not compressed */
	add_entry(bytes, 262, TIFF_SHORT, 1, 2); /* RGB */
	add_entry(bytes, 273, TIFF_LONG, 1, TIFF_HEAD_BYTES);
	add_entry(bytes, 277, TIFF_SHORT, 1, CHANNELS);
	add_entry(bytes, 278, TIFF_LONG, 1, HEIGHT);
	add_entry(bytes, 279, TIFF_LONG, 1, pixels_bytes);
	add_entry(bytes, TIFF_XMP, TIFF_BYTE, xmp_bytes, xmp_at);
	add_number(bytes, 0, 4);
	return bytes;
}

/* --- the archive ---------------------------------------------------------------------------------- */

typedef struct {
	char id[CL_ID_CHARS + 1];
	GError *error;
} Taken;

static void
on_each(const ClIngested *file, gpointer data)
{
	Taken *taken = data;

	g_strlcpy(taken->id, file->id, sizeof taken->id);
	if (file->error != NULL && taken->error == NULL)
		taken->error = g_error_copy(file->error);
}

/* One after the other: none waits for another's likeness. */
static gboolean
take_in(ClArchive *archive, const char *path, char id[CL_ID_CHARS + 1], GError **error)
{
	Taken taken = {0};
	const char *const paths[] = {path, NULL};
	const ClIngest ingest = {.paths = paths, .move = TRUE, .each = on_each, .data = &taken};
	ClIngestTotals totals = {0};
	gboolean ok = cl_archive_ingest(archive, &ingest, &totals, error);

	g_strlcpy(id, taken.id, CL_ID_CHARS + 1);
	if (taken.error == NULL)
		return ok;
	if (ok)
		g_propagate_error(error, taken.error);
	else
		g_error_free(taken.error);
	return FALSE;
}

static gboolean
bring_into_state(ClArchive *archive, const CliFixture *made, GError **error)
{
	if (strcmp(made->state, "gated") == 0)
		return cl_archive_protect(archive, made->id, "a fixture: its source is protected", error);
	return strcmp(made->state, "killed") != 0 ||
	       cl_archive_kill(archive, made->id, "a fixture: withdrawn by its photographer", error);
}

static gboolean
add_picture(ClArchive *archive, const char *folder, const Picture *picture, CliFixture *made, GError **error)
{
	g_autofree char *xmp = xmp_of(picture);
	g_autofree char *name = g_strdup_printf("%s.tiff", picture->state);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GByteArray) bytes = draw(picture, xmp);
	gboolean ok = g_file_set_contents(path, (const char *)bytes->data, (gssize)bytes->len, error) &&
		      take_in(archive, path, made->id, error) && bring_into_state(archive, made, error);

	g_unlink(path);
	return ok;
}

static gboolean
set_house(ClArchive *archive, GError **error)
{
	const ClHouseChange change = {HOUSE, (const char *const[]){PHOTOGRAPHER, NULL}, NULL};
	g_autofree char *list = cl_archive_change_house(archive, &change, error);

	return list != NULL;
}

gboolean
cli_fixture_fill(ClArchive *archive, GArray **made, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("cutline-fixture-XXXXXX", error);
	gboolean ok = folder != NULL && set_house(archive, error);

	*made = g_array_new(FALSE, TRUE, sizeof(CliFixture));
	for (guint i = 0; ok && i < G_N_ELEMENTS(pictures); i++) {
		CliFixture one = {.state = pictures[i].state};

		ok = add_picture(archive, folder, &pictures[i], &one, error);
		if (ok)
			g_array_append_val(*made, one);
	}
	if (folder != NULL)
		g_rmdir(folder);
	return ok;
}
