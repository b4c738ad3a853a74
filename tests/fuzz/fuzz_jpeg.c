/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: a whole JPEG file.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read(data, size, CL_FORMAT_JPEG);
	return 0;
}
