/* SPDX-License-Identifier: MIT
 *
 * The wire between the pool and a decoder: one stream socket, one message in each direction at a
 * time. A message is a DecoderHeader, then `n_bytes` of one serialised GVariant (boxed as "v", so
 * that its type travels with it and GLib checks it). Descriptors ride on the first byte of a job.
 * Either side takes nothing on trust: lengths are compared before memory is asked for, a payload
 * that is not in normal form is no payload. Descriptors that a decoder sends are never received.
 */
#pragma once
#include <glib.h>
#include <cutline/limits.h>

#define DECODER_SOCKET 3 /* the decoder's end */
#define DECODER_MAGIC 0x31544c43U
#define DECODER_PARAMS_BYTES (1U << 20)
#define DECODER_MAX_FDS (1U + CL_DECODER_OUTPUTS)

typedef enum {
	DECODER_HELLO = 1, /* decoder, once: ready (no payload) or the failure that ends it */
	DECODER_JOB,	   /* pool: parameters, or no payload */
	DECODER_ANSWER,	   /* decoder: what the handler returned */
	DECODER_FAILURE,   /* decoder: (us) error id and message */
} DecoderMessage;

typedef struct {
	guint32 magic;
	guint32 message; /* DecoderMessage */
	guint32 job;	 /* ClJobKind */
	guint32 n_bytes; /* of the payload */
	guint64 serial;	 /* of the job; an answer repeats it */
} DecoderHeader;

typedef enum {
	DECODER_IO_OK,
	DECODER_IO_CLOSED,    /* the other side is gone */
	DECODER_IO_GAVE_UP,   /* the wait function said so */
	DECODER_IO_MALFORMED, /* what came is no message */
	DECODER_IO_FAILED,    /* errno; nothing was sent */
} DecoderIo;

/* Called when the socket would block; FALSE = give up. NULL for a blocking socket. */
typedef gboolean (*DecoderWait)(gpointer data, short events);

/* Sends one message; sets magic and n_bytes itself. `payload` may be NULL. */
DecoderIo decoder_send(int socket_fd, DecoderHeader *header, GVariant *payload, const int *fds,
	guint n_fds, DecoderWait wait, gpointer data);
/* Receives one message with a payload of at most `max_bytes`. `payload` is NULL if it had none.
 * `fds` (DECODER_MAX_FDS places) may be NULL: descriptors sent are then dropped by the kernel. */
DecoderIo decoder_receive(int socket_fd, DecoderHeader *header, gsize max_bytes,
	GVariant **payload, int *fds, guint *n_fds, DecoderWait wait, gpointer data);
