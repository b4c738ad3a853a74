/* SPDX-License-Identifier: MIT
 *
 * What STOP and GATE cost a rendition: the id of the address as a key, and the table asked, in
 * microseconds of processor time over all photos of an archive in a random order, for everybody and for
 * a reader with a token. Prints one JSON object a line; exit status 1 above 0.3 µs.
 *
 *   bench_gate FOLDER PHOTOS   an archive that `bench_search PHOTOS CUTLINE FOLDER` made; 77 without it
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cutline/delivery.h>
#include <cutline/hash.h>

#define N_ASKED 2000000
#define N_ROUNDS 5
#define LIMIT_US 0.3
#define SKIPPED 77

typedef char Id[CL_ID_CHARS + 1];

/* As bench_search names them, in a random order: each is far from the last in the table. */
static Id *
draw_ids(guint n_photos)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	Id *ids = g_new(Id, N_ASKED);
	guint8 sha256[CL_SHA256_BYTES];

	for (guint i = 0; i < N_ASKED; i++) {
		guint number = (guint) g_rand_int_range(random, 0, (gint32) n_photos);

		cl_sha256(&number, sizeof number, sha256);
		cl_id_from_sha256(sha256, ids[i]);
	}
	return ids;
}

static double
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

/* The quickest round: what else the machine does only adds to the others. */
static gboolean
measure(ClDelivery *delivery, Id *ids, ClRole reader, const char *who)
{
	double each = G_MAXDOUBLE;
	guint known = 0;

	for (guint round = 0; round < N_ROUNDS; round++) {
		double begin = processor_us();

		for (guint i = 0; i < N_ASKED; i++) {
			ClDeliveryAnswer answer;
			guint64 key[2];

			if (!cl_delivery_key(ids[i], key))
				return FALSE;
			cl_delivery_ask(delivery, key, reader, &answer);
			known += answer.reader != CL_DELIVER_UNKNOWN && answer.reader != CL_DELIVER_UNSURE;
		}
		each = MIN(each, (processor_us() - begin) / N_ASKED);
	}
	printf("{\"bench\":\"gate\",\"reader\":\"%s\",\"photos\":%u,\"cpu_us\":%.3f,\"limit_us\":%.1f}\n", who,
		cl_delivery_photos(delivery), each, LIMIT_US);
	return each <= LIMIT_US && known == N_ASKED * N_ROUNDS;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *catalog = argc == 3 ? g_build_filename(argv[1], "catalog.sqlite", NULL) : NULL;
	g_autoptr(ClDelivery) delivery = NULL;
	g_autofree Id *ids = NULL;
	gboolean fast;

	if (catalog == NULL || !g_file_test(catalog, G_FILE_TEST_EXISTS)) {
		g_printerr("bench_gate: no archive there; make it: bench_search PHOTOS CUTLINE FOLDER\n");
		return SKIPPED;
	}
	ids = draw_ids((guint) g_ascii_strtoull(argv[2], NULL, 10));
	delivery = cl_delivery_open(&(ClDeliveryOptions) {.folder = argv[1]}, &error);
	if (delivery == NULL) {
		g_printerr("bench_gate: %s\n", error->message);
		return 1;
	}
	fast = measure(delivery, ids, CL_ROLE_NOBODY, "anonymous");
	fast = measure(delivery, ids, CL_ROLE_VIEWER, "viewer") && fast;
	return fast ? 0 : 1;
}
