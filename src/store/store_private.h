/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share: the open archive folder and the names in it.
 */
#pragma once
#include <cutline/store.h>

struct ClStore {
	ClFd folder;
	gint next_temporary;
	GMutex owner_lock;
	char *owner; /* NULL until something temporary is made */
	ClFd owner_fd;
};

/* owner.c: "tmp/OWNER-N" */
char *store_temporary_name(ClStore *store, GError **error);
/* A file without a name gets that of something temporary. */
gboolean store_link_temporary(ClStore *store, ClFd fd, const char *temporary, GError **error);
void store_end_owner(ClStore *store);
/* "KIND/AB/CD/HEX" + suffix. */
char *store_hash_path(const char *kind, const guint8 sha256[CL_SHA256_BYTES], const char *suffix);
