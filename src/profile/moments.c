/*
 * The moment of a row in the key of its table: a time, a reference to a table of days, a year that is a number, a year with the
 * number or name of a month in it, or a text such as "2024-03", "Mar 2024", "2024-Q1". What does not sort as time passes ("Mar
 * 2024") gets SQL that does.
 */
#include <stdlib.h>
#include <string.h>

#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define YEARS_MOST 400 /* different ones */
#define PERIODS_MOST 5000

/* Texts that sort as time passes once all are of one length. */
#define SORTED "(?i)(fy|cy)?[ -]?(19|20)\\d{2}[-/. ]?(q[1-4]|w\\d{2}|m\\d{2}|p\\d{2}|h[12]|s[12]|\\d{2}|(19|20)\\d{2})"
#define BARE_YEAR "(?i)(fy|cy)?[ -]?(19|20)\\d{2}"
#define BARE_YEAR_ORDER "try_cast(right({}, 4) as integer)"
#define BACKWARD "(?i)([qhs])[ -/]?([1-4])[ -/]*((?:19|20)\\d{2})" /* Q1 2024 */
#define BACKWARD_ORDER "regexp_replace({}, '" BACKWARD "', '\\3\\2')"
#define MONTHS                                                                                                         \
	"try_strptime({}, ['%Y-%m', '%Y/%m', '%m/%Y', '%m-%Y', '%m.%Y', '%b %Y', '%B %Y', '%b-%Y', '%B-%Y', '%Y %b', " \
	"'%Y-%b', '%Y %B', '%b-%y', '%b %y', '%b, %Y', '%B, %Y', '%b%Y'])"
#define NAMED_MONTH "month(try_strptime({} || ' 2000', ['%b %Y', '%B %Y']))"
#define NUMBERED "(?i)(q|w|m|p|h|s|week|month|quarter|period|kw|wk|qtr)?[ -]?\\d{1,2}"
#define NUMBERED_ORDER "try_cast(regexp_extract({}, '[0-9]+') as integer)"

enum rank { RANK_NONE, RANK_WITHIN, RANK_RUNNING, RANK_YEAR, RANK_TIME };

const char *mdp_prof_filled(struct mdp_arena *a, const char *template, const char *column)
{
	const char *at = strstr(template, "{}");

	return at ? mdp_arena_printf(a, "%.*s%s%s", (int)(at - template), template, column, at + 2) : template;
}

/* How many of what the last words of the name say a year has; 0: a year or what runs on; -1: nothing of the calendar. */
static int of_calendar(const struct prof *p, int column)
{
	const char *words = p->c->columns[column].words;
	int best = -1;
	size_t longest = 0;

	for (int i = 0; mdp_data_calendar[i]; i++) {
		const char *tab = strchr(mdp_data_calendar[i], '\t');
		size_t n = tab ? (size_t)(tab - mdp_data_calendar[i]) : 0, have = strlen(words);
		bool last, first;

		if (mdp_data_calendar[i][0] == '#' || n <= longest || n > have)
			continue;
		last = memcmp(words + have - n, mdp_data_calendar[i], n) == 0 &&
		       (n == have || words[have - n - 1] == ' ');
		first = memcmp(words, mdp_data_calendar[i], n) == 0 && words[n] == ' ' &&
			mdp_prof_is_id_word(mdp_str_of(words + n + 1));
		if (!last && !first)
			continue;
		longest = n;
		best = (int)strtol(tab + 1, NULL, 10);
	}
	return best;
}

/* A year by its role, or whole numbers that are years and nothing else by their name and values. */
static bool is_year(const struct prof *p, int column, double least, double greatest)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (least < 1500 || greatest > 2200 || col->distinct > YEARS_MOST)
		return false;
	return col->role == MDP_ROLE_YEAR || of_calendar(p, column) == 0 ||
	       (!p->columns[column].idlike && p->columns[column].ref_table < 0 && least >= 1900 && greatest <= 2100 &&
		(double)col->distinct * 2 > greatest - least);
}

static bool is_year_month(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return mdp_value_number(&col->min) >= 190001 && mdp_value_number(&col->max) <= 210012;
}

static enum rank rank_number(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	int most = of_calendar(p, column);
	double least, greatest;

	if (!mdp_value_is_number(&col->min) || !mdp_value_is_number(&col->max))
		return RANK_NONE;
	least = mdp_value_number(&col->min);
	greatest = mdp_value_number(&col->max);
	if (is_year(p, column, least, greatest))
		return RANK_YEAR;
	if (most > 0 && least >= 0 && greatest <= most)
		return RANK_WITHIN;
	/* 202403, 20243, or a number of the week since some day */
	return most >= 0 && least >= 0 && col->distinct <= PERIODS_MOST ? RANK_RUNNING : RANK_NONE;
}

/* What all of the column's texts are. */
static int rank_text(struct prof *p, int column, enum rank *rank, const char **order)
{
	static const struct {
		enum rank rank;
		const char *order, *all;
		bool named;
	} forms[] = {
		{ RANK_YEAR, BARE_YEAR_ORDER, "regexp_full_match(x, '" BARE_YEAR "')", true },
		{ RANK_RUNNING, NULL, "regexp_full_match(x, '" SORTED "')", false },
		{ RANK_RUNNING, MONTHS, NULL, false },
		{ RANK_RUNNING, BACKWARD_ORDER, "regexp_full_match(x, '" BACKWARD "')", false },
		{ RANK_WITHIN, NAMED_MONTH, NULL, false },
		{ RANK_WITHIN, NUMBERED_ORDER, "regexp_full_match(x, '" NUMBERED "')", true },
	};
	const struct mdp_column *col = &p->c->columns[column];
	const char *sql = "", *name = mdp_prof_ident(p, column);
	size_t n = sizeof(forms) / sizeof(forms[0]);
	struct mdp_result res;
	int rc;

	*rank = RANK_NONE;
	if (col->distinct < 2 || col->distinct > PERIODS_MOST || p->columns[column].length > 20 ||
	    strcmp(col->sql_type, "VARCHAR") != 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		sql = mdp_arena_printf(p->a, "%s, count(*) FILTER (WHERE %s)", sql,
				       forms[i].all ? forms[i].all
						    : mdp_arena_printf(p->a, "%s IS NOT NULL",
								       mdp_prof_filled(p->a, forms[i].order, "x")));
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*), count(DISTINCT length(x))%s FROM (SELECT DISTINCT %s AS x "
				 "FROM %s WHERE %s IS NOT NULL)",
				 sql, name, p->tables[col->table].from, name));
	for (size_t i = 0; !rc && i < n && *rank == RANK_NONE; i++) {
		bool alike = forms[i].order || mdp_prof_int(&res, 0, 1) == 1;

		if (mdp_prof_int(&res, 0, 2 + (int)i) != mdp_prof_int(&res, 0, 0) || !alike ||
		    (forms[i].named && of_calendar(p, column) < 0))
			continue;
		*rank = forms[i].rank;
		*order = forms[i].order;
	}
	mdp_result_release(&res);
	return rc;
}

/* A time, or a reference to a table of days. */
static bool is_time(const struct prof *p, int column)
{
	const struct prof_column *pc = &p->columns[column];
	const struct mdp_table *t;

	if (pc->class == PROF_TIME || pc->ref_table < 0)
		return pc->class == PROF_TIME;
	t = &p->c->tables[pc->ref_table];
	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;

		/* a day that stands for none may have no date */
		if (p->columns[c].class == PROF_TIME && p->c->columns[c].distinct == t->rows - p->c->columns[c].nulls &&
		    p->c->columns[c].nulls * 2 < t->rows && p->c->columns[c].role == MDP_ROLE_TIME_EVENT &&
		    mdp_catalog_is_regular(p->c, c))
			return true;
	}
	return false;
}

static int rank_of(struct prof *p, int column, enum rank *rank, const char **order)
{
	*order = NULL;
	*rank = RANK_NONE;
	if (is_time(p, column))
		*rank = RANK_TIME;
	else if (p->columns[column].class == PROF_INTEGER)
		*rank = rank_number(p, column);
	else if (p->columns[column].class == PROF_TEXT && p->columns[column].ref_table < 0)
		return rank_text(p, column, rank, order);
	return 0;
}

int mdp_prof_moment(struct prof *p, const struct prof_key *key, struct prof_moment *out)
{
	enum rank ranks[MDP_LIMIT_KEY_COLUMNS];
	const char *orders[MDP_LIMIT_KEY_COLUMNS];
	int count[RANK_TIME + 1] = { 0 }, at[RANK_TIME + 1] = { 0 };
	enum rank best = RANK_NONE;

	*out = (struct prof_moment){ .time = -1, .within = -1 };
	for (int k = 0; k < key->n; k++) {
		int rc = rank_of(p, key->columns[k], &ranks[k], &orders[k]);

		if (rc)
			return rc;
		count[ranks[k]]++;
		at[ranks[k]] = k;
		if (ranks[k] > best)
			best = ranks[k];
	}
	if (best == RANK_NONE || count[best] > 1)
		return 0;
	out->time = key->columns[at[best]];
	out->weak = best < RANK_YEAR && p->columns[out->time].class == PROF_INTEGER && !is_year_month(p, out->time);
	out->alone = key->n == 1;
	p->c->columns[out->time].order_as = orders[at[best]];
	if (best == RANK_YEAR && count[RANK_WITHIN] == 1) {
		out->within = key->columns[at[RANK_WITHIN]];
		out->alone = key->n == 2;
		p->c->columns[out->within].order_as = orders[at[RANK_WITHIN]];
	}
	/* several parts of a year, or of a day: no moment can be told */
	if (best == RANK_YEAR && count[RANK_WITHIN] > 1)
		out->time = -1;
	return 0;
}

const char *mdp_prof_moment_sql(struct prof *p, const struct prof_moment *m)
{
	const char *sql[2] = { NULL, NULL };

	for (int i = 0; i < 2; i++) {
		int column = i ? m->within : m->time;

		if (column >= 0)
			sql[i] = mdp_prof_filled(p->a,
						 p->c->columns[column].order_as ? p->c->columns[column].order_as : "{}",
						 mdp_prof_value(p, "", column));
	}
	if (!sql[1])
		return sql[0];
	return mdp_arena_printf(p->a, "(%s, %s)", sql[0], sql[1]);
}
