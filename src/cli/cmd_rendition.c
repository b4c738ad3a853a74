/* SPDX-License-Identifier: MIT
 *
 * rendition and url: one picture at the size that is wanted, into a file or a pipe; and where a page
 * finds it. Decides where the bytes go; what they are is the archive's.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/framing.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include <string.h>
#include "command.h"
#include "target.h"

#define FORMATS "jpg|webp|avif|png|tif|jxl"
#define DEFAULT_DAYS 365U

typedef struct {
	const char *output;
	guint format; /* 1 + place in FORMATS */
	guint days;
} RenditionOptions;

/* The extension of the file chooses, unless --format says otherwise. */
static gboolean
choose_format(const RenditionOptions *options, ClFormat *format, GError **error)
{
	g_autofree char *base = NULL;
	g_autofree char *extension = NULL;
	const char *dot;

	*format = CL_FORMAT_UNKNOWN;
	if (options->format != 0) {
		g_autofree char *name =
			cli_choice_name(&(const CliOption){.arg = FORMATS}, options->format - 1);

		*format = cl_request_file_format(name);
		return TRUE;
	}
	base = options->output != NULL ? g_path_get_basename(options->output) : NULL;
	dot = base != NULL ? strrchr(base, '.') : NULL;
	if (dot == NULL)
		return TRUE;
	extension = g_ascii_strdown(dot + 1, -1);
	*format = cl_request_file_format(extension);
	if (*format == CL_FORMAT_UNKNOWN)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s': renditions end with .jpg, .webp, .avif, .png, .tif or .jxl; for "
			"another name: --format",
			base);
	return *format != CL_FORMAT_UNKNOWN;
}

static void
say_whole(const CliCall *call, const ClMade *made)
{
	g_autofree char *message = g_strdup_printf(
		"photo %s must not be cropped; it is shown whole, %u × %u", made->id, made->width,
		made->height);

	cli_out_error(call->err, "rendition", message);
}

static void
say_embargo(const CliCall *call, const ClMade *made)
{
	g_autofree char *until = cli_text_when(made->release_us, cl_archive_zone(call->archive));
	g_autofree char *message = g_strdup_printf(
		"photo %s is under embargo until %s; this is for the house only", made->id, until);

	cli_out_error(call->err, "rendition", message);
}

static void
say(const CliCall *call, const RenditionOptions *options, const ClMade *made)
{
	g_autofree char *size = cli_text_bytes(made->n_bytes);
	g_autoptr(ClJson) json = NULL;

	if (call->global->json) {
		gboolean is_utf8;
		g_autofree char *path = cl_text_path(options->output, &is_utf8);

		json = cl_json_new();
		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", made->id);
		cl_json_string(json, "rendition", call->args[1]);
		cl_json_string(json, "file", path);
		cl_json_string(json, "format", cl_format_name(made->format));
		cl_json_int(json, "width", made->width);
		cl_json_int(json, "height", made->height);
		cl_json_int(json, "bytes", (gint64)made->n_bytes);
		cl_json_string(json, "etag", made->etag);
		cl_json_bool(json, "cached", made->hit);
		cl_json_bool(json, "kept_whole", made->kept_whole);
		cl_json_write_time(json, "embargo", made->release_us);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
		return;
	}
	fprintf(call->out->file, "%s of %s, %u × %u, %s, is ", call->args[1], made->id, made->width,
		made->height, size);
	cli_out_styled(call->out, CLI_PLAIN, options->output);
	fputc('\n', call->out->file);
}

static int
run_rendition(const CliCall *call, GError **error)
{
	const RenditionOptions *options = call->options;
	g_auto(CliTarget) target = {.fd = -1};
	gboolean to_file = options->output != NULL && strcmp(options->output, "-") != 0;
	ClFormat format;
	ClMade made;

	if (!to_file && (call->out->tty || call->global->json)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s",
			call->out->tty
				? "a picture does not go to a terminal; name a file: -o FILE"
				: "with --json the picture needs a place of its own: -o FILE");
		return 2;
	}
	if (!choose_format(options, &format, error))
		return 2;
	if (to_file && !cli_target_open(&target, options->output, error))
		return 8;
	if (!cl_archive_render(call->archive, call->args[0], call->args[1], format,
		    to_file ? target.fd : fileno(call->out->file), &made, error) ||
		(to_file && !cli_target_finish(&target, error)))
		return 8;
	if (made.kept_whole)
		say_whole(call, &made);
	if (made.release_us != 0)
		say_embargo(call, &made);
	if (to_file)
		say(call, options, &made);
	return 0;
}

static int
run_url(const CliCall *call, GError **error)
{
	const RenditionOptions *options = call->options;
	guint days = options->days != 0 ? options->days : DEFAULT_DAYS;
	gint64 expires_s = cl_time_now_us() / G_USEC_PER_SEC + days * (gint64)86400;
	g_autofree char *url = NULL;
	g_autoptr(ClJson) json = NULL;
	ClFormat format;

	if (!choose_format(options, &format, error))
		return 2;
	if (format != CL_FORMAT_UNKNOWN &&
		cl_request_format(cl_format_extension(format)) == CL_FORMAT_UNKNOWN) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"browsers show no %s; an address ends with .jpg, .webp, .avif or .png",
			cl_format_name(format));
		return 2;
	}
	url = cl_archive_rendition_url(
		call->archive, call->args[0], call->args[1], format, expires_s, error);
	if (url == NULL)
		return 8;
	if (!call->global->json) {
		fprintf(call->out->file, "%s\n", url);
		return 0;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "url", url);
	/* a preset's URL has no end */
	if (strchr(call->args[1], '_') != NULL)
		cl_json_int(json, "expires", expires_s);
	else
		cl_json_null(json, "expires");
	cl_json_end_object(json);
	cli_out_json(call->out, json);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(RenditionOptions, member)
static const CliOption rendition_options[] = {
	{"output", 'o', CLI_OPTION_TEXT, OPT(output), .arg = "FILE", .file = TRUE,
		.help = "write here; its extension chooses the format (else a JPEG to standard output)"},
	{"format", 'f', CLI_OPTION_CHOICE, OPT(format), .arg = FORMATS,
		.help = "the format, whatever the file is called"},
	{NULL},
};
static const CliOption url_options[] = {
	{"format", 'f', CLI_OPTION_CHOICE, OPT(format), .arg = FORMATS,
		.help = "with this extension (else as the browser likes; a preset: jpg)"},
	{"days", 'd', CLI_OPTION_NUMBER, OPT(days), .arg = "N", .min = 1, .max = 36500,
		.help = "ops: good for so long (else 365)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_rendition = {
	.name = "rendition",
	.args = "ID PRESET|OPS",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_READ,
	.summary = "make a picture of the size that is wanted",
	.details =
		"PRESET is one of the archive's (thumb, grid, article, hero, full, square, social, "
		"newsletter; ARCHIVE/rules/presets.json takes their place). OPS is a list of "
		"w_WIDTH, h_HEIGHT, fit_contain or fit_cover, g_focal, g_attention, g_center or g_X_Y "
		"in thousandths, q_QUALITY, crop_X_Y_WIDTH_HEIGHT in pixels of the upright picture, and "
		"dpr_FACTOR, joined by commas in any order. Nothing is ever enlarged.\n\n"
		"Every file carries creator, credit and copyright, and never coordinates or the camera. "
		"A picture that must not be cropped is shown whole. Killed and held photos, "
		"those on legal hold and those past their take-down date stay in; one under embargo is made "
		"for the house, with a word about it.",
	.examples = "cutline rendition 7k3m9q article -o article.webp\n"
		    "cutline rendition 7k3m9q w_800,h_800,fit_cover,g_300_250 -o square.jpg\n"
		    "cutline rendition 7k3m9q newsletter > letter.jpg",
	.options = rendition_options,
	.options_bytes = sizeof(RenditionOptions),
	.run = run_rendition,
};

const CliCommand cli_cmd_url = {
	.name = "url",
	.args = "ID PRESET|OPS",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_READ,
	.summary = "the path under which the daemon serves a rendition",
	.details =
		"Of a preset with its revision: whatever changes in the picture, its crop or its text "
		"changes the URL. Of OPS with the newest signing key (see cutline key), for a number of "
		"days. Put the address of your site in front of it.",
	.examples = "cutline url 7k3m9q article\n"
		    "cutline url 7k3m9q w_800,h_450,fit_cover --days 30 --format webp",
	.options = url_options,
	.options_bytes = sizeof(RenditionOptions),
	.run = run_url,
};
