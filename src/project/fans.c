/*
 * Pages that count an amount once a row although it belongs to something coarser. Found by reading, proved by counting: the
 * aggregate over the rows as the page has them, and once an instance. Where the two agree on these data there is nothing to
 * report.
 */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "project/evidence.h"
#include "project/words.h"
#include "base/banned.h"

/* The column of `table` that holds what the column named holds; -1 if none. */
static int column_of(const struct mdp_catalog *c, int table, const char *name)
{
	int original = mdp_catalog_column(c, mdp_str_of(name));
	const struct mdp_table *t = &c->tables[table];
	for (int i = t->first_column; original >= 0 && i < t->first_column + t->ncolumns; i++)
		if (mdp_catalog_original(c, i) == original)
			return i;
	return -1;
}

static bool write_expr(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_catalog *c, int table,
		       const struct mdp_expr *x, int depth)
{
	static const char *const ops[] = { "", "+", "-", "*", "/" };
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_COLUMN) {
		int column = column_of(c, table, x->name);
		if (column < 0)
			return false;
		mdp_buf_puts(b, mdp_engine_ident(a, c->columns[column].name));
		return true;
	}
	if (x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value)) {
		mdp_buf_puts(b, mdp_value_print(a, &x->value));
		return true;
	}
	if (x->kind != MDP_X_OP)
		return false;
	mdp_buf_putc(b, '(');
	bool ok = write_expr(b, a, c, table, x->arg, depth + 1);
	mdp_buf_puts(b, ops[x->op]);
	ok = ok && write_expr(b, a, c, table, x->arg2, depth + 1);
	mdp_buf_putc(b, ')');
	return ok;
}

static bool number(struct mdp_engine *e, const char *sql, double *out)
{
	struct mdp_result res;
	bool ok = !mdp_engine_query(e, sql, NULL, 0, 1, &res, NULL) && res.nrows == 1 && res.ncolumns == 1 &&
		  mdp_value_is_number(mdp_result_at(&res, 0, 0));
	if (ok)
		*out = mdp_value_number(mdp_result_at(&res, 0, 0));
	mdp_result_release(&res);
	return ok;
}

/* Over all rows of the table, and once an instance of `owner`. False when that cannot be computed. */
static bool both_numbers(struct mdp_enrich *x, const struct mdp_sql_fan *f, int table, double *over, double *once)
{
	const struct mdp_catalog *c = x->c;
	struct mdp_buf expr = MDP_BUF_INIT, key = MDP_BUF_INIT;
	int site = mdp_catalog_site(c, f->owner, table, NULL);
	bool ok = site >= 0 && write_expr(&expr, x->a, c, table, f->arg, 0);
	for (int i = 0; ok && i < c->entities[f->owner].nkey; i++)
		mdp_buf_printf(&key, "%s%s", i ? ", " : "",
			       mdp_engine_ident(x->a, c->columns[c->sites[site].key[i]].name));
	if (ok && key.n) {
		const char *from = mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, c->tables[table].schema),
						    mdp_engine_ident(x->a, c->tables[table].name));
		const char *fn = mdp_aggregate_word(f->fn);
		ok = number(x->e,
			    mdp_arena_printf(x->a, "select %s(%s)::double from %s", fn, mdp_buf_cstr(&expr), from),
			    over) &&
		     number(x->e,
			    mdp_arena_printf(
				    x->a, "select %s(v)::double from (select any_value(%s) as v from %s group by %s)",
				    fn, mdp_buf_cstr(&expr), from, mdp_buf_cstr(&key)),
			    once);
	} else {
		ok = false;
	}
	mdp_buf_release(&expr);
	mdp_buf_release(&key);
	return ok;
}

static const char *words_of(struct mdp_enrich *x, const struct mdp_expr *arg)
{
	int column = arg->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(arg->name)) : -1;
	return column >= 0 ? x->c->columns[column].name : mdp_expr_dump(x->a, arg);
}

static void report(struct mdp_enrich *x, const struct mdp_sql_fan *f)
{
	const struct mdp_entity *owner = &x->c->entities[f->owner];
	const char *fn = mdp_aggregate_word(f->fn), *what = words_of(x, f->arg);
	int line = mdp_sql_line(f->in, f->at);
	double over = 0, once = 0;
	if (f->rows < 0) {
		mdp_enrich_finding(
			x, "join_fans_out", f->in->file, line,
			"%s of %s over a join that repeats each %s: neither side of the join has one row for the other",
			fn, what, owner->name);
		return;
	}
	const struct mdp_entity *rows = &x->c->entities[f->rows];
	if (!both_numbers(x, f, rows->table, &over, &once)) {
		mdp_enrich_finding(x, "fan_out", f->in->file, line, "%s of %s counts each %s once per %s", fn, what,
				   owner->name, rows->name);
		return;
	}
	if (fabs(over - once) <= 1e-9 * fabs(once))
		return;
	mdp_enrich_finding(x, "fan_out", f->in->file, line,
			   "%s of %s counts each %s once per %s: %.2f, where once per %s is %.2f", fn, what,
			   owner->name, rows->name, over, owner->name, once);
}

static void report_ratio(struct mdp_enrich *x, const struct mdp_sql_fan *f)
{
	mdp_enrich_finding(x, "averaged_ratio", f->in->file, mdp_sql_line(f->in, f->at),
			   "avg of %s weighs every %s alike; the ratio of the sums is another number",
			   mdp_expr_words(x->a, f->arg), f->rows >= 0 ? x->c->entities[f->rows].name : "row");
}

void mdp_enrich_fans(struct mdp_enrich *x, const struct mdp_sql_reader *r)
{
	for (int i = 0; i < r->nratios; i++)
		if (r->ratios[i].in)
			report_ratio(x, &r->ratios[i]);
	for (int i = 0; i < r->nfans; i++) {
		bool seen = false;
		for (int k = 0; k < i && !seen; k++)
			seen = r->fans[k].in == r->fans[i].in && r->fans[k].at == r->fans[i].at;
		if (!seen && r->fans[i].in)
			report(x, &r->fans[i]);
	}
}
