/*
 * An overview as lines: the main figures in three periods, the part of the first that rose most and that fell most, and what is unusual.
 * Behind each line is the question that it answers. The rows that come in are those of the three: of kind 0 a figure in a period, of kind 1
 * a part of a change, of kind 2 a series.
 */
#include <math.h>
#include <string.h>
#include "analyze/steps.h"
#include "query/analyses.h"
#include "base/banned.h"

enum { KIND, FIGURE, SPLIT, ID, MEMBER, UNIT, COUNTS, PERIOD, UNTIL, CAUSE, VALUE, SQUARES, COLUMNS };
enum { ABOUT, OF, FROM, TO, FIRST };
#define FIGURES 4
#define UNUSUAL 3 /* that are told of */
#define LINES 8

struct line {
	const char *about, *of, *question;
	int64_t from, to; /* days; the last inclusive */
	double value[FIGURES], since[FIGURES]; /* NaN: none */
};

struct overview {
	struct mdp_analyzing *x;
	const char *names[FIGURES], *units[FIGURES];
	double in[FIGURES][3]; /* now, before, a year ago */
	int nfigures;
	bool year;
	struct line lines[LINES];
	int n;
};

static const char *text(const struct overview *o, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(o->x->rows, row, column);
	return v->type == MDP_T_TEXT ? mdp_arena_strndup(o->x->a, v->s.p, v->s.n) : "";
}

static int64_t day(const struct overview *o, const char *param)
{
	const struct mdp_expr *x = mdp_query_param(o->x->q, param);
	return x ? x->value.i : 0;
}

static struct line *add(struct overview *o, const char *about, const char *of, int64_t from, int64_t to)
{
	if (o->n >= LINES)
		return NULL;
	struct line *l = &o->lines[o->n++];
	*l = (struct line){ .about = about, .of = of, .from = from, .to = to };
	for (int i = 0; i < FIGURES; i++)
		l->value[i] = l->since[i] = (double)NAN;
	return l;
}

static double change(double now, double before)
{
	return before > 0 ? now / before - 1 : (double)NAN;
}

/* --- questions ------------------------------------------------------------------------------------------------------- */

static const char *asked(const struct overview *o, int64_t from, int64_t to)
{
	char a[MDP_DATE_TEXT], b[MDP_DATE_TEXT];
	return mdp_arena_printf(o->x->a, "%s to %s", mdp_date_print(from, a), mdp_date_print(to, b));
}

/* The first figure with the conditions of the question; NULL where these are not said in a few words. */
static const char *figure(const struct overview *o)
{
	const struct mdp_expr *amount = mdp_query_param(o->x->q, "amount");
	const char *where = mdp_analyze_where(o->x, -1);
	bool counts = !amount || (amount->kind == MDP_X_MEASURE && strcmp(amount->name, o->names[0]) != 0);
	if (!where || (!counts && amount->kind != MDP_X_MEASURE))
		return NULL;
	return mdp_arena_printf(o->x->a, "%s%s%s", counts ? "number of " : "", o->names[0], where);
}

static const char *why(const struct overview *o, const char *from, const char *to)
{
	const char *what = figure(o);
	return what ? mdp_arena_printf(o->x->a, "why did %s change from %s versus %s", what,
				       asked(o, day(o, "from"), day(o, "to") - 1),
				       asked(o, day(o, from), day(o, to) - 1))
		    : NULL;
}

/* Of an amount; "months by month", of a number of things, may be read in two ways. */
static const char *by_month(const struct overview *o)
{
	const struct mdp_expr *amount = mdp_query_param(o->x->q, "amount");
	const char *what = figure(o);
	if (!amount || amount->kind != MDP_X_MEASURE || strcmp(amount->name, o->names[0]) != 0)
		return why(o, "base_from", "base_to");
	int64_t from = mdp_date_add(mdp_date_trunc(day(o, "to") - 1, MDP_GRAIN_MONTH), MDP_GRAIN_MONTH, -12);
	from = day(o, "from") < from ? day(o, "from") : from;
	return what ? mdp_arena_printf(o->x->a, "%s by month from %s", what, asked(o, from, day(o, "to") - 1)) : NULL;
}

/* --- lines ----------------------------------------------------------------------------------------------------------- */

static void read_figures(struct overview *o)
{
	static const char *const periods[] = { "now", "before", "year" };
	for (int64_t i = 0; i < o->x->rows->nrows; i++) {
		int f = text(o, i, ID)[0] ? text(o, i, ID)[strlen(text(o, i, ID)) - 1] - '1' : -1;
		if (mdp_analyze_number(o->x, i, KIND) > 0 || f < 0 || f >= FIGURES)
			continue;
		o->names[f] = text(o, i, FIGURE);
		o->units[f] = text(o, i, UNIT);
		o->nfigures = f + 1 > o->nfigures ? f + 1 : o->nfigures;
		for (int k = 0; k < 3; k++)
			if (strcmp(text(o, i, SPLIT), periods[k]) == 0) {
				o->in[f][k] = mdp_analyze_number(o->x, i, VALUE);
				o->year |= k == 2 && o->in[f][k] > 0;
			}
	}
}

static void add_periods(struct overview *o)
{
	static const char *const abouts[] = { "period", "the period before", "a year ago" },
				 *const from[] = { "from", "base_from", "year_from" },
				 *const to[] = { "to", "base_to", "year_to" };
	for (int k = 0; k < (o->year ? 3 : 2); k++) {
		struct line *l = add(o, abouts[k], "all", day(o, from[k]), day(o, to[k]) - 1);
		for (int i = 0; i < o->nfigures; i++) {
			l->value[i] = o->in[i][k];
			l->since[i] = k ? change(o->in[i][0], o->in[i][k]) : (double)NAN;
		}
		l->question = k == 0 ? by_month(o) : o->in[0][k] > 0 ? why(o, from[k], to[k]) : NULL;
	}
}

/* Of the splits the most uneven first; of each the largest. */
static void add_part(struct overview *o, bool up)
{
	int64_t best = -1;
	for (int64_t i = 0; i < o->x->rows->nrows; i++) {
		double more = mdp_analyze_number(o->x, i, SQUARES) - mdp_analyze_number(o->x, i, VALUE);
		const char *part = text(o, i, MEMBER);
		if (mdp_analyze_number(o->x, i, KIND) < 1 || mdp_analyze_number(o->x, i, KIND) > 1 ||
		    (up ? !(more > 0) : !(more < 0)) || strcmp(part, "(none)") == 0 ||
		    strcmp(part, "all other parts of it") == 0)
			continue;
		if (best < 0 || strcmp(text(o, i, ID), text(o, best, ID)) < 0)
			best = i;
	}
	if (best < 0)
		return;
	struct line *l = add(o, mdp_arena_printf(o->x->a, "%s most", up ? "rose" : "fell"),
			     mdp_arena_printf(o->x->a, "%s %s", text(o, best, SPLIT), text(o, best, MEMBER)),
			     day(o, "from"), day(o, "to") - 1);
	if (!l)
		return;
	l->value[0] = mdp_analyze_number(o->x, best, SQUARES);
	l->since[0] = change(l->value[0], mdp_analyze_number(o->x, best, VALUE));
	l->question = why(o, "base_from", "base_to");
}

/* The rows of series alone, as those of anomalies. */
static int64_t only_series(struct overview *o)
{
	struct mdp_analyzing *x = o->x;
	struct mdp_plan_column columns[COLUMNS];
	enum mdp_type types[COLUMNS];
	const struct mdp_value *old = x->rows->values;
	int64_t n = x->rows->nrows, kept = 0, first = 0;
	while (first < n && mdp_analyze_number(x, first, KIND) < 2)
		first++;
	for (int c = 1; c < COLUMNS; c++) {
		columns[c - 1] = x->plan->columns[c];
		types[c - 1] = x->rows->columns[c].type;
	}
	mdp_analyze_replace(x, columns, types, COLUMNS - 1, n - first);
	for (int64_t i = first; i < n; i++, kept++)
		for (int c = 1; c < COLUMNS; c++)
			*mdp_analyze_cell(x, kept, c - 1) = old[i * COLUMNS + c];
	return kept;
}

static void add_unusual(struct overview *o)
{
	struct mdp_analyzing *x = o->x;
	struct mdp_error ignored = { 0 };
	int ncaveats = x->plan->ncaveats;
	bool found = only_series(o) > 0 && mdp_analyze_anomalies(x, &ignored) == 0;
	x->plan->ncaveats = ncaveats;
	if (!found)
		return;
	/* figure, of, from, to, actual, expected, change, cause, question */
	for (int64_t i = 0; i < x->rows->nrows && i < UNUSUAL; i++) {
		double actual = mdp_analyze_number(x, i, 4), expected = mdp_analyze_number(x, i, 5);
		int f = o->nfigures - 1;
		while (f >= 0 && (strcmp(text(o, i, 0), o->names[f]) != 0 || strcmp(text(o, i, 1), "all") != 0))
			f--;
		const char *of = f >= 0 ? "all"
					: mdp_arena_printf(x->a, "%s of %s: %.15g instead of %.3g", text(o, i, 0),
							   text(o, i, 1), actual, expected);
		struct line *l =
			add(o, "unusual", of, mdp_result_at(x->rows, i, 2)->i, mdp_result_at(x->rows, i, 3)->i);
		if (!l)
			return;
		if (f >= 0) {
			l->value[f] = actual;
			l->since[f] = change(actual, expected);
		}
		l->question = text(o, i, 8)[0] ? text(o, i, 8) : NULL;
	}
}

static void put_text(const struct overview *o, int64_t row, int column, const char *s)
{
	if (s)
		*mdp_analyze_cell(o->x, row, column) =
			mdp_value_text(mdp_str_of(mdp_arena_strdup(&o->x->rows->arena, s)));
}

static void put_number(const struct overview *o, int64_t row, int column, double v)
{
	if (!isnan(v))
		*mdp_analyze_cell(o->x, row, column) = mdp_value_double(v);
}

static void tell(struct overview *o)
{
	struct mdp_plan_column columns[FIRST + 2 * FIGURES + 1];
	enum mdp_type types[FIRST + 2 * FIGURES + 1];
	static const char *const names[] = { "about", "of", "from", "to" };
	int n = FIRST + 2 * o->nfigures + 1;
	for (int c = 0; c < n; c++) {
		columns[c] = (struct mdp_plan_column){ .name = c < FIRST ? names[c] : "question",
						       .key = c < FIRST,
						       .column = -1 };
		types[c] = c == FROM || c == TO ? MDP_T_DATE : c < FIRST || c == n - 1 ? MDP_T_TEXT : MDP_T_DOUBLE;
	}
	for (int i = 0; i < o->nfigures; i++) {
		columns[FIRST + 2 * i].name = o->names[i];
		columns[FIRST + 2 * i].unit = o->units[i][0] ? o->units[i] : NULL;
		columns[FIRST + 2 * i + 1].name = mdp_arena_printf(o->x->a, "%s since", o->names[i]);
		columns[FIRST + 2 * i + 1].unit = "ratio";
	}
	mdp_analyze_replace(o->x, columns, types, n, o->n);
	for (int64_t row = 0; row < o->n; row++) {
		const struct line *l = &o->lines[row];
		put_text(o, row, ABOUT, l->about);
		put_text(o, row, OF, l->of);
		*mdp_analyze_cell(o->x, row, FROM) = mdp_value_date(l->from);
		*mdp_analyze_cell(o->x, row, TO) = mdp_value_date(l->to);
		for (int i = 0; i < o->nfigures; i++) {
			put_number(o, row, FIRST + 2 * i, l->value[i]);
			put_number(o, row, FIRST + 2 * i + 1, l->since[i]);
		}
		put_text(o, row, n - 1, l->question);
	}
	o->x->plan->ordered = true;
}

int mdp_step_overview(struct mdp_analyzing *x, struct mdp_error *err)
{
	struct overview o = { .x = x };
	(void)err;
	if (x->rows->ncolumns != COLUMNS)
		return 0;
	read_figures(&o);
	for (int i = 0; i < o.nfigures; i++)
		if (!o.names[i])
			return 0;
	add_periods(&o);
	add_part(&o, true);
	add_part(&o, false);
	add_unusual(&o);
	tell(&o);
	return 0;
}
