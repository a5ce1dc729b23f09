/*
 * wordings FILE NAME=PLACE…: reads groups of wordings ("= NAME" and a line each; the format stands in statistics/wordings.txt). All of a
 * group must be understood as one query, also what the first is restated as; those of "= NAME refused" must be refused. PLACE is the
 * folder of a project, or a warehouse file. Prints what is not so and exits with 1; nothing but the refused is run.
 */
#include <stdio.h>
#include <string.h>
#include "ask/ask.h"
#include "base/file.h"
#include "base/banned.h"

#define PLACES 8

struct place {
	const char *name, *path;
	struct mdp_session *s;
};

struct state {
	struct place places[PLACES], *at;
	struct mdp_arena kept; /* the first query of the group */
	const char *first, *first_text;
	int nplaces, asked, bad;
	bool refused;
};

static struct place *place_of(struct state *t, struct mdp_str name, struct mdp_error *err)
{
	for (int i = 0; i < t->nplaces; i++) {
		struct place *p = &t->places[i];
		if (!mdp_str_is(name, p->name))
			continue;
		struct mdp_session_options opt = { .as_of = "2025-01-02", .threads = 1 };
		if (mdp_str_ends(mdp_str_of(p->path), ".duckdb"))
			opt.project.warehouse = p->path;
		else
			opt.project.root = p->path;
		if (!p->s && mdp_session_open(&p->s, &opt, err) < 0)
			return NULL;
		return p;
	}
	return NULL;
}

/* The first reading of a text as JSON, NULL for none; `restated`: what it is said as, if wanted. */
static const char *understood(struct state *t, struct mdp_str text, struct mdp_arena *a, const char **restated)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	struct mdp_session *s = t->at->s;
	if (mdp_parse(mdp_session_parser(s), text, mdp_session_today(s), a, &r, &err) < 0 || r.n == 0)
		return NULL;
	if (restated)
		*restated = mdp_restate(mdp_session_catalog(s), r.items[0].query, a);
	return mdp_query_dump(a, r.items[0].query);
}

static void same(struct state *t, struct mdp_str text, struct mdp_arena *a)
{
	const char *got = understood(t, text, a, NULL);
	t->asked++;
	if (got && t->first && !strcmp(got, t->first))
		return;
	t->bad++;
	printf("# not the same as '%s': %.*s\n", t->first_text, (int)text.n, text.p);
}

static void take(struct state *t, struct mdp_str line)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	if (t->refused) {
		struct mdp_answer ans = { 0 };
		mdp_ask(t->at->s, line, &a, &ans);
		t->asked++;
		if (ans.status != MDP_STATUS_REFUSED && ans.status != MDP_STATUS_CHOICE && ++t->bad)
			printf("# not refused: %.*s\n", (int)line.n, line.p);
		mdp_answer_release(&ans);
	} else if (!t->first_text) {
		const char *restated = NULL;
		t->first_text = mdp_arena_strndup(&t->kept, line.p, line.n);
		t->first = understood(t, line, &t->kept, &restated);
		same(t, mdp_str_of(restated), &a);
	} else {
		same(t, line, &a);
	}
	mdp_arena_release(&a);
}

/* "NAME" or "NAME refused" */
static int begin_group(struct state *t, struct mdp_str line, struct mdp_error *err)
{
	struct mdp_str name = { NULL, 0 };
	mdp_str_next(&line, ' ', &name);
	t->refused = mdp_str_is(line, "refused");
	t->first = t->first_text = NULL;
	t->at = place_of(t, name, err);
	if (!t->at)
		printf("# no such place: %.*s %s\n", (int)name.n, name.p, err->primary);
	return t->at ? 0 : -1;
}

int main(int argc, char **argv)
{
	struct state t = { .nplaces = 0 };
	struct mdp_error err = { 0 };
	struct mdp_arena a;
	struct mdp_str text = { NULL, 0 }, line = { NULL, 0 };
	mdp_arena_init(&a);
	mdp_arena_init(&t.kept);
	for (int i = 2; i < argc && t.nplaces < PLACES; i++) {
		char *eq = strchr(argv[i], '=');
		if (!eq)
			return 2;
		t.places[t.nplaces++] =
			(struct place){ mdp_arena_strndup(&a, argv[i], (size_t)(eq - argv[i])), eq + 1, NULL };
	}
	int rc = argc < 3 ? -1 : mdp_file_read(&a, argv[1], &text, &err);
	while (rc >= 0 && mdp_str_next(&text, '\n', &line)) {
		line = mdp_str_trim(line);
		if (mdp_str_starts(line, "= "))
			rc = begin_group(&t, (struct mdp_str){ line.p + 2, line.n - 2 }, &err);
		else if (line.n && line.p[0] != '#' && t.at)
			take(&t, line);
	}
	printf("# %d wordings, %d not as they should be\n", t.asked, t.bad);
	for (int i = 0; i < t.nplaces; i++)
		mdp_session_free(t.places[i].s);
	mdp_arena_release(&t.kept);
	mdp_arena_release(&a);
	return rc < 0 || t.bad || !t.asked;
}
