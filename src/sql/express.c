/*
 * The expressions of a statement: each has one text form, from a table where they are regular. Literals of the question become binds,
 * numbered as they first appear; identifiers are quoted only where they have to be.
 */
#include <stdio.h>
#include <string.h>
#include "base/limits.h"
#include "sql/writer.h"
#include "base/banned.h"

void mdp_put_ident(struct mdp_writer *w, const char *name)
{
	if (mdp_sql_is_plain_name(name)) {
		mdp_buf_puts(&w->b, name);
		return;
	}
	if (w->text && (strchr(name, '\\') || strstr(name, "${") || strchr(name, '\r')))
		w->odd_name = name;
	mdp_buf_putc(&w->b, '"');
	for (const char *s = name; *s; s++) {
		if (*s == '"')
			mdp_buf_putc(&w->b, '"');
		mdp_buf_putc(&w->b, *s);
	}
	mdp_buf_putc(&w->b, '"');
}

/*
 * One bind a node: a node that is printed twice (a key, and its group) stays the same expression. Equal values of different nodes
 * are not shared, as the engine may want them in different types.
 */
void mdp_put_bind(struct mdp_writer *w, const struct mdp_sx *x)
{
	int i = 0;
	if (w->text) {
		mdp_buf_puts(&w->b,
			     x->name ? w->text->input(w->text->with, x->name) : mdp_sql_literal(w->a, &x->value));
		return;
	}
	while (i < w->nbound && w->bound[i] != x)
		i++;
	if (i == w->nbound) {
		MDP_PUSH(w->a, w->bound, w->nbound, w->bound_cap, x);
		MDP_PUSH(w->a, w->params, w->nparams, w->params_cap, x->value);
	}
	mdp_buf_printf(&w->b, "$%d", i + 1);
}

void mdp_put_line(struct mdp_writer *w)
{
	mdp_buf_putc(&w->b, '\n');
	for (int i = 0; i < w->indent; i++)
		mdp_buf_puts(&w->b, "  ");
}

static const struct {
	const char *before, *between, *after; /* around and between the arguments */
	bool infix; /* in parentheses when nested */
} forms[] = {
	[MDP_CALL_ADD] = { "", " + ", "", true },
	[MDP_CALL_SUB] = { "", " - ", "", true },
	[MDP_CALL_MUL] = { "", " * ", "", true },
	[MDP_CALL_DIV] = { "", " / nullif(", ", 0)", true },
	[MDP_CALL_EQ] = { "", " = ", "", true },
	[MDP_CALL_NE] = { "", " <> ", "", true },
	[MDP_CALL_LT] = { "", " < ", "", true },
	[MDP_CALL_LE] = { "", " <= ", "", true },
	[MDP_CALL_GT] = { "", " > ", "", true },
	[MDP_CALL_GE] = { "", " >= ", "", true },
	[MDP_CALL_SAME] = { "", " is not distinct from ", "", true },
	[MDP_CALL_OTHER] = { "", " is distinct from ", "", true },
	[MDP_CALL_NULL] = { "", "", " is null", true },
	[MDP_CALL_NOT_NULL] = { "", "", " is not null", true },
	[MDP_CALL_AND] = { "", " and ", "", true },
	[MDP_CALL_OR] = { "", " or ", "", true },
	[MDP_CALL_DAY_NAME] = { "dayname(date '2023-12-31' + cast(", "", " as integer))", false },
	[MDP_CALL_COALESCE] = { "coalesce(", ", ", ")", false },
	[MDP_CALL_LATER] = { "greatest(", ", ", ")", false },
	[MDP_CALL_EARLIER] = { "least(", ", ", ")", false },
	[MDP_CALL_WHEN] = { "case when ", " then ", " end", false },
	[MDP_CALL_ROW] = { "row(", ", ", ")", false },
};

static bool is_infix(const struct mdp_sx *x)
{
	if (x->kind != MDP_SX_CALL)
		return false;
	return x->call == MDP_CALL_IN || x->call == MDP_CALL_NOT || x->call == MDP_CALL_BUCKET || forms[x->call].infix;
}

static bool is_commutative(enum mdp_call call)
{
	return call == MDP_CALL_AND || call == MDP_CALL_OR || call == MDP_CALL_ADD || call == MDP_CALL_MUL;
}

/* Tighter binding first; what is as loose or looser than its surroundings gets parentheses. */
static int tightness(enum mdp_call call)
{
	switch (call) {
	case MDP_CALL_MUL:
	case MDP_CALL_DIV:
	case MDP_CALL_BUCKET:
		return 5;
	case MDP_CALL_ADD:
	case MDP_CALL_SUB:
		return 4;
	case MDP_CALL_AND:
		return 1;
	case MDP_CALL_OR:
		return 0;
	default:
		return 3;
	}
}

static void put_arg(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *outer, const struct mdp_sx *x)
{
	bool parens = is_infix(x) && is_infix(outer) && tightness(x->call) <= tightness(outer->call) &&
		      !(x->call == outer->call && is_commutative(x->call));
	if (is_infix(x) && is_infix(outer) && tightness(outer->call) == 3)
		parens = true;
	if (parens)
		mdp_buf_putc(&w->b, '(');
	mdp_put_sx(w, in, x);
	if (parens)
		mdp_buf_putc(&w->b, ')');
}

static void put_list(struct mdp_writer *w, const struct mdp_rel *in, struct mdp_sx *const *xs, int n,
		     const char *between)
{
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_buf_puts(&w->b, between);
		mdp_put_sx(w, in, xs[i]);
	}
}

static void put_trunc(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool hour = x->grain == MDP_GRAIN_HOUR;
	mdp_buf_printf(&w->b, "%sdate_trunc('%s', ", hour ? "" : "cast(", mdp_grain_word(x->grain));
	mdp_put_sx(w, in, x->args[0]);
	mdp_buf_puts(&w->b, hour ? ")" : ") as date)");
}

static void put_text_arg(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool text = x->type == MDP_T_TEXT;
	mdp_buf_puts(&w->b, text ? "lower(" : "lower(cast(");
	mdp_put_sx(w, in, x);
	mdp_buf_puts(&w->b, text ? ")" : " as varchar))");
}

static void put_not(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const struct mdp_sx *arg = x->args[0];
	if (arg->kind == MDP_SX_EXISTS || (arg->kind == MDP_SX_CALL && arg->call == MDP_CALL_NULL)) {
		struct mdp_sx is = *arg;
		if (arg->kind == MDP_SX_EXISTS)
			mdp_buf_puts(&w->b, "not ");
		else
			is.call = MDP_CALL_NOT_NULL;
		mdp_put_sx(w, in, &is);
		return;
	}
	mdp_buf_putc(&w->b, '(');
	mdp_put_sx(w, in, arg);
	mdp_buf_puts(&w->b, ") is not true");
}

/* Units that are shorter than a day need the time of day; the others go by the calendar. */
static void put_days(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const int day = 24 * 60 * 60;
	bool exact = x->count > 0 && x->count < day;
	const char *type = exact ? "timestamp" : "date";
	mdp_buf_printf(&w->b, exact ? "epoch(cast(" : "date_diff('day', cast(");
	mdp_put_sx(w, in, x->args[exact]);
	mdp_buf_printf(&w->b, exact ? " as %s) - cast(" : " as %s), cast(", type);
	mdp_put_sx(w, in, x->args[!exact]);
	mdp_buf_printf(&w->b, " as %s))", type);
	if (x->count > 1)
		mdp_buf_printf(&w->b, " / %d.0", exact ? x->count : x->count / day);
}

/* All of one input: that input is a list. */
static bool is_input_list(const struct mdp_sx *in)
{
	for (int i = 1; i < in->nargs; i++)
		if (in->args[i]->kind != MDP_SX_BIND || !in->args[i]->name ||
		    strcmp(in->args[i]->name, in->args[1]->name) != 0)
			return false;
	return in->nargs > 2;
}

static void put_step(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool quarter = x->grain == MDP_GRAIN_QUARTER;
	int n = quarter ? 3 * x->count : x->count;
	mdp_put_sx(w, in, x->args[0]);
	mdp_buf_printf(&w->b, " %c interval %d %s", n < 0 ? '-' : '+', n < 0 ? -n : n,
		       quarter ? "month" : mdp_grain_word(x->grain));
}

/* A text of the calendar ("Mar 2024") as what sorts when time passes. */
static void put_order(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const char *order = x->column >= 0 ? w->c->columns[x->column].order_as : NULL,
		   *rest = order ? strstr(order, "{}") : NULL;

	if (rest)
		mdp_buf_printf(&w->b, "%.*s", (int)(rest - order), order);
	mdp_put_sx(w, in, x);
	if (rest)
		mdp_buf_puts(&w->b, rest + 2);
}

static void put_call(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	static const char *const matches[] = { "contains", "starts_with", "ends_with" };
	static const char *const parts[] = { "", "year", "quarter", "month", "week", "day", "isodow", "hour" };
	switch (x->call) {
	case MDP_CALL_TRUNC:
		put_trunc(w, in, x);
		return;
	case MDP_CALL_PART:
		if (x->part == MDP_PART_NONE) {
			put_order(w, in, x->args[0]);
			return;
		}
		mdp_buf_printf(&w->b, "%s(", parts[x->part]);
		mdp_put_sx(w, in, x->args[0]);
		mdp_buf_putc(&w->b, ')');
		return;
	case MDP_CALL_CONTAINS:
	case MDP_CALL_STARTS:
	case MDP_CALL_ENDS:
		mdp_buf_printf(&w->b, "%s(", matches[x->call - MDP_CALL_CONTAINS]);
		put_text_arg(w, in, x->args[0]);
		mdp_buf_puts(&w->b, ", ");
		put_text_arg(w, in, x->args[1]);
		mdp_buf_putc(&w->b, ')');
		return;
	case MDP_CALL_IN:
		put_arg(w, in, x, x->args[0]);
		if (w->text && is_input_list(x)) {
			mdp_buf_puts(&w->b, " in ");
			mdp_put_bind(w, x->args[1]);
			return;
		}
		if (x->nargs == 2 && x->args[1]->kind == MDP_SX_SCALAR) {
			mdp_buf_puts(&w->b, " in ");
			mdp_put_nested(w, x->args[1]->rel);
			return;
		}
		mdp_buf_puts(&w->b, " in (");
		put_list(w, in, x->args + 1, x->nargs - 1, ", ");
		mdp_buf_putc(&w->b, ')');
		return;
	case MDP_CALL_NOT:
		put_not(w, in, x);
		return;
	case MDP_CALL_BUCKET:
		mdp_buf_puts(&w->b, "floor(");
		put_arg(w, in, x, x->args[0]);
		mdp_buf_puts(&w->b, " / ");
		mdp_put_sx(w, in, x->args[1]);
		mdp_buf_puts(&w->b, ") * ");
		mdp_put_sx(w, in, x->args[1]);
		return;
	case MDP_CALL_DAYS:
		put_days(w, in, x);
		return;
	case MDP_CALL_STEP:
		put_step(w, in, x);
		return;
	default:
		break;
	}
	mdp_buf_puts(&w->b, forms[x->call].before);
	for (int i = 0; i < x->nargs; i++) {
		if (i)
			mdp_buf_puts(&w->b, forms[x->call].between);
		if (x->call == MDP_CALL_DIV && i == 1)
			mdp_put_sx(w, in, x->args[i]);
		else
			put_arg(w, in, x, x->args[i]);
	}
	mdp_buf_puts(&w->b, forms[x->call].after);
}

static void put_agg(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	static const char *const names[] = {
		[MDP_AGG_COUNT] = "count",   [MDP_AGG_COUNT_DISTINCT] = "count",
		[MDP_AGG_SUM] = "sum",       [MDP_AGG_AVG] = "avg",
		[MDP_AGG_MEDIAN] = "median", [MDP_AGG_PERCENTILE] = "quantile_cont",
		[MDP_AGG_MIN] = "min",       [MDP_AGG_MAX] = "max",
		[MDP_AGG_MODE] = "mode",     [MDP_AGG_STDDEV] = "stddev_samp",
		[MDP_AGG_FIRST] = "arg_min", [MDP_AGG_LAST] = "arg_max",
		[MDP_AGG_CORR] = "corr",
	};
	mdp_buf_printf(&w->b, "%s(%s", names[x->agg], x->agg == MDP_AGG_COUNT_DISTINCT ? "distinct " : "");
	if (x->nargs)
		put_list(w, in, x->args, x->nargs, ", ");
	else
		mdp_buf_putc(&w->b, '*');
	if (x->agg == MDP_AGG_PERCENTILE) {
		struct mdp_value p = mdp_value_double(x->p);
		mdp_buf_printf(&w->b, ", %s", mdp_value_print(w->a, &p));
	}
	mdp_buf_putc(&w->b, ')');
	if (x->filter) {
		mdp_buf_puts(&w->b, " filter (where ");
		mdp_put_sx(w, in, x->filter);
		mdp_buf_putc(&w->b, ')');
	}
}

void mdp_put_sort(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sort *s, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_buf_puts(&w->b, ", ");
		mdp_put_sx(w, in, s[i].x);
		if (s[i].descending)
			mdp_buf_puts(&w->b, " desc");
		if (s[i].x->nullable)
			mdp_buf_puts(&w->b, " nulls last");
	}
}

static void put_over(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	static const char *const names[] = { "sum", "avg", "lag", "rank", "row_number" };
	mdp_buf_printf(&w->b, "%s(", names[x->over]);
	put_list(w, in, x->args, x->nargs, ", ");
	mdp_buf_puts(&w->b, ") over (");
	if (x->npartition) {
		mdp_buf_puts(&w->b, "partition by ");
		put_list(w, in, x->partition, x->npartition, ", ");
	}
	if (x->norder) {
		mdp_buf_puts(&w->b, x->npartition ? " order by " : "order by ");
		mdp_put_sort(w, in, x->order, x->norder);
	}
	if (x->frame > 0)
		mdp_buf_printf(&w->b, " rows between %d preceding and current row", x->frame - 1);
	else if (x->frame == 0 && x->over != MDP_OVER_LAG)
		mdp_buf_puts(&w->b, " rows unbounded preceding");
	mdp_buf_putc(&w->b, ')');
}

/* How the text of a column of a table is read as the day or number that it is; NULL when it is one. */
const char *mdp_read_as(const struct mdp_writer *w, const struct mdp_sx *x)
{
	bool stored = x->kind == MDP_SX_COLUMN && x->column >= 0 && x->from && x->from->table >= 0;
	return stored ? w->c->columns[x->column].read_as : NULL;
}

static void put_column(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const char *read = mdp_read_as(w, x), *rest = read ? strstr(read, "{}") : NULL;
	bool here = false;
	if (rest)
		mdp_buf_printf(&w->b, "%.*s", (int)(rest - read), read);
	for (int i = 0; in && i < in->nfrom; i++)
		here |= in->from[i] == x->from;
	if (x->from && !(here && in->nfrom == 1 && !in->from[0]->named)) {
		mdp_put_ident(w, x->from->alias);
		mdp_buf_putc(&w->b, '.');
	}
	const char *stored = read ? w->c->columns[x->column].stored : NULL;
	mdp_put_ident(w, stored ? stored : x->name);
	if (rest)
		mdp_buf_puts(&w->b, rest + 2);
}

void mdp_put_sx(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	if (++w->depth > 16 * MDP_LIMIT_QUERY_DEPTH) {
		w->too_deep = true;
		w->depth--;
		return;
	}
	switch (x->kind) {
	case MDP_SX_COLUMN:
		put_column(w, in, x);
		break;
	case MDP_SX_BIND:
		mdp_put_bind(w, x);
		break;
	case MDP_SX_NUMBER:
		mdp_buf_printf(&w->b, "%lld", (long long)x->value.i);
		break;
	case MDP_SX_CALL:
		put_call(w, in, x);
		break;
	case MDP_SX_AGG:
		put_agg(w, in, x);
		break;
	case MDP_SX_OVER:
		put_over(w, in, x);
		break;
	case MDP_SX_EXISTS:
		mdp_buf_puts(&w->b, "exists ");
		mdp_put_nested(w, x->rel);
		break;
	case MDP_SX_SCALAR:
		mdp_put_nested(w, x->rel);
		break;
	}
	w->depth--;
}
