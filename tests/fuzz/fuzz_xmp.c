/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: an XMP packet, in a WebP.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_in_webp("XMP ", data, size);
	return 0;
}
