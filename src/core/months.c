/* SPDX-License-Identifier: MIT
 *
 * Names of months, in the languages that desks receive. One table for who prints and who reads dates;
 * where in a text a name may be a month, its reader decides.
 */
#include <cutline/text.h>
#include <cutline/time.h>

#define N_MONTHS 12

static const char *const english[N_MONTHS] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

/* Lower case; NULL = not used, or said above. */
/* clang-format off */
static const struct {
	guint how; /* ClMonthHow */
	const char *names[N_MONTHS];
} rows[] = {
	{CL_MONTH_CAPITAL, {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}},
	{CL_MONTH_CAPITAL | CL_MONTH_SHORT, {"jan", "feb", "mar", "apr", NULL, "jun", "jul", "aug", "sept", "oct", "nov", "dec"}},
	{CL_MONTH_CAPITAL, {"januar", "februar", "märz", NULL, "mai", "juni", "juli", NULL, NULL, "oktober", NULL, "dezember"}},
	{CL_MONTH_CAPITAL, {"jänner"}},
	{CL_MONTH_CAPITAL | CL_MONTH_SHORT, {NULL, "feber", "mär", NULL, NULL, NULL, NULL, NULL, "sep", "okt", NULL, "dez"}},
	{0, {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}},
	{CL_MONTH_SHORT, {"janv", "févr", NULL, "avr", NULL, NULL, "juil", NULL, "sept", "oct", "nov", "déc"}},
	{0, {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}},
	{0, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "setiembre"}},
	{CL_MONTH_SHORT, {"ene", "feb", NULL, "abr", NULL, NULL, NULL, NULL, NULL, NULL, NULL, "dic"}},
	{0, {"gennaio", "febbraio", NULL, "aprile", "maggio", "giugno", "luglio", NULL, "settembre", "ottobre", NULL, "dicembre"}},
	{0, {"janeiro", "fevereiro", "março", NULL, "maio", "junho", "julho", NULL, "setembro", "outubro", "novembro", "dezembro"}},
	{0, {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}},
	{0, {"januar", "februar", NULL, NULL, "maj", NULL, NULL, "august", NULL, NULL, NULL, "desember"}},
	{0, {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"}},
	{0, {"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"}},
	{0, {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"}},
	{0, {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}},
	{CL_MONTH_SHORT, {"янв", "фев", "мар", "апр", NULL, "июн", "июл", "авг", "сент", "окт", "нояб", "дек"}},
	{0, {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}},
	{0, {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}},
	{CL_MONTH_SHORT | CL_MONTH_LOOSE, {"gen", "fev", NULL, NULL, NULL, NULL, NULL, "ago"}},
};
/* clang-format on */

#define HOW_SHIFT 4

/* Of one name in two languages what asks for less counts. */
static void
put(GHashTable *names, const char *name, guint month, guint how)
{
	guint old = GPOINTER_TO_UINT(g_hash_table_lookup(names, name));

	if (old != 0)
		how &= old >> HOW_SHIFT;
	g_hash_table_insert(names, g_strdup(name), GUINT_TO_POINTER(how << HOW_SHIFT | month));
}

static GHashTable *
names_of_months(void)
{
	static GHashTable *table;

	if (g_once_init_enter(&table)) {
		GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

		for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
			for (guint month = 1; month <= N_MONTHS; month++) {
				const char *name = rows[i].names[month - 1];
				g_autofree char *folded = name == NULL ? NULL : cl_text_fold(name);

				if (name == NULL)
					continue;
				put(names, name, month, rows[i].how);
				if (!g_str_equal(folded, name))
					put(names, folded, month, rows[i].how | CL_MONTH_LOOSE);
			}
		g_once_init_leave(&table, names);
	}
	return table;
}

int
cl_month_named(const char *word, guint *how)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(names_of_months(), word));

	if (how != NULL)
		*how = found >> HOW_SHIFT;
	return (int)(found & ((1U << HOW_SHIFT) - 1));
}

const char *
cl_month_name(int month)
{
	return month >= 1 && month <= N_MONTHS ? english[month - 1] : "?";
}
