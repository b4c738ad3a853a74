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
	{0, {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", NULL, "grudnia"}},
	{0, {"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", NULL, "prosince"}},
	{0, {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"}},
	{0, {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}},
	{CL_NAMED_SHORT, {"янв", "фев", "мар", "апр", NULL, "июн", "июл", "авг", "сент", "окт", "нояб", "дек"}},
	{0, {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}},
	{0, {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}},
	{0, {"қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда", "шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"}},
	{0, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, "augusti"}},
	{0, {NULL, NULL, "marts"}},
	{CL_NAMED_SHORT, {NULL, NULL, "mrt"}},
	{CL_NAMED_SHORT | CL_NAMED_LOOSE, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "des"}},
	/* Icelandic, Finnish and Estonian, in the cases of dates. */
	{0, {"janúar", "febrúar", NULL, "apríl", "maí", "júní", "júlí", "ágúst", NULL, NULL, "nóvember"}},
	{0, {"tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"}},
	{0, {"tammikuun", "helmikuun", "maaliskuun", "huhtikuun", "toukokuun", "kesäkuun", "heinäkuun", "elokuun", "syyskuun", "lokakuun", "marraskuun", "joulukuun"}},
	{0, {"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"}},
	{0, {"tammikuussa", "helmikuussa", "maaliskuussa", "huhtikuussa", "toukokuussa", "kesäkuussa", "heinäkuussa", "elokuussa", "syyskuussa", "lokakuussa", "marraskuussa", "joulukuussa"}},
	{0, {"jaanuar", "veebruar", "märts", "aprill", NULL, "juuni", "juuli", NULL, NULL, "oktoober", NULL, "detsember"}},
	{0, {"jaanuari", "veebruari", "märtsi", "aprilli", NULL, NULL, NULL, "augusti", "septembri", "oktoobri", "novembri", "detsembri"}},
	{0, {"jaanuarit", "veebruarit", "märtsi", "aprilli", NULL, "juunit", "juulit", "augustit", "septembrit", "oktoobrit", "novembrit", "detsembrit"}},
	{0, {"jaanuarini", "veebruarini", "märtsini", "aprillini", "maini", "juunini", "juulini", "augustini", "septembrini", "oktoobrini", "novembrini", "detsembrini"}},
	/* Latvian and Lithuanian. */
	{CL_NAMED_LOOSE, {"janvāris", "februāris", NULL, "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"}},
	{CL_NAMED_LOOSE, {"janvāra", "februāra", "marta", "aprīļa", "maija", "jūnija", "jūlija", "augusta", "septembra", "oktobra", "novembra", "decembra"}},
	{CL_NAMED_LOOSE, {"janvārim", "februārim", "martam", "aprīlim", "maijam", "jūnijam", "jūlijam", "augustam", "septembrim", "oktobrim", "novembrim", "decembrim"}},
	{CL_NAMED_LOOSE, {"sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"}},
	/* Slavic languages: "listopad" is October in Croatian. */
	{CL_NAMED_LOOSE, {"styczeń", "luty", "marzec", "kwiecień", NULL, "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", NULL, "grudzień"}},
	{CL_NAMED_LOOSE, {"leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", NULL, "říjen", NULL, "prosinec"}},
	{CL_NAMED_LOOSE, {"lednu", "únoru", "březnu", "dubnu", "květnu", "červnu", "červenci", "srpnu", NULL, "říjnu", NULL, "prosinci"}},
	{CL_NAMED_LOOSE, {"lednem", "únorem", "březnem", "dubnem", "květnem", "červnem", "červencem", "srpnem", NULL, "říjnem", NULL, "prosincem"}},
	{CL_NAMED_LOOSE | CL_NAMED_TWICE, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "listopad"}},
	{CL_NAMED_TWICE, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "listopada"}},
	{CL_NAMED_TWICE, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "listopadu"}},
	{0, {"január", "február", "marec", "apríl", NULL, NULL, NULL, "august", NULL, "október"}},
	{0, {"januára", "februára", "marca", "apríla", "mája", "júna", "júla", "augusta", "septembra", "októbra", "novembra", "decembra"}},
	{0, {"januári", "februári", "marci", "apríli", "máji", "júni", "júli", "auguste", "septembri", "októbri", "novembri", "decembri"}},
	{CL_NAMED_LOOSE, {"januárom", "februárom", "marcom", "aprílom", "májom", "júnom", "júlom", "augustom", "septembrom", "októbrom", "novembrom", "decembrom"}},
	{0, {"januarja", "februarja", "marca", "aprila", "maja", "junija", "julija", "avgusta", "septembra", "oktobra", "novembra", "decembra"}},
	{CL_NAMED_LOOSE, {"januarju", "februarju", "marcu", "aprilu", "maju", "juniju", "juliju", "avgustu", "septembru", "oktobru", "novembru", "decembru"}},
	{CL_NAMED_LOOSE, {"januarjem", "februarjem", "marcem", "aprilem", "majem", "junijem", "julijem", "avgustom", "septembrom", "oktobrom", "novembrom", "decembrom"}},
	{CL_NAMED_LOOSE, {"januara", "februara", NULL, NULL, NULL, "juna", "jula"}},
	{CL_NAMED_LOOSE, {"siječnja", "veljače", "ožujka", "travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", NULL, "studenoga", "prosinca"}},
	{CL_NAMED_LOOSE, {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "studenog"}},
	{0, {"јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра", "октобра", "новембра", "децембра"}},
	{0, {"јануари", "фебруари", "март", "април", "мај", "јуни", "јули", "август", "септември", "октомври", "ноември", "декември"}},
	{0, {"януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември", "декември"}},
	{CL_NAMED_LOOSE, {"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"}},
	{CL_NAMED_LOOSE, {"січень", NULL, "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"}},
	{0, {"студзеня", "лютага", "сакавіка", "красавіка", "мая", "чэрвеня", "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня"}},
	/* Kazakh and Turkish: from, until. */
	{CL_NAMED_LOOSE, {"қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "мамырдан", "маусымнан", "шілдеден", "тамыздан", "қыркүйектен", "қазаннан", "қарашадан", "желтоқсаннан"}},
	{CL_NAMED_LOOSE, {"қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға", "шілдеге", "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға"}},
	{CL_NAMED_LOOSE, {"ocaktan", "şubattan", "marttan", "nisandan", "mayıstan", "hazirandan", "temmuzdan", "ağustostan", "eylülden", "ekimden", "kasımdan", "aralıktan"}},
	{CL_NAMED_LOOSE, {"ocağa", "şubata", "marta", "nisana", "mayısa", "hazirana", "temmuza", "ağustosa", "eylüle", "ekime", "kasıma", "aralığa"}},
	{CL_NAMED_LOOSE, {"ocaka", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "aralıka"}},
	/* Greek. */
	{0, {"ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου"}},
	{0, {"ιανουάριο", "φεβρουάριο", "μάρτιο", "απρίλιο", "μάιο", "ιούνιο", "ιούλιο", "αύγουστο", "σεπτέμβριο", "οκτώβριο", "νοέμβριο", "δεκέμβριο"}},
	{CL_NAMED_SHORT | CL_NAMED_LOOSE, {"ιαν", "φεβ", "μαρ", "απρ", NULL, "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"}},
	/* Hungarian, Romanian, Catalan. */
	{0, {NULL, NULL, "március", "április", "május", "június", "július", "augusztus", "szeptember"}},
	{CL_NAMED_SHORT | CL_NAMED_LOOSE, {NULL, "febr", "márc", "ápr", "máj", "jún", "júl", NULL, "szept"}},
	{0, {"ianuarie", "februarie", "martie", "aprilie", NULL, "iunie", "iulie", NULL, "septembrie", "octombrie", "noiembrie", "decembrie"}},
	{0, {"gener", "febrer", "març", NULL, "maig", "juny", "juliol", "agost", "setembre", NULL, NULL, "desembre"}},
	{CL_NAMED_LOOSE, {NULL, NULL, NULL, "dabril", NULL, NULL, NULL, "dagost", NULL, "doctubre"}},
	{0, {NULL, NULL, "maret", NULL, NULL, NULL, NULL, "agustus"}},
	/* Arabic, of Egypt, the Maghreb and the Levant. */
	{0, {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}},
	{0, {"جانفي", "فيفري", NULL, "أفريل", "ماي", "جوان", "جويلية", "أوت"}},
	{0, {NULL, "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول"}},
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
		/* "jún" without its accent is no reason to read "jun" otherwise. */
		if (!g_str_equal(folded, row[i]) && !g_hash_table_contains(names, folded))
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
