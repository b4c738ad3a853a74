/* SPDX-License-Identifier: MIT
 *
 * Hashes against the published test vectors of FIPS 180-4, RFC 7693 and RFC 1321.
 */
#include <cutline/hash.h>

#include <string.h>

static void
test_sha256(void)
{
	guint8 digest[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;
	ClSha256 *hash = cl_sha256_new();

	cl_sha256_update(hash, "a", 1);
	cl_sha256_update(hash, "bc", 2);
	cl_sha256_finish(hash, digest);
	hex = cl_hex(digest, sizeof digest);
	g_assert_cmpstr(
		hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_blake2b(void)
{
	guint8 digest[16];
	g_autofree char *hex = NULL;
	ClBlake2b *hash = cl_blake2b_new();

	cl_blake2b_update(hash, "abc", 3);
	cl_blake2b_finish(hash, digest);
	hex = cl_hex(digest, sizeof digest);
	g_assert_cmpstr(hex, ==, "cf4ab791c62b8d2b2109c90275287816");
}

static void
test_md5(void)
{
	guint8 digest[16];
	g_autofree char *hex = NULL;

	cl_md5("abc", 3, digest);
	hex = cl_hex(digest, sizeof digest);
	g_assert_cmpstr(hex, ==, "900150983cd24fb0d6963f7d28e17f72");
}

static void
test_unhex(void)
{
	guint8 bytes[2];

	g_assert_true(cl_unhex("00fF", bytes, 2));
	g_assert_cmpuint(bytes[1], ==, 0xff);
	g_assert_false(cl_unhex("00f", bytes, 2));
	g_assert_false(cl_unhex("00fg", bytes, 2));
	g_assert_false(cl_unhex("00ff0", bytes, 2));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hash/sha256", test_sha256);
	g_test_add_func("/hash/blake2b", test_blake2b);
	g_test_add_func("/hash/md5", test_md5);
	g_test_add_func("/hash/unhex", test_unhex);
	return g_test_run();
}
