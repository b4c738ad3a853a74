/* SPDX-License-Identifier: MIT
 *
 * The fuzz targets without a fuzzer: runs every file of the given folders, and of those behind
 * "--corpus" in $CUTLINE_CORPUS if that is set, through the target once. A test.
 */
#include <cutline/file.h>

#include <fcntl.h>
#include <stdio.h>

#include "fuzz.h"

#define MAX_INPUT_BYTES (32U << 20)

static guint
replay_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	guint n = 0;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autoptr(GBytes) bytes = NULL;
		gconstpointer data;
		gsize size;

		if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
			continue;
		bytes = cl_file_read(AT_FDCWD, path, MAX_INPUT_BYTES, NULL);
		if (bytes == NULL)
			continue;
		data = g_bytes_get_data(bytes, &size);
		/* Seen only if the target dies. */
		fprintf(stderr, "%s\n", path);
		LLVMFuzzerTestOneInput(data == NULL ? (const uint8_t *)"" : data, size);
		n++;
	}
	return n;
}

int
main(int argc, char **argv)
{
	const char *corpus = g_getenv("CUTLINE_CORPUS");
	gboolean has_corpus = corpus != NULL && *corpus != '\0', of_corpus = FALSE;
	guint n = 0;

	cl_metadata_init();
	for (int i = 1; i < argc; i++) {
		g_autofree char *folder = g_build_filename(of_corpus ? corpus : "", argv[i], NULL);

		if (strcmp(argv[i], "--corpus") == 0)
			of_corpus = TRUE;
		else if (!of_corpus || has_corpus)
			n += replay_folder(of_corpus ? folder : argv[i]);
	}
	printf("%u inputs\n", n);
	return n > 0 ? 0 : 1;
}
