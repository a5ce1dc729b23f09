/*
 * The levels: an error gives a wrong number or none at all; a warning may; a note is what a careful reader would want to know. What
 * each code means stands in one table, from which the text of rules in SARIF comes too.
 */
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
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

struct run {
	const struct mdp_project *p;
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_lint *out;
	int cap;
};

static void add(struct run *r, const char *code, const char *text, struct mdp_source source)
{
	const struct mdp_lint_rule *rule = mdp_lint_rule_of(code);
	struct mdp_lint_item item = {
		.code = code, .level = rule ? rule->level : MDP_LINT_NOTE, .text = text, .source = source
	};
	MDP_PUSH(r->a, r->out->items, r->out->n, r->cap, item);
}

/* --- what the catalog shows by itself --- */

/* Columns of tables that somebody describes, but not these. */
static void undocumented(struct run *r)
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
			add(r, "undocumented",
			    mdp_arena_printf(r->a, "%d of %d columns of %s have no description: %s%s", n,
					     table->ncolumns, table->name, names, n > 5 ? ", …" : ""),
			    table->source);
	}
}

/* Keys that are not quite keys: the profile keeps them with their exceptions. */
static void dirty_keys(struct run *r)
{
	for (int i = 0; i < r->c->nentities; i++) {
		const struct mdp_entity *e = &r->c->entities[i];
		if (!e->evidence.exceptions || !e->own_table)
			continue;
		const char *key = "";
		for (int k = 0; k < e->nkey; k++)
			key = mdp_arena_printf(r->a, "%s%s%s", key, k ? ", " : "", r->c->columns[e->key[k]].name);
		add(r, "key_not_unique",
		    mdp_arena_printf(r->a, "%s (%s) is not unique in %s: %lld of %lld rows", key, e->name,
				     r->c->tables[e->table].name, (long long)e->evidence.exceptions,
				     (long long)e->evidence.rows),
		    r->c->tables[e->table].source);
	}
}

static void orphans(struct run *r)
{
	for (int i = 0; i < r->c->nsites; i++) {
		const struct mdp_site *s = &r->c->sites[i];
		const struct mdp_entity *e = &r->c->entities[s->entity];
		if (!s->orphans || s->table == e->table || e->nkey != 1)
			continue;
		add(r, "orphans",
		    mdp_arena_printf(r->a, "%lld of %lld values of %s.%s name no %s in %s", (long long)s->orphans,
				     (long long)s->distinct, r->c->tables[s->table].name, r->c->columns[s->key[0]].name,
				     e->name, r->c->tables[e->table].name),
		    r->c->columns[s->key[0]].source);
	}
}

/* --- suppressions --- */

/* The reason after `mdp: ignore CODE` in the line; NULL when it says no such thing. */
static const char *reason_in(struct mdp_arena *a, struct mdp_str line, const char *code)
{
	static const char mark[] = "mdp: ignore ";
	const char *at = memmem(line.p, line.n, mark, sizeof(mark) - 1);
	if (!at)
		return NULL;
	struct mdp_str rest = mdp_str_trim(
		(struct mdp_str){ at + sizeof(mark) - 1, line.n - (size_t)(at - line.p) - sizeof(mark) + 1 });
	size_t n = strlen(code);
	if (rest.n <= n || memcmp(rest.p, code, n) || (rest.p[n] != ' ' && rest.p[n] != ':'))
		return NULL;
	rest = (struct mdp_str){ rest.p + n + 1, rest.n - n - 1 };
	/* the end of the comment it stands in */
	static const char *const ends[] = { "-->", "*/", "#}", "%}" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = memmem(rest.p, rest.n, ends[i], strlen(ends[i]));
		if (end)
			rest.n = (size_t)(end - rest.p);
	}
	rest = mdp_str_trim(rest);
	return rest.n ? mdp_arena_strndup(a, rest.p, rest.n) : NULL;
}

static struct mdp_str line_of(struct mdp_str text, int number)
{
	struct mdp_str line = { "", 0 };
	for (int i = 0; i < number; i++)
		if (!mdp_str_next(&text, '\n', &line))
			return (struct mdp_str){ "", 0 };
	return line;
}

static void suppress(struct run *r, struct mdp_lint_item *item)
{
	struct mdp_str text;
	if (!item->source.file || item->source.line < 1 || !r->p->root)
		return;
	if (mdp_file_read(r->a, mdp_path_join(r->a, r->p->root, item->source.file), &text, NULL))
		return;
	for (int back = 0; back < 2 && !item->reason && item->source.line - back > 0; back++)
		item->reason = reason_in(r->a, line_of(text, item->source.line - back), item->code);
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
	struct run r = { .p = p, .c = c, .a = a, .out = out };
	(void)err;
	*out = (struct mdp_lint){ 0 };
	for (int i = 0; i < c->nfindings; i++)
		add(&r, c->findings[i].code, c->findings[i].text, c->findings[i].source);
	dirty_keys(&r);
	orphans(&r);
	undocumented(&r);
	if (out->n)
		qsort(out->items, (size_t)out->n, sizeof(*out->items), by_place);
	for (int i = 0; i < out->n; i++) {
		suppress(&r, &out->items[i]);
		if (out->items[i].reason)
			out->suppressed++;
		else
			out->count[out->items[i].level]++;
	}
	return 0;
}

bool mdp_lint_passes(const struct mdp_lint *l)
{
	return !l->count[MDP_LINT_ERROR] && !l->count[MDP_LINT_WARNING];
}
