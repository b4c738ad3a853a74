/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: an EXIF block, in a WebP; reaches maker notes, too.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_in_webp("EXIF", data, size);
	return 0;
}
