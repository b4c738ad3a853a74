/* SPDX-License-Identifier: MIT
 *
 * Every failure the program can report, once: identifier, exit status, HTTP status, name.
 * The exit statuses are a contract (0 fine, 1 done but something was refused, 2 … 9 below).
 * A GError of domain CL_ERROR is made where the failure is seen, its message names the subject
 * and says what to do; callers pass it on or prefix it. Nobody below the shells logs it.
 */
#pragma once
#include <glib.h>

/* clang-format off */
#define CL_ERROR_TABLE(X) /* identifier, exit, HTTP, name */ \
	X(USAGE,       2, 400, "usage")       \
	X(NOT_FOUND,   3, 404, "not-found")   \
	X(DENIED,      4, 403, "denied")      \
	X(REVIEW,      5, 409, "review")      \
	X(CONFLICT,    5, 412, "conflict")    \
	X(INPUT,       6, 422, "bad-input")   \
	X(UNSUPPORTED, 6, 415, "unsupported") \
	X(CRASHED,     6, 422, "crashed")     \
	X(TIMEOUT,     7, 422, "timeout")     \
	X(LIMIT,       7, 413, "limit")       \
	X(IO,          8, 500, "io")          \
	X(NEWER,       8, 500, "newer")       \
	X(SANDBOX,     8, 500, "sandbox")     \
	X(BUSY,        9, 503, "busy")        \
	X(OVERLOAD,    9, 503, "overload")    \
	X(CANCELLED,   1, 503, "cancelled")
/* clang-format on */

typedef enum {
#define X(id, exit_status, http_status, name) CL_ERROR_##id,
	CL_ERROR_TABLE(X)
#undef X
	CL_N_ERRORS
} ClErrorId;

#define CL_ERROR (cl_error_quark())
GQuark cl_error_quark(void);

/* Exit status, HTTP status and stable name of an error of any domain (a foreign one counts as IO). */
int cl_error_exit_status(const GError *error);
int cl_error_http_status(const GError *error);
const char *cl_error_name(const GError *error);

/* An IO error from errno: "SUBJECT: reason". ENOSPC and EDQUOT say that the disk is full. */
void cl_error_set_errno(GError **error, int errnum, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Exit status of "done, but something was refused or held". */
#define CL_EXIT_PARTIAL 1
