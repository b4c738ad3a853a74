/* SPDX-License-Identifier: MIT
 *
 * A story for one channel: what may go out there, as text of a page, and what may not, with the
 * reasons. What a partner gets is a use of its own, so that each delivery can be found and stopped.
 */
#include "rights.h"
#include "story_check.h"

#include <cutline/secret.h>

#include <string.h>

typedef struct {
	ClArchive *archive;
	const ClStoryExport *request;
	const ArchiveAsk *ask;
	ClStoryExportEach each;
	gpointer data;
	GPtrArray *photos; /* char*: to be listed anew */
	ClJson *sent;	   /* what the partner has got so far: the list of the record */
	guint n_left_out;
} Delivery;

/* A stage is about the house's own pages. What is handed to others needs terms on file that say so. */
static gboolean
may_be_handed_over(const ClVerdict *verdict)
{
	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		if (reason->severity != CL_SEVERITY_NOTE &&
			(reason->code == CL_REASON_NO_CONTRACT ||
				reason->code == CL_REASON_NOT_COVERED_OPEN))
			return FALSE;
	}
	return verdict->verdict != CL_VERDICT_DENY;
}

/* A channel is left to what the outlet's stage would let out there without a reason. */
static gboolean
may_go(const ClVerdict *verdict, gboolean partner)
{
	if (verdict->stop || (partner && !may_be_handed_over(verdict)))
		return FALSE;
	if (verdict->stage == CL_STAGE_OBSERVE)
		return TRUE;
	return verdict->verdict == CL_VERDICT_ALLOW ||
		(verdict->verdict == CL_VERDICT_REVIEW && verdict->stage == CL_STAGE_WARN);
}

static gboolean
may_go_to_partner(const ClVerdict *verdict)
{
	return may_go(verdict, TRUE);
}

/* The one from an earlier delivery to the same partner, or a new one. */
static ClUseRow *
partner_use(Delivery *delivery, const ClUseRow *ours, GError **error)
{
	ClArchive *archive = delivery->archive;
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses(archive->catalog, ours->story, error);
	ClUseRow *use = NULL;
	guint8 bytes[CL_USE_ID_BYTES];

	if (uses == NULL)
		return NULL;
	for (guint i = 0; i < uses->len; i++) {
		const ClUseRow *there = uses->pdata[i];

		if (strcmp(there->of, ours->id) == 0 &&
			g_strcmp0(there->partner, delivery->request->partner) == 0)
			use = cl_use_row_copy(there);
	}
	if (use == NULL) {
		use = cl_use_row_copy(ours);
		g_free(use->partner);
		use->partner = g_strdup(delivery->request->partner);
		memcpy(use->of, ours->id, sizeof use->of);
		use->added_us = cl_time_now_us();
		use->published_us = 0;
		cl_random_bytes(bytes, sizeof bytes);
		cl_use_id_from_bytes(bytes, use->id);
	}
	return use;
}

/* What is handed over is what our use prints at this moment. */
static gboolean
hand_over(Delivery *delivery, const ClUseCheck *check, const ClUseRow *ours, ClUseRow *use, GError **error)
{
	ClArchive *archive = delivery->archive;
	gint64 now_us = cl_time_now_us();

	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		g_free(use->texts[i]);
		g_free(use->seen[i]);
		g_free(use->langs[i]);
		use->texts[i] = g_strdup(ours->texts[i]);
		/* What the archive said under words of its own, it still says. */
		use->seen[i] = g_strdup(ours->texts[i] != NULL || ours->state == CL_USE_PUBLISHED
						? ours->seen[i]
						: check->item->printed[i]);
		use->langs[i] = g_strdup(ours->langs[i]);
	}
	g_free(use->channel);
	use->channel = g_strdup(cl_channel_name(delivery->request->channel));
	use->crop_x = ours->crop_x;
	use->crop_y = ours->crop_y;
	use->crop_width = ours->crop_width;
	use->crop_height = ours->crop_height;
	use->state = CL_USE_PUBLISHED;
	use->removed_us = 0;
	if (use->published_us == 0)
		use->published_us = now_us;
	g_ptr_array_add(delivery->photos, g_strdup(use->photo));
	return archive_put_use(archive, use, "use-deliver", error) &&
		archive_spend(archive, use, check->verdict, use->published_us, TRUE, error);
}

static gboolean
deliver(Delivery *delivery, const ClUseCheck *check, GError **error)
{
	ClArchive *archive = delivery->archive;
	const ClExport request = { .kind = delivery->request->kind,
		.ninjs_2_1 = delivery->request->ninjs_2_1 };
	/* Of a digest, too: a partner gets the pictures of its stories. */
	const ClUseRow *ours = check->of != NULL ? check->of : check->use;
	g_autoptr(ClUseRow) partners = NULL;
	g_autoptr(ClShown) shown = NULL;
	g_autofree char *text = NULL;
	gboolean alt_missing;

	if (!may_go(check->verdict, delivery->request->partner != NULL)) {
		delivery->n_left_out++;
		delivery->each(check, NULL, delivery->data);
		return TRUE;
	}
	if (delivery->request->partner != NULL) {
		partners = partner_use(delivery, ours, error);
		if (partners == NULL || !hand_over(delivery, check, ours, partners, error) ||
			!archive_write_sent_use(archive, delivery->sent, check, error))
			return FALSE;
	}
	shown = cl_archive_show(archive, check->use->photo, error);
	text = shown == NULL ? NULL
			     : archive_page(archive, shown,
				       partners != NULL ? partners : cl_use_check_use(check), &request,
				       &alt_missing, error);
	if (text == NULL)
		return FALSE;
	delivery->each(check, text, delivery->data);
	return TRUE;
}

static gboolean
deliver_all(Delivery *delivery, const ClStoryRow *story, GError **error)
{
	g_autoptr(ClStoryCheck) all = archive_check_new(story);

	if (!archive_check_items(delivery->archive, story, delivery->ask, all, error))
		return FALSE;
	for (guint i = 0; i < all->uses->len; i++)
		if (!deliver(delivery, all->uses->pdata[i], error))
			return FALSE;
	return TRUE;
}

/* What a partner has got, and what permitted it then: it holds its own copy, and evidence tells of it. */
static gboolean
hand_all_over(Delivery *delivery, const ClStoryRow *story, GError **error)
{
	g_autofree char *subject = archive_story_subject(story->slug);
	g_autofree char *payload = NULL;

	cl_json_begin_object(delivery->sent, NULL);
	cl_json_string(delivery->sent, "partner", delivery->request->partner);
	cl_json_begin_array(delivery->sent, "uses");
	if (!deliver_all(delivery, story, error))
		return FALSE;
	cl_json_end_array(delivery->sent);
	cl_json_end_object(delivery->sent);
	payload = cl_json_take(delivery->sent);
	return delivery->photos->len == 0 ||
		archive_event(delivery->archive, ARCHIVE_DELIVERY, subject, payload, error);
}

ClExportKind
cl_story_export_kind(ClChannel channel)
{
	return channel == CL_CHANNEL_NEWSLETTER     ? CL_EXPORT_EMAIL
		: channel == CL_CHANNEL_SYNDICATION ? CL_EXPORT_NINJS
		: channel == CL_CHANNEL_SOCIAL      ? CL_EXPORT_OG
						    : CL_EXPORT_FIGURE;
}

static gboolean
check_request(const ClStoryExport *request, GError **error)
{
	if (request->partner != NULL && cl_text_is_blank(request->partner)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--partner needs a name");
		return FALSE;
	}
	if ((request->partner != NULL) == (request->channel == CL_CHANNEL_SYNDICATION))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		request->partner != NULL ? "a partner is for --for syndication"
					 : "say to whom: --for syndication --partner NAME");
	return FALSE;
}

gboolean
cl_archive_story_export(ClArchive *archive, const char *slug, const ClStoryExport *request,
	ClStoryExportEach each, gpointer data, guint *n_left_out, GError **error)
{
	const ClStoryAsk asked = { .channel = cl_channel_name(request->channel),
		.partner = request->partner };
	/* Each picture is judged after those that the partner gets with it. */
	g_autoptr(GPtrArray) spent = request->partner != NULL ? archive_spends_new() : NULL;
	const ArchiveAsk ask = { .asked = &asked, .spent = spent, .goes = may_go_to_partner };
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(ClJson) sent = cl_json_new();
	Delivery delivery = { .archive = archive, .request = request, .ask = &ask, .each = each,
		.data = data, .photos = photos, .sent = sent };
	g_autoptr(ClStoryRow) story = NULL;
	gboolean ok;

	if (!check_request(request, error))
		return FALSE;
	story = request->partner != NULL ? archive_story_begin(archive, slug, 0, error)
					 : archive_need_story(archive, slug, error);
	if (story == NULL)
		return FALSE;
	if (request->partner == NULL)
		ok = deliver_all(&delivery, story, error);
	else
		ok = archive_story_end(archive, hand_all_over(&delivery, story, error), photos, error);
	*n_left_out = delivery.n_left_out;
	return ok;
}
