/* SPDX-License-Identifier: MIT
 *
 * When the picture was taken (reference §2.2): camera, agency with time, XMP, agency's day; a bare
 * day never overrides a full time stamp of that day; impossible clocks step back. And whether the
 * rights end before they begin. No clock is read here: the caller says what time it is.
 */
#include <cutline/findings.h>
#include <cutline/time.h>
#include "resolve.h"

#define HOUR_US (3600 * (gint64)G_USEC_PER_SEC)
#define CONFLICT_US (48 * HOUR_US)
#define FUTURE_US (14 * HOUR_US) /* a zone ahead of ours, not a wrong clock */
#define FIRST_PHOTO_YEAR 1826

typedef struct {
	const ClReceived *received;
	const ResolveSource *source;
	ClDate date;
	guint rank;
	gboolean plausible;
} DateClaim;

static guint
rank_of(ClOriginKind origin, const ClDate *date)
{
	switch (origin) {
	case CL_ORIGIN_USER:
		return 0;
	case CL_ORIGIN_SIDECAR:
		return 1;
	case CL_ORIGIN_EXIF:
		return 2;
	case CL_ORIGIN_IPTC:
		return date->has_time ? 3 : 5;
	case CL_ORIGIN_XMP:
		return 4;
	case CL_ORIGIN_PNG:
	case CL_ORIGIN_FILE:
	case CL_ORIGIN_RULE:
	case CL_N_ORIGINS:
		break;
	}
	return 6;
}

/* The wall clock interval that a date with missing parts covers. */
static void
span_of(const ClDate *date, gint64 *start_us, gint64 *end_us)
{
	ClDate last = *date;

	*start_us = cl_date_wall_us(date);
	if (date->has_time) {
		*end_us = *start_us;
		return;
	}
	if (last.month == 0)
		last.month = 12;
	if (last.day == 0)
		last.day = g_date_get_days_in_month(
			(GDateMonth)last.month, (GDateYear)MAX(last.year, 1));
	last.has_time = TRUE;
	last.hour = 23;
	last.minute = last.second = 59;
	*end_us = cl_date_wall_us(&last);
}

static gint64
distance_us(const ClDate *a, const ClDate *b)
{
	gint64 start_a, end_a, start_b, end_b;

	if (cl_date_utc_us(a, &start_a) && cl_date_utc_us(b, &start_b))
		return start_a > start_b ? start_a - start_b : start_b - start_a;
	span_of(a, &start_a, &end_a);
	span_of(b, &start_b, &end_b);
	return MAX(0, MAX(start_a, start_b) - MIN(end_a, end_b));
}

static gboolean
is_plausible(const ClDate *date, gint64 now_us)
{
	gint64 at_us;

	if (date->year < FIRST_PHOTO_YEAR)
		return FALSE;
	if (!cl_date_utc_us(date, &at_us))
		at_us = cl_date_wall_us(date);
	return at_us <= now_us + FUTURE_US;
}

/* 0001-01-01 is Getty's "unknown" (reference §1.6): nothing was claimed. */
static gboolean
claims_nothing(const ClDate *date)
{
	return date->year <= 1;
}

static int
order_claims(gconstpointer a, gconstpointer b)
{
	const DateClaim *claim_a = a, *claim_b = b;

	if (claim_a->rank != claim_b->rank)
		return claim_a->rank < claim_b->rank ? -1 : 1;
	return resolve_order_packets(claim_a->received, claim_b->received);
}

static GArray *
gather_claims(const ResolveField *f, gint64 now_us)
{
	GArray *claims = g_array_new(FALSE, FALSE, sizeof(DateClaim));

	for (guint i = 0; i < f->n_sources; i++) {
		DateClaim claim = {f->sources[i].values[0], &f->sources[i]};

		if (!cl_date_parse(claim.received->value, &claim.date) ||
			claims_nothing(&claim.date))
			continue;
		claim.rank = rank_of(claim.source->origin, &claim.date);
		claim.plausible = is_plausible(&claim.date, now_us);
		if (!claim.plausible)
			resolve_finding(f->effective, CL_FINDING_DATE_IMPLAUSIBLE,
				"date_taken: %s says %s",
				resolve_origin_label(claim.source->origin), claim.received->value);
		g_array_append_val(claims, claim);
	}
	g_array_sort(claims, order_claims);
	return claims;
}

/* `exact` says all that `rough` says and more. */
static gboolean
is_more_exact(const ClDate *exact, const ClDate *rough)
{
	if (rough->has_time || exact->year != rough->year)
		return FALSE;
	if (rough->month == 0)
		return exact->month != 0;
	if (exact->month != rough->month)
		return FALSE;
	if (rough->day == 0)
		return exact->day != 0;
	return exact->day == rough->day && exact->has_time;
}

static const DateClaim *
choose_claim(const ResolveField *f, const GArray *claims)
{
	const DateClaim *chosen = NULL;
	gboolean skipped = FALSE, refined = FALSE;

	for (guint i = 0; i < claims->len; i++) {
		const DateClaim *claim = &g_array_index(claims, DateClaim, i);

		if (chosen == NULL && !claim->plausible) {
			skipped = TRUE;
		} else if (chosen == NULL) {
			chosen = claim;
		} else if (claim->plausible && is_more_exact(&claim->date, &chosen->date)) {
			chosen = claim;
			refined = TRUE;
		}
	}
	if (chosen == NULL) {
		f->effective->reason[f->field] = "implausible, but nothing better was received";
		return &g_array_index(claims, DateClaim, 0);
	}
	if (claims->len == 1)
		f->effective->reason[f->field] = "only source";
	else if (refined)
		f->effective->reason[f->field] = "more exact than the source before it";
	else if (skipped)
		f->effective->reason[f->field] = "the source before it is implausible";
	else if (chosen->source->origin == CL_ORIGIN_SIDECAR)
		f->effective->reason[f->field] = "side-car before what the file says";
	else
		f->effective->reason[f->field] = "camera, then agency, then XMP";
	return chosen;
}

static void
find_date_conflicts(const ResolveField *f, const GArray *claims, const DateClaim *chosen)
{
	for (guint i = 0; i < claims->len; i++) {
		const DateClaim *claim = &g_array_index(claims, DateClaim, i);
		gint64 apart_us;

		if (claim == chosen || !claim->plausible || !chosen->plausible)
			continue;
		apart_us = distance_us(&claim->date, &chosen->date);
		if (apart_us > CONFLICT_US) {
			resolve_finding(f->effective, CL_FINDING_DATE_CONFLICT,
				"date_taken: %s says %s, %s says %s",
				resolve_origin_label(chosen->source->origin),
				chosen->received->value,
				resolve_origin_label(claim->source->origin),
				claim->received->value);
			return;
		}
		/* Both name a zone and still mean another instant. */
		if (chosen->date.has_zone && claim->date.has_zone &&
			apart_us > 60 * (gint64)G_USEC_PER_SEC) {
			resolve_finding(f->effective, CL_FINDING_FIELD_CONFLICT,
				"date_taken: %s was used from %s; %s says %s",
				chosen->received->value,
				resolve_origin_label(chosen->source->origin),
				resolve_origin_label(claim->source->origin),
				claim->received->value);
			return;
		}
	}
}

void
resolve_date_taken(const ResolveField *f, gint64 now_us)
{
	g_autoptr(GArray) claims = gather_claims(f, now_us);
	const DateClaim *chosen;

	if (claims->len == 0)
		return;
	chosen = choose_claim(f, claims);
	resolve_add(f->effective, f->field, chosen->received, chosen->received->value);
	find_date_conflicts(f, claims, chosen);
}

void
resolve_expiry(ClEffective *effective)
{
	const char *expiry_text = cl_effective_first(effective, CL_FIELD_EXPIRY_DATE);
	const char *taken_text = cl_effective_first(effective, CL_FIELD_DATE_TAKEN);
	ClDate expiry, taken;
	gint64 start_us, end_us, taken_us, unused_us;

	if (expiry_text == NULL || taken_text == NULL || !cl_date_parse(expiry_text, &expiry) ||
		!cl_date_parse(taken_text, &taken))
		return;
	if (!expiry.has_time || !taken.has_time) { /* by the day, then */
		expiry.has_time = taken.has_time = FALSE;
		expiry.hour = expiry.minute = expiry.second = expiry.millisecond = 0;
		taken.hour = taken.minute = taken.second = taken.millisecond = 0;
	}
	span_of(&expiry, &start_us, &end_us);
	span_of(&taken, &taken_us, &unused_us);
	/* Parts that are not given may hold any later day. */
	if ((expiry.day != 0 ? start_us : end_us) <= taken_us)
		resolve_finding(effective, CL_FINDING_EXPIRY_BEFORE_CAPTURE,
			"expiry_date %s is not after date_taken %s", expiry_text, taken_text);
}
