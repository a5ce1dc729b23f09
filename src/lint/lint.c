/*
 * The levels: an error gives a wrong number or none at all; a warning may; a note is what a careful reader would want to know. What
 * each code means stands in one table, from which the text of rules in SARIF comes too.
 */
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "lint/rules.h"
#include "base/banned.h"

const char *mdp_lint_level_word(enum mdp_lint_level level)
{
	static const char *const words[] = { "error", "warning", "note" };
	return words[level];
}

const struct mdp_lint_rule *mdp_lint_rule_of(const char *code)
{
	for (int i = 0; i < mdp_nlint_rules; i++)
		if (!strcmp(mdp_lint_rules[i].code, code))
			return &mdp_lint_rules[i];
	return NULL;
}

const char *mdp_lint_rule(const char *code)
{
	const struct mdp_lint_rule *r = mdp_lint_rule_of(code);
	return r ? r->text : "a finding";
}

struct mdp_lint_item *mdp_lint_add(struct mdp_lint_run *r, const char *code, const char *text, struct mdp_source source)
{
	const struct mdp_lint_rule *rule = mdp_lint_rule_of(code);
	struct mdp_lint_item item = { .code = code,
				      .level = rule ? rule->level : MDP_LINT_NOTE,
				      .text = text,
				      .fix = rule ? rule->fix : NULL,
				      .source = source };
	MDP_PUSH(r->a, r->out->items, r->out->n, r->cap, item);
	return &r->out->items[r->out->n - 1];
}

/* --- what the catalog shows by itself --- */

/* Columns of tables that somebody describes, but not these. */
static void undocumented(struct mdp_lint_run *r)
{
	for (int t = 0; t < r->c->ntables; t++) {
		const struct mdp_table *table = &r->c->tables[t];
		const char *names = "";
		int n = 0;
		if (!table->source.file)
			continue;
		for (int i = table->first_column; i < table->first_column + table->ncolumns; i++) {
			if (r->c->columns[i].description)
				continue;
			if (n++ < 5)
				names = mdp_arena_printf(r->a, "%s%s%s", names, n > 1 ? ", " : "",
							 r->c->columns[i].name);
		}
		if (n)
			mdp_lint_add(r, "undocumented",
				     mdp_arena_printf(r->a, "%d of %d columns of %s have no description: %s%s", n,
						      table->ncolumns, table->name, names, n > 5 ? ", …" : ""),
				     table->source);
	}
}

/* Keys that are not quite keys: the profile keeps them with their exceptions. */
static void dirty_keys(struct mdp_lint_run *r)
{
	for (int i = 0; i < r->c->nentities; i++) {
		const struct mdp_entity *e = &r->c->entities[i];
		if (!e->evidence.exceptions || !e->own_table)
			continue;
		const char *key = "";
		for (int k = 0; k < e->nkey; k++)
			key = mdp_arena_printf(r->a, "%s%s%s", key, k ? ", " : "", r->c->columns[e->key[k]].name);
		mdp_lint_add(r, "key_not_unique",
			     mdp_arena_printf(r->a, "%s (%s) is not unique in %s: %lld of %lld rows", key, e->name,
					      r->c->tables[e->table].name, (long long)e->evidence.exceptions,
					      (long long)e->evidence.rows),
			     r->c->tables[e->table].source);
	}
}

static void orphans(struct mdp_lint_run *r)
{
	for (int i = 0; i < r->c->nsites; i++) {
		const struct mdp_site *s = &r->c->sites[i];
		const struct mdp_entity *e = &r->c->entities[s->entity];
		if (!s->orphans || s->table == e->table || e->nkey != 1)
			continue;
		mdp_lint_add(r, "orphans",
			     mdp_arena_printf(r->a, "%lld of %lld values of %s.%s name no %s in %s",
					      (long long)s->orphans, (long long)s->distinct,
					      r->c->tables[s->table].name, r->c->columns[s->key[0]].name, e->name,
					      r->c->tables[e->table].name),
			     r->c->columns[s->key[0]].source);
	}
}

/* --- the run --- */

static int by_place(const void *x, const void *y)
{
	const struct mdp_lint_item *a = x, *b = y;
	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	int d = strcmp(a->source.file ? a->source.file : "", b->source.file ? b->source.file : "");
	if (d)
		return d;
	if (a->source.line != b->source.line)
		return a->source.line < b->source.line ? -1 : 1;
	d = strcmp(a->code, b->code);
	return d ? d : strcmp(a->text, b->text);
}

int mdp_lint_run(const struct mdp_project *p, const struct mdp_catalog *c, struct mdp_arena *a, struct mdp_lint *out,
		 struct mdp_error *err)
{
	struct mdp_lint_run r = { .p = p, .c = c, .a = a, .out = out };
	(void)err;
	*out = (struct mdp_lint){ 0 };
	for (int i = 0; i < c->nfindings; i++) {
		const struct mdp_finding *f = &c->findings[i];
		struct mdp_lint_item *item = mdp_lint_add(&r, f->code, f->text, f->source);
		if (f->fix)
			item->fix = f->fix;
		item->counted = f->counted;
		item->is = f->is;
		item->should = f->should;
	}
	dirty_keys(&r);
	orphans(&r);
	undocumented(&r);
	mdp_lint_suppress(&r);
	if (out->n)
		qsort(out->items, (size_t)out->n, sizeof(*out->items), by_place);
	for (int i = 0; i < out->n; i++) {
		if (out->items[i].reason)
			out->suppressed++;
		else
			out->count[out->items[i].level]++;
	}
	return 0;
}

bool mdp_lint_passes(const struct mdp_lint *l, enum mdp_lint_level from)
{
	for (int level = MDP_LINT_ERROR; level <= (int)from && level < MDP_LINT_LEVELS; level++)
		if (l->count[level])
			return false;
	return true;
}

bool mdp_lint_level_from_word(const char *word, enum mdp_lint_level *out)
{
	static const char *const also[] = { "errors", "warnings", "notes" };
	for (int level = 0; level < MDP_LINT_LEVELS; level++)
		if (!strcmp(word, mdp_lint_level_word((enum mdp_lint_level)level)) || !strcmp(word, also[level])) {
			*out = (enum mdp_lint_level)level;
			return true;
		}
	return false;
}
