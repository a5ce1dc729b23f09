/*
 * The driver. A question becomes readings; the ones close to the best are planned; what the grain forbids is out; the ones left
 * are compared by what they return, and only when they differ is there something to ask the person.
 */
#include "ask/decide.h"
#include "ask/nearby.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/analyze.h"
#include "base/limits.h"
#include "base/banned.h"

#define NAMESAKE_MARGINS 2 /* so many times farther may a measure of the same name be */
#define MAX_CLOSE 6 /* readings close to the best that are looked at */

struct candidate {
	const struct mdp_reading *reading;
	const struct mdp_query *query;
	const struct mdp_turn *step; /* that made it from the query before; NULL */
	struct mdp_plan *plan;
	struct mdp_sql sql;
	struct mdp_result result;
	bool run;
};

static void stage(struct mdp_answer *ans, const char *name, double *since)
{
	double now = mdp_clock_ms();
	if (ans->ntiming < (int)(sizeof(ans->timing) / sizeof(ans->timing[0])))
		ans->timing[ans->ntiming++] = (struct mdp_timing){ name, now - *since };
	*since = now;
}

static const char *day_text(struct mdp_arena *a, int64_t day)
{
	char text[MDP_DATE_TEXT];
	return mdp_arena_strdup(a, mdp_date_print(day, text));
}

void mdp_answer_begin(struct mdp_session *s, struct mdp_answer *ans, struct mdp_arena *a)
{
	memset(ans, 0, sizeof(*ans));
	ans->sentence = "";
	ans->as_of = day_text(a, s->today);
}

static int finish_error(struct mdp_answer *ans, struct mdp_arena *a)
{
	ans->status = ans->reason.code == MDP_REFUSED  ? MDP_STATUS_REFUSED
		      : ans->reason.code == MDP_CHOICE ? MDP_STATUS_CHOICE
						       : MDP_STATUS_ERROR;
	ans->sentence = mdp_arena_strdup(a, ans->reason.primary);
	return mdp_exit_code(ans->reason.code);
}

/* Plan and SQL of one query. */
static int prepare(struct mdp_session *s, struct candidate *k, struct mdp_arena *a, struct mdp_error *err)
{
	int rc = mdp_plan_make(s->catalog, k->query, a, &k->plan, err);
	if (rc >= 0)
		rc = mdp_sql_render(s->catalog, k->plan, MDP_DIALECT_DUCKDB, a, &k->sql, err);
	for (int t = 0; rc >= 0 && k->sql.reads && t < s->catalog->ntables; t++) {
		const char *why = k->sql.reads[t] ? mdp_catalog_unreadable(s->catalog, t) : NULL;
		if (why)
			return mdp_refuse(err, MDP_REASON_OUTSIDE_DATA, "%s", why);
	}
	return rc;
}

/* What analyses make of the rows in C is part of running: readings are compared by what they show. */
static int run(struct mdp_session *s, struct candidate *k, struct mdp_arena *a, struct mdp_error *err)
{
	struct mdp_engine *e = mdp_session_engine(s, err);
	if (!e)
		return -MDP_WAREHOUSE;
	k->run = true;
	int rc = mdp_engine_query(e, k->sql.text, k->sql.params, k->sql.nparams, s->opt.max_rows, &k->result, err);
	return rc < 0 ? rc : mdp_analyze(s->catalog, k->query, s->today, k->plan, &k->result, a, err);
}

static bool same_row(const struct mdp_result *x, int64_t i, const struct mdp_result *y, int64_t k)
{
	for (int64_t c = 0; c < x->ncolumns; c++)
		if (!mdp_value_eq(&x->values[i * x->ncolumns + c], &y->values[k * y->ncolumns + c]))
			return false;
	return true;
}

static bool has_row(const struct mdp_result *in, const struct mdp_result *of, int64_t row)
{
	for (int64_t i = 0; i < in->nrows; i++)
		if (same_row(of, row, in, i))
			return true;
	return false;
}

#define FEW_ROWS 2000 /* beyond this, what compares every pair is not tried */

static bool lists(const struct mdp_query *q)
{
	return q->nby == 0 && !q->having && q->limit == 0;
}

/* The same list with or without its repeats, or with another order among what is alike in what it is sorted by. */
static bool same_list(const struct candidate *a, const struct candidate *b)
{
	const struct mdp_result *x = &a->result, *y = &b->result;
	if (x->ncolumns != y->ncolumns || x->nrows > FEW_ROWS || y->nrows > FEW_ROWS || !lists(a->query) ||
	    !lists(b->query))
		return false;
	if (a->query->norder && b->query->norder &&
	    (strcmp(a->query->order[0].by, b->query->order[0].by) != 0 ||
	     a->query->order[0].descending != b->query->order[0].descending))
		return false;
	for (int64_t i = 0; i < x->nrows; i++)
		if (!has_row(y, x, i))
			return false;
	for (int64_t i = 0; i < y->nrows; i++)
		if (!has_row(x, y, i))
			return false;
	return true;
}

/* Same figures, whatever they are called: the readings differ in words only, on this warehouse. */
static bool same_result(const struct candidate *a, const struct candidate *b)
{
	const struct mdp_result *x = &a->result, *y = &b->result;
	bool same = x->nrows == y->nrows && x->ncolumns == y->ncolumns;
	for (int64_t i = 0; same && i < x->nrows; i++)
		same = same_row(x, i, y, i);
	return same || same_list(a, b);
}

static void fill(struct mdp_session *s, struct candidate *k, struct mdp_arena *a, struct mdp_answer *ans)
{
	const struct mdp_plan *p = k->plan;
	ans->status = MDP_ANSWERED;
	ans->query = k->query;
	ans->columns = p->columns;
	ans->result = k->result;
	k->run = false; /* the result is the answer's now */
	ans->sql = k->sql;
	ans->definitions = p->definitions;
	ans->ndefinitions = p->ndefinitions;
	ans->caveats = p->caveats;
	ans->ncaveats = p->ncaveats;
	ans->ordered = p->ordered;
	ans->finding = p->finding;
	if (k->query->nby && k->query->by[0].expr->kind == MDP_X_TRUNC)
		ans->series = k->query->by[0].expr->grain;
	else
		ans->series = mdp_answer_series(k->query);
	if (p->from < p->to) {
		ans->period_from = p->from == INT64_MIN ? NULL : day_text(a, p->from);
		ans->period_to = p->to == INT64_MAX ? NULL : day_text(a, p->to - 1);
		ans->period_column =
			p->time_column >= 0 ? mdp_catalog_column_name(s->catalog, a, p->time_column) : NULL;
	}
	ans->restated = mdp_restate(s->catalog, k->query, a);
	ans->id = mdp_arena_printf(a, "%s-%s", mdp_query_hash(a, k->query), ans->as_of);
	mdp_answer_facts(ans, p, a);
	mdp_answer_notes(s->catalog, ans, s->now, a);
	ans->sentence = mdp_answer_sentence(s->catalog, ans, a);
}

/* The measure that a tree names at its first difference from another, which is the same but for that; -1. */
static int other_measure(const char *tree, const char *other)
{
	static const char measure[] = "[measure ";
	size_t n = 0, digits, others;

	while (tree[n] && tree[n] == other[n])
		n++;
	while (n > 0 && isdigit((unsigned char)tree[n - 1]))
		n--;
	digits = strspn(tree + n, "0123456789");
	others = strspn(other + n, "0123456789");
	if (!digits || !others || n < strlen(measure) ||
	    strncmp(tree + n - strlen(measure), measure, strlen(measure)) != 0 ||
	    strcmp(tree + n + digits, other + n + others) != 0)
		return -1;
	return (int)strtol(tree + n, NULL, 10);
}

/* "Quantity", which several tables count: the nearest is not meant for being near. */
static bool is_namesake(const struct mdp_catalog *c, const struct mdp_reading *best, const struct mdp_reading *r)
{
	int one = other_measure(best->tree, r->tree), other = other_measure(r->tree, best->tree);
	if (one < 0 || other < 0 || c->measures[one].expr->kind != MDP_X_AGG ||
	    c->measures[other].expr->kind != MDP_X_AGG)
		return false;
	const struct mdp_expr *l = c->measures[one].expr->arg, *m = c->measures[other].expr->arg;
	if (!l || !m || l->kind != MDP_X_COLUMN || m->kind != MDP_X_COLUMN)
		return false;
	int from = mdp_catalog_column(c, mdp_str_of(l->name)), to = mdp_catalog_column(c, mdp_str_of(m->name));
	return from >= 0 && to >= 0 && !strcmp(c->columns[from].name, c->columns[to].name);
}

/* Readings with a plan, among those close to the best; the first refusal is kept for when none has one. */
static int plan_close(struct mdp_session *s, const struct mdp_readings *r, struct mdp_arena *a, struct candidate *out,
		      struct mdp_error *refusal)
{
	double margin = mdp_lexicon_weight(s->lexicon, "choice_margin");
	int n = 0;
	for (int i = 0; i < r->n && i < MAX_CLOSE; i++) {
		double behind = r->items[i].score - r->items[0].score;
		if (behind > margin &&
		    (behind > NAMESAKE_MARGINS * margin || !is_namesake(s->catalog, &r->items[0], &r->items[i])))
			continue;
		struct candidate k = { .reading = &r->items[i], .query = r->items[i].query };
		struct mdp_error err = { 0 };
		if (k.query->kind == MDP_Q_META || prepare(s, &k, a, &err) >= 0)
			out[n++] = k;
		else if (refusal->code == MDP_OK)
			*refusal = err;
	}
	return n;
}

static int offer_choices(struct mdp_session *s, struct candidate *k, int n, struct mdp_arena *a, struct mdp_answer *ans)
{
	ans->choices = MDP_NEW_ARRAY(a, (size_t)n, struct mdp_choice);
	for (int i = 0; i < n; i++)
		ans->choices[ans->nchoices++] =
			(struct mdp_choice){ mdp_restate(s->catalog, k[i].query, a), k[i].query,
					     k[i].reading ? mdp_decide_features(k[i].reading, &k[i].result, a) : NULL };
	if (n > 1)
		mdp_fail(&ans->reason, MDP_CHOICE, "this can mean %d things", n);
	else
		mdp_fail(&ans->reason, MDP_CHOICE, "I am not sure that this is what you mean%s",
			 ans->features && ans->features[MDP_FEATURE_EMPTY] > 0 ? ": nothing is found" : "");
	ans->reason.reason = MDP_REASON_AMBIGUOUS;
	return finish_error(ans, a);
}

/* Is the only reading too doubtful to answer? Not when it is asked for in the very words that tell it. */
static bool is_doubtful(struct mdp_session *s, const struct candidate *k, struct mdp_arena *a, struct mdp_answer *ans)
{
	if (!k->reading)
		return false;
	ans->features = mdp_decide_features(k->reading, &k->result, a);
	ans->doubt = mdp_decide_doubt(s->lexicon, ans->features);
	return mdp_decide_asks(s->lexicon, ans->doubt) &&
	       strcmp(mdp_restate(s->catalog, k->query, a), ans->question) != 0;
}

/* Runs the readings that are left; those that return the same are one. */
static int settle(struct mdp_session *s, struct candidate *k, int n, struct mdp_arena *a, struct mdp_answer *ans)
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		bool same = false;
		if (n > 1 && k[i].query->kind == MDP_Q_META)
			continue;
		if (run(s, &k[i], a, &ans->reason) < 0) {
			if (kept == 0 && i + 1 == n)
				return finish_error(ans, a);
			continue;
		}
		for (int j = 0; j < kept; j++)
			same |= same_result(&k[j], &k[i]);
		if (same) {
			mdp_result_release(&k[i].result);
			k[i].run = false;
		} else {
			struct candidate moved = k[i];
			k[i].run = false;
			k[kept++] = moved;
		}
	}
	memset(&ans->reason, 0, sizeof(ans->reason));
	if (kept > 1)
		return offer_choices(s, k, kept, a, ans);
	ans->understood = k[0].reading ? k[0].reading->understood : NULL;
	ans->nunderstood = k[0].reading ? k[0].reading->nunderstood : 0;
	if (is_doubtful(s, &k[0], a, ans))
		return offer_choices(s, k, kept, a, ans);
	ans->changes = k[0].step ? k[0].step->changes : NULL;
	ans->nchanges = k[0].step ? k[0].step->nchanges : 0;
	fill(s, &k[0], a, ans);
	return 0;
}

static int answer_meta(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct mdp_query *select = NULL;
	ans->query = q;
	int rc = mdp_ask_meta(s, q, a, ans, &select, &ans->reason);
	if (rc < 0)
		return finish_error(ans, a);
	if (select)
		return mdp_ask_query(s, select, a, ans);
	ans->restated = mdp_restate(s->catalog, q, a);
	ans->id = mdp_arena_printf(a, "%s-%s", mdp_query_hash(a, q), ans->as_of);
	return 0;
}

static int ask(struct mdp_session *s, struct mdp_str question, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct mdp_readings readings;
	struct candidate close[MAX_CLOSE] = { { 0 } };
	struct mdp_error refusal = { 0 };
	double since = mdp_clock_ms();
	mdp_answer_begin(s, ans, a);
	ans->question = mdp_arena_strndup(a, question.p, question.n);
	int rc = mdp_parse_spoken(s->parser, question, s->today, a, &readings, &ans->reason);
	stage(ans, "parse", &since);
	if (rc < 0)
		return finish_error(ans, a);
	ans->remarks = readings.remarks;
	ans->nremarks = readings.nremarks;
	if (readings.n == 0) {
		ans->reason = readings.problem;
		ans->understood = readings.understood;
		ans->nunderstood = readings.nunderstood;
		return finish_error(ans, a);
	}
	int n = plan_close(s, &readings, a, close, &refusal);
	stage(ans, "plan", &since);
	if (n == 0) {
		ans->reason = refusal;
		ans->understood = readings.items[0].understood;
		ans->nunderstood = readings.items[0].nunderstood;
		ans->query = readings.items[0].query;
		return finish_error(ans, a);
	}
	if (close[0].query->kind == MDP_Q_META) {
		ans->understood = close[0].reading->understood;
		ans->nunderstood = close[0].reading->nunderstood;
		rc = answer_meta(s, close[0].query, a, ans);
	} else {
		rc = settle(s, close, n, a, ans);
	}
	for (int i = 0; i < ans->nremarks && ans->status == MDP_ANSWERED; i++)
		mdp_answer_caveat(ans, a, ans->remarks[i].code, "%s", ans->remarks[i].text);
	for (int i = 0; i < n; i++)
		if (close[i].run)
			mdp_result_release(&close[i].result);
	stage(ans, "run", &since);
	return rc;
}

int mdp_ask(struct mdp_session *s, struct mdp_str question, struct mdp_arena *a, struct mdp_answer *ans)
{
	int code = ask(s, question, a, ans);
	if (s->suggest && ans->status == MDP_STATUS_REFUSED) {
		double since = mdp_clock_ms();
		s->suggest = false; /* those are asked as well */
		mdp_ask_nearby(s, question, a, ans);
		s->suggest = true;
		ans->sentence = mdp_arena_strdup(a, ans->reason.primary);
		stage(ans, "nearby", &since);
	}
	return code;
}

/* The steps that can be planned, of the nearest that can and those as near. */
static int plan_steps(struct mdp_session *s, const struct mdp_turns *steps, struct mdp_arena *a, struct candidate *out,
		      int max, struct mdp_error *refusal)
{
	double margin = mdp_lexicon_weight(s->lexicon, "choice_margin"), best = 0;
	int n = 0;
	for (int i = 0; i < steps->n && i < 4 * MAX_CLOSE && n < max; i++) {
		const struct mdp_turn *step = &steps->items[i];
		if (step->act != MDP_ACT_ASK || (n && step->score > best + margin))
			continue;
		struct candidate k = { .step = step, .query = step->query };
		struct mdp_error err = { 0 };
		if (prepare(s, &k, a, &err) >= 0) {
			best = n ? best : step->score;
			out[n++] = k;
		} else if (refusal->code == MDP_OK) {
			*refusal = err;
		}
	}
	return n;
}

int mdp_ask_turns(struct mdp_session *s, const struct mdp_turns *steps, const struct mdp_query *whole,
		  struct mdp_arena *a, struct mdp_answer *ans, struct mdp_error *refusal)
{
	struct candidate close[MAX_CLOSE] = { { 0 } };
	const char *question = ans->question;
	double since = mdp_clock_ms();
	mdp_answer_begin(s, ans, a);
	ans->question = question;
	memset(refusal, 0, sizeof(*refusal));
	int n = plan_steps(s, steps, a, close, MAX_CLOSE - 1, refusal);
	struct candidate alone = { .query = whole };
	struct mdp_error err = { 0 };
	if (whole && prepare(s, &alone, a, &err) >= 0)
		close[n++] = alone;
	stage(ans, "plan", &since);
	if (n == 0) {
		ans->reason = *refusal;
		return finish_error(ans, a);
	}
	int rc = settle(s, close, n, a, ans);
	for (int i = 0; i < n; i++)
		if (close[i].run)
			mdp_result_release(&close[i].result);
	stage(ans, "run", &since);
	return rc;
}

int mdp_ask_query(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans)
{
	const char *question = ans->question;
	const struct mdp_understood *understood = ans->understood;
	int nunderstood = ans->nunderstood;
	struct candidate k = { .query = mdp_query_canonical(a, q) };
	double since = mdp_clock_ms();
	mdp_answer_begin(s, ans, a);
	ans->question = question;
	ans->query = k.query;
	if (q->kind == MDP_Q_META)
		return answer_meta(s, q, a, ans);
	if (prepare(s, &k, a, &ans->reason) < 0)
		return finish_error(ans, a);
	stage(ans, "plan", &since);
	if (run(s, &k, a, &ans->reason) < 0) {
		mdp_result_release(&k.result);
		return finish_error(ans, a);
	}
	fill(s, &k, a, ans);
	ans->understood = understood;
	ans->nunderstood = nunderstood;
	stage(ans, "run", &since);
	return 0;
}
