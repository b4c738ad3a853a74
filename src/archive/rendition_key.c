/* SPDX-License-Identifier: MIT
 *
 * What a rendition is called and what it costs, known before any pixel: key of the cache = ETag =
 * hash of (original, plan, embedded fields, recipe, what it is made from). Pure.
 */
#include "rendition_private.h"

#include <string.h>

/* --- which picture it is made from -------------------------------------------------------- */

/* A small baseline JPEG is as quick as its master and has not been encoded twice. */
static gboolean
is_handy(const ClRenditionSource *source)
{
	return source->format == CL_FORMAT_JPEG && source->scans <= 1 &&
		MAX(source->frame.width, source->frame.height) <= CL_MASTER_PX;
}

/* Never enlarged: the part must have as many pixels there as are wanted. */
static gboolean
is_enough(const ClRenditionSource *source, const ClPlan *plan, const ClDevelopSize *size)
{
	guint width, height;

	cl_fit(source->frame.width, source->frame.height, size->width_px, size->height_px, &width,
		&height);
	return (guint64) plan->region.width * width >= (guint64) plan->width * source->frame.width &&
		(guint64) plan->region.height * height >=
		(guint64) plan->height * source->frame.height;
}

/* The smallest that will do, as ClRenditionCost says it. */
guint
rendition_base(const ClRenditionSource *source, const ClPlan *plan)
{
	if (!source->developed || is_handy(source))
		return CL_N_DEVELOP;
	for (guint i = CL_N_MASTERS; i > 0; i--)
		if (is_enough(source, plan, &cl_develop_sizes[i - 1]))
			return i - 1;
	return CL_N_DEVELOP;
}

/* --- names ---------------------------------------------------------------------------------- */

const char *
cl_rendition_base_name(guint base)
{
	return base < CL_N_DEVELOP ? cl_develop_sizes[base].name : "original";
}

static void
hash_text(ClBlake2b *hash, const char *text)
{
	cl_blake2b_update(hash, text, strlen(text) + 1);
}

void
rendition_key(const ClRenditionSource *source, const ClPlan *plan, guint8 key[CL_CACHE_KEY_BYTES])
{
	g_autofree char *text = cl_plan_text(plan);
	ClBlake2b *hash = cl_blake2b_new();

	cl_blake2b_update(hash, source->sha256, sizeof source->sha256);
	hash_text(hash, text);
	cl_blake2b_update(hash, plan->reduced ? source->reduced_digest : source->embed_digest,
		sizeof source->embed_digest);
	hash_text(hash, cl_render_recipe());
	hash_text(hash, cl_rendition_base_name(rendition_base(source, plan)));
	cl_blake2b_finish(hash, key);
}

void
cl_rendition_etag(const ClRenditionSource *source, const ClPlan *plan, char etag[CL_ETAG_CHARS + 1])
{
	guint8 key[CL_CACHE_KEY_BYTES];
	g_autofree char *hex = NULL;

	rendition_key(source, plan, key);
	hex = cl_hex(key, sizeof key);
	g_strlcpy(etag, hex, CL_ETAG_CHARS + 1);
}

void
cl_rendition_rev(const ClRenditionSource *source, const ClPlan *plan, char rev[CL_REV_CHARS + 1])
{
	ClPlan any = *plan;
	char etag[CL_ETAG_CHARS + 1];

	any.format = CL_FORMAT_JPEG;
	any.negotiated = FALSE;
	cl_rendition_etag(source, &any, etag);
	g_strlcpy(rev, etag, CL_REV_CHARS + 1);
}

/* --- costs ---------------------------------------------------------------------------------- */

/* By measure on one core: milliseconds a megapixel. */
#define MS_JPEG 4.5
#define MS_PROGRESSIVE 14
#define MS_OTHER 30
#define MS_MASTER 35 /* a whole master; the next one has a quarter of its pixels */
#define MS_OUT_JPEG 12
#define MS_OUT_MODERN 60
#define MS_OUT_PNG 150
#define BASE_BYTES (48ULL << 20) /* a decoder at rest, and the pixels of a rendition */
#define OUT_BYTES 15 /* a pixel of it */
#define OUT_AVIF_BYTES 24 /* libaom keeps coefficients and reference frames of the whole picture */
#define HEAVY_BYTES (128ULL << 20)
#define LARGE_MS 500
#define LARGE_BYTES (400ULL << 20)

static double
encode_ms(const ClPlan *plan)
{
	double pixels = plan->width * (double) plan->height / 1e6;

	if (plan->format == CL_FORMAT_PNG)
		return pixels * MS_OUT_PNG;
	return pixels * (plan->format == CL_FORMAT_JPEG ? MS_OUT_JPEG : MS_OUT_MODERN);
}

/* libjpeg holds all coefficients of a progressive file; other loaders decode the whole picture,
 * some of them in two copies. */
static void
original_cost(const ClRenditionSource *source, double *ms, guint64 *memory_bytes)
{
	guint64 pixels = (guint64) source->frame.width * source->frame.height;
	double megapixels = (double) pixels / 1e6;

	if (source->format != CL_FORMAT_JPEG) {
		*ms = megapixels * MS_OTHER;
		*memory_bytes = pixels * 8;
	} else if (source->scans > 1) {
		*ms = megapixels * MS_PROGRESSIVE * MAX(source->scans / 10.0, 1);
		*memory_bytes = pixels * 7;
	} else {
		*ms = megapixels * MS_JPEG;
		*memory_bytes = 0;
	}
	*memory_bytes += source->size_bytes;
}

void
cl_rendition_cost(const ClRenditionSource *source, const ClPlan *plan, ClRenditionCost *cost)
{
	guint64 out_bytes = (guint64) plan->width * plan->height *
		(plan->format == CL_FORMAT_AVIF ? OUT_AVIF_BYTES : OUT_BYTES);
	guint base = rendition_base(source, plan);
	double ms = MS_MASTER / (1U << (2 * base));

	*cost = (ClRenditionCost){ .base = base };
	if (base == CL_N_DEVELOP)
		original_cost(source, &ms, &cost->memory_bytes);
	cost->memory_bytes += BASE_BYTES + out_bytes;
	cost->cpu_ms = (guint) (ms + encode_ms(plan));
	cost->heavy = cost->memory_bytes > HEAVY_BYTES;
	cost->large = cost->cpu_ms > LARGE_MS || cost->memory_bytes > LARGE_BYTES;
}
