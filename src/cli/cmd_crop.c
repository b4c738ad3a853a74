/* SPDX-License-Identifier: MIT
 *
 * crop and focus: which part of a photo is shown, and what must stay in it when it is cut to a shape.
 */
#include <cutline/error.h>
#include <cutline/framing.h>
#include "command.h"

static void
say(const CliCall *call, const char *id, const ClFraming *framing)
{
	const ClRect *crop = &framing->crop;
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s, %u × %u: ", id, framing->width, framing->height);
		if (crop->width != 0)
			fprintf(call->out->file, "crop %u,%u,%u,%u, ", crop->x, crop->y, crop->width,
				crop->height);
		else
			fputs("no crop, ", call->out->file);
		if (framing->has_focus)
			fprintf(call->out->file, "focus %u,%u\n", framing->focus_x, framing->focus_y);
		else
			fputs("no focal point\n", call->out->file);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", id);
	cl_json_int(json, "width", framing->width);
	cl_json_int(json, "height", framing->height);
	if (crop->width != 0) {
		cl_json_begin_object(json, "crop");
		cl_json_int(json, "x", crop->x);
		cl_json_int(json, "y", crop->y);
		cl_json_int(json, "width", crop->width);
		cl_json_int(json, "height", crop->height);
		cl_json_end_object(json);
	} else {
		cl_json_null(json, "crop");
	}
	if (framing->has_focus) {
		cl_json_begin_object(json, "focus");
		cl_json_int(json, "x", framing->focus_x);
		cl_json_int(json, "y", framing->focus_y);
		cl_json_end_object(json);
	} else {
		cl_json_null(json, "focus");
	}
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
run_crop(const CliCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;
	ClFraming framing;
	ClRect crop;

	if (!cl_framing_read_crop(call->args[1], &crop, error))
		return 2;
	if (!cl_archive_find(call->archive, call->args[0], id, &version, error) ||
		!cl_archive_set_crop(call->archive, id, &crop, &framing, error))
		return 8;
	say(call, id, &framing);
	return 0;
}

static int
run_focus(const CliCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version, x, y;
	ClFraming framing;
	gboolean has;

	if (!cl_framing_read_focus(call->args[1], &has, &x, &y, error))
		return 2;
	if (!cl_archive_find(call->archive, call->args[0], id, &version, error) ||
		!cl_archive_set_focus(call->archive, id, has, x, y, &framing, error))
		return 8;
	say(call, id, &framing);
	return 0;
}

const CliCommand cli_cmd_crop = {
	.name = "crop",
	.args = "ID X,Y,WIDTH,HEIGHT|none",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "show only a part of a photo",
	.details =
		"In pixels of the upright picture, from its upper left corner. The original keeps all of "
		"it; every rendition that does not name its own crop shows the part. A later version of "
		"the same shape keeps the crop, scaled to its size. Without one, the crop that the picture's "
		"own metadata ask for counts (show --received: crop); 0,0,WIDTH,HEIGHT shows all of it.",
	.examples = "cutline crop 7k3m9q 400,0,3200,2400\n"
		    "cutline crop 7k3m9q none",
	.run = run_crop,
};

const CliCommand cli_cmd_focus = {
	.name = "focus",
	.args = "ID X,Y|none",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "say what must stay in the picture when it is cut to a shape",
	.details =
		"In thousandths of width and height of the upright, uncropped picture (500,300), or in "
		"percent (50%,30%). Presets that cut (square, social) keep this point as near to their "
		"middle as the frame allows. Without one, the point that the picture's own metadata name "
		"counts (show --received: focus), else they look for what draws the eye.",
	.examples = "cutline focus 7k3m9q 620,310\n"
		    "cutline focus 7k3m9q 62%,31%",
	.run = run_focus,
};
