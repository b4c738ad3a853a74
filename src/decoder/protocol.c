/* SPDX-License-Identifier: MIT
 *
 * Messages over the socket between pool and decoder. Knows bytes and descriptors, not what a job
 * means. The peer may be a decoder that a hostile picture has taken over: nothing it sends makes
 * the receiver read outside a buffer, keep a descriptor, or ask for memory above the given limit.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "protocol.h"

typedef union {
	struct cmsghdr align;
	char bytes[CMSG_SPACE(DECODER_MAX_FDS * sizeof(int))];
} ControlBuffer;

static DecoderIo
io_error(void)
{
	switch (errno) {
	case EPIPE:
	case ECONNRESET:
		return DECODER_IO_CLOSED;
	case EAGAIN:
		return DECODER_IO_GAVE_UP;
	}
	return DECODER_IO_FAILED;
}

static void
attach_fds(struct msghdr *message, ControlBuffer *control, const int *fds, guint n_fds)
{
	struct cmsghdr *head;

	if (n_fds == 0)
		return;
	memset(control, 0, sizeof *control);
	message->msg_control = control->bytes;
	message->msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
	head = CMSG_FIRSTHDR(message);
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
	memcpy(CMSG_DATA(head), fds, n_fds * sizeof(int));
}

static void
advance(struct iovec *parts, gsize n_parts, gsize n_bytes)
{
	for (gsize i = 0; i < n_parts && n_bytes > 0; i++) {
		gsize step = MIN(n_bytes, parts[i].iov_len);

		parts[i].iov_base = (char *)parts[i].iov_base + step;
		parts[i].iov_len -= step;
		n_bytes -= step;
	}
}

DecoderIo
decoder_send(int socket_fd, DecoderHeader *header, GVariant *payload, const int *fds, guint n_fds,
	DecoderWait wait, gpointer data)
{
	g_autoptr(GVariant) boxed = NULL;
	ControlBuffer control;
	struct iovec parts[2];
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = G_N_ELEMENTS(parts)};
	gsize all, left;

	g_assert(n_fds <= DECODER_MAX_FDS);
	if (payload)
		boxed = g_variant_ref_sink(g_variant_new_variant(payload));
	header->magic = DECODER_MAGIC;
	header->n_bytes = boxed ? (guint32)g_variant_get_size(boxed) : 0;
	parts[0] = (struct iovec){header, sizeof *header};
	parts[1] = (struct iovec){boxed ? (void *)g_variant_get_data(boxed) : NULL,
		header->n_bytes};
	left = all = sizeof *header + header->n_bytes;
	attach_fds(&message, &control, fds, n_fds);
	while (left > 0) {
		ssize_t n = sendmsg(socket_fd, &message, MSG_NOSIGNAL);

		if (n >= 0) {
			left -= (gsize)n;
			advance(parts, G_N_ELEMENTS(parts), (gsize)n);
			message.msg_control = NULL; /* they went with the first byte */
			message.msg_controllen = 0;
		} else if (errno == EAGAIN && wait) {
			if (!wait(data, POLLOUT))
				return DECODER_IO_GAVE_UP;
		} else if (errno != EINTR) {
			/* Half a message cannot be taken back: such a connection is over. */
			return left == all ? io_error() : DECODER_IO_CLOSED;
		}
	}
	return DECODER_IO_OK;
}

static void
take_fds(struct msghdr *message, int *fds, guint *n_fds)
{
	for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head;
		head = CMSG_NXTHDR(message, head)) {
		gsize n;

		if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
			continue;
		n = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (gsize i = 0; i < n; i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof fd);
			if (*n_fds < DECODER_MAX_FDS)
				fds[(*n_fds)++] = fd;
			else
				close(fd);
		}
	}
}

typedef struct {
	int fd;
	int *fds; /* NULL: no descriptors wanted */
	guint *n_fds;
	DecoderWait wait;
	gpointer data;
} Source;

/* At least one byte, at most `max`. */
static DecoderIo
receive_some(const Source *source, void *to, gsize max, gsize *n_received)
{
	for (;;) {
		ControlBuffer control;
		struct iovec part = {to, max};
		struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
		ssize_t n;

		if (source->fds) {
			message.msg_control = control.bytes;
			message.msg_controllen = sizeof control.bytes;
		}
		n = recvmsg(source->fd, &message, MSG_CMSG_CLOEXEC);
		if (n == 0)
			return DECODER_IO_CLOSED;
		if (n > 0) {
			if (source->fds)
				take_fds(&message, source->fds, source->n_fds);
			*n_received = (gsize)n;
			return DECODER_IO_OK;
		}
		if (errno == EAGAIN && source->wait) {
			if (!source->wait(source->data, POLLIN))
				return DECODER_IO_GAVE_UP;
		} else if (errno != EINTR) {
			return io_error();
		}
	}
}

static DecoderIo
receive_all(const Source *source, char *to, gsize n_bytes)
{
	for (gsize at = 0; at < n_bytes;) {
		gsize n;
		DecoderIo io = receive_some(source, to + at, n_bytes - at, &n);

		if (io != DECODER_IO_OK)
			return io;
		at += n;
	}
	return DECODER_IO_OK;
}

static GVariant *
unbox(char *bytes, gsize n_bytes)
{
	g_autoptr(GBytes) owned = g_bytes_new_take(bytes, n_bytes);
	g_autoptr(GVariant) boxed =
		g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE_VARIANT, owned, FALSE));

	/* Bounded: GLib stops at 128 nested containers and reads each byte a fixed number of
	 * times; afterwards the getters need not repeat the checks. */
	if (!g_variant_is_normal_form(boxed))
		return NULL;
	return g_variant_get_variant(boxed);
}

static DecoderIo
receive_message(const Source *source, DecoderHeader *header, gsize max_bytes, GVariant **payload)
{
	struct {
		DecoderHeader header;
		char payload[16384 - sizeof(DecoderHeader)];
	} first; /* most messages are whole in one call */
	gsize have = 0, ahead;
	g_autofree char *bytes = NULL;
	DecoderIo io;

	G_STATIC_ASSERT(sizeof first == 16384);
	while (have < sizeof first.header) {
		gsize n;

		io = receive_some(source, (char *)&first + have, sizeof first - have, &n);
		if (io != DECODER_IO_OK)
			return io;
		have += n;
	}
	*header = first.header;
	ahead = have - sizeof first.header;
	if (header->magic != DECODER_MAGIC || header->n_bytes > max_bytes ||
		ahead > header->n_bytes)
		return DECODER_IO_MALFORMED;
	if (header->n_bytes == 0)
		return DECODER_IO_OK;
	bytes = g_try_malloc(header->n_bytes);
	if (!bytes)
		return DECODER_IO_MALFORMED;
	memcpy(bytes, first.payload, ahead);
	io = receive_all(source, bytes + ahead, header->n_bytes - ahead);
	if (io != DECODER_IO_OK)
		return io;
	*payload = unbox(g_steal_pointer(&bytes), header->n_bytes);
	return *payload ? DECODER_IO_OK : DECODER_IO_MALFORMED;
}

DecoderIo
decoder_receive(int socket_fd, DecoderHeader *header, gsize max_bytes, GVariant **payload,
	int *fds, guint *n_fds, DecoderWait wait, gpointer data)
{
	Source source = {socket_fd, fds, n_fds, wait, data};
	DecoderIo io;

	*payload = NULL;
	if (n_fds)
		*n_fds = 0;
	io = receive_message(&source, header, max_bytes, payload);
	if (io != DECODER_IO_OK && fds) {
		for (guint i = 0; i < *n_fds; i++)
			close(fds[i]);
		*n_fds = 0;
	}
	return io;
}
