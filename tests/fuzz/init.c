/* SPDX-License-Identifier: MIT
 *
 * What the decoder does once before it reads, for a fuzzer's own main(): without it the readers take
 * every character set but UTF-8 for unknown.
 */
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	cl_metadata_init();
	return 0;
}
