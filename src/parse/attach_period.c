/*
 * How a period is of a thing: by its date, or by a year, a year and its month, that are numbers; inside of what the data have, and no finer
 * than they tell. What was recorded then may as well have been there then: that is to be said.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

struct mdp_pred *mdp_during(struct mdp_phraser *x, int column, const struct mdp_period *p)
{
	struct mdp_expr *left = mdp_phrase_column(x, column);
	struct mdp_expr *from = mdp_expr_value(x->a, mdp_value_date(p->from)),
			*to = mdp_expr_value(x->a, mdp_value_date(p->to));
	if (p->from == INT64_MIN && p->to == INT64_MAX) /* all time limits nothing */
		return NULL;
	if (p->from == INT64_MIN)
		return mdp_pred_cmp(x->a, MDP_CMP_LT, left, to);
	if (p->to == INT64_MAX)
		return mdp_pred_cmp(x->a, MDP_CMP_GE, left, from);
	return mdp_pred_between(x->a, MDP_CMP_DURING, left, from, to);
}

static const char *last_full(struct mdp_phraser *x, int64_t first, int64_t last, enum mdp_grain g)
{
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT];
	x->instead = NULL;
	if (g == MDP_GRAIN_NONE || g == MDP_GRAIN_HOUR)
		return "";
	int64_t start = mdp_date_trunc(last + 1, g); /* the period that holds the day after the last: not complete */
	int64_t before = mdp_date_add(start, g, -1);
	if (before < first)
		return "";
	struct mdp_period whole = { .from = before, .to = start, .grain = g };
	x->instead = mdp_period_label(x->a, &whole);
	return mdp_arena_printf(x->a, "; the last full %s with data is %s – %s", mdp_grain_word(g),
				mdp_date_print(before, from), mdp_date_print(start - 1, to));
}

/* Of a time of which only the month is known: whole months, but for what goes on beyond the data. */
static int check_precision(struct mdp_phraser *x, int column, const struct mdp_period *p)
{
	enum mdp_grain g = x->c->columns[column].precision;
	int64_t first, last;
	if (g == MDP_GRAIN_NONE || !mdp_catalog_period(x->c, column, &first, &last))
		return 0;
	if ((p->from > first && mdp_date_trunc(p->from, g) != p->from) ||
	    (p->to <= last && mdp_date_trunc(p->to, g) != p->to))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, 0, 1,
					  "of %s only the %s is known: ask for whole %ss", x->c->columns[column].words,
					  mdp_grain_word(g), mdp_grain_word(g));
	return 0;
}

/* Outside what there is: no number, however honest a zero would look. */
int mdp_period_within(struct mdp_phraser *x, int column, const struct mdp_period *p)
{
	int64_t first, last;
	char from[MDP_DATE_TEXT], to[MDP_DATE_TEXT], lo[MDP_DATE_TEXT], hi[MDP_DATE_TEXT];
	if (!mdp_catalog_period(x->c, column, &first, &last) || (p->from <= last && p->to > first))
		return check_precision(x, column, p);
	x->problem_tokens = -1; /* it outweighs what else may be wrong */
	int rc = mdp_phraser_refuse(x, MDP_REASON_OUTSIDE_DATA, 0, 0, "%s – %s is outside the data, %s – %s%s",
				    p->from == INT64_MIN ? "…" : mdp_date_print(p->from, from),
				    p->to == INT64_MAX ? "…" : mdp_date_print(p->to - 1, to), mdp_date_print(first, lo),
				    mdp_date_print(last, hi), last_full(x, first, last, p->grain));
	mdp_error_hint(&x->problem, "ask for a period between %s and %s, or move today with --as-of latest", lo, hi);
	x->problem_tokens = MDP_LIMIT_TOKENS;
	return rc;
}

/* The month of a year, as a number beside it; -1. */
static int month_column(const struct mdp_phraser *x, int entity)
{
	const struct mdp_table *t = &x->c->tables[x->c->entities[entity].table];
	enum mdp_grain g;
	for (int i = t->first_column; i < t->first_column + t->ncolumns && t->row_entity == entity; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->type == MDP_T_INT && !c->hidden && mdp_grain_from_word(mdp_str_of(c->words), &g) &&
		    g == MDP_GRAIN_MONTH && mdp_value_number(&c->min) >= 1 && mdp_value_number(&c->max) <= 12)
			return i;
	}
	return -1;
}

/* Are these months of one year, but not all of it? */
static bool is_months_of_year(const struct mdp_period *p)
{
	return p->from != INT64_MIN && p->to != INT64_MAX && mdp_date_trunc(p->from, MDP_GRAIN_MONTH) == p->from &&
	       mdp_date_trunc(p->to, MDP_GRAIN_MONTH) == p->to &&
	       mdp_date_civil(p->from).year == mdp_date_civil(p->to - 1).year &&
	       mdp_date_add(p->from, MDP_GRAIN_YEAR, 1) != p->to;
}

/* Months of one year, where year and month are numbers. */
static int attach_months(struct mdp_phraser *x, int column, int month, const struct mdp_period *p,
			 struct mdp_pred **out)
{
	struct mdp_civil from = mdp_date_civil(p->from), last = mdp_date_civil(p->to - 1);
	struct mdp_expr *left = mdp_phrase_column(x, month), *lo = mdp_expr_value(x->a, mdp_value_int(from.month)),
			*hi = mdp_expr_value(x->a, mdp_value_int(last.month));
	struct mdp_pred *year = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, column),
					     mdp_expr_value(x->a, mdp_value_int(from.year)));
	*out = mdp_pred_and(x->a, year,
			    from.month == last.month ? mdp_pred_cmp(x->a, MDP_CMP_EQ, left, lo)
						     : mdp_pred_between(x->a, MDP_CMP_BETWEEN, left, lo, hi));
	return 0;
}

/* Years that are numbers: whole years only, or months of one where those are numbers too. */
static int attach_years(struct mdp_phraser *x, int entity, int column, const struct mdp_period *p,
			struct mdp_pred **out)
{
	struct mdp_expr *left = mdp_phrase_column(x, column);
	bool open_from = p->from == INT64_MIN, open_to = p->to == INT64_MAX;
	if (month_column(x, entity) >= 0 && is_months_of_year(p))
		return attach_months(x, column, month_column(x, entity), p, out);
	if ((!open_from && mdp_date_trunc(p->from, MDP_GRAIN_YEAR) != p->from) ||
	    (!open_to && mdp_date_trunc(p->to, MDP_GRAIN_YEAR) != p->to))
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, 0, 1,
					  "of %s only the year is known, so they cannot be limited to a part of one",
					  x->c->entities[entity].plural);
	int64_t first = open_from ? 0 : mdp_date_civil(p->from).year,
		last = open_to ? 0 : mdp_date_civil(p->to - 1).year;
	struct mdp_expr *from = mdp_expr_value(x->a, mdp_value_int(first)),
			*to = mdp_expr_value(x->a, mdp_value_int(last));
	*out = open_from       ? mdp_pred_cmp(x->a, MDP_CMP_LE, left, to)
	       : open_to       ? mdp_pred_cmp(x->a, MDP_CMP_GE, left, from)
	       : first == last ? mdp_pred_cmp(x->a, MDP_CMP_EQ, left, from)
			       : mdp_pred_between(x->a, MDP_CMP_BETWEEN, left, from, to);
	return 0;
}

int mdp_attach_period(struct mdp_phraser *x, int entity, int column, const struct mdp_period *p, struct mdp_pred **out)
{
	bool said = column >= 0;
	*out = NULL;
	if (p->from == INT64_MIN && p->to == INT64_MAX) /* of all time */
		return 0;
	if (column < 0)
		column = mdp_entity_time(x, entity);
	/* the year of a salary, rather than the day when its player began */
	if (!said && (column < 0 || x->c->columns[column].entity != entity) && mdp_entity_year(x, entity) >= 0)
		return attach_years(x, entity, mdp_entity_year(x, entity), p, out);
	if (column < 0)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_SPLITTABLE, 0, 1,
					  "%s have no time, so they cannot be limited to a period",
					  x->c->entities[entity].plural);
	if (!said && x->c->columns[column].role == MDP_ROLE_TIME_RECORD && x->c->columns[column].entity == entity &&
	    !mdp_words_happen(x->c->entities[entity].name))
		return mdp_phraser_refuse(
			x, MDP_REASON_AMBIGUOUS, 0, 2,
			"a period can mean %s that were created then, or that were active then: say which",
			x->c->entities[entity].plural);
	int rc = mdp_period_within(x, column, p);
	*out = mdp_during(x, column, p);
	return rc;
}
