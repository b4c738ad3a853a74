/* SPDX-License-Identifier: MIT
 *
 * May this picture leave over HTTP now? STOP and GATE (and nothing else: whether it may be
 * published is another question) from a table in memory that follows the catalog, whoever changes
 * it. Asking takes no lock and no system call; instants (release, take-down) are obeyed when they come.
 *
 * If the catalog cannot be followed, nothing is delivered (UNSURE): a kill that nobody saw must not
 * be ignored.
 */
#pragma once
#include "account.h"

typedef struct ClDelivery ClDelivery;

/* clang-format off */
#define CL_DELIVER_TABLE(X) /* id, HTTP status, code for who holds a token, sentence */ \
	X(YES,        200, "",           "")                                                   \
	X(UNKNOWN,    404, "UNKNOWN",    "there is no such photo")                             \
	X(GATED,      404, "GATED",      "not in a published use; viewers see it with a token") \
	X(KILLED,     410, "KILLED",     "killed; only the rights role sees it")               \
	X(ON_HOLD,    410, "LEGAL_HOLD", "on legal hold; only the rights role sees it")        \
	X(EMBARGOED,  403, "EMBARGO",    "its release is still to come")                       \
	X(TAKEN_DOWN, 403, "TAKE_DOWN",  "not to be shown any more since its take-down date")  \
	X(UNEXAMINED, 503, "NOT_EXAMINED", "it has not been compared with killed pictures yet")  \
	X(UNSURE,     503, "UNSURE",     "the catalog cannot be read")
/* clang-format on */
typedef enum {
#define X(id, status, code, sentence) CL_DELIVER_##id,
	CL_DELIVER_TABLE(X)
#undef X
	CL_N_DELIVER
} ClDeliver;
guint cl_deliver_status(ClDeliver deliver);
const char *cl_deliver_code(ClDeliver deliver);
const char *cl_deliver_sentence(ClDeliver deliver);

typedef struct {
	ClDeliver anonymous; /* what everybody gets */
	ClDeliver reader;    /* what this reader gets: YES more often */
	guint32 rev;	     /* changes whenever the photo does */
	gboolean dated;	     /* an instant is still to come: caches must ask again soon */
} ClDeliveryAnswer;

/* A whole id as two numbers; FALSE if it is none. */
gboolean cl_delivery_key(const char *id, guint64 key[2]);
void cl_delivery_ask(ClDelivery *delivery, const guint64 key[2], ClRole reader, ClDeliveryAnswer *answer);
/* The id of a later version → the photo's; FALSE if it is none. */
gboolean cl_delivery_alias(ClDelivery *delivery, const char *alias, char id[CL_ID_CHARS + 1]);

typedef struct {
	const char *folder;
	gboolean released_only; /* delivery = released */
	/* From the thread that follows, after the table has changed. `id` NULL: anything may have. */
	void (*changed)(const char *id, gpointer data);
	void (*event)(const ClEventRow *event, gpointer data);
	gpointer data;
} ClDeliveryOptions;
/* Returns when the table is whole. */
ClDelivery *cl_delivery_open(const ClDeliveryOptions *options, GError **error);
void cl_delivery_set_rule(ClDelivery *delivery, gboolean released_only);
/* Follow no more; nobody is called back any more. Answers become UNSURE in a moment. */
void cl_delivery_stop(ClDelivery *delivery);
void cl_delivery_close(ClDelivery *delivery);
guint cl_delivery_photos(ClDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClDelivery, cl_delivery_close)
