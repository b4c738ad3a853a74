/* SPDX-License-Identifier: MIT
 *
 * Tar: heads of 512 bytes, data padded to 512, two empty blocks at the end. Files are root's and
 * of time 0: a backup of the same bytes is the same bytes.
 */
#include <cutline/error.h>
#include <cutline/tar.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 512U
#define CHUNK_BYTES (1U << 20)
#define OCTAL_MAX_BYTES (8ULL << 30) /* eleven octal digits */

typedef struct {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100], magic[6],
		version[2], user[32], group[32], major[8], minor[8], prefix[155], pad[12];
} Head;
G_STATIC_ASSERT(sizeof(Head) == BLOCK);

static guint
sum_of(const Head *head)
{
	const guint8 *bytes = (const guint8 *) head;
	guint sum = 0;

	for (guint i = 0; i < BLOCK; i++)
		sum += i >= G_STRUCT_OFFSET(Head, sum) &&
				i < G_STRUCT_OFFSET(Head, sum) + sizeof head->sum
			? ' '
			: bytes[i];
	return sum;
}

static void
put_size(Head *head, guint64 size_bytes)
{
	if (size_bytes < OCTAL_MAX_BYTES) {
		snprintf(head->size, sizeof head->size, "%011" G_GINT64_MODIFIER "o", size_bytes);
		return;
	}
	head->size[0] = (char) 0x80;
	for (guint i = 0; i < 8; i++)
		head->size[sizeof head->size - 1 - i] = (char) (size_bytes >> (8 * i));
}

static gboolean
write_head(ClFd out, const char *name, guint64 size_bytes, GError **error)
{
	Head head = { .type = '0' };

	g_assert(strlen(name) < sizeof head.name);
	memcpy(head.name, name, strlen(name));
	memcpy(head.mode, "0000644", 8);
	memcpy(head.uid, "0000000", 8);
	memcpy(head.gid, "0000000", 8);
	memcpy(head.mtime, "00000000000", 12);
	memcpy(head.magic, "ustar", 6);
	memcpy(head.version, "00", 2);
	put_size(&head, size_bytes);
	snprintf(head.sum, sizeof head.sum, "%06o", sum_of(&head));
	head.sum[7] = ' ';
	return cl_file_write(out, &head, sizeof head, name, error);
}

static guint
padding(guint64 size_bytes)
{
	return (guint) ((BLOCK - size_bytes % BLOCK) % BLOCK);
}

static gboolean
write_padding(ClFd out, const char *name, guint64 size_bytes, GError **error)
{
	static const guint8 zero[BLOCK];

	return cl_file_write(out, zero, padding(size_bytes), name, error);
}

/* Up to n bytes; fewer only at the end. -1: errno. */
static gssize
read_whole(ClFd in, gpointer buffer, gsize n_bytes)
{
	gsize done = 0;

	while (done < n_bytes) {
		ssize_t n = read(in, (guint8 *) buffer + done, n_bytes - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (gsize) n;
	}
	return (gssize) done;
}

/* `size_bytes` from `in` to `out`, hashed. What ends early is an error that names `name`. */
static gboolean
pump(ClFd in, ClFd out, const char *name, guint64 size_bytes, guint8 sha256[CL_SHA256_BYTES],
	GError **error)
{
	g_autoptr(ClSha256) hash = cl_sha256_new();
	g_autofree guint8 *buffer = g_malloc(CHUNK_BYTES);

	for (guint64 left = size_bytes; left > 0;) {
		gsize want = (gsize) MIN(left, CHUNK_BYTES);
		gssize n = read_whole(in, buffer, want);

		if (n < 0) {
			cl_error_set_errno(error, errno, "cannot read '%s'", name);
			return FALSE;
		}
		if ((gsize) n < want) {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "'%s' is cut short", name);
			return FALSE;
		}
		cl_sha256_update(hash, buffer, want);
		if (out >= 0 && !cl_file_write(out, buffer, want, name, error))
			return FALSE;
		left -= want;
	}
	cl_sha256_finish(g_steal_pointer(&hash), sha256);
	return TRUE;
}

gboolean
cl_tar_add(ClFd out, const char *name, ClFd in, guint64 size_bytes, guint8 sha256[CL_SHA256_BYTES],
	GError **error)
{
	if (lseek(in, 0, SEEK_SET) != 0) {
		cl_error_set_errno(error, errno, "cannot read '%s'", name);
		return FALSE;
	}
	return write_head(out, name, size_bytes, error) &&
		pump(in, out, name, size_bytes, sha256, error) &&
		write_padding(out, name, size_bytes, error);
}

gboolean
cl_tar_add_bytes(ClFd out, const char *name, gconstpointer data, gsize n_bytes, GError **error)
{
	return write_head(out, name, n_bytes, error) &&
		cl_file_write(out, data, n_bytes, name, error) &&
		write_padding(out, name, n_bytes, error);
}

gboolean
cl_tar_end(ClFd out, GError **error)
{
	static const guint8 zero[2 * BLOCK];

	return cl_file_write(out, zero, sizeof zero, "end", error);
}

static gboolean
refuse(GError **error, const char *why)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s", why);
	return FALSE;
}

static gboolean
get_size(const Head *head, guint64 *size_bytes)
{
	char text[sizeof head->size + 1] = "";
	char *end;

	*size_bytes = 0;
	if ((guint8) head->size[0] == 0x80) {
		for (guint i = 1; i < sizeof head->size; i++) {
			if (*size_bytes >> 55)
				return FALSE;
			*size_bytes = *size_bytes << 8 | (guint8) head->size[i];
		}
		return TRUE;
	}
	memcpy(text, head->size, sizeof head->size);
	*size_bytes = g_ascii_strtoull(text, &end, 8);
	return end != text && (*end == '\0' || *end == ' ');
}

gboolean
cl_tar_next(ClFd in, ClTarEntry *entry, GError **error)
{
	static const Head zero;
	Head head;
	gssize n = read_whole(in, &head, sizeof head);
	char sum[sizeof head.sum + 1] = "";

	if (n < 0) {
		cl_error_set_errno(error, errno, "cannot be read");
		return FALSE;
	}
	if ((gsize) n < sizeof head)
		return refuse(error, "is cut short");
	if (memcmp(&head, &zero, sizeof head) == 0)
		return FALSE;
	memcpy(sum, head.sum, sizeof head.sum);
	if (memcmp(head.magic, "ustar", 5) != 0 || g_ascii_strtoull(sum, NULL, 8) != sum_of(&head) ||
		!get_size(&head, &entry->size_bytes))
		return refuse(error, "is no tar file, or damaged");
	if ((head.type != '0' && head.type != '\0') || head.prefix[0] != '\0' ||
		head.name[sizeof head.name - 1] != '\0')
		return refuse(error, "holds something else than plain files of short names");
	g_strlcpy(entry->name, head.name, sizeof entry->name);
	return TRUE;
}

gboolean
cl_tar_copy(ClFd in, const ClTarEntry *entry, ClFd out, guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	guint8 pad[BLOCK];
	guint n_pad = padding(entry->size_bytes);

	if (!pump(in, out, entry->name, entry->size_bytes, sha256, error))
		return FALSE;
	return read_whole(in, pad, n_pad) == (gssize) n_pad || refuse(error, "is cut short");
}
