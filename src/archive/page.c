/* SPDX-License-Identifier: MIT
 *
 * A photo as a page shows it: which sizes it is served in and under which addresses, what stands
 * below it. Whether it may leave is asked before; HTML and JSON are src/publish's.
 */
#include "rendition_private.h"
#include "story.h"

#include <cutline/page.h>
#include <cutline/publish.h>
#include <cutline/request.h>
#include <cutline/site.h>

#include <string.h>

/* What presets are for; where an archive's own table lacks one, the next best. */
#define MAIN_PRESET "article"
#define MAIL_PRESET "newsletter"
#define CARD_PRESET "social"

typedef struct {
	ClArchive *archive;
	const ClShown *shown;
	const ClUseRow *use;
	ClStoryRow *story;
	ClPresets *presets;
	ClRenditionSource *source;
	const char *preset; /* what `src` names; NULL = MAIN_PRESET */
	char *texts[CL_N_USE_TEXTS];
	ClEffective *effective; /* as the use shows it; NULL = as the photo is */
	ClPlaces *places;	/* that a protected source keeps back; NULL = none */
	ClEffective *kept;	/* what is left of the fields then */
	ClCredit *credit;
	GPtrArray *creators; /* char*, lent of the credit, NULL at the end */
	ClPageSize *mail, *card, *small;
	guint max_width, max_height; /* that `small` must fit; 0 = any */
	ClPage page;
} PageMaker;

static void
clear_maker(PageMaker *maker)
{
	cl_story_row_free(maker->story);
	cl_presets_free(maker->presets);
	g_clear_pointer(&maker->source, cl_rendition_source_unref);
	archive_clear_texts(maker->texts);
	cl_effective_free(maker->effective);
	cl_places_free(maker->places);
	cl_effective_free(maker->kept);
	g_clear_pointer(&maker->creators, g_ptr_array_unref);
	cl_credit_free(maker->credit);
	cl_page_size_free(maker->mail);
	cl_page_size_free(maker->card);
	cl_page_size_free(maker->small);
	g_clear_pointer(&maker->page.sizes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PageMaker, clear_maker)

/* --- addresses ---------------------------------------------------------------------------------- */

static char *
read_base(ClArchive *archive, ClExportKind kind, GError **error)
{
	char *base = cl_archive_setting(archive, "daemon", "public_url");

	while (base != NULL && g_str_has_suffix(base, "/"))
		base[strlen(base) - 1] = '\0';
	if (base != NULL || (kind != CL_EXPORT_EMAIL && kind != CL_EXPORT_OG))
		return base != NULL ? base : g_strdup("");
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"mail and social networks need whole addresses; say where readers reach this "
		"archive: public_url=https://… under [daemon] in cutline.conf");
	return NULL;
}

static gboolean
read_presets(PageMaker *maker, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *json = cl_archive_rules(maker->archive, "presets", &where, error);

	if (json != NULL)
		maker->presets = cl_presets_parse(json, where, error);
	return maker->presets != NULL;
}

static gboolean
read_source(PageMaker *maker, GError **error)
{
	maker->source = rendition_read_source(maker->archive,
		maker->use != NULL ? maker->use->id : maker->shown->photo->id, error);
	return maker->source != NULL;
}

static gboolean
plan_of(const PageMaker *maker, const ClPreset *preset, ClPlan *plan, GError **error)
{
	ClRequest request = preset->request;

	request.format = CL_FORMAT_JPEG;
	return cl_plan_make(&request, &maker->source->frame, plan, error);
}

static ClPageSize *
size_of(const PageMaker *maker, const ClPreset *preset, GError **error)
{
	ClPlan plan;
	guint32 width, height;
	char rev[CL_REV_CHARS + 1];

	if (!plan_of(maker, preset, &plan, error))
		return NULL;
	cl_plan_size(&plan, &width, &height);
	cl_rendition_rev(maker->source, &plan, rev);
	return cl_page_size_new(preset->name, rev, width, height);
}

/* Those that only bound the width show the whole picture in its own shape, in any format. */
static gboolean
is_of_a_set(const ClPreset *preset)
{
	return preset->request.width != 0 && preset->request.height == 0 &&
		preset->request.fit == CL_FIT_CONTAIN && preset->only == CL_FORMAT_UNKNOWN;
}

static int
compare_widths(gconstpointer a, gconstpointer b)
{
	const ClPageSize *first = *(const ClPageSize *const *) a;
	const ClPageSize *second = *(const ClPageSize *const *) b;

	return first->width < second->width ? -1 : first->width > second->width;
}

/* A preset of another shape stands alone: there are no wider ones of it. */
static gboolean
find_only_size(PageMaker *maker, GError **error)
{
	const ClPreset *preset = cl_presets_find(maker->presets, maker->preset);
	ClPageSize *size;

	if (preset == NULL || preset->only != CL_FORMAT_UNKNOWN) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			preset == NULL ? "there is no preset '%s'"
				       : "preset '%s' has one format only, and a figure offers several",
			maker->preset);
		return FALSE;
	}
	if (is_of_a_set(preset))
		return TRUE;
	size = size_of(maker, preset, error);
	if (size != NULL)
		g_ptr_array_add(maker->page.sizes, size);
	return size != NULL;
}

static gboolean
find_sizes(PageMaker *maker, GError **error)
{
	GPtrArray *sizes = maker->page.sizes =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_page_size_free);

	if (maker->preset != NULL && !find_only_size(maker, error))
		return FALSE;
	if (sizes->len > 0)
		return TRUE;
	for (guint i = 0; i < cl_presets_count(maker->presets); i++) {
		const ClPreset *preset = cl_presets_at(maker->presets, i);
		ClPageSize *size = is_of_a_set(preset) ? size_of(maker, preset, error) : NULL;

		if (size != NULL)
			g_ptr_array_add(sizes, size);
		else if (is_of_a_set(preset))
			return FALSE;
	}
	g_ptr_array_sort(sizes, compare_widths);
	/* A small original is served once, not under every name. */
	for (guint i = sizes->len; i > 1; i--)
		if (((ClPageSize *) sizes->pdata[i - 1])->width ==
			((ClPageSize *) sizes->pdata[i - 2])->width)
			g_ptr_array_remove_index(sizes, i - 1);
	if (sizes->len > 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"the archive's rules/presets.json has no preset that only bounds the width; a page needs "
		"one");
	return FALSE;
}

/* The size called so, else the widest that is no wider than it would be. */
static const ClPageSize *
main_size(const PageMaker *maker)
{
	const GPtrArray *sizes = maker->page.sizes;
	const ClPreset *preset = cl_presets_find(
		maker->presets, maker->preset != NULL ? maker->preset : MAIN_PRESET);
	const ClPageSize *best = sizes->pdata[0];

	for (guint i = 0; i < sizes->len; i++) {
		const ClPageSize *size = sizes->pdata[i];

		if (preset == NULL || size->width <= preset->request.width)
			best = size;
	}
	return best;
}

static gboolean
find_special_sizes(PageMaker *maker, GError **error)
{
	const ClPreset *mail = cl_presets_find(maker->presets, MAIL_PRESET);
	const ClPreset *card = cl_presets_find(maker->presets, CARD_PRESET);

	maker->page.main = maker->page.mail = maker->page.card = main_size(maker);
	if (mail != NULL)
		maker->page.mail = maker->mail = size_of(maker, mail, error);
	if (card != NULL && maker->page.mail != NULL)
		maker->page.card = maker->card = size_of(maker, card, error);
	return maker->page.mail != NULL && maker->page.card != NULL;
}

/* Smaller than every preset, in the shape of the whole set: an address of IIIF, which needs no key and does
 * not run out. What strangers may not cut as they like, they do not get from there either. */
static void
find_small_size(PageMaker *maker, const ClPlan *shown)
{
	const ClFrame *frame = &maker->source->frame;
	const ClRect *part = &shown->region;
	gboolean whole = part->width == frame->width && part->height == frame->height;
	g_autofree char *region = whole ? g_strdup("full")
					: g_strdup_printf("%u,%u,%u,%u", part->x, part->y, part->width,
						  part->height);
	guint width, height;

	if (frame->no_crop || maker->source->source_sensitive)
		return;
	cl_fit(part->width, part->height, maker->max_width != 0 ? maker->max_width : part->width,
		maker->max_height != 0 ? maker->max_height : part->height, &width, &height);
	maker->page.small = maker->small = cl_page_size_new_iiif(region, width, height);
}

/* --- before it is there --------------------------------------------------------------------------- */

/* Of a part that the decoder will choose: of all that it chooses from. A picture that is not developed
 * yet has none. */
static gboolean
find_placeholder(PageMaker *maker, const ClPlan *shown, GError **error)
{
	const ClFrame *frame = &maker->source->frame;
	ClPlaceholderPart part = { (double) shown->region.x / frame->width,
		(double) shown->region.y / frame->height, (double) shown->region.width / frame->width,
		(double) shown->region.height / frame->height };
	ClPagePlaceholder *placeholder = &maker->page.placeholder;
	gboolean has;
	ClLook look;

	if (!cl_catalog_get_look(maker->archive->catalog, maker->shown->photo->id,
		    maker->shown->file->version, &look, &has, error))
		return FALSE;
	cl_fit(shown->width * CL_PAGE_PLACEHOLDER_PX, shown->height * CL_PAGE_PLACEHOLDER_PX,
		CL_PAGE_PLACEHOLDER_PX, CL_PAGE_PLACEHOLDER_PX, &placeholder->width, &placeholder->height);
	if (!has || !cl_placeholder_pixels(look.placeholder, look.n_placeholder, &part, placeholder->width,
			    placeholder->height, placeholder->rgb))
		placeholder->width = placeholder->height = 0;
	return TRUE;
}

static gboolean
find_what_is_shown(PageMaker *maker, GError **error)
{
	const ClPreset *preset = cl_presets_find(maker->presets, maker->page.main->preset);
	ClPlan plan;

	if (!plan_of(maker, preset, &plan, error))
		return FALSE;
	find_small_size(maker, &plan);
	return find_placeholder(maker, &plan, error);
}

/* --- texts -------------------------------------------------------------------------------------- */

static gboolean
find_languages(PageMaker *maker, const char *lang, GError **error)
{
	const ClUseText texts[] = { maker->texts[CL_USE_TEXT_CAPTION] != NULL ? CL_USE_TEXT_CAPTION
									      : CL_USE_TEXT_HEADLINE,
		CL_USE_TEXT_ALT_TEXT };
	const char **langs[] = { &maker->page.lang, &maker->page.alt_lang };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (!archive_printed_lang(maker->archive, maker->use, lang, maker->shown->effective, texts[i],
			    maker->texts[texts[i]], langs[i], error))
			return FALSE;
	return TRUE;
}

static gboolean
find_texts(PageMaker *maker, GError **error)
{
	const char *photo = maker->shown->photo->id;
	const char *lang = NULL;
	ClPage *page = &maker->page;

	page->effective = maker->shown->effective;
	if (maker->use != NULL) {
		maker->story = archive_need_story(maker->archive, maker->use->story, error);
		lang = maker->story == NULL ? NULL : maker->story->language;
		if (maker->story == NULL ||
			!archive_printed_texts(maker->archive, maker->use, lang, maker->texts, error))
			return FALSE;
		page->effective = maker->effective =
			archive_apply_printed(maker->use, maker->shown->effective, lang, maker->texts);
	} else if (!archive_use_texts(maker->archive, photo, NULL, NULL, maker->texts, error)) {
		return FALSE;
	}
	page->headline = maker->texts[CL_USE_TEXT_HEADLINE];
	page->caption = maker->texts[CL_USE_TEXT_CAPTION];
	page->alt = maker->texts[CL_USE_TEXT_ALT_TEXT];
	page->credit = maker->texts[CL_USE_TEXT_CREDIT];
	return find_languages(maker, lang, error);
}

static void
keep_back_text(const PageMaker *maker, ClUseText text, const char **printed)
{
	ClField field = cl_use_text_field(text);

	if (cl_places_named(maker->places, *printed) ||
		(maker->page.effective->values[field] != NULL && maker->kept->values[field] == NULL))
		*printed = NULL;
}

/* Of a protected source what names a place stays here, whoever wrote it. */
static gboolean
keep_back(PageMaker *maker, GError **error)
{
	const ClShown *shown = maker->shown;
	ClPage *page = &maker->page;

	page->source_sensitive = shown->photo->source_sensitive;
	if (!archive_places(maker->archive, shown->photo, shown->files, shown->effective, &maker->places,
		    error))
		return FALSE;
	if (maker->places == NULL)
		return TRUE;
	maker->kept = cl_places_keep_back(maker->places, page->effective);
	keep_back_text(maker, CL_USE_TEXT_HEADLINE, &page->headline);
	keep_back_text(maker, CL_USE_TEXT_CAPTION, &page->caption);
	keep_back_text(maker, CL_USE_TEXT_ALT_TEXT, &page->alt);
	keep_back_text(maker, CL_USE_TEXT_CREDIT, &page->credit);
	page->effective = maker->kept;
	return TRUE;
}

static gboolean
may_name(const PageMaker *maker, const char *name)
{
	return maker->places == NULL || !cl_places_named(maker->places, name);
}

static gboolean
find_creators(PageMaker *maker, GError **error)
{
	const GPtrArray *names;
	const char *provider;

	maker->credit = archive_credit_of(maker->archive, maker->shown->file,
		maker->shown->effective, error);
	if (maker->credit == NULL)
		return FALSE;
	names = maker->credit->photographers;
	maker->creators = g_ptr_array_new();
	for (guint i = 0; i < names->len; i++) {
		char *name = ((ClCreditName *) names->pdata[i])->name;

		if (may_name(maker, name))
			g_ptr_array_add(maker->creators, name);
	}
	g_ptr_array_add(maker->creators, NULL);
	maker->page.creators = (const char *const *) maker->creators->pdata;
	provider = maker->credit->provider != NULL ? maker->credit->provider->name : NULL;
	maker->page.provider = may_name(maker, provider) ? provider : NULL;
	return TRUE;
}

/* --- the page ------------------------------------------------------------------------------------ */

static gint64
last_change(const PageMaker *maker)
{
	const ClUseRow *use = maker->use;
	gint64 in_us = maker->shown->file->ingested_us;

	return use == NULL ? in_us : MAX(MAX(use->added_us, use->published_us), in_us);
}

static char *
write_page(const ClPage *page, gpointer data)
{
	const ClExport *request = data;

	switch (request->kind) {
	case CL_EXPORT_FIGURE:
		return cl_page_figure(page);
	case CL_EXPORT_JSONLD:
		return cl_page_jsonld(page);
	case CL_EXPORT_NINJS:
		return cl_page_ninjs(page, request->ninjs_2_1 ? CL_NINJS_2_1 : CL_NINJS_3_0);
	case CL_EXPORT_EMAIL:
		return cl_page_email(page);
	case CL_EXPORT_OG:
		return cl_page_og(page);
	case CL_EXPORT_ORIGINAL:
	case CL_EXPORT_XMP:
	case CL_EXPORT_JPEG:
	case CL_EXPORT_ODRL:
	case CL_N_EXPORTS:
		break;
	}
	g_assert_not_reached();
}

static gboolean
make_page(PageMaker *maker, const char *base, GError **error)
{
	const ClShown *shown = maker->shown;

	if (!read_presets(maker, error) || !read_source(maker, error) || !find_sizes(maker, error) ||
		!find_special_sizes(maker, error) || !find_what_is_shown(maker, error) ||
		!find_texts(maker, error) || !keep_back(maker, error) || !find_creators(maker, error))
		return FALSE;
	maker->page.base = base;
	maker->page.photo = shown->photo->id;
	maker->page.use = maker->use != NULL ? maker->use->id : NULL;
	maker->page.version = shown->file->version;
	maker->page.changed_us = last_change(maker);
	return TRUE;
}

char *
archive_page(ClArchive *archive, const ClShown *shown, const ClUseRow *use, const ClExport *request,
	gboolean *alt_missing, GError **error)
{
	g_auto(PageMaker) maker = {
		.archive = archive, .shown = shown, .use = use, .preset = request->preset
	};
	g_autofree char *base = read_base(archive, request->kind, error);

	if (base == NULL || !make_page(&maker, base, error))
		return NULL;
	*alt_missing = maker.page.alt == NULL;
	return write_page(&maker.page, (gpointer) request);
}

/* --- for readers ---------------------------------------------------------------------------------- */

static char *
show_page(ClArchive *archive, const ClSite *site, const ClSiteEmbed *embed,
	char *(*write)(const ClPage *page, gconstpointer data), GError **error)
{
	g_autoptr(ClUseRow) use =
		site->use == NULL ? NULL : cl_archive_use(archive, site->use, error);
	g_autoptr(ClShown) shown = site->use != NULL && use == NULL
		? NULL
		: cl_archive_show(archive, site->photo, error);
	g_auto(PageMaker) maker = { .archive = archive, .shown = shown, .use = use };

	if (embed != NULL) {
		maker.max_width = embed->max_width;
		maker.max_height = embed->max_height;
	}
	return shown != NULL && make_page(&maker, site->base, error) ? write(&maker.page, embed) : NULL;
}

static char *
write_document(const ClPage *page, gconstpointer data)
{
	return cl_page_document(page);
}

char *
cl_archive_site_page(ClArchive *archive, const ClSite *site, GError **error)
{
	return show_page(archive, site, NULL, write_document, error);
}

const char *
cl_archive_site_style(void)
{
	return cl_page_document_style();
}

static char *
write_oembed(const ClPage *page, gconstpointer data)
{
	const ClSiteEmbed *embed = data;

	return cl_page_oembed(page, embed->max_width, embed->max_height, embed->cache_s);
}

char *
cl_archive_site_embed(ClArchive *archive, const ClSite *site, const ClSiteEmbed *embed, GError **error)
{
	g_autoptr(GError) why = NULL;
	char *text = show_page(archive, site, embed, write_oembed, &why);

	if (text != NULL)
		return text;
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no size of it within %u × %u", embed->max_width, embed->max_height);
	return NULL;
}
