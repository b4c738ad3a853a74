/* SPDX-License-Identifier: MIT
 *
 * A decoder that has been taken over and lies to its parent on the socket. Each function writes
 * what it writes and returns or stays, as its row says. All assume the first job of a process.
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "misbehave.h"
#include "protocol.h"

static void
put(const void *bytes, gsize n_bytes)
{
	while (n_bytes > 0) {
		ssize_t n = write(DECODER_SOCKET, bytes, n_bytes);

		if (n <= 0)
			_exit(1);
		bytes = (const char *)bytes + n;
		n_bytes -= (gsize)n;
	}
}

static DecoderHeader
header_of(guint32 n_bytes)
{
	return (DecoderHeader){.magic = DECODER_MAGIC,
		.message = DECODER_ANSWER,
		.n_bytes = n_bytes,
		.serial = 1};
}

static void
put_answer(DecoderHeader header)
{
	decoder_send(DECODER_SOCKET, &header, g_variant_new_string("sure"), NULL, 0, NULL, NULL);
}

static void
put_random(void)
{
	char noise[5000];

	memset(noise, 0xa5, sizeof noise);
	put(noise, sizeof noise);
}

static void
put_endless_length(void)
{
	DecoderHeader header = header_of(G_MAXUINT32);

	put(&header, sizeof header);
}

static void
put_bad_payload(void)
{
	static const char payload[] = "\xff\xff\xff\xff\xff\xff\xff\xff\0a{sv}";
	DecoderHeader header = header_of(sizeof payload - 1);

	put(&header, sizeof header);
	put(payload, sizeof payload - 1);
}

/* A box in a box in a box …: "v" all the way down. */
static void
put_nested_payload(void)
{
	g_autofree char *payload = g_malloc0(200001);
	DecoderHeader header = header_of(200001);

	for (gsize i = 2; i < 200001; i += 2)
		payload[i] = 'v';
	put(&header, sizeof header);
	put(payload, 200001);
}

static void
put_half(void)
{
	DecoderHeader header = header_of(1000);

	put(&header, sizeof header);
	put("0123456789", 10);
}

static void
put_other_serial(void)
{
	DecoderHeader header = header_of(0);

	header.serial = 77;
	put_answer(header);
}

static void
put_unknown_message(void)
{
	DecoderHeader header = header_of(0);

	header.message = 99;
	put_answer(header);
}

static void
put_two(void)
{
	put_answer(header_of(0));
	put_answer(header_of(0));
}

static void
put_empty_answer(void)
{
	DecoderHeader header = header_of(0);

	put(&header, sizeof header);
}

static void
put_with_descriptor(void)
{
	DecoderHeader header = header_of(0);
	const int fds[] = {0, 1, 2, DECODER_SOCKET};

	decoder_send(DECODER_SOCKET, &header, g_variant_new_string("sure"), fds,
		G_N_ELEMENTS(fds), NULL, NULL);
}

static void
put_drop_by_drop(void)
{
	DecoderHeader header = header_of(1U << 20);

	put(&header, sizeof header);
	for (;;) {
		put("x", 1);
		g_usleep(1000);
	}
}

static const struct {
	const char *name;
	void (*put)(void);
	enum { STAYS, LEAVES, RETURNS } then;
} manners[] = {
	{"random", put_random, STAYS},
	{"endless-length", put_endless_length, STAYS},
	{"bad-payload", put_bad_payload, STAYS},
	{"nested-payload", put_nested_payload, STAYS},
	{"half", put_half, STAYS},
	{"half-and-exit", put_half, LEAVES},
	{"other-serial", put_other_serial, STAYS},
	{"unknown-message", put_unknown_message, STAYS},
	{"two", put_two, STAYS},
	{"empty-answer", put_empty_answer, STAYS},
	{"with-descriptor", put_with_descriptor, STAYS},
	{"drop-by-drop", put_drop_by_drop, STAYS},
	{"answer-and-again", put_two, RETURNS},
};

gboolean
misbehave_on_the_wire(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(manners); i++) {
		if (strcmp(manners[i].name, name) != 0)
			continue;
		manners[i].put();
		while (manners[i].then == STAYS)
			g_usleep(G_USEC_PER_SEC);
		if (manners[i].then == LEAVES)
			_exit(0);
		return TRUE;
	}
	return FALSE;
}
