/* SPDX-License-Identifier: MIT
 *
 * Keyed hashes and base64url against RFC 4231, RFC 2202 and RFC 4648, and against signatures of
 * imgproxy and thumbor that came out of those programs: our primitives make what theirs make.
 */
#include <cutline/hash.h>
#include <cutline/secret.h>

#include <string.h>

static void
test_hmac(void)
{
	guint8 mac[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;
	g_autofree char *hex1 = NULL;

	cl_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, mac);
	hex = cl_hex(mac, sizeof mac);
	g_assert_cmpstr(hex, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	cl_hmac_sha1("Jefe", 4, "what do ya want for nothing?", 28, mac);
	hex1 = cl_hex(mac, CL_SHA1_BYTES);
	g_assert_cmpstr(hex1, ==, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

/* base64url(HMAC-SHA256(key, salt || path)), without padding; the MAC may be cut short. */
static void
test_imgproxy(void)
{
	static const char path[] =
		"/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png";
	g_autofree char *salted = g_strconcat("hello", path, NULL);
	guint8 mac[CL_SHA256_BYTES];
	g_autofree char *whole = NULL;
	g_autofree char *cut = NULL;

	cl_hmac_sha256("secret", 6, salted, strlen(salted), mac);
	whole = cl_base64url(mac, sizeof mac);
	cut = cl_base64url(mac, 8);
	g_assert_cmpstr(whole, ==, "oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8");
	g_assert_cmpstr(cut, ==, "oKfUtW34Dvo");
}

/* base64url(HMAC-SHA1(key, path)), padded. */
static void
test_thumbor(void)
{
	static const char path[] = "300x200/smart/path/to/image.jpg";
	guint8 mac[CL_SHA1_BYTES];
	g_autofree char *text = NULL;

	cl_hmac_sha1("MY_SECURE_KEY", 13, path, strlen(path), mac);
	text = cl_base64url(mac, sizeof mac);
	g_assert_cmpstr(text, ==, "3ZAFIB9OK_j_R10MafCdhFO99mE");
}

static void
test_base64url(void)
{
	guint8 bytes[2];
	g_autofree char *text = cl_base64url("\xfb\xff", 2);

	g_assert_cmpstr(text, ==, "-_8");
	g_assert_true(cl_unbase64url("-_8", 3, bytes, 2));
	g_assert_cmpmem(bytes, 2, "\xfb\xff", 2);
	/* Another spelling of the same bytes, padding, the other alphabet, too few, too many. */
	g_assert_false(cl_unbase64url("-_9", 3, bytes, 2));
	g_assert_false(cl_unbase64url("-_8=", 4, bytes, 2));
	g_assert_false(cl_unbase64url("+/8", 3, bytes, 2));
	g_assert_false(cl_unbase64url("-w", 2, bytes, 2));
	g_assert_false(cl_unbase64url("-_8A", 4, bytes, 2));
	g_assert_false(cl_unbase64url("", 0, bytes, 2));
}

static void
test_random(void)
{
	guint8 a[32] = { 0 }, b[32] = { 0 };

	cl_random_bytes(a, sizeof a);
	cl_random_bytes(b, sizeof b);
	g_assert_false(cl_secret_equal(a, b, sizeof a));
	g_assert_true(cl_secret_equal(a, a, sizeof a));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/secret/hmac", test_hmac);
	g_test_add_func("/secret/imgproxy", test_imgproxy);
	g_test_add_func("/secret/thumbor", test_thumbor);
	g_test_add_func("/secret/base64url", test_base64url);
	g_test_add_func("/secret/random", test_random);
	return g_test_run();
}
