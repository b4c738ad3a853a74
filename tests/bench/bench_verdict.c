/* SPDX-License-Identifier: MIT
 *
 * One verdict in process, in microseconds of processor time, over typical pictures: an agency's with the
 * usual instructions under a contract, among ten contracts of others. Prints one JSON object a line;
 * exit status 1 above 50 µs.
 */
#include <cutline/rights.h>
#include <cutline/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_VERDICTS 4000
#define N_ROUNDS 7
#define N_CONTRACTS 11
#define LIMIT_US 50.0
#define NOW_US G_GINT64_CONSTANT(1772359200000000) /* 2026-03-01 10:00 UTC */

static const struct {
	const char *what, *words;
} texts[] = {
	{"no words", ""},
	{"usual words", "RESTRICTED TO EDITORIAL USE - MANDATORY CREDIT \"AFP PHOTO\" - NO MARKETING NO "
			"ADVERTISING CAMPAIGNS - DISTRIBUTED AS A SERVICE TO CLIENTS"},
	{"many words", "EDITORIAL USE ONLY; NO SALES; NO ARCHIVES; JAPAN OUT; MAGS OUT; DAILY MAIL OUT; "
		       "EMBARGOED UNTIL 0600 GMT 1 MARCH 2026; NO USE AFTER 1 MAY 2026; NO CROPPING; NO "
		       "ALTERATIONS; NO MODEL RELEASE; GRAPHIC CONTENT; CALL FOR IMAGE; NO AI"},
};

static double
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static GPtrArray *
make_licences(const ClRightsRules *rules)
{
	GPtrArray *licences = g_ptr_array_new_with_free_func((GDestroyNotify)cl_licence_free);

	for (guint i = 0; i < N_CONTRACTS; i++) {
		g_autofree char *json = g_strdup_printf(
			"{\"schema\":\"cutline-licence/1\",\"id\":\"c%u\",\"kind\":\"contract\","
			"\"supplier\":\"%s\",\"channels\":[\"web\",\"newsletter\"],\"until\":\"2026-12-31\","
			"\"quota\":{\"uses\":500,\"period\":\"year\"},\"clauses\":[{\"term\":\"resale\","
			"\"where\":\"line 9\",\"text\":\"no sublicensing\"}]}",
			i, i + 1 == N_CONTRACTS ? "Getty Images" : "EXAMPLE Other");

		g_ptr_array_add(licences, cl_licence_parse(rules, json, "bench", NULL, NULL));
	}
	return licences;
}

static gboolean
measure(const ClRightsRules *rules, const GPtrArray *licences, const char *what, const char *words)
{
	const ClRightsTimes times = {.sent_us = NOW_US, .sent_from = "sent", .ingested_us = NOW_US};
	g_autoptr(GPtrArray) restrictions = cl_rights_parse(rules, words, &times);
	g_autoptr(GPtrArray) grants = g_ptr_array_new();
	g_autoptr(ClOutlet) outlet = cl_outlet_new();
	ClRightsPhoto photo = {.id = "7k3m9q0000000000",
		.developed = TRUE,
		.class = CL_CLASS_AGENCY,
		.supplier = "getty images",
		.supplier_name = "Getty Images",
		.supplier_complete = TRUE,
		.collection = "afp",
		.collection_name = "AFP",
		.origin_text = "AFP via Getty Images",
		.origin_field = "credit",
		.origin_from = "xmp",
		.credit = "© Ana Ruiz/AFP via Getty Images",
		.has_caption = TRUE,
		.sent_us = NOW_US,
		.ingested_us = NOW_US,
		.restrictions = restrictions};
	ClUse use = {.outlet = outlet, .at_us = NOW_US};
	double each = G_MAXDOUBLE;
	guint reasons = 0;

	/* The quickest round: what else the machine does only adds to the others. */
	for (guint round = 0; round < N_ROUNDS; round++) {
		double begin = processor_us();

		for (guint i = 0; i < N_VERDICTS; i++) {
			g_autoptr(ClVerdict) verdict =
				cl_rights_verdict(&photo, &use, licences, grants, NOW_US);

			reasons += verdict->reasons->len;
		}
		each = MIN(each, (processor_us() - begin) / N_VERDICTS);
	}
	printf("{\"what\":\"verdict, %s\",\"restrictions\":%u,\"reasons\":%u,\"cpu_us\":%.1f,\"limit_us\":%.0f}\n",
		what, restrictions->len, reasons / N_VERDICTS / N_ROUNDS, each, LIMIT_US);
	return each <= LIMIT_US;
}

int
main(void)
{
	ClRightsRules *rules = cl_rights_rules_parse(
		cl_rules_shipped("phrases"), cl_rules_shipped("territories"), NULL);
	g_autoptr(GPtrArray) licences = make_licences(rules);
	gboolean fast = TRUE;

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		fast = measure(rules, licences, texts[i].what, texts[i].words) && fast;
	cl_rights_rules_free(rules);
	return fast ? 0 : 1;
}
