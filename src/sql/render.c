/*
 * A plan as the text of one statement. Pure: the same plan gives the same bytes. Nothing is decided here; each node has one
 * text form; those of expressions are in express.c. Columns are qualified only where a block reads from several places.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "base/limits.h"
#include "sql/forms.h"
#include "sql/writer.h"
#include "base/banned.h"

static void put_rel(struct mdp_writer *w, const struct mdp_rel *r);

void mdp_put_nested(struct mdp_writer *w, const struct mdp_rel *r)
{
	mdp_buf_putc(&w->b, '(');
	w->indent++;
	mdp_put_line(w);
	put_rel(w, r);
	w->indent--;
	mdp_put_line(w);
	mdp_buf_putc(&w->b, ')');
}

/* A table by its name in this statement, which it returns. */
static const char *put_table(struct mdp_writer *w, int table)
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
		mdp_put_ident(w, called.schema);
		mdp_buf_putc(&w->b, '.');
	}
	mdp_put_ident(w, called.name);
	if (!t->only)
		return called.name;
	mdp_buf_printf(&w->b, " %s)", t->only);
	return "";
}

static void put_from(struct mdp_writer *w, const struct mdp_rel *r)
{
	static const char *const joins[] = { "from ", "left join ", "cross join " };
	for (int i = 0; i < r->nfrom; i++) {
		const struct mdp_from *f = r->from[i];
		mdp_put_line(w);
		mdp_buf_puts(&w->b, joins[f->join]);
		if (f->rel) {
			mdp_put_ident(w, f->rel->name);
		} else if (f->kept) {
			w->reads[f->table] = true;
			mdp_buf_puts(&w->b, f->kept);
			mdp_buf_puts(&w->b, " as ");
			mdp_put_ident(w, f->alias);
		} else {
			const char *called = put_table(w, f->table);
			if ((r->nfrom > 1 || f->named || !called[0]) && strcmp(f->alias, called) != 0) {
				mdp_buf_puts(&w->b, " as ");
				mdp_put_ident(w, f->alias);
			}
		}
		if (f->on) {
			mdp_buf_puts(&w->b, " on ");
			mdp_put_sx(w, r, f->on);
		}
	}
}

static void put_conditions(struct mdp_writer *w, const struct mdp_rel *r, const char *word, struct mdp_sx *const *xs,
			   int n)
{
	for (int i = 0; i < n; i++) {
		mdp_put_line(w);
		mdp_buf_puts(&w->b, i ? "  and " : word);
		bool loose = xs[i]->kind == MDP_SX_CALL && xs[i]->call == MDP_CALL_OR;
		if (loose)
			mdp_buf_putc(&w->b, '(');
		mdp_put_sx(w, r, xs[i]);
		if (loose)
			mdp_buf_putc(&w->b, ')');
	}
}

static void put_items(struct mdp_writer *w, const struct mdp_rel *r)
{
	mdp_buf_puts(&w->b, r->distinct ? "select distinct " : "select ");
	for (int i = 0; i < r->nitems; i++) {
		const struct mdp_item *item = &r->items[i];
		if (i)
			mdp_buf_puts(&w->b, ", ");
		mdp_put_sx(w, r, item->x);
		bool same = item->x->kind == MDP_SX_COLUMN && item->name && !mdp_read_as(w, item->x) &&
			    strcmp(item->x->name, item->name) == 0;
		if (item->name && !same) {
			mdp_buf_puts(&w->b, " as ");
			mdp_put_ident(w, item->name);
		}
	}
}

static void put_series(struct mdp_writer *w, const struct mdp_rel *r)
{
	mdp_buf_puts(&w->b, "select cast(unnest(generate_series(cast(");
	mdp_put_sx(w, r, r->low);
	mdp_buf_puts(&w->b, " as timestamp), cast(");
	mdp_put_sx(w, r, r->high);
	mdp_buf_printf(&w->b, " as timestamp), interval %d %s)) as date) as ", r->grain == MDP_GRAIN_QUARTER ? 3 : 1,
		       r->grain == MDP_GRAIN_QUARTER ? "month" : mdp_grain_word(r->grain));
	mdp_put_ident(w, r->items[0].name);
}

static void put_set(struct mdp_writer *w, const struct mdp_rel *r)
{
	static const char *const words[] = { "union", "intersect", "except" };
	for (int i = 0; i < r->nparts; i++) {
		if (i) {
			mdp_put_line(w);
			mdp_buf_puts(&w->b, words[r->set_op]);
			mdp_put_line(w);
		}
		put_rel(w, r->parts[i]);
	}
}

/* Columns of a list in a form: each by the pattern, in which @ and the letters at it are a name. */
static void put_columns(struct mdp_writer *w, const struct mdp_form_list *l, struct mdp_str pattern,
			struct mdp_str between)
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
				mdp_put_ident(w, mdp_arena_printf(w->a, "%.*s%s%.*s",
								  (int)(sign - pattern.p - (ptrdiff_t)at),
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
static void put_slot(struct mdp_writer *w, const struct mdp_rel *r, struct mdp_str slot)
{
	struct mdp_str rest = slot, name, pattern = MDP_STR("@"), between = MDP_STR(", ");
	if (slot.n > 1 && slot.p[0] == '#') {
		int part = slot.p[1] - '0';
		if (part >= 0 && part < r->nparts)
			mdp_put_ident(w, r->parts[part]->name);
		return;
	}
	if (slot.n > 1 && slot.p[0] == '$') {
		for (int i = 0; i < r->nvalues; i++)
			if (mdp_str_is((struct mdp_str){ slot.p + 1, slot.n - 1 }, r->values[i].name))
				mdp_put_sx(w, NULL, r->values[i].x);
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

static void put_form(struct mdp_writer *w, const struct mdp_rel *r)
{
	const char *text = mdp_sql_form(r->form);
	for (const char *s = text ? text : ""; *s; s++) {
		const char *end = *s == '{' ? strchr(s, '}') : NULL;
		if (end) {
			put_slot(w, r, (struct mdp_str){ s + 1, (size_t)(end - s - 1) });
			s = end;
		} else if (*s == '\n') {
			mdp_put_line(w);
		} else {
			mdp_buf_putc(&w->b, *s);
		}
	}
	w->no_form = text ? w->no_form : r->form;
}

static void put_rel(struct mdp_writer *w, const struct mdp_rel *r)
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
			mdp_put_line(w);
		mdp_buf_printf(&w->b, i ? ", %d" : "group by %d", i + 1);
	}
	if (r->of_each) {
		mdp_put_line(w);
		mdp_buf_puts(&w->b, "group by ");
		mdp_put_sx(w, r, r->of_each);
	}
	put_conditions(w, r, "having ", r->having, r->nhaving);
	if (r->qualify) {
		mdp_put_line(w);
		mdp_buf_puts(&w->b, "qualify ");
		mdp_put_sx(w, r, r->qualify);
	}
	if (r->nsort) {
		mdp_put_line(w);
		mdp_buf_puts(&w->b, "order by ");
		mdp_put_sort(w, r, r->sort, r->nsort);
	}
	if (r->limit) {
		mdp_put_line(w);
		mdp_buf_printf(&w->b, "limit %d", r->limit);
	}
}

static int put_plan(struct mdp_writer *w, const struct mdp_plan_tree *t, enum mdp_dialect d, struct mdp_error *err)
{
	if (d != MDP_DIALECT_DUCKDB)
		return mdp_fail(err, MDP_INTERNAL, "no such dialect");
	for (int i = 0; i < t->nwith; i++) {
		mdp_buf_puts(&w->b, i ? ", " : "with ");
		mdp_put_ident(w, t->with[i]->name);
		mdp_buf_puts(&w->b, " as (");
		w->indent = 1;
		mdp_put_line(w);
		put_rel(w, t->with[i]);
		w->indent = 0;
		mdp_put_line(w);
		mdp_buf_putc(&w->b, ')');
	}
	if (t->nwith)
		mdp_put_line(w);
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
	struct mdp_writer w = { .c = c, .a = a, .reads = MDP_NEW_ARRAY(a, (size_t)c->ntables + 1, bool) };
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
	struct mdp_writer w = { .c = c, .a = a, .text = text, .reads = MDP_NEW_ARRAY(a, (size_t)c->ntables + 1, bool) };
	int rc = put_plan(&w, p->tree, d, err);
	if (!rc)
		*out = mdp_arena_strndup(a, mdp_buf_cstr(&w.b), w.b.n);
	mdp_buf_release(&w.b);
	return rc;
}
