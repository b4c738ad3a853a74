/* SPDX-License-Identifier: MIT
 *
 * The error table: one row a failure gives identifier, exit status, HTTP status and name.
 * Knows no module; nothing is logged here.
 */
#include <cutline/error.h>

#include <errno.h>

G_DEFINE_QUARK(cutline-error-quark, cl_error)

static const struct {
	int exit_status, http_status;
	const char *name;
} errors[CL_N_ERRORS] = {
#define X(id, exit_status, http_status, name) { exit_status, http_status, name },
	CL_ERROR_TABLE(X)
#undef X
};

static ClErrorId
id_of(const GError *error)
{
	if (error == NULL || error->domain != CL_ERROR || error->code < 0 ||
		error->code >= CL_N_ERRORS)
		return CL_ERROR_IO;
	return (ClErrorId) error->code;
}

int
cl_error_exit_status(const GError *error)
{
	return errors[id_of(error)].exit_status;
}

int
cl_error_http_status(const GError *error)
{
	return errors[id_of(error)].http_status;
}

const char *
cl_error_name(const GError *error)
{
	return errors[id_of(error)].name;
}

void
cl_error_set_errno(GError **error, int errnum, const char *format, ...)
{
	g_autofree char *subject = NULL;
	va_list args;

	va_start(args, format);
	subject = g_strdup_vprintf(format, args);
	va_end(args);
	if (errnum == ENOSPC || errnum == EDQUOT)
		g_set_error(error, CL_ERROR, CL_ERROR_IO,
			"%s: the disk is full; free space and run the command again", subject);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_IO, "%s: %s", subject, g_strerror(errnum));
}
