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

/* RFC 8032 §7.1, TEST 1: a seed and its public key, and the signature of nothing. */
static void
test_sign(void)
{
	static const char seed[] = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
	static const char public_hex[] =
		"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
	static const char expected[] = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
				       "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
	guint8 secret_key[CL_SIGN_SECRET_BYTES], public_key[CL_SIGN_PUBLIC_BYTES];
	guint8 signature[CL_SIGNATURE_BYTES];
	g_autofree char *hex = NULL;

	g_assert_true(cl_unhex(seed, secret_key, 32));
	g_assert_true(cl_unhex(public_hex, public_key, sizeof public_key));
	memcpy(secret_key + 32, public_key, sizeof public_key);
	cl_sign(secret_key, "", 0, signature);
	hex = cl_hex(signature, sizeof signature);
	g_assert_cmpstr(hex, ==, expected);
	g_assert_true(cl_sign_verify(public_key, "", 0, signature));
	g_assert_false(cl_sign_verify(public_key, "x", 1, signature));
	signature[0] ^= 1;
	g_assert_false(cl_sign_verify(public_key, "", 0, signature));
	cl_sign_make(public_key, secret_key);
	cl_sign(secret_key, "head", 4, signature);
	g_assert_true(cl_sign_verify(public_key, "head", 4, signature));
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
	g_test_add_func("/secret/sign", test_sign);
	return g_test_run();
}
