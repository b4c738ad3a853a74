/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: a whole HEIF or AVIF file.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read(data, size, CL_FORMAT_HEIF);
	fuzz_read(data, size, CL_FORMAT_AVIF);
	return 0;
}
