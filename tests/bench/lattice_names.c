/*
 * lattice_names WAREHOUSE < QUESTIONS: what the words of each question (a line) name, before anything is parsed. First the columns
 * ("column table.name table.original"), then for each question a line "ask N TOKENS EDGES" and a line for each table or column that
 * an edge of its lattice names ("entity table", "column table.name", "value table.name"). For measuring names and rings: what share
 * of what a gold query needs is named at all.
 */
#include <stdio.h>
#include <string.h>
#include "ask/ask.h"
#include "parse/lattice.h"
#include "base/banned.h"

static const struct mdp_catalog *c;

static void put_column(const char *what, int column)
{
	printf("%s\t%s\t%s\n", what, c->tables[c->columns[column].table].name, c->columns[column].name);
}

static void put_expr(const struct mdp_expr *e, int depth)
{
	if (!e || depth > 8)
		return;
	int column = e->name ? mdp_catalog_column(c, mdp_str_of(e->name)) : -1;
	if (column >= 0)
		put_column("column", mdp_catalog_original(c, column));
	put_expr(e->arg, depth + 1);
	put_expr(e->arg2, depth + 1);
}

/* "tallest": what the attribute is called that it compares ("desc:height"). */
static void put_adjective(const struct mdp_lexicon *l, struct mdp_arena *a, const char *sub)
{
	const char *colon = sub ? strchr(sub, ':') : NULL;
	int n = 0;
	const struct mdp_meaning *m =
		colon ? mdp_lexicon_find(l, mdp_str_of(mdp_lexicon_stem(l, a, mdp_str_of(colon + 1))), &n) : NULL;

	for (int i = 0; i < n; i++)
		if (m[i].kind == MDP_CAT_ATTR)
			put_column("column", m[i].id);
}

static void put_edge(const struct mdp_lexicon *l, struct mdp_arena *a, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_ATTR)
		put_column("column", m->id);
	else if (m->kind == MDP_CAT_VALUE)
		put_column("value", m->column);
	else if (m->kind == MDP_CAT_MEASURE)
		put_expr(c->measures[m->id].expr, 0);
	else if (m->kind == MDP_CAT_WORD && strcmp(m->cat, "adj") == 0)
		put_adjective(l, a, m->sub);
	else if (m->kind == MDP_CAT_ENTITY)
		printf("entity\t%s\n", c->tables[c->entities[m->id].table].name);
}

int main(int argc, char **argv)
{
	struct mdp_session *s;
	struct mdp_error err = { 0 };
	struct mdp_session_options opt = { .project = { .warehouse = argc > 1 ? argv[1] : NULL } };
	static char line[16384];

	if (argc < 2 || mdp_session_open(&s, &opt, &err) < 0) {
		fprintf(stderr, "lattice_names: %s\n", err.primary);
		return 1;
	}
	c = mdp_session_catalog(s);
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *o = &c->columns[mdp_catalog_original(c, i)];
		printf("is\t%s\t%s\t%s\t%s\n", c->tables[c->columns[i].table].name, c->columns[i].name,
		       c->tables[o->table].name, o->name);
	}
	for (int i = 0; i < c->nentities; i++)
		if (c->entities[i].label >= 0)
			put_column("label", c->entities[i].label);
	for (int n = 0; fgets(line, sizeof(line), stdin); n++) {
		struct mdp_arena a;
		struct mdp_lattice *t;
		size_t length = strcspn(line, "\n");

		mdp_arena_init(&a);
		if (mdp_lattice_make(mdp_session_lexicon(s), (struct mdp_str){ line, length }, &a, &t, &err) == 0) {
			printf("ask\t%d\t%d\t%d\n", n, t->ntokens, t->nedges);
			for (int i = 0; i < t->nedges; i++)
				put_edge(mdp_session_lexicon(s), &a, &t->edges[i].meaning);
		}
		mdp_arena_release(&a);
	}
	mdp_session_free(s);
	return 0;
}
