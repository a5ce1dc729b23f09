/*
 * Days and numbers that are kept as text. A text column is read as days, or as the numbers that its name says it holds, when every
 * value that is there can be, in one form. What can be read in two ways (day first or month first, a comma for thousands or for
 * decimals) is not read, only told, and so are amounts of several currencies. A column that is read has the type of what it holds
 * and carries the SQL that reads it; texts for "missing" are missing. Forms are tried on some rows, and what is left is
 * checked on all. Whole numbers are read as days or months (20240131, 202401) when all of many are ones, which chance does
 * not make; not where they are a key, or refer to one, so that a table of days is still joined. Seconds and milliseconds since 1970 are
 * moments where the name says that it is a time. The day of a moment is that of the zone which somebody declared.
 */
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define TRIED 2000 /* rows that choose the form */
#define ROWS_LEAST 3
#define NUMBERS_LEAST 8 /* different ones */
#define MAX_FORMS 16

struct form {
	const char *read; /* SQL, '{}' for the column; null where it does not fit */
	const char *also; /* a condition on x that must hold too; NULL = none */
	const char *words;
	enum mdp_type type;
	int rival; /* forms of one rival number that both fit leave it open; 0 = none */
};

#define WITH_OFFSET 11 /* of the forms: it is a moment */
static const struct form days[] = {
	{ "cast(try_strptime({}, '%Y-%m-%d') as date)", NULL, "year-month-day", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%Y/%m/%d') as date)", NULL, "year/month/day", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%Y%m%d') as date)", "length(x) = 8", "yearmonthday", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%d.%m.%Y') as date)", NULL, "day.month.year", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%d/%m/%Y') as date)", NULL, "day/month/year", MDP_T_DATE, 1 },
	{ "cast(try_strptime({}, '%m/%d/%Y') as date)", NULL, "month/day/year", MDP_T_DATE, 1 },
	{ "cast(try_strptime({}, '%d-%m-%Y') as date)", NULL, "day-month-year", MDP_T_DATE, 2 },
	{ "cast(try_strptime({}, '%m-%d-%Y') as date)", NULL, "month-day-year", MDP_T_DATE, 2 },
	{ "cast(try_strptime({}, '%d-%b-%Y') as date)", NULL, "day-name-year", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%d %b %Y') as date)", NULL, "day name year", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, '%b %d, %Y') as date)", NULL, "name day, year", MDP_T_DATE, 0 },
	{ "try_cast({} as timestamp)",
	  "regexp_full_match(x, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*(Z|[+-]\\d{2}(:?\\d{2})?)')",
	  "year-month-day, time and its distance from UTC", MDP_T_TIMESTAMP, 0 },
	{ "try_cast({} as timestamp)", "regexp_full_match(x, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*')",
	  "year-month-day and time", MDP_T_TIMESTAMP, 0 },
	{ "try_strptime({}, '%d.%m.%Y %H:%M:%S')", NULL, "day.month.year and time", MDP_T_TIMESTAMP, 0 },
	{ "try_strptime({}, '%d.%m.%Y %H:%M')", NULL, "day.month.year and time", MDP_T_TIMESTAMP, 0 },
};

/* Of whole numbers; x is the number. */
static const struct form numbered_days[] = {
	{ "cast(try_strptime(cast({} as varchar), '%Y%m%d') as date)",
	  "(x BETWEEN 19000101 AND 21001231 OR x IN (99991231, 99990101))", "yearmonthday", MDP_T_DATE, 0 },
	{ "cast(try_strptime(cast({} as varchar), '%Y%m') as date)", "x BETWEEN 190001 AND 210012", "yearmonth",
	  MDP_T_DATE, 0 },
};

/* Months, quarters and weeks, each as its first day; after references, as whole numbers are. */
static const struct form months[] = {
	{ "cast(try_strptime({}, '%Y-%m') as date)", "regexp_full_match(x, '\\d{4}-\\d{2}')", "year-month", MDP_T_DATE,
	  0 },
	{ "cast(try_strptime({}, '%Y/%m') as date)", "regexp_full_match(x, '\\d{4}/\\d{2}')", "year/month", MDP_T_DATE,
	  0 },
	{ "cast(try_strptime({}, '%YM%m') as date)", "regexp_full_match(x, '\\d{4}M\\d{2}')", "year M month",
	  MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, ['%m/%Y', '%m-%Y', '%m.%Y']) as date)", "regexp_full_match(x, '\\d{1,2}[-/.]\\d{4}')",
	  "month and year", MDP_T_DATE, 0 },
	{ "cast(try_strptime({}, ['%b %Y', '%B %Y', '%b-%Y', '%B-%Y', '%Y %b', '%Y-%b', '%Y %B', '%b-%y', '%b %y', "
	  "'%b, %Y', "
	  "'%B, %Y', '%b%Y']) as date)",
	  "regexp_full_match(x, '.*[A-Za-z]{3}.*')", "name of a month and year", MDP_T_DATE, 0 },
	{ "cast(try_strptime(replace(replace(replace(replace(upper({}), 'Q1', '01'), 'Q2', '04'), 'Q3', '07'), 'Q4', "
	  "'10'), "
	  "['%Y-%m', '%Y%m', '%Y %m', '%m %Y', '%m-%Y', '%m/%Y', '%m%Y']) as date)",
	  "regexp_full_match(x, '(?i)(\\d{4}[- ]?Q[1-4]|Q[1-4][- /]?\\d{4})')", "year and quarter", MDP_T_DATE, 0 },
	{ "cast(try_strptime(concat({}, '-1'), '%G-W%V-%u') as date)", "regexp_full_match(x, '\\d{4}-W\\d{2}')",
	  "year and week", MDP_T_DATE, 0 },
};
#define QUARTERS 5 /* of the forms */
#define WEEKS 6

/* Moments as whole numbers: all of them between 1990 and 2050; x is the number, and 0 stands for none. */
static const struct form moments[] = {
	{ "make_timestamp(cast(nullif({}, 0) * 1000000.0 as bigint))", "x BETWEEN 631152000 AND 2524608000",
	  "seconds since 1970", MDP_T_TIMESTAMP, 0 },
	{ "epoch_ms(cast(nullif({}, 0) as bigint))", "x BETWEEN 631152000000 AND 2524608000000",
	  "milliseconds since 1970", MDP_T_TIMESTAMP, 0 },
	{ "make_timestamp(cast(nullif({}, 0) as bigint))", "x BETWEEN 631152000000000 AND 2524608000000000",
	  "microseconds since 1970", MDP_T_TIMESTAMP, 0 },
};

/* A dot before exactly three digits, or a comma, may set thousands or decimals apart. No more decimals than are kept. */
static const struct form numbers[] = {
	{ "try_cast({} as bigint)", "regexp_full_match(x, '[0-9]+')", "digits", MDP_T_INT, 0 },
	{ "try_cast(trim({}, ' $€£%') as decimal(18, 2))",
	  "regexp_full_match(x, '[ $€£]*[-+]?[0-9]+(\\.[0-9]{1,2})?[ %€]*')", "digits and a point", MDP_T_DECIMAL, 0 },
	{ "try_cast(trim({}, ' $€£%') as decimal(18, 4))",
	  "regexp_full_match(x, '[ $€£]*[-+]?[0-9]+(\\.[0-9]{1,4})?[ %€]*')", "digits and a point", MDP_T_DECIMAL, 0 },
	{ "try_cast(replace(trim({}, ' $€£%'), ',', '') as decimal(18, 4))",
	  "regexp_full_match(x, '[ $€£]*[-+]?[0-9]{1,3}(,[0-9]{3})*(\\.[0-9]{1,4})?[ %€]*')", "commas for thousands",
	  MDP_T_DECIMAL, 1 },
	{ "try_cast(replace(replace(trim({}, ' $€£%'), '.', ''), ',', '.') as decimal(18, 4))",
	  "regexp_full_match(x, '[ $€£]*[-+]?([0-9]{1,3}(\\.[0-9]{3})*|[0-9]+)(,[0-9]{1,4})?[ %€]*')",
	  "points for thousands and a comma for decimals", MDP_T_DECIMAL, 1 },
};

static const char *fill(struct mdp_arena *a, const char *template, const char *column)
{
	const char *at = strstr(template, "{}");

	return mdp_arena_printf(a, "%.*s%s%s", (int)(at - template), template, column, at + 2);
}

const char *mdp_prof_value(struct prof *p, const char *prefix, int column)
{
	const char *name = mdp_arena_printf(p->a, "%s%s", prefix, mdp_prof_ident(p, column));
	const char *read = p->c->columns[column].read_as;

	return read ? fill(p->a, read, name) : name;
}

/* The column's texts (or whole numbers) as x, without those that stand for a missing value. */
static const char *texts(struct prof *p, int column, int limit)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *name = mdp_prof_ident(p, column), *out;

	if (p->columns[column].class == PROF_INTEGER || p->columns[column].class == PROF_NUMBER)
		return mdp_arena_printf(p->a, "(SELECT %s AS x FROM %s WHERE %s > 0%s)", name,
					p->tables[p->c->columns[column].table].from, name,
					limit ? mdp_arena_printf(p->a, " LIMIT %d", limit) : "");
	mdp_buf_printf(&b, "(SELECT %s AS x FROM %s WHERE lower(trim(%s)) NOT IN (''", name,
		       p->tables[p->c->columns[column].table].from, name);
	for (int i = 1; mdp_data_placeholders[i]; i++)
		mdp_buf_printf(&b, ", %s", mdp_engine_literal(p->a, mdp_data_placeholders[i]));
	mdp_buf_puts(&b, ")");
	if (limit)
		mdp_buf_printf(&b, " LIMIT %d", limit);
	mdp_buf_puts(&b, ")");
	out = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

/* How many of the column's texts (of some rows with `limit`) each form reads. */
static int count_read(struct prof *p, int column, const struct form *forms, int n, int limit, int64_t *rows,
		      int64_t read[MAX_FORMS])
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	mdp_buf_puts(&sql, "SELECT count(*)");
	for (int i = 0; i < n; i++) {
		const char *value = fill(p->a, forms[i].read, "x");
		bool day = forms[i].type == MDP_T_DATE || forms[i].type == MDP_T_TIMESTAMP;

		mdp_buf_printf(
			&sql, ", count(*) FILTER (WHERE %s%s%s%s)", value,
			day ? mdp_arena_printf(p->a, " >= DATE '1000-01-01' AND %s < DATE '9999-12-31' + 1", value)
			    : " IS NOT NULL",
			forms[i].also ? " AND " : "", forms[i].also ? forms[i].also : "");
	}
	mdp_buf_printf(&sql, " FROM %s", texts(p, column, limit));
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	*rows = rc ? 0 : mdp_prof_int(&res, 0, 0);
	for (int i = 0; !rc && i < n; i++)
		read[i] = mdp_prof_int(&res, 0, 1 + i);
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

/* Range and count of what was read, in place of those of the texts. */
static int read_range(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	struct mdp_result res;
	const char *value = mdp_prof_value(p, "", column);
	int rc = mdp_prof_query(p, &res,
				mdp_arena_printf(p->a,
						 "SELECT min(v), max(v), count(DISTINCT v), count(*) - count(v) FROM "
						 "(SELECT %s AS v FROM %s)",
						 value, p->tables[col->table].from));

	if (!rc) {
		col->min = *mdp_result_at(&res, 0, 0);
		col->max = *mdp_result_at(&res, 0, 1);
		col->distinct = mdp_prof_int(&res, 0, 2);
		col->nulls = mdp_prof_int(&res, 0, 3);
	}
	mdp_result_release(&res);
	return rc;
}

/* How many different signs stand with the column's numbers; having none counts as one. */
static int count_signs(struct prof *p, int column, int64_t *signs)
{
	struct mdp_result res;
	int rc = mdp_prof_query(p, &res,
				mdp_arena_printf(p->a, "SELECT count(DISTINCT regexp_extract(x, '[$€£%%]')) FROM %s",
						 texts(p, column, 0)));

	*signs = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

static bool is_moment(const struct form *f)
{
	return f == &days[WITH_OFFSET] || (f >= moments && f < moments + sizeof(moments) / sizeof(moments[0]));
}

/* What is known of the day: only its month, for one. */
static enum mdp_grain precision_of(const struct form *f)
{
	if (f == &numbered_days[1])
		return MDP_GRAIN_MONTH;
	if (f < months || f >= months + sizeof(months) / sizeof(months[0]))
		return MDP_GRAIN_NONE;
	return f == &months[QUARTERS] ? MDP_GRAIN_QUARTER : f == &months[WEEKS] ? MDP_GRAIN_WEEK : MDP_GRAIN_MONTH;
}

/* How it is read, in the zone whose days are meant. */
static const char *in_zone(struct prof *p, const struct form *f)
{
	if (!is_moment(f) || !p->c->zone)
		return f->read;
	return mdp_arena_printf(&p->c->arena, "timezone(%s, timezone('UTC', %s))", mdp_engine_literal(p->a, p->c->zone),
				f->read);
}

static int take(struct prof *p, int column, const struct form *f, int64_t rows)
{
	struct mdp_column *col = &p->c->columns[column];
	struct prof_column *pc = &p->columns[column];
	int64_t signs = 0;
	int rc;

	/* digits alone may be a label, a size or a phone's: what their text is for is the model's to say */
	if (f->type == MDP_T_INT) {
		col->read_evidence.how = mdp_arena_printf(&p->c->arena, "text, all of it %s: not read", f->words);
		col->read_evidence.rows = rows;
		return 0;
	}
	if (f->type == MDP_T_DECIMAL && (rc = count_signs(p, column, &signs)))
		return rc;
	if (signs > 1) {
		col->read_evidence.how =
			mdp_arena_printf(&p->c->arena, "text, %s of several currencies or units: not read", f->words);
		col->read_evidence.rows = rows;
		return 0;
	}
	col->read_as = in_zone(p, f);
	col->type = f->type;
	col->moment = is_moment(f);
	col->precision = precision_of(f);
	col->read_evidence.how = mdp_arena_printf(&p->c->arena, "%s read as %s",
						  pc->class == PROF_TEXT ? "text" : "whole number", f->words);
	col->read_evidence.rows = rows;
	pc->class = f->type == MDP_T_DECIMAL ? PROF_NUMBER : PROF_TIME;
	pc->comparable = pc->datelike = false;
	rc = read_range(p, column);
	col->role = MDP_ROLE_UNKNOWN;
	col->additive = MDP_ADDITIVE_NO;
	col->unit = NULL;
	mdp_prof_role(p, column);
	return rc;
}

static int try_forms(struct prof *p, int column, const struct form *forms, int n)
{
	struct mdp_column *col = &p->c->columns[column];
	int64_t rows, read[MAX_FORMS] = { 0 };
	int best = -1, rc = count_read(p, column, forms, n, TRIED, &rows, read);

	for (int i = 0; !rc && rows >= ROWS_LEAST && i < n; i++) {
		if (read[i] == rows && best >= 0 && forms[i].rival && forms[i].rival == forms[best].rival) {
			col->read_evidence.how = mdp_arena_printf(&p->c->arena, "text, %s or %s: not read",
								  forms[best].words, forms[i].words);
			col->read_evidence.rows = rows;
			return 0;
		}
		if (read[i] == rows && best < 0)
			best = i;
	}
	if (rc || best < 0)
		return rc;
	if (!p->tables[col->table].complete || p->c->tables[col->table].rows > TRIED) {
		rc = count_read(p, column, &forms[best], 1, 0, &rows, read);
		if (rc || read[0] < rows) {
			col->read_evidence = (struct mdp_evidence){
				.how = mdp_arena_printf(&p->c->arena, "text, mostly %s: not read", forms[best].words),
				.rows = rows,
				.exceptions = rows - read[0]
			};
			return rc;
		}
	}
	return take(p, column, &forms[best], rows);
}

/* Begins with a digit and has as many digits as a day, or the letters of a month's name. */
static bool looks_like_day(const struct mdp_value *v)
{
	int digits = 0, letters = 0;

	if (v->type != MDP_T_TEXT || v->s.n < 8 || v->s.n > 32)
		return false;
	for (size_t i = 0; i < v->s.n; i++) {
		digits += v->s.p[i] >= '0' && v->s.p[i] <= '9';
		letters += (v->s.p[i] | 32) >= 'a' && (v->s.p[i] | 32) <= 'z';
	}
	return digits >= 5 && letters <= 3;
}

static bool is_plain_text(const struct mdp_column *col)
{
	return strcmp(col->sql_type, "VARCHAR") == 0;
}

int mdp_prof_read_text(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];

	if (pc->class != PROF_TEXT || col->hidden || !is_plain_text(col) || col->distinct < ROWS_LEAST ||
	    pc->length > 32)
		return 0;
	int rc = looks_like_day(&col->max) ? try_forms(p, column, days, (int)(sizeof(days) / sizeof(days[0]))) : 0;
	if (!rc && pc->amount && !col->read_as && !col->read_evidence.how)
		rc = try_forms(p, column, numbers, (int)(sizeof(numbers) / sizeof(numbers[0])));
	return rc;
}

/* May all of them lie there, apart from 0, which stands for none? */
static bool lies_within(const struct mdp_column *col, double least, double greatest)
{
	if (!mdp_value_is_number(&col->min) || !mdp_value_is_number(&col->max))
		return false;
	double lo = mdp_value_number(&col->min), hi = mdp_value_number(&col->max);

	return (lo >= least || (lo >= 0 && lo <= 0)) && hi >= least && hi <= greatest;
}

/* … or with numbers that stand for a day that is not known, or for ever. */
static bool lies_on_days(const struct mdp_column *col)
{
	double lo, hi;

	if (!mdp_value_is_number(&col->min) || !mdp_value_is_number(&col->max))
		return false;
	lo = mdp_value_number(&col->min);
	hi = mdp_value_number(&col->max);
	return (lo >= 19000101 || (lo >= -1 && lo <= 0)) && hi >= 19000101 &&
	       (hi <= 21001231 || (hi >= 99990101 && hi <= 99991231));
}

static bool may_be_day(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_key *key = &p->tables[col->table].key;

	if (p->columns[column].class != PROF_INTEGER || col->hidden || col->distinct < NUMBERS_LEAST ||
	    p->columns[column].ref_table >= 0 || (key->n == 1 && key->columns[0] == column))
		return false;
	return lies_on_days(col) || lies_within(col, 190001, 210012);
}

int mdp_prof_read_moments(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];
	bool named = col->role_how && strcmp(col->role_how, "name") == 0;

	if ((pc->class != PROF_INTEGER && pc->class != PROF_NUMBER) || col->hidden || col->distinct < ROWS_LEAST ||
	    (named && (col->role == MDP_ROLE_ID || col->role == MDP_ROLE_CODE)) ||
	    (col->role != MDP_ROLE_DURATION && !mdp_prof_names_time(col->words)))
		return 0; /* a duration of decades on every row is none */
	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		double unit = i == 0 ? 1 : i == 1 ? 1e3 : 1e6;

		if (lies_within(col, 631152000 * unit, 2524608000 * unit))
			return try_forms(p, column, &moments[i], 1);
	}
	return 0;
}

int mdp_prof_read_zone(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];

	if (strcmp(col->sql_type, "TIMESTAMP WITH TIME ZONE") != 0)
		return 0;
	col->moment = true;
	if (!p->c->zone || col->hidden)
		return 0;
	col->read_as = mdp_arena_printf(&p->c->arena, "timezone(%s, {})", mdp_engine_literal(p->a, p->c->zone));
	col->read_evidence.how = mdp_arena_printf(&p->c->arena, "moments read in %s", p->c->zone);
	col->read_evidence.rows = p->c->tables[col->table].rows - col->nulls;
	p->columns[column].comparable = false;
	return read_range(p, column);
}

int mdp_prof_zone(struct prof *p)
{
	const char *zone = p->hints ? p->hints->zone : NULL;
	struct mdp_error why = { 0 };
	struct mdp_result res;
	int rc;

	if (!zone)
		return 0;
	rc = mdp_engine_query(p->e,
			      mdp_arena_printf(p->a, "SELECT timezone(%s, TIMESTAMPTZ '2000-01-01 00:00:00+00')",
					       mdp_engine_literal(p->a, zone)),
			      NULL, 0, 0, &res, &why);
	mdp_result_release(&res);
	if (!rc) {
		p->c->zone = mdp_arena_strdup(&p->c->arena, zone);
		p->c->zone_source = p->hints->zone_source;
		p->c->zone_source.file = mdp_arena_strdup(&p->c->arena, p->hints->zone_source.file);
		return 0;
	}
	rc = mdp_fail(p->err, p->hints->zone_source.line ? MDP_FORMAT : MDP_USAGE, "no such time zone: %s", zone);
	mdp_error_hint(p->err, "name one as Europe/Madrid");
	if (p->hints->zone_source.line)
		mdp_error_at(p->err, p->hints->zone_source.file, p->hints->zone_source.line);
	return rc;
}

/* Does anything refer to it, so that it must stay as it is written? */
static bool is_referred_to(const struct prof *p, int column)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		if (c != column && p->columns[c].ref_table == p->c->columns[column].table &&
		    p->columns[c].ref_column == column)
			return true;
	}
	return false;
}

static bool has_digit(const struct mdp_value *v)
{
	return v->type == MDP_T_TEXT && v->s.p && strpbrk(v->s.p, "0123456789");
}

static bool may_be_month(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return p->columns[column].class == PROF_TEXT && !col->hidden && is_plain_text(col) && !col->read_evidence.how &&
	       col->distinct >= ROWS_LEAST && p->columns[column].length >= 6 && p->columns[column].length <= 16 &&
	       (has_digit(&col->min) || has_digit(&col->max)) && p->columns[column].ref_table < 0 &&
	       !is_referred_to(p, column);
}

/* 2009-10, 2010-11: a season from one year to the next, rather than its October. */
static int is_season(struct prof *p, int column, bool *season)
{
	const struct mdp_value *least = &p->c->columns[column].min;
	struct mdp_result res;
	int rc;

	*season = false;
	if (least->type != MDP_T_TEXT || least->s.n < 4 || strspn(least->s.p, "0123456789") < 4)
		return 0;
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*) FILTER (WHERE try_cast(right(x, 2) AS INTEGER) IS DISTINCT FROM "
				 "(try_cast(left(x, 4) AS INTEGER) + 1) %% 100) FROM %s",
				 texts(p, column, 0)));

	*season = !rc && mdp_prof_int(&res, 0, 0) == 0;
	mdp_result_release(&res);
	return rc;
}

static int read_month(struct prof *p, int column)
{
	bool season;
	int rc = is_season(p, column, &season);

	if (rc || season)
		return rc;
	return try_forms(p, column, months, (int)(sizeof(months) / sizeof(months[0])));
}

int mdp_prof_read_numbers(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++) {
		const char *how = p->c->columns[c].read_evidence.how;

		if (may_be_month(p, c))
			rc = read_month(p, c);
		if (rc || !may_be_day(p, c))
			continue;
		rc = try_forms(p, c, numbered_days, (int)(sizeof(numbered_days) / sizeof(numbered_days[0])));
		if (!rc && p->c->columns[c].read_as)
			rc = mdp_prof_period(p, c);
		if (!p->c->columns[c].read_as && !how)
			p->c->columns[c].read_evidence = (struct mdp_evidence){ 0 };
	}
	return rc;
}
