/* SPDX-License-Identifier: MIT
 *
 * The closed sets of words that rights speak in: codes, channels, sections, stages, kinds. Text and
 * back, each from its one table.
 */
#include <cutline/rights.h>

#include <string.h>

/* clang-format off */
#define NAME2(id, name) name,
#define NAME3(id, name, said) name,
#define CODE(id, operand) #id,
#define REASON(id, code, severity, origin, said, fix) code,
#define SEVERITY(id, code, severity, origin, said, fix) CL_SEVERITY_##severity,
/* clang-format on */

static const char *const restriction_names[] = {CL_RESTRICTION_TABLE(CODE)};
static const char *const channel_names[] = {CL_CHANNEL_TABLE(NAME2)};
static const char *const section_names[] = {CL_SECTION_TABLE(NAME2)};
static const char *const stage_names[] = {CL_STAGE_TABLE(NAME2)};
static const char *const class_names[] = {CL_CLASS_TABLE(NAME2)};
static const char *const licence_names[] = {CL_LICENCE_TABLE(NAME3)};
static const char *const reason_names[] = {CL_REASON_TABLE(REASON)};
static const ClSeverity reason_severities[] = {CL_REASON_TABLE(SEVERITY)};
static const char *const verdict_names[] = {"allow", "review", "deny"};
static const char *const severity_names[] = {"note", "review", "deny"};
static const char *const origin_names[] = {"field", "contract", "rule", "grant", "kill"};

/* n if it is none of them. */
static guint
find(const char *const *names, guint n, const char *name)
{
	for (guint i = 0; name != NULL && i < n; i++)
		if (g_ascii_strcasecmp(names[i], name) == 0)
			return i;
	return n;
}

const char *
cl_restriction_name(ClRestrictionCode code)
{
	return restriction_names[code];
}

ClRestrictionCode
cl_restriction_from_name(const char *name)
{
	return find(restriction_names, CL_N_RESTRICTIONS, name);
}

const char *
cl_channel_name(ClChannel channel)
{
	return channel_names[channel];
}

ClChannel
cl_channel_from_name(const char *name)
{
	return find(channel_names, CL_N_CHANNELS, name);
}

const char *
cl_section_name(ClSection section)
{
	return section_names[section];
}

ClSection
cl_section_from_name(const char *name)
{
	return find(section_names, CL_N_SECTIONS, name);
}

const char *
cl_stage_name(ClStage stage)
{
	return stage_names[stage];
}

ClStage
cl_stage_from_name(const char *name)
{
	return find(stage_names, CL_N_STAGES, name);
}

const char *
cl_class_name(ClPictureClass class)
{
	return class_names[class];
}

const char *
cl_licence_kind_name(ClLicenceKind kind)
{
	return licence_names[kind];
}

gboolean
cl_licence_kind_is(const char *name)
{
	return find(licence_names, CL_N_LICENCES, name) != CL_N_LICENCES;
}

const char *
cl_verdict_name(ClVerdictKind kind)
{
	return verdict_names[kind];
}

const char *
cl_severity_name(ClSeverity severity)
{
	return severity_names[severity];
}

const char *
cl_reason_origin_name(ClReasonOrigin origin)
{
	return origin_names[origin];
}

const char *
cl_reason_name(ClReasonCode code)
{
	return reason_names[code];
}

ClSeverity
cl_reason_severity(ClReasonCode code)
{
	return reason_severities[code];
}

char *
cl_channels_text(guint channels)
{
	GString *text = g_string_new(NULL);
	guint left = 0;

	if ((channels & CL_ALL_CHANNELS) == CL_ALL_CHANNELS)
		return g_string_free(g_string_assign(text, "all channels"), FALSE);
	for (guint i = 0; i < CL_N_CHANNELS; i++)
		left += (channels & CL_CHANNEL_BIT(i)) != 0;
	for (guint i = 0; i < CL_N_CHANNELS; i++) {
		if ((channels & CL_CHANNEL_BIT(i)) == 0)
			continue;
		left--;
		if (text->len > 0)
			g_string_append(text, left == 0 ? " and " : ", ");
		g_string_append(text, channel_names[i]);
	}
	return g_string_free(text, FALSE);
}
