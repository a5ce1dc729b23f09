/* Every stage of a question as text: --dump=STAGE and `mdp explain`. */
#include "ask/decide.h"

#include <string.h>

#include "base/buf.h"
#include "parse/lattice.h"
#include "base/banned.h"

static const char *copy(struct mdp_arena *a, struct mdp_buf *b)
{
	const char *text = mdp_arena_strndup(a, mdp_buf_cstr(b), b->n);
	mdp_buf_release(b);
	return text;
}

static const char *dump_readings(const struct mdp_lexicon *l, const struct mdp_readings *r, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < r->n; i++)
		mdp_buf_printf(&b, "%6.2f  %s\n        doubt %s\n        %s\n", r->items[i].score, r->items[i].tree,
			       mdp_decide_dump(l, r->items[i].features, a), mdp_query_dump(a, r->items[i].query));
	if (r->n == 0)
		mdp_buf_printf(&b, "none: %s\n", r->problem.primary);
	return copy(a, &b);
}

static const char *dump_sql(const struct mdp_sql *sql, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	mdp_buf_printf(&b, "%s\n", sql->text);
	for (int i = 0; i < sql->nparams; i++)
		mdp_buf_printf(&b, "-- $%d = %s\n", i + 1, mdp_value_print(a, &sql->params[i]));
	return copy(a, &b);
}

int mdp_ask_dump(struct mdp_session *s, struct mdp_str question, const char *stage, struct mdp_arena *a,
		 const char **text, struct mdp_error *err)
{
	struct mdp_lattice *t;
	struct mdp_readings r;
	struct mdp_plan *plan;
	struct mdp_sql sql;
	int rc = mdp_lattice_make(s->lexicon, question, a, &t, err);
	if (rc < 0)
		return rc;
	if (!strcmp(stage, "tokens") || !strcmp(stage, "lattice")) {
		*text = !strcmp(stage, "tokens") ? mdp_tokens_dump(t, a) : mdp_lattice_dump(t, a);
		return 0;
	}
	rc = mdp_parse_spoken(s->parser, question, s->today, a, &r, err);
	if (rc < 0)
		return rc;
	if (!strcmp(stage, "readings")) {
		*text = dump_readings(s->lexicon, &r, a);
		return 0;
	}
	if (r.n == 0) {
		*err = r.problem;
		return -MDP_REFUSED;
	}
	const struct mdp_query *q = r.items[0].query;
	if (!strcmp(stage, "query")) {
		*text = mdp_query_dump(a, q);
		return 0;
	}
	rc = mdp_plan_make(s->catalog, q, a, &plan, err);
	if (rc < 0)
		return rc;
	if (!strcmp(stage, "plan")) {
		*text = mdp_plan_dump(plan, a);
		return 0;
	}
	rc = mdp_sql_render(s->catalog, plan, MDP_DIALECT_DUCKDB, a, &sql, err);
	if (rc < 0)
		return rc;
	if (!strcmp(stage, "sql")) {
		*text = dump_sql(&sql, a);
		return 0;
	}
	rc = mdp_fail(err, MDP_USAGE, "there is no stage `%s`", stage);
	mdp_error_hint(err, "stages: tokens, lattice, readings, query, plan, sql");
	return rc;
}
