/* SPDX-License-Identifier: MIT
 *
 * What the words of a picture forbid, as an ODRL 2.2 policy with the RightsML profile (reference §5.5). What
 * has no term there, or no certain reading, becomes a duty to ask: it is never left out as if allowed.
 */
#include <cutline/json.h>

#include <string.h>

#include "rights_private.h"

#define PROFILE "https://iptc.org/std/RightsML/odrl-profile/"
#define COUNTRIES "http://cvx.iptc.org/iso3166-1a2/"
#define DESCRIPTION "http://purl.org/dc/terms/description"
#define SUPPLIER "urn:cutline:supplier:"

typedef enum { PART_CONSTRAINT, PART_DUTY, PART_PROHIBITION } Part;

static void
constrain(ClJson *json, const char *left, const char *operator)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "leftOperand", left);
	cl_json_string(json, "operator", operator);
}

/* {"action": …} with the words it comes from. */
static void
act(ClJson *json, const char *action, const char *target, const char *text)
{
	cl_json_begin_object(json, NULL);
	if (target != NULL)
		cl_json_string(json, "target", target);
	cl_json_string(json, "action", action);
	cl_json_string(json, DESCRIPTION, text);
	cl_json_end_object(json);
}

static void
write_places(ClJson *json, const ClRestriction *one)
{
	g_autofree char *text = cl_territories_text(&one->territories);
	g_auto(GStrv) codes = g_strsplit(text, ",", -1);

	constrain(json, "spatial",
		one->code == CL_RESTRICTION_TERRITORY_DENY ? "isNoneOf" : "isAnyOf");
	cl_json_begin_array(json, "rightOperand");
	for (guint i = 0; codes[i] != NULL; i++) {
		g_autofree char *country = g_strconcat(COUNTRIES, codes[i], NULL);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "@id", country);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
}

static void
write_instant(ClJson *json, const ClRestriction *one)
{
	g_autofree char *at = cl_time_format(one->at_us);

	constrain(json, "dateTime", one->code == CL_RESTRICTION_EMBARGO ? "gteq" : "lt");
	cl_json_begin_object(json, "rightOperand");
	cl_json_string(json, "@type", "xsd:dateTime");
	cl_json_string(json, "@value", at);
	cl_json_end_object(json);
	cl_json_end_object(json);
}

static void
write_media(ClJson *json, const ClRestriction *one)
{
	constrain(json, "media", "isNoneOf");
	cl_json_begin_array(json, "rightOperand");
	for (guint i = 0; i < CL_N_CHANNELS; i++)
		if ((one->channels & CL_CHANNEL_BIT(i)) != 0)
			cl_json_string(json, NULL, cl_channel_name(i));
	cl_json_end_array(json);
	cl_json_end_object(json);
}

static gboolean
has_codes(const ClRestriction *one)
{
	g_autofree char *text = cl_territories_text(&one->territories);

	return text[0] != '\0' && !g_str_has_prefix(text, "WORLD");
}

/* TRUE: the restriction is a limit of the permission, and was written. */
static gboolean
write_constraint(ClJson *json, const ClRestriction *one)
{
	switch ((int)one->code) {
	case CL_RESTRICTION_TERRITORY_DENY:
	case CL_RESTRICTION_TERRITORY_ALLOW:
		if (has_codes(one))
			write_places(json, one);
		return has_codes(one);
	case CL_RESTRICTION_EMBARGO:
	case CL_RESTRICTION_EXPIRES:
	case CL_RESTRICTION_TAKE_DOWN:
		if (one->at_us != 0 && one->certain)
			write_instant(json, one);
		return one->at_us != 0 && one->certain;
	case CL_RESTRICTION_MEDIA_DENY:
		/* A medium in one place has no term. */
		if (one->channels == 0 || !cl_territories_empty(&one->territories))
			return FALSE;
		write_media(json, one);
		return TRUE;
	case CL_RESTRICTION_ONE_USE:
		constrain(json, "count", "lteq");
		cl_json_int(json, "rightOperand", 1);
		cl_json_end_object(json);
		return TRUE;
	default:
		return FALSE;
	}
}

/* What must not be done, or NULL. */
static const char *
prohibited(const ClRestriction *one)
{
	switch ((int)one->code) {
	case CL_RESTRICTION_KILL:
		return "use";
	case CL_RESTRICTION_EDITORIAL_ONLY:
	case CL_RESTRICTION_NO_COMMERCIAL:
	case CL_RESTRICTION_NO_RELEASE:
		return "commercialize";
	case CL_RESTRICTION_NO_ARCHIVE:
		return "archive";
	case CL_RESTRICTION_NO_RESALE:
		return "sell";
	case CL_RESTRICTION_NO_CROP:
	case CL_RESTRICTION_NO_ALTER:
	case CL_RESTRICTION_KEEP_LOGO:
		return "modify";
	case CL_RESTRICTION_NO_AI:
		return "extract";
	default:
		return NULL;
	}
}

/* What says nothing about use. */
static gboolean
is_remark(const ClRestriction *one)
{
	return one->code == CL_RESTRICTION_INFORMATION || one->code == CL_RESTRICTION_QUALITY_NOTE ||
	       one->code == CL_RESTRICTION_GRAPHIC || one->code == CL_RESTRICTION_CAPTION_CORRECTION;
}

static void
write_duty(ClJson *json, const ClRestriction *one)
{
	act(json,
		one->code == CL_RESTRICTION_CREDIT_REQUIRED ? "attribute"
		: one->code == CL_RESTRICTION_FEE	     ? "compensate"
							     : "obtainConsent",
		NULL, one->text);
}

/* --- what the verdict adds ------------------------------------------------------------------------ */

/* The words that it rests on are in the policy already. */
static gboolean
is_said(const ClReason *reason, const GPtrArray *restrictions)
{
	for (guint i = 0; i < restrictions->len; i++)
		if (g_strcmp0(((const ClRestriction *)restrictions->pdata[i])->text, reason->text) == 0)
			return TRUE;
	return FALSE;
}

/* No contract, no origin, what another copy of the frame says: somebody is to be asked first. */
static void
write_asked(ClJson *json, const ClVerdict *verdict, const GPtrArray *restrictions)
{
	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		if (reason->severity != CL_SEVERITY_NOTE && !is_said(reason, restrictions))
			act(json, "obtainConsent", NULL, reason->message);
	}
}

static void
write_until(ClJson *json, const ClVerdict *verdict)
{
	const ClRestriction end = {.code = CL_RESTRICTION_EXPIRES, .at_us = verdict->until_us};

	if (verdict->until_us != 0)
		write_instant(json, &end);
}

/* A key of a supplier as a URI: no two become one, and no blank is left. */
static void
write_assigner(ClJson *json, const char *assigner)
{
	g_autofree char *escaped = g_uri_escape_string(assigner, NULL, FALSE);
	g_autofree char *uid = g_strconcat(SUPPLIER, escaped, NULL);

	cl_json_begin_object(json, "assigner");
	cl_json_string(json, "@type", "Party");
	cl_json_string(json, "uid", uid);
	cl_json_end_object(json);
}

static void
write_part(ClJson *json, const GPtrArray *restrictions, const char *target, Part part)
{
	for (guint i = 0; i < restrictions->len; i++) {
		const ClRestriction *one = restrictions->pdata[i];
		const char *action = prohibited(one);
		g_autoptr(ClJson) aside = NULL;

		if (one->decided == CL_DECIDED_DISMISSED || is_remark(one))
			continue;
		if (part == PART_PROHIBITION) {
			if (action != NULL)
				act(json, action, target, one->text);
		} else if (action == NULL && part == PART_CONSTRAINT) {
			write_constraint(json, one);
		} else if (action == NULL) {
			/* Asked in vain, so that each is a limit or a duty and never none. */
			aside = cl_json_new();
			if (!write_constraint(aside, one))
				write_duty(json, one);
		}
	}
}

char *
cl_rights_odrl(const char *id, const char *assigner, const GPtrArray *restrictions, const ClVerdict *verdict)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *policy = g_strconcat("urn:cutline:policy:", id, NULL);
	g_autofree char *target = g_strconcat("urn:cutline:photo:", id, NULL);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "@context", "http://www.w3.org/ns/odrl.jsonld");
	cl_json_string(json, "@type", "Set");
	cl_json_string(json, "uid", policy);
	cl_json_string(json, "profile", PROFILE);
	cl_json_string(json, "conflict", "prohibit");
	cl_json_begin_array(json, "permission");
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "target", target);
	if (assigner != NULL)
		write_assigner(json, assigner);
	cl_json_string(json, "action", "use");
	cl_json_begin_array(json, "constraint");
	write_part(json, restrictions, target, PART_CONSTRAINT);
	write_until(json, verdict);
	cl_json_end_array(json);
	cl_json_begin_array(json, "duty");
	write_part(json, restrictions, target, PART_DUTY);
	write_asked(json, verdict, restrictions);
	cl_json_end_array(json);
	cl_json_end_object(json);
	cl_json_end_array(json);
	cl_json_begin_array(json, "prohibition");
	write_part(json, restrictions, target, PART_PROHIBITION);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}
