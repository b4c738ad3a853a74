/* SPDX-License-Identifier: MIT
 *
 * Compressed metadata chunks (PNG's zlib, JXL's Brotli) → bytes, never more than the named limit
 * however small the chunk is.
 */
#include "reader.h"

#include <brotli/decode.h>
#include <zlib.h>

#define STEP (64U << 10)

static GBytes *
finish(MetadataReader *reader, GByteArray *out, gboolean fine, gboolean over)
{
	if (over) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"a compressed metadata chunk unpacks to more than the limit and was left "
			"out");
	} else if (!fine) {
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"a compressed metadata chunk cannot be unpacked");
	} else if (metadata_spend(reader, out->len)) {
		return g_byte_array_free_to_bytes(out);
	}
	g_byte_array_unref(out);
	return NULL;
}

GBytes *
metadata_inflate(MetadataReader *reader, MetadataSpan deflated)
{
	GByteArray *out = g_byte_array_new();
	z_stream stream;
	int status = Z_OK;
	gboolean over = FALSE;

	memset(&stream, 0, sizeof stream);
	if (deflated.n > CL_MAX_INFLATED_BYTES || inflateInit(&stream) != Z_OK)
		return finish(reader, out, FALSE, deflated.n > CL_MAX_INFLATED_BYTES);
	stream.next_in = (Bytef *)deflated.data;
	stream.avail_in = (uInt)deflated.n;
	while (status == Z_OK && !over) {
		guint had = out->len;

		g_byte_array_set_size(out, had + STEP);
		stream.next_out = out->data + had;
		stream.avail_out = STEP;
		status = inflate(&stream, Z_NO_FLUSH);
		g_byte_array_set_size(out, had + STEP - stream.avail_out);
		over = out->len > CL_MAX_INFLATED_BYTES;
	}
	inflateEnd(&stream);
	return finish(reader, out, status == Z_STREAM_END, over);
}

GBytes *
metadata_unbrotli(MetadataReader *reader, MetadataSpan compressed)
{
	GByteArray *out = g_byte_array_new();
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	const guint8 *in = compressed.data;
	gsize left = compressed.n;

	if (state == NULL)
		return finish(reader, out, FALSE, FALSE);
	while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT &&
		out->len <= CL_MAX_INFLATED_BYTES) {
		guint had = out->len;
		gsize space = STEP;
		guint8 *at;

		g_byte_array_set_size(out, had + STEP);
		at = out->data + had;
		result = BrotliDecoderDecompressStream(state, &left, &in, &space, &at, NULL);
		g_byte_array_set_size(out, had + STEP - (guint)space);
	}
	BrotliDecoderDestroyInstance(state);
	return finish(reader, out, result == BROTLI_DECODER_RESULT_SUCCESS,
		out->len > CL_MAX_INFLATED_BYTES);
}
