/* Questions about the platform itself: the range of the data, what there is to ask about, what a figure means. */
#include "ask/offers.h"
#include "ask/sheet.h"

#include <string.h>

#include "base/limits.h"
#include "base/banned.h"

/* The entity people mean by "the data": that of the most used amount, else the largest one with a time of its own. */
static int main_entity(const struct mdp_catalog *c)
{
	int best = -1, uses = -1;
	for (int m = 0; m < c->nmeasures; m++) {
		int rank = c->measures[m].uses + (c->measures[m].declared ? 1000 : 0);
		if (rank > uses && c->entities[c->measures[m].entity].time >= 0) {
			best = c->measures[m].entity;
			uses = rank;
		}
	}
	for (int e = 0; e < c->nentities && uses <= 0; e++) {
		int time = c->entities[e].time;
		if (time >= 0 && c->columns[time].role == MDP_ROLE_TIME_EVENT &&
		    (best < 0 || c->entities[e].count > c->entities[best].count))
			best = e;
	}
	return best;
}

static int data_range(struct mdp_session *s, struct mdp_arena *a, struct mdp_query **select, struct mdp_error *err)
{
	const struct mdp_catalog *c = s->catalog;
	int e = main_entity(c);
	if (e < 0)
		return mdp_refuse(err, MDP_REASON_UNKNOWN_CONCEPT, "no table of this warehouse has a date of events");
	struct mdp_query *q = MDP_NEW(a, struct mdp_query);
	q->of = c->entities[e].name;
	q->show = MDP_NEW_ARRAY(a, 2, struct mdp_out);
	q->nshow = 2;
	for (int i = 0; i < 2; i++) {
		struct mdp_expr *day = MDP_NEW(a, struct mdp_expr);
		day->kind = MDP_X_TRUNC;
		day->grain = MDP_GRAIN_DAY;
		day->arg = mdp_expr_column(a, mdp_catalog_column_name(c, a, c->entities[e].time));
		q->show[i].expr = mdp_expr_agg(a, i ? MDP_AGG_MAX : MDP_AGG_MIN, q->of, day);
		q->show[i].name = mdp_arena_printf(a, "%s %s", i ? "last" : "first", q->of);
	}
	*select = q;
	return 0;
}

static int tables(struct mdp_session *s, struct mdp_arena *a, struct mdp_answer *ans)
{
	static const char *const NAMES[] = { "table", "one row is", "rows", "description" };
	const struct mdp_catalog *c = s->catalog;
	struct mdp_meta_sheet sh;
	mdp_meta_begin(&sh, ans, NAMES, 4);
	for (int t = 0; t < c->ntables; t++) {
		const struct mdp_table *x = &c->tables[t];
		mdp_meta_text(&sh, mdp_arena_printf(a, "%s.%s", x->schema, x->name));
		mdp_meta_text(&sh, x->row_entity >= 0 ? c->entities[x->row_entity].name : NULL);
		mdp_meta_put(&sh, mdp_value_int(x->rows));
		mdp_meta_text(&sh, x->description);
	}
	mdp_meta_end(&sh);
	ans->sentence = mdp_arena_printf(a, "You can ask about %d tables.", c->ntables);
	return 0;
}

static const char *place(const struct mdp_source *src, struct mdp_arena *a)
{
	return src->file ? mdp_arena_printf(a, "%s:%d", src->file, src->line) : "inferred from the data";
}

static int definition(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans,
		      struct mdp_error *err)
{
	static const char *const NAMES[] = { "name", "definition", "counted once per", "source", "description" };
	const struct mdp_catalog *c = s->catalog;
	struct mdp_plan *plan;
	struct mdp_query probe = { .show = q->params, .nshow = 1 };
	const struct mdp_expr *x = q->nparams ? q->params[0].expr : NULL;
	int m = x && x->kind == MDP_X_MEASURE ? mdp_catalog_measure(c, mdp_str_of(x->name)) : -1;
	if (m < 0)
		return mdp_refuse(err, MDP_REASON_UNKNOWN_CONCEPT, "that is no defined figure");
	probe.of = c->entities[c->measures[m].entity].name;
	int rc = mdp_plan_make(c, &probe, a, &plan, err);
	if (rc < 0)
		return rc;
	struct mdp_meta_sheet sh;
	mdp_meta_begin(&sh, ans, NAMES, 5);
	for (int i = 0; i < plan->ndefinitions; i++) {
		const struct mdp_definition *d = &plan->definitions[i];
		mdp_meta_text(&sh, d->name);
		mdp_meta_text(&sh, d->expression);
		mdp_meta_text(&sh, d->entity);
		mdp_meta_text(&sh, place(&d->source, a));
		mdp_meta_text(&sh, c->measures[m].description);
	}
	mdp_meta_end(&sh);
	ans->definitions = plan->definitions;
	ans->ndefinitions = plan->ndefinitions;
	if (plan->ndefinitions) {
		const struct mdp_definition *d = &plan->definitions[0];
		ans->sentence = mdp_arena_printf(a, "%s is %s, counted once per %s (%s).", d->name, d->expression,
						 d->entity, place(&d->source, a));
	}
	return 0;
}

/* The columns of the catalog in an expression, each once. */
static int columns_in(const struct mdp_catalog *c, const struct mdp_expr *x, int *out, int n, int max, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return n;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(c, mdp_str_of(x->name));
		bool known = column < 0;
		for (int i = 0; i < n; i++)
			known |= out[i] == column;
		if (!known && n < max)
			out[n++] = column;
	}
	if (x->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(c, mdp_str_of(x->name));
		if (m >= 0)
			n = columns_in(c, c->measures[m].expr, out, n, max, depth + 1);
	}
	n = columns_in(c, x->arg, out, n, max, depth + 1);
	return columns_in(c, x->arg2, out, n, max, depth + 1);
}

static void lineage_rows(struct mdp_meta_sheet *sh, const struct mdp_catalog *c, struct mdp_arena *a,
			 const struct mdp_lineage_line *lines, int n)
{
	for (int i = 0; i < n; i++) {
		const struct mdp_lineage_line *l = &lines[i];
		bool unknown = c->origins[l->origin].kind == MDP_ORIGIN_UNKNOWN;
		mdp_meta_text(sh, mdp_arena_printf(a, "%*s%s", 2 * l->depth, "", l->name));
		mdp_meta_text(sh, unknown ? l->made : l->again ? "as above" : l->made);
		mdp_meta_text(sh, l->place);
		mdp_meta_text(sh, l->filled);
	}
}

/* What the ways end in, in words: "raw.a and raw.b". */
static const char *ends_of(const struct mdp_catalog *c, struct mdp_arena *a, const int *columns, int n, bool *unknown)
{
	const char *names[MDP_TRAIL_MAX], *out = "";
	int nnames = 0, trail[MDP_TRAIL_MAX];
	*unknown = false;
	for (int i = 0; i < n; i++) {
		int steps = mdp_catalog_trail(c, c->columns[columns[i]].origin, trail, MDP_TRAIL_MAX);
		for (int k = 0; k < steps; k++) {
			const struct mdp_origin *o = &c->origins[trail[k]];
			bool known = o->nfrom || o->kind == MDP_ORIGIN_CONSTANT || !o->relation;
			*unknown |= o->kind == MDP_ORIGIN_UNKNOWN;
			for (int j = 0; j < nnames; j++)
				known |= !strcmp(names[j], o->relation ? o->relation : "");
			if (!known && nnames < MDP_TRAIL_MAX)
				names[nnames++] = o->relation;
		}
	}
	for (int i = 0; i < nnames; i++)
		out = mdp_arena_printf(a, "%s%s%s", out, !i ? "" : i + 1 == nnames ? " and " : ", ", names[i]);
	return out;
}

/* Where a figure or a column comes from: the steps of each column in it, back to the sources. */
static int lineage(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans,
		   struct mdp_error *err)
{
	static const char *const NAMES[] = { "step", "made as", "file", "filled by" };
	const struct mdp_catalog *c = s->catalog;
	const struct mdp_expr *x = q->nparams ? q->params[0].expr : NULL;
	int columns[32], n = columns_in(c, x, columns, 0, 32, 0);
	bool unknown;
	struct mdp_meta_sheet sh;
	if (!n)
		return mdp_refuse(err, MDP_REASON_UNKNOWN_CONCEPT, "that is made of no column");
	mdp_meta_begin(&sh, ans, NAMES, 4);
	for (int i = 0; i < n; i++) {
		struct mdp_lineage_line *lines;
		int nlines = mdp_catalog_lineage(c, a, c->columns[columns[i]].origin, &lines);
		if (nlines) {
			lineage_rows(&sh, c, a, lines, nlines);
			continue;
		}
		mdp_meta_text(&sh, mdp_catalog_column_name(c, a, columns[i]));
		for (int k = 1; k < 4; k++)
			mdp_meta_text(&sh, k == 1 ? "no file says how it is made" : NULL);
	}
	mdp_meta_end(&sh);
	const char *ends = ends_of(c, a, columns, n, &unknown), *all = "";
	for (int i = 0; i < n; i++)
		all = mdp_arena_printf(a, "%s%s%s", all,
				       !i           ? ""
				       : i + 1 == n ? " and "
						    : ", ",
				       mdp_catalog_column_name(c, a, columns[i]));
	if (!*ends)
		ans->sentence = mdp_arena_printf(a, "It is made of %s; no file says what that comes from.", all);
	else
		ans->sentence = mdp_arena_printf(a, "It is made of %s, which comes from %s%s.", all, ends,
						 unknown ? "; part of the way is not known" : "");
	return 0;
}

static int freshness(struct mdp_session *s, struct mdp_arena *a, struct mdp_answer *ans, struct mdp_error *err)
{
	static const char *const NAMES[] = { "entity", "time", "last day", "days before today" };
	const struct mdp_catalog *c = s->catalog;
	struct mdp_meta_sheet sh;
	int64_t newest = INT64_MIN;
	mdp_meta_begin(&sh, ans, NAMES, 4);
	for (int e = 0; e < c->nentities; e++) {
		int64_t first, last;
		int time = c->entities[e].time;
		if (time < 0 || !mdp_catalog_period(c, time, &first, &last))
			continue;
		mdp_meta_text(&sh, c->entities[e].name);
		mdp_meta_text(&sh, mdp_catalog_column_name(c, a, time));
		mdp_meta_put(&sh, mdp_value_date(last));
		mdp_meta_put(&sh, mdp_value_int(s->today - last));
		if (last > newest && e == main_entity(c))
			newest = last;
	}
	mdp_meta_end(&sh);
	if (ans->result.nrows == 0) {
		mdp_result_release(&ans->result);
		return mdp_refuse(err, MDP_REASON_UNKNOWN_CONCEPT, "no table of this warehouse has a date");
	}
	char text[MDP_DATE_TEXT];
	if (newest != INT64_MIN)
		ans->sentence = mdp_arena_printf(a, "The last %s is of %s, %lld days before %s.",
						 c->entities[main_entity(c)].name, mdp_date_print(newest, text),
						 (long long)(s->today - newest), ans->as_of);
	return 0;
}

int mdp_ask_meta(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans,
		 struct mdp_query **select, struct mdp_error *err)
{
	const char *kind = q->analysis ? q->analysis : "";
	if (!strcmp(kind, "data_range"))
		return data_range(s, a, select, err);
	if (!strcmp(kind, "tables"))
		return tables(s, a, ans);
	if (!strcmp(kind, "what_can_i_ask"))
		return mdp_ask_offered(s, q, a, ans);
	if (!strcmp(kind, "definition"))
		return definition(s, q, a, ans, err);
	if (!strcmp(kind, "lineage"))
		return lineage(s, q, a, ans, err);
	if (!strcmp(kind, "freshness"))
		return freshness(s, a, ans, err);
	return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "questions of the kind `%s` are not supported yet", kind);
}
