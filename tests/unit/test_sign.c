/* SPDX-License-Identifier: MIT
 *
 * Signed URLs: what we sign we accept, in every spelling and until it is over; what anybody has
 * changed we refuse. And the published vectors of other servers, which check our HMAC and base64url.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/secret.h>
#include <cutline/sign.h>

#define NOW 1700000000

static ClSignKey
key_of(const char *id, guint8 byte)
{
	ClSignKey key = {.made_us = 0};

	g_strlcpy(key.id, id, sizeof key.id);
	memset(key.secret, byte, sizeof key.secret);
	return key;
}

static char *
url_of(const ClSignKey *key, const char *ops, gint64 expires_s, ClFormat format)
{
	ClRequest request;

	g_assert_true(cl_request_parse(ops, &request, NULL));
	return cl_sign_url(key, "7k3m9qabcdefgh12", &request, expires_s, format);
}

static gboolean
is_good(const char *path, const ClSignKey *keys, guint n, gint64 now_s)
{
	g_autoptr(GError) error = NULL;
	ClSignedUrl url;
	gboolean good = cl_sign_parse(path, &url, &error) &&
			cl_sign_check(&url, keys, n, now_s, &error);

	g_assert_true(good == (error == NULL));
	return good;
}

static void
test_round_trip(void)
{
	ClSignKey keys[] = {key_of("old", 1), key_of("k2026", 2)};

	for (guint i = 0; i < 2; i++) {
		g_autofree char *plain =
			url_of(&keys[i], "w_800,fit_cover,h_600", NOW + 60, CL_FORMAT_UNKNOWN);
		g_autofree char *webp = url_of(&keys[i], "w_800", NOW + 60, CL_FORMAT_WEBP);
		ClSignedUrl url;

		g_assert_true(is_good(plain, keys, 2, NOW));
		g_assert_true(is_good(webp, keys, 2, NOW));
		g_assert_false(is_good(plain, keys, 0, NOW));
		g_assert_false(is_good(plain, &keys[1 - i], 1, NOW));
		g_assert_true(is_good(plain, keys, 2, NOW + 59));
		g_assert_false(is_good(plain, keys, 2, NOW + 60));
		g_assert_true(cl_sign_parse(webp, &url, NULL));
		g_assert_cmpint(url.request.format, ==, CL_FORMAT_WEBP);
		g_assert_cmpstr(url.id, ==, "7k3m9qabcdefgh12");
		g_assert_cmpuint(url.request.width, ==, 800);
	}
}

/* One MAC for all spellings, and another extension does not need another one. */
static void
test_spellings(void)
{
	ClSignKey key = key_of("k1", 9);
	g_autofree char *signed_url = url_of(&key, "w_800,h_600,fit_cover", NOW + 60, CL_FORMAT_UNKNOWN);
	const char *mac = strrchr(signed_url, '/');
	g_autofree char *other = g_strdup_printf(
		"/i/7k3m9qabcdefgh12/dpr_1,fit_cover,h_600,g_focal,w_800/%d%s", NOW + 60, mac);
	g_autofree char *avif = g_strconcat(signed_url, ".avif", NULL);

	g_assert_true(is_good(other, &key, 1, NOW));
	g_assert_true(is_good(avif, &key, 1, NOW));
}

/* Every change of one character is noticed, as a URL that is none or one that is not signed. */
static void
test_forgeries(void)
{
	ClSignKey key = key_of("k1", 9);
	g_autofree char *good = url_of(&key, "w_800,h_600,q_70", NOW + 60, CL_FORMAT_JPEG);
	gsize n = strlen(good) - strlen(".jpg");

	for (gsize i = 0; i < n; i++) {
		static const char changes[] = "0a_./,-A=%";

		for (const char *to = changes; *to != '\0'; to++) {
			g_autofree char *bad = g_strdup(good);

			if (bad[i] == *to)
				continue;
			bad[i] = *to;
			g_assert_false(is_good(bad, &key, 1, NOW));
		}
	}
}

static void
test_not_of_this_form(void)
{
	static const char *const paths[] = {"", "/", "/i/", "/i/7k3m9qabcdefgh12/w_800",
		"/i/7k3m9qabcdefgh12/w_800/1/k1", "/i/7k3m9qabcdefgh12/w_800/1/k1.abc",
		"/i/7k3m9q/w_800/1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7K3M9QABCDEFGH12/w_800/1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7k3m9qabcdefgh12/w_800/-1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7k3m9qabcdefgh12/w_800/01/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7k3m9qabcdefgh12/w_800/9999999999999/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7k3m9qabcdefgh12/w_800/1/K1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"/i/7k3m9qabcdefgh12/w_800/1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.gif",
		"/i/7k3m9qabcdefgh12/w_800/1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.jpg.jpg",
		"/i/7k3m9qabcdefgh12/w_800/1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/x",
		"/i/7k3m9qabcdefgh12//1/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
	ClSignedUrl url;

	for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", paths[i]);
		g_assert_false(cl_sign_parse(paths[i], &url, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
	}
}

/* Vectors that imgproxy and thumbor publish: other grammars, the same arithmetic. */
static void
test_vectors(void)
{
	static const char path[] = "/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/"
				   "cy9jdXJpb3NpdHku/anBn.png";
	g_autofree char *salted = g_strconcat("hello", path, NULL);
	guint8 mac[CL_SHA256_BYTES], sha1[CL_SHA1_BYTES];
	g_autofree char *whole = NULL;
	g_autofree char *cut = NULL;
	g_autofree char *thumbor = NULL;

	cl_hmac_sha256("secret", 6, salted, strlen(salted), mac);
	whole = cl_base64url(mac, sizeof mac);
	cut = cl_base64url(mac, 8);
	g_assert_cmpstr(whole, ==, "oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8");
	g_assert_cmpstr(cut, ==, "oKfUtW34Dvo");
	cl_hmac_sha1("MY_SECURE_KEY", 13, "300x200/smart/path/to/image.jpg", 31, sha1);
	thumbor = cl_base64url(sha1, sizeof sha1);
	g_assert_cmpstr(thumbor, ==, "3ZAFIB9OK_j_R10MafCdhFO99mE"); /* theirs is padded with "=" */
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sign/round-trip", test_round_trip);
	g_test_add_func("/sign/spellings", test_spellings);
	g_test_add_func("/sign/forgeries", test_forgeries);
	g_test_add_func("/sign/not-of-this-form", test_not_of_this_form);
	g_test_add_func("/sign/vectors", test_vectors);
	return g_test_run();
}
