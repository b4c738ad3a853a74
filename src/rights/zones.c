/* SPDX-License-Identifier: MIT
 *
 * The zones that instructions name behind an hour: by their letters, or by a city ("London time").
 */
#include <string.h>
#include "when.h"

/* clang-format off */
static const RightsZone zones[] = {
	{"gmt", 0}, {"utc", 0}, {"z", 0}, {"zulu", 0}, {"bst", 60, .summer = "Europe/London"}, {"wet", 0}, {"west", 60, .summer = "Europe/Lisbon"}, {"cet", 60}, {"mez", 60},
	{"cest", 120, .summer = "Europe/Berlin"}, {"mesz", 120, .summer = "Europe/Berlin"}, {"eet", 120}, {"eest", 180, .summer = "Europe/Athens"}, {"msk", 180}, {"trt", 180}, {"мск", 180}, {"est", -300}, {"edt", -240, .summer = "America/New_York"},
	{"et", 0, "America/New_York"}, {"ct", 0, "America/Chicago"}, {"mt", 0, "America/Denver"},
	{"pt", 0, "America/Los_Angeles"}, {"cdt", -300, .summer = "America/Chicago"}, {"mst", -420}, {"mdt", -360, .summer = "America/Denver"}, {"pst", -480}, {"pdt", -420, .summer = "America/Los_Angeles"},
	{"jst", 540}, {"kst", 540}, {"hkt", 480}, {"sgt", 480}, {"aest", 600}, {"aedt", 660, .summer = "Australia/Sydney"}, {"acst", 570}, {"awst", 480},
	{"nzst", 720}, {"nzdt", 780, .summer = "Pacific/Auckland"}, {"pkt", 300}, {"wib", 420}, {"ict", 420}, {"gst", 240}, {"sast", 120}, {"brt", -180},
	{"ist", 330, NULL, TRUE}, {"cst", -360, NULL, TRUE}, {"ast", -240, NULL, TRUE},
};
/* "London time", "Pariser Zeit". */
static const RightsZone cities[] = {
	{"london", 0, "Europe/London"}, {"uk", 0, "Europe/London"}, {"british", 0, "Europe/London"},
	{"paris", 0, "Europe/Paris"}, {"pariser", 0, "Europe/Paris"}, {"berlin", 0, "Europe/Berlin"},
	{"berliner", 0, "Europe/Berlin"}, {"german", 0, "Europe/Berlin"}, {"rome", 0, "Europe/Rome"},
	{"madrid", 0, "Europe/Madrid"}, {"brussels", 0, "Europe/Brussels"}, {"vienna", 0, "Europe/Vienna"},
	{"zurich", 0, "Europe/Zurich"}, {"geneva", 0, "Europe/Zurich"}, {"moscow", 0, "Europe/Moscow"},
	{"istanbul", 0, "Europe/Istanbul"}, {"tokyo", 0, "Asia/Tokyo"}, {"japan", 0, "Asia/Tokyo"},
	{"seoul", 0, "Asia/Seoul"}, {"beijing", 0, "Asia/Shanghai"}, {"china", 0, "Asia/Shanghai"},
	{"delhi", 0, "Asia/Kolkata"}, {"dubai", 0, "Asia/Dubai"}, {"sydney", 0, "Australia/Sydney"},
	{"york", 0, "America/New_York"}, {"eastern", 0, "America/New_York"}, {"washington", 0, "America/New_York"},
	{"central", 0, "America/Chicago"}, {"mountain", 0, "America/Denver"}, {"pacific", 0, "America/Los_Angeles"},
	{"angeles", 0, "America/Los_Angeles"},
};
/* clang-format on */

static const RightsZone *
find(const RightsZone *list, gsize n, const char *name)
{
	for (gsize i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

const RightsZone *
rights_zone_lettered(const char *fold)
{
	return find(zones, G_N_ELEMENTS(zones), fold);
}

const RightsZone *
rights_zone_of_city(const char *fold)
{
	return find(cities, G_N_ELEMENTS(cities), fold);
}
