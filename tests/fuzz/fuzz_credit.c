/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the credit grammar. Any text gives a credit whose print is read as it was printed.
 */
#include <cutline/credit.h>

#include "fuzz.h"

static const ClCreditRules *
shipped(void)
{
	static ClCreditRules *rules;

	if (rules == NULL)
		rules = cl_credit_rules_shipped();
	return rules;
}

/* What is printed is read as it was printed, but for a text that is demanded. */
static void
check_read_back(const ClCredit *credit)
{
	g_autoptr(ClCredit) again = cl_credit_parse(shipped(), credit->canonical);

	if (credit->mandatory_text == NULL)
		g_assert_cmpstr(again->canonical, ==, credit->canonical);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(ClCredit) credit = cl_credit_parse(shipped(), text);
	g_autoptr(ClSupplierId) id = cl_supplier_id_parse(shipped(), NULL, NULL, text);
	g_autofree char *name = cl_name_repair(text);
	gsize start, end;

	g_assert_true(g_utf8_validate(credit->canonical, -1, NULL));
	check_read_back(credit);
	g_assert_true(g_utf8_validate(name, -1, NULL));
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		g_assert_cmpuint(finding->start, <=, finding->end);
		g_assert_cmpuint(finding->end, <=, strlen(text));
	}
	if (g_utf8_validate(text, -1, NULL) &&
		cl_credit_signoff(shipped(), text, &start, &end)) {
		g_assert_cmpuint(start, <, end);
		g_assert_cmpuint(end, <=, strlen(text));
	}
	return 0;
}
