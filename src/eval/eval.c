/*
 * Judging one question. Right: the answer matches the gold, or there is no gold and it was answered, or it was refused as
 * expected. Wrong: anything else that was answered. Refused, choice and error keep their own columns, since each is mended
 * elsewhere; wrong is the one that costs trust.
 */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "eval/eval.h"
#include "base/banned.h"

#define DEFAULT_DAY "2024-12-31"

static const char *const outcome_words[] = {
#define X(name, word) word,
	MDP_OUTCOMES(X)
#undef X
};

const char *mdp_outcome_word(enum mdp_outcome o)
{
	return outcome_words[o];
}

/* Runs the gold statement; a gold that does not run is an error of the file. */
static int run_gold(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		    struct mdp_result *res, struct mdp_error *err)
{
	struct mdp_arena a;
	struct mdp_engine *e = mdp_session_engine(s, err);
	*res = (struct mdp_result){ 0 };
	if (!e)
		return -MDP_WAREHOUSE;
	mdp_arena_init(&a);
	const char *sql = file->with ? mdp_arena_printf(&a, "with %s\n%s", file->with, q->gold) : q->gold;
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, res, err);
	if (rc < 0)
		mdp_error_at(err, file->path, q->line);
	mdp_arena_release(&a);
	return rc;
}

static const char *reason_of(const struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_error *e = &ans->reason;
	const char *word = e->reason != MDP_REASON_NONE ? mdp_reason_word(e->reason) : mdp_code_word(e->code);
	return mdp_arena_printf(a, "%s: %s%s%s", word, e->primary, e->detail[0] ? ": " : "", e->detail);
}

static enum mdp_outcome outcome_of_status(enum mdp_status s)
{
	static const enum mdp_outcome map[] = { MDP_OUTCOME_RIGHT, MDP_OUTCOME_REFUSED, MDP_OUTCOME_CHOICE,
						MDP_OUTCOME_ERROR };
	return map[s];
}

/* Columns that the answer says it is sorted by. */
static int sort_keys(const struct mdp_answer *ans, int *keys, int max)
{
	int n = 0;
	for (int i = 0; ans->query && i < ans->query->norder; i++)
		for (int c = 0; ans->columns && c < ans->result.ncolumns && n < max; c++)
			if (!strcmp(ans->columns[c].name, ans->query->order[i].by))
				keys[n++] = c;
	return n;
}

static int judge_answered(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
			  const struct mdp_answer *ans, struct mdp_arena *a, struct mdp_judgement *out,
			  struct mdp_error *err)
{
	struct mdp_result gold;
	out->outcome = MDP_OUTCOME_RIGHT;
	if (q->expect != MDP_EXPECT_ANSWER) {
		out->outcome = MDP_OUTCOME_WRONG;
		out->reason = mdp_arena_printf(a, "answered, but was to be %s%s%s",
					       q->expect == MDP_EXPECT_REFUSE ? "refused" : "a choice",
					       q->why ? ": " : "", q->why ? q->why : "");
		return 0;
	}
	if (!q->gold)
		return 0;
	int rc = run_gold(s, file, q, &gold, err);
	if (rc >= 0) {
		int keys[8], nkeys = sort_keys(ans, keys, 8);
		out->reason = mdp_match_sorted(&gold, &ans->result, q->ordered, q->set, keys, nkeys, a);
		if (out->reason)
			out->outcome = MDP_OUTCOME_WRONG;
	}
	mdp_result_release(&gold);
	return rc;
}

/* The law of restatements: what is said to have been understood, asked again, is understood as the same. */
static void judge_restatement(struct mdp_session *s, const struct mdp_answer *ans, struct mdp_arena *a,
			      struct mdp_judgement *out)
{
	struct mdp_readings again;
	struct mdp_error err = { 0 };
	out->lawful = true;
	if (ans->status != MDP_ANSWERED || !ans->query || !ans->restated)
		return;
	int rc = mdp_parse(mdp_session_parser(s), mdp_str_of(ans->restated), mdp_session_today(s), a, &again, &err);
	const struct mdp_query *q = rc >= 0 && again.n ? again.items[0].query : NULL;
	struct mdp_answer meta = { 0 };
	if (q && q->kind == MDP_Q_META && ans->query->kind != MDP_Q_META) {
		/* a question about the platform that was answered by a query of its own */
		mdp_ask(s, mdp_str_of(ans->restated), a, &meta);
		q = meta.query;
	}
	out->lawful = q && mdp_query_same(q, ans->query);
	mdp_answer_release(&meta);
	if (out->lawful)
		return;
	out->unlawful = rc < 0    ? mdp_arena_strdup(a, err.primary)
			: again.n ? mdp_query_dump(a, again.items[0].query)
				  : mdp_arena_strdup(a, again.problem.primary);
}

int mdp_eval_question(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		      struct mdp_arena *a, struct mdp_judgement *out, struct mdp_error *err)
{
	struct mdp_answer ans = { 0 };
	*out = (struct mdp_judgement){ .question = q };
	int rc = mdp_session_set_as_of(s, q->as_of ? q->as_of : DEFAULT_DAY, err);
	if (rc < 0) {
		mdp_error_at(err, file->path, q->line);
		return rc;
	}
	double begun = mdp_clock_ms();
	for (int i = 0; i < q->nturns; i++) {
		mdp_answer_release(&ans);
		ans = (struct mdp_answer){ 0 };
		mdp_ask(s, mdp_str_of(q->turns[i]), a, &ans);
	}
	out->ms = mdp_clock_ms() - begun;
	out->restated = ans.restated;
	out->sql = ans.sql.text;
	out->sentence = ans.sentence;
	judge_restatement(s, &ans, a, out);
	out->canonical =
		ans.status == MDP_ANSWERED && ans.query ? mdp_query_dump(a, mdp_query_canonical(a, ans.query)) : NULL;
	if (ans.status == MDP_ANSWERED) {
		rc = judge_answered(s, file, q, &ans, a, out, err);
	} else {
		out->reason = reason_of(&ans, a);
		out->outcome = outcome_of_status(ans.status);
		if ((ans.status == MDP_STATUS_REFUSED && q->expect == MDP_EXPECT_REFUSE) ||
		    (ans.status == MDP_STATUS_CHOICE && q->expect == MDP_EXPECT_CHOICE))
			out->outcome = MDP_OUTCOME_RIGHT;
	}
	for (int i = 0; i < ans.nchoices; i++)
		out->reason = mdp_arena_printf(a, "%s\n    %d. %s", out->reason, i + 1, ans.choices[i].text);
	mdp_answer_release(&ans);
	return rc;
}
