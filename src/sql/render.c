/*
 * A plan as the text of one statement. Pure: the same plan gives the same bytes. Nothing is decided here; each node has one
 * text form, from tables where they are regular. Literals of the question become binds, numbered as they first appear.
 * Identifiers are quoted only where they have to be. Columns are qualified only where a block reads from several places.
 */
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "base/buf.h"
#include "base/limits.h"
#include "plan/tree.h"
#include "sql/forms.h"
#include "sql/sql.h"
#include "base/banned.h"

struct writer {
	struct mdp_buf b;
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_value *params;
	int nparams, params_cap;
	const struct mdp_sx **bound; /* the nodes that the binds stand for */
	int nbound, bound_cap;
	bool *reads;
	const struct mdp_sql_text *text; /* NULL: binds */
	const struct mdp_table *no_table; /* one that has no name there */
	const char *odd_name; /* one that a template would change */
	const char *no_form; /* one that there is no text for */
	int indent, depth;
	bool too_deep;
};

static void put_sx(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x);
static void put_nested(struct writer *w, const struct mdp_rel *r);
static void put_rel(struct writer *w, const struct mdp_rel *r);

static void put_ident(struct writer *w, const char *name)
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
static void put_bind(struct writer *w, const struct mdp_sx *x)
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

static void line(struct writer *w)
{
	mdp_buf_putc(&w->b, '\n');
	for (int i = 0; i < w->indent; i++)
		mdp_buf_puts(&w->b, "  ");
}

/* --- expressions ------------------------------------------------------------------------------------------------------ */

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

static void put_arg(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *outer, const struct mdp_sx *x)
{
	bool parens = is_infix(x) && is_infix(outer) && tightness(x->call) <= tightness(outer->call) &&
		      !(x->call == outer->call && is_commutative(x->call));
	if (is_infix(x) && is_infix(outer) && tightness(outer->call) == 3)
		parens = true;
	if (parens)
		mdp_buf_putc(&w->b, '(');
	put_sx(w, in, x);
	if (parens)
		mdp_buf_putc(&w->b, ')');
}

static void put_list(struct writer *w, const struct mdp_rel *in, struct mdp_sx *const *xs, int n, const char *between)
{
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_buf_puts(&w->b, between);
		put_sx(w, in, xs[i]);
	}
}

static void put_trunc(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool hour = x->grain == MDP_GRAIN_HOUR;
	mdp_buf_printf(&w->b, "%sdate_trunc('%s', ", hour ? "" : "cast(", mdp_grain_word(x->grain));
	put_sx(w, in, x->args[0]);
	mdp_buf_puts(&w->b, hour ? ")" : ") as date)");
}

static void put_text_arg(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool text = x->type == MDP_T_TEXT;
	mdp_buf_puts(&w->b, text ? "lower(" : "lower(cast(");
	put_sx(w, in, x);
	mdp_buf_puts(&w->b, text ? ")" : " as varchar))");
}

static void put_not(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const struct mdp_sx *arg = x->args[0];
	if (arg->kind == MDP_SX_EXISTS || (arg->kind == MDP_SX_CALL && arg->call == MDP_CALL_NULL)) {
		struct mdp_sx is = *arg;
		if (arg->kind == MDP_SX_EXISTS)
			mdp_buf_puts(&w->b, "not ");
		else
			is.call = MDP_CALL_NOT_NULL;
		put_sx(w, in, &is);
		return;
	}
	mdp_buf_putc(&w->b, '(');
	put_sx(w, in, arg);
	mdp_buf_puts(&w->b, ") is not true");
}

/* Units that are shorter than a day need the time of day; the others go by the calendar. */
static void put_days(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const int day = 24 * 60 * 60;
	bool exact = x->count > 0 && x->count < day;
	const char *type = exact ? "timestamp" : "date";
	mdp_buf_printf(&w->b, exact ? "epoch(cast(" : "date_diff('day', cast(");
	put_sx(w, in, x->args[exact]);
	mdp_buf_printf(&w->b, exact ? " as %s) - cast(" : " as %s), cast(", type);
	put_sx(w, in, x->args[!exact]);
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

static void put_step(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	bool quarter = x->grain == MDP_GRAIN_QUARTER;
	int n = quarter ? 3 * x->count : x->count;
	put_sx(w, in, x->args[0]);
	mdp_buf_printf(&w->b, " %c interval %d %s", n < 0 ? '-' : '+', n < 0 ? -n : n,
		       quarter ? "month" : mdp_grain_word(x->grain));
}

/* A text of the calendar ("Mar 2024") as what sorts when time passes. */
static void put_order(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const char *order = x->column >= 0 ? w->c->columns[x->column].order_as : NULL,
		   *rest = order ? strstr(order, "{}") : NULL;

	if (rest)
		mdp_buf_printf(&w->b, "%.*s", (int)(rest - order), order);
	put_sx(w, in, x);
	if (rest)
		mdp_buf_puts(&w->b, rest + 2);
}

static void put_call(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
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
		put_sx(w, in, x->args[0]);
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
			put_bind(w, x->args[1]);
			return;
		}
		if (x->nargs == 2 && x->args[1]->kind == MDP_SX_SCALAR) {
			mdp_buf_puts(&w->b, " in ");
			put_nested(w, x->args[1]->rel);
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
		put_sx(w, in, x->args[1]);
		mdp_buf_puts(&w->b, ") * ");
		put_sx(w, in, x->args[1]);
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
			put_sx(w, in, x->args[i]);
		else
			put_arg(w, in, x, x->args[i]);
	}
	mdp_buf_puts(&w->b, forms[x->call].after);
}

static void put_agg(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
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
		put_sx(w, in, x->filter);
		mdp_buf_putc(&w->b, ')');
	}
}

static void put_sort(struct writer *w, const struct mdp_rel *in, const struct mdp_sort *s, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_buf_puts(&w->b, ", ");
		put_sx(w, in, s[i].x);
		if (s[i].descending)
			mdp_buf_puts(&w->b, " desc");
		if (s[i].x->nullable)
			mdp_buf_puts(&w->b, " nulls last");
	}
}

static void put_over(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
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
		put_sort(w, in, x->order, x->norder);
	}
	if (x->frame > 0)
		mdp_buf_printf(&w->b, " rows between %d preceding and current row", x->frame - 1);
	else if (x->frame == 0 && x->over != MDP_OVER_LAG)
		mdp_buf_puts(&w->b, " rows unbounded preceding");
	mdp_buf_putc(&w->b, ')');
}

/* How the text of a column of a table is read as the day or number that it is; NULL when it is one. */
static const char *read_as(const struct writer *w, const struct mdp_sx *x)
{
	bool stored = x->kind == MDP_SX_COLUMN && x->column >= 0 && x->from && x->from->table >= 0;
	return stored ? w->c->columns[x->column].read_as : NULL;
}

static void put_column(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
{
	const char *read = read_as(w, x), *rest = read ? strstr(read, "{}") : NULL;
	bool here = false;
	if (rest)
		mdp_buf_printf(&w->b, "%.*s", (int)(rest - read), read);
	for (int i = 0; in && i < in->nfrom; i++)
		here |= in->from[i] == x->from;
	if (x->from && !(here && in->nfrom == 1 && !in->from[0]->named)) {
		put_ident(w, x->from->alias);
		mdp_buf_putc(&w->b, '.');
	}
	const char *stored = read ? w->c->columns[x->column].stored : NULL;
	put_ident(w, stored ? stored : x->name);
	if (rest)
		mdp_buf_puts(&w->b, rest + 2);
}

static void put_nested(struct writer *w, const struct mdp_rel *r)
{
	mdp_buf_putc(&w->b, '(');
	w->indent++;
	line(w);
	put_rel(w, r);
	w->indent--;
	line(w);
	mdp_buf_putc(&w->b, ')');
}

static void put_sx(struct writer *w, const struct mdp_rel *in, const struct mdp_sx *x)
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
		put_bind(w, x);
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
		put_nested(w, x->rel);
		break;
	case MDP_SX_SCALAR:
		put_nested(w, x->rel);
		break;
	}
	w->depth--;
}

/* --- blocks ----------------------------------------------------------------------------------------------------------- */

/* A table by its name in this statement, which it returns. */
static const char *put_table(struct writer *w, int table)
{
	const struct mdp_table *t = &w->c->tables[table];
	struct mdp_sql_table called = { t->schema, mdp_catalog_relation(t) };
	w->reads[table] = true;
	if (w->text && w->text->tables) {
		called = w->text->tables[table];
		if (!called.name) {
			*w->text->missing = table;
			w->no_table = t;
			called.name = "";
		}
	}
	if (t->only)
		mdp_buf_puts(&w->b, "(select * from ");
	if (called.schema && called.schema[0]) {
		put_ident(w, called.schema);
		mdp_buf_putc(&w->b, '.');
	}
	put_ident(w, called.name);
	if (!t->only)
		return called.name;
	mdp_buf_printf(&w->b, " %s)", t->only);
	return "";
}

static void put_from(struct writer *w, const struct mdp_rel *r)
{
	static const char *const joins[] = { "from ", "left join ", "cross join " };
	for (int i = 0; i < r->nfrom; i++) {
		const struct mdp_from *f = r->from[i];
		line(w);
		mdp_buf_puts(&w->b, joins[f->join]);
		if (f->rel) {
			put_ident(w, f->rel->name);
		} else if (f->kept) {
			w->reads[f->table] = true;
			mdp_buf_puts(&w->b, f->kept);
			mdp_buf_puts(&w->b, " as ");
			put_ident(w, f->alias);
		} else {
			const char *called = put_table(w, f->table);
			if ((r->nfrom > 1 || f->named || !called[0]) && strcmp(f->alias, called) != 0) {
				mdp_buf_puts(&w->b, " as ");
				put_ident(w, f->alias);
			}
		}
		if (f->on) {
			mdp_buf_puts(&w->b, " on ");
			put_sx(w, r, f->on);
		}
	}
}

static void put_conditions(struct writer *w, const struct mdp_rel *r, const char *word, struct mdp_sx *const *xs, int n)
{
	for (int i = 0; i < n; i++) {
		line(w);
		mdp_buf_puts(&w->b, i ? "  and " : word);
		bool loose = xs[i]->kind == MDP_SX_CALL && xs[i]->call == MDP_CALL_OR;
		if (loose)
			mdp_buf_putc(&w->b, '(');
		put_sx(w, r, xs[i]);
		if (loose)
			mdp_buf_putc(&w->b, ')');
	}
}

static void put_items(struct writer *w, const struct mdp_rel *r)
{
	mdp_buf_puts(&w->b, r->distinct ? "select distinct " : "select ");
	for (int i = 0; i < r->nitems; i++) {
		const struct mdp_item *item = &r->items[i];
		if (i)
			mdp_buf_puts(&w->b, ", ");
		put_sx(w, r, item->x);
		bool same = item->x->kind == MDP_SX_COLUMN && item->name && !read_as(w, item->x) &&
			    strcmp(item->x->name, item->name) == 0;
		if (item->name && !same) {
			mdp_buf_puts(&w->b, " as ");
			put_ident(w, item->name);
		}
	}
}

static void put_series(struct writer *w, const struct mdp_rel *r)
{
	mdp_buf_puts(&w->b, "select cast(unnest(generate_series(cast(");
	put_sx(w, r, r->low);
	mdp_buf_puts(&w->b, " as timestamp), cast(");
	put_sx(w, r, r->high);
	mdp_buf_printf(&w->b, " as timestamp), interval %d %s)) as date) as ", r->grain == MDP_GRAIN_QUARTER ? 3 : 1,
		       r->grain == MDP_GRAIN_QUARTER ? "month" : mdp_grain_word(r->grain));
	put_ident(w, r->items[0].name);
}

static void put_set(struct writer *w, const struct mdp_rel *r)
{
	static const char *const words[] = { "union", "intersect", "except" };
	for (int i = 0; i < r->nparts; i++) {
		if (i) {
			line(w);
			mdp_buf_puts(&w->b, words[r->set_op]);
			line(w);
		}
		put_rel(w, r->parts[i]);
	}
}

/* Columns of a list in a form: each by the pattern, in which @ and the letters at it are a name. */
static void put_columns(struct writer *w, const struct mdp_form_list *l, struct mdp_str pattern, struct mdp_str between)
{
	for (int i = 0; l && i < l->n; i++) {
		if (i)
			mdp_buf_str(&w->b, between);
		for (size_t at = 0; at < pattern.n;) {
			size_t end = at;
			while (end < pattern.n && (pattern.p[end] == '@' || pattern.p[end] == '_' ||
						   isalnum((unsigned char)pattern.p[end])))
				end++;
			const char *sign = memchr(pattern.p + at, '@', end - at);
			if (sign)
				put_ident(w,
					  mdp_arena_printf(w->a, "%.*s%s%.*s", (int)(sign - pattern.p - (ptrdiff_t)at),
							   pattern.p + at, l->columns[i],
							   (int)(pattern.p + end - sign - 1), sign + 1));
			else
				mdp_buf_put(&w->b, pattern.p + at, end > at ? end - at : 1);
			at = end > at ? end : at + 1;
		}
	}
}

static const struct mdp_form_list *form_list(const struct mdp_rel *r, struct mdp_str name)
{
	for (int i = 0; i < r->nlists; i++)
		if (mdp_str_is(name, r->lists[i].name))
			return &r->lists[i];
	return NULL;
}

/* One {…} of a form; sql/forms.h tells what there is. */
static void put_slot(struct writer *w, const struct mdp_rel *r, struct mdp_str slot)
{
	struct mdp_str rest = slot, name, pattern = MDP_STR("@"), between = MDP_STR(", ");
	if (slot.n > 1 && slot.p[0] == '#') {
		int part = slot.p[1] - '0';
		if (part >= 0 && part < r->nparts)
			put_ident(w, r->parts[part]->name);
		return;
	}
	if (slot.n > 1 && slot.p[0] == '$') {
		for (int i = 0; i < r->nvalues; i++)
			if (mdp_str_is((struct mdp_str){ slot.p + 1, slot.n - 1 }, r->values[i].name))
				put_sx(w, NULL, r->values[i].x);
		return;
	}
	mdp_str_next(&rest, '|', &name);
	if (mdp_str_next(&rest, '|', &pattern))
		mdp_str_next(&rest, '|', &between);
	bool before = name.n && name.p[0] == ',', after = name.n && name.p[name.n - 1] == ',';
	name = (struct mdp_str){ name.p + before, name.n - before - after };
	const struct mdp_form_list *l = form_list(r, name);
	if (before && l && l->n)
		mdp_buf_puts(&w->b, ", ");
	put_columns(w, l, pattern, between);
	if (after && l && l->n)
		mdp_buf_puts(&w->b, ", ");
}

static void put_form(struct writer *w, const struct mdp_rel *r)
{
	const char *text = mdp_sql_form(r->form);
	for (const char *s = text ? text : ""; *s; s++) {
		const char *end = *s == '{' ? strchr(s, '}') : NULL;
		if (end) {
			put_slot(w, r, (struct mdp_str){ s + 1, (size_t)(end - s - 1) });
			s = end;
		} else if (*s == '\n') {
			line(w);
		} else {
			mdp_buf_putc(&w->b, *s);
		}
	}
	w->no_form = text ? w->no_form : r->form;
}

static void put_rel(struct writer *w, const struct mdp_rel *r)
{
	if (r->kind != MDP_REL_SELECT) {
		(r->kind == MDP_REL_SET ? put_set : r->kind == MDP_REL_FORM ? put_form : put_series)(w, r);
		return;
	}
	put_items(w, r);
	put_from(w, r);
	put_conditions(w, r, "where ", r->where, r->nwhere);
	for (int i = 0; r->grouped && i < r->ngroup; i++) {
		if (!i)
			line(w);
		mdp_buf_printf(&w->b, i ? ", %d" : "group by %d", i + 1);
	}
	if (r->of_each) {
		line(w);
		mdp_buf_puts(&w->b, "group by ");
		put_sx(w, r, r->of_each);
	}
	put_conditions(w, r, "having ", r->having, r->nhaving);
	if (r->qualify) {
		line(w);
		mdp_buf_puts(&w->b, "qualify ");
		put_sx(w, r, r->qualify);
	}
	if (r->nsort) {
		line(w);
		mdp_buf_puts(&w->b, "order by ");
		put_sort(w, r, r->sort, r->nsort);
	}
	if (r->limit) {
		line(w);
		mdp_buf_printf(&w->b, "limit %d", r->limit);
	}
}

static int put_plan(struct writer *w, const struct mdp_plan_tree *t, enum mdp_dialect d, struct mdp_error *err)
{
	if (d != MDP_DIALECT_DUCKDB)
		return mdp_fail(err, MDP_INTERNAL, "no such dialect");
	for (int i = 0; i < t->nwith; i++) {
		mdp_buf_puts(&w->b, i ? ", " : "with ");
		put_ident(w, t->with[i]->name);
		mdp_buf_puts(&w->b, " as (");
		w->indent = 1;
		line(w);
		put_rel(w, t->with[i]);
		w->indent = 0;
		line(w);
		mdp_buf_putc(&w->b, ')');
	}
	if (t->nwith)
		line(w);
	put_rel(w, t->root);
	if (w->too_deep || w->b.overflow)
		return mdp_fail(err, MDP_LIMIT, "query: nested too deep");
	if (w->no_form)
		return mdp_fail(err, MDP_INTERNAL, "there is no form '%s'", w->no_form);
	if (w->no_table)
		return mdp_fail(err, MDP_USAGE, "the table %s.%s cannot be read there", w->no_table->schema,
				w->no_table->name);
	if (w->odd_name)
		return mdp_fail(err, MDP_USAGE, "the name “%.80s” cannot stand in a page's query", w->odd_name);
	return 0;
}

int mdp_sql_render(const struct mdp_catalog *c, const struct mdp_plan *p, enum mdp_dialect d, struct mdp_arena *a,
		   struct mdp_sql *out, struct mdp_error *err)
{
	struct writer w = { .c = c, .a = a, .reads = MDP_NEW_ARRAY(a, (size_t)c->ntables + 1, bool) };
	int rc = put_plan(&w, p->tree, d, err);
	if (!rc)
		*out = (struct mdp_sql){ mdp_arena_strndup(a, mdp_buf_cstr(&w.b), w.b.n), w.params, w.nparams,
					 w.reads };
	mdp_buf_release(&w.b);
	return rc;
}

int mdp_sql_render_text(const struct mdp_catalog *c, const struct mdp_plan *p, enum mdp_dialect d,
			const struct mdp_sql_text *text, struct mdp_arena *a, const char **out, struct mdp_error *err)
{
	struct writer w = { .c = c, .a = a, .text = text, .reads = MDP_NEW_ARRAY(a, (size_t)c->ntables + 1, bool) };
	int rc = put_plan(&w, p->tree, d, err);
	if (!rc)
		*out = mdp_arena_strndup(a, mdp_buf_cstr(&w.b), w.b.n);
	mdp_buf_release(&w.b);
	return rc;
}
