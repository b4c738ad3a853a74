/* SPDX-License-Identifier: MIT
 *
 * The error table: the exit statuses are a contract.
 */
#include <cutline/error.h>

#include <errno.h>

static void
test_contract(void)
{
	static const struct {
		ClErrorId id;
		int exit_status;
	} fixed[] = { { CL_ERROR_USAGE, 2 }, { CL_ERROR_NOT_FOUND, 3 }, { CL_ERROR_DENIED, 4 },
		{ CL_ERROR_REVIEW, 5 }, { CL_ERROR_INPUT, 6 }, { CL_ERROR_LIMIT, 7 },
		{ CL_ERROR_IO, 8 }, { CL_ERROR_BUSY, 9 } };

	for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++) {
		g_autoptr(GError) error = g_error_new(CL_ERROR, (gint) fixed[i].id, "x");

		g_assert_cmpint(cl_error_exit_status(error), ==, fixed[i].exit_status);
		g_assert_cmpint(cl_error_http_status(error), >=, 400);
	}
}

static void
test_foreign(void)
{
	g_autoptr(GError) foreign = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
	g_autoptr(GError) full = NULL;

	g_assert_cmpint(cl_error_exit_status(foreign), ==, 8);
	cl_error_set_errno(&full, ENOSPC, "cannot write '%s'", "x.jpg");
	g_assert_error(full, CL_ERROR, CL_ERROR_IO);
	g_assert_cmpstr(full->message, ==,
		"cannot write 'x.jpg': the disk is full; free space and run the command again");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/error/contract", test_contract);
	g_test_add_func("/error/foreign", test_foreign);
	return g_test_run();
}
