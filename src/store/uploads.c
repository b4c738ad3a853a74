/* SPDX-License-Identifier: MIT
 *
 * Files that are sent in parts: uploads/SHA256, as long as something of them is missing.
 */
#include "store_private.h"

#include <fcntl.h>

#define FOLDER "uploads"

char *
cl_store_upload_name(const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	return g_strconcat(FOLDER "/", hex, NULL);
}

ClFd
cl_store_open_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], gboolean create, GError **error)
{
	g_autofree char *name = cl_store_upload_name(sha256);

	if (create && !cl_file_make_folders(store->folder, FOLDER, 0755, error))
		return -1;
	return cl_file_open(store->folder, name, create ? O_RDWR | O_CREAT : O_RDONLY, 0644, error);
}

gboolean
cl_store_end_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *name = cl_store_upload_name(sha256);

	return cl_file_unlink(store->folder, name, error);
}
