/* SPDX-License-Identifier: MIT
 *
 * Names of months and weekdays, in the languages that desks receive. One table of each for who prints and
 * who reads dates; where in a text a name may be one, its reader decides.
 */
#include <cutline/text.h>
#include <cutline/time.h>

#define N_MONTHS 12
#define N_WEEKDAYS 7

static const char *const english_months[N_MONTHS] = {"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"};
static const char *const english_days[N_WEEKDAYS] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* Lower case; NULL = not used, or said above. */
/* clang-format off */
static const struct {
	guint how; /* ClNamedHow */
	const char *names[N_MONTHS];
} months[] = {
	{CL_NAMED_CAPITAL, {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {"jan", "feb", "mar", "apr", NULL, "jun", "jul", "aug", "sept", "oct", "nov", "dec"}},
	{CL_NAMED_CAPITAL, {"januar", "februar", "märz", NULL, "mai", "juni", "juli", NULL, NULL, "oktober", NULL, "dezember"}},
	{CL_NAMED_CAPITAL, {"jänner"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {NULL, "feber", "mär", NULL, NULL, NULL, NULL, NULL, "sep", "okt", NULL, "dez"}},
	{0, {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}},
	{CL_NAMED_SHORT, {"janv", "févr", NULL, "avr", NULL, NULL, "juil", NULL, "sept", "oct", "nov", "déc"}},
	{0, {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}},
	{0, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "setiembre"}},
	{CL_NAMED_SHORT, {"ene", "feb", NULL, "abr", NULL, NULL, NULL, NULL, NULL, NULL, NULL, "dic"}},
	{0, {"gennaio", "febbraio", NULL, "aprile", "maggio", "giugno", "luglio", NULL, "settembre", "ottobre", NULL, "dicembre"}},
	{0, {"janeiro", "fevereiro", "março", NULL, "maio", "junho", "julho", NULL, "setembro", "outubro", "novembro", "dezembro"}},
	{0, {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}},
	{0, {"januar", "februar", NULL, NULL, "maj", NULL, NULL, "august", NULL, NULL, NULL, "desember"}},
	{0, {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"}},
	{0, {"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"}},
	{0, {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"}},
	{0, {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}},
	{CL_NAMED_SHORT, {"янв", "фев", "мар", "апр", NULL, "июн", "июл", "авг", "сент", "окт", "нояб", "дек"}},
	{0, {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}},
	{0, {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}},
	{0, {"қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда", "шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"}},
	{CL_NAMED_SHORT | CL_NAMED_LOOSE, {"gen", "fev", NULL, NULL, NULL, NULL, NULL, "ago"}},
};
static const struct {
	guint how;
	const char *names[N_WEEKDAYS];
} weekdays[] = {
	{CL_NAMED_CAPITAL, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {NULL, "tues", "weds", "thur"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {NULL, NULL, NULL, "thurs"}},
	{CL_NAMED_CAPITAL, {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"}},
	{CL_NAMED_CAPITAL, {NULL, NULL, NULL, NULL, NULL, "sonnabend"}},
	{CL_NAMED_CAPITAL | CL_NAMED_SHORT, {"mo", "di", "mi", "do", "fr", "sa", "so"}},
	{CL_NAMED_SMALL, {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}},
	{CL_NAMED_SMALL, {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"}},
	{CL_NAMED_SMALL, {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"}},
	{CL_NAMED_SMALL, {"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"}},
	{CL_NAMED_SMALL, {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"}},
	{CL_NAMED_SMALL, {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"}},
	{CL_NAMED_SMALL, {"måndag", "tisdag", NULL, NULL, NULL, "lördag", "söndag"}},
	{CL_NAMED_SMALL, {"poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"}},
	{CL_NAMED_SMALL, {NULL, NULL, "środę", NULL, NULL, "sobotę", "niedzielę"}},
	{CL_NAMED_SMALL, {"pondělí", "úterý", "středa", "čtvrtek", "pátek", NULL, "neděle"}},
	{CL_NAMED_SMALL, {NULL, NULL, "středu", NULL, NULL, "sobotu", "neděli"}},
	/* "pazar" is a market. */
	{CL_NAMED_CAPITAL, {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi"}},
	/* "среда" is surroundings, too, "воскресенья" may be several. */
	{CL_NAMED_SMALL, {"понедельник", "вторник", NULL, "четверг", "пятница", "суббота", "воскресенье"}},
	{CL_NAMED_SMALL, {NULL, NULL, NULL, NULL, "пятницу", "субботу"}},
	{CL_NAMED_LOOSE, {"понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"}},
	{CL_NAMED_LOOSE, {NULL, NULL, "среду"}},
	{CL_NAMED_SMALL, {"понеділок", "вівторок", "середу", "четвер", NULL, "суботу", "неділю"}},
	{CL_NAMED_SMALL, {"дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"}},
};
/* clang-format on */

#define HOW_SHIFT 4

/* Of one name in two languages what asks for less counts. */
static void
put(GHashTable *names, const char *name, guint number, guint how)
{
	guint old = GPOINTER_TO_UINT(g_hash_table_lookup(names, name));

	if (old != 0)
		how &= old >> HOW_SHIFT;
	g_hash_table_insert(names, g_strdup(name), GUINT_TO_POINTER(how << HOW_SHIFT | number));
}

static void
put_row(GHashTable *names, guint how, const char *const *row, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *folded = row[i] == NULL ? NULL : cl_text_fold(row[i]);

		if (row[i] == NULL)
			continue;
		put(names, row[i], i + 1, how);
		if (!g_str_equal(folded, row[i]))
			put(names, folded, i + 1, how | CL_NAMED_LOOSE);
	}
}

static GHashTable *
new_table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
names_of_months(void)
{
	static GHashTable *table;

	if (g_once_init_enter(&table)) {
		GHashTable *names = new_table();

		for (gsize i = 0; i < G_N_ELEMENTS(months); i++)
			put_row(names, months[i].how, months[i].names, N_MONTHS);
		g_once_init_leave(&table, names);
	}
	return table;
}

static GHashTable *
names_of_weekdays(void)
{
	static GHashTable *table;

	if (g_once_init_enter(&table)) {
		GHashTable *names = new_table();

		for (gsize i = 0; i < G_N_ELEMENTS(weekdays); i++)
			put_row(names, weekdays[i].how, weekdays[i].names, N_WEEKDAYS);
		g_once_init_leave(&table, names);
	}
	return table;
}

static int
named(GHashTable *names, const char *word, guint *how)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(names, word));

	if (how != NULL)
		*how = found >> HOW_SHIFT;
	return (int)(found & ((1U << HOW_SHIFT) - 1));
}

int
cl_month_named(const char *word, guint *how)
{
	return named(names_of_months(), word, how);
}

int
cl_weekday_named(const char *word, guint *how)
{
	return named(names_of_weekdays(), word, how);
}

const char *
cl_month_name(int month)
{
	return month >= 1 && month <= N_MONTHS ? english_months[month - 1] : "?";
}

const char *
cl_weekday_name(int weekday)
{
	return weekday >= 1 && weekday <= N_WEEKDAYS ? english_days[weekday - 1] : "?";
}
