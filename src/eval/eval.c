/*
 * Judging one question. Right: the answer matches the gold, or there is no gold and it was answered, or it was refused as
 * expected. Wrong: anything else that was answered. Refused, choice and error keep their own columns, since each is mended
 * elsewhere; wrong is the one that costs trust.
 */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "ask/talk.h"
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

/* What is not zero, by name. */
static const char *features_json(const double *features, struct mdp_arena *a)
{
	const char *text = "";
	for (int i = 0; features && i < MDP_FEATURE_COUNT; i++)
		if (features[i] != 0)
			text = mdp_arena_printf(a, "%s%s\"%s\": %.4g", text, *text ? ", " : "",
						mdp_feature_word((enum mdp_feature)i), features[i]);
	return features ? mdp_arena_printf(a, "{%s}", text) : NULL;
}

static int judge_choices(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
			 const struct mdp_answer *ans, struct mdp_arena *a, struct mdp_judgement *out,
			 struct mdp_error *err)
{
	const char *text = "";
	for (int i = 0; q->gold && i < ans->nchoices; i++) {
		bool right = false;
		const char *features = features_json(ans->choices[i].features, a);
		int rc = features ? mdp_eval_query(s, file, q, ans->choices[i].query, &right, err) : 0;
		if (rc < 0)
			return rc;
		if (features)
			text = mdp_arena_printf(a, "%s%s{\"right\": %s, \"features\": %s}", text, *text ? ", " : "",
						right ? "true" : "false", features);
	}
	out->choices = mdp_arena_printf(a, "[%s]", text);
	return 0;
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

static int judge_answered(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
			  const struct mdp_answer *ans, struct mdp_arena *a, struct mdp_judgement *out,
			  struct mdp_error *err)
{
	out->outcome = MDP_OUTCOME_RIGHT;
	if (q->expect == MDP_EXPECT_REFUSE || q->expect == MDP_EXPECT_CHOICE) {
		out->outcome = MDP_OUTCOME_WRONG;
		out->reason = mdp_arena_printf(a, "answered, but was to be %s%s%s",
					       q->expect == MDP_EXPECT_REFUSE ? "refused" : "a choice",
					       q->why ? ": " : "", q->why ? q->why : "");
		return 0;
	}
	if (!q->gold)
		return 0;
	int rc = mdp_eval_compare(s, file, q, ans, a, &out->reason, err);
	if (rc >= 0 && out->reason)
		out->outcome = MDP_OUTCOME_WRONG;
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

/* Is it right that nothing was answered? */
static bool welcome(enum mdp_status status, enum mdp_expect expect)
{
	switch (expect) {
	case MDP_EXPECT_ANSWER:
		return false;
	case MDP_EXPECT_REFUSE:
		return status == MDP_STATUS_REFUSED;
	case MDP_EXPECT_CHOICE:
		return status == MDP_STATUS_CHOICE;
	case MDP_EXPECT_RIGHT_OR_REFUSED:
		return status == MDP_STATUS_REFUSED || status == MDP_STATUS_CHOICE;
	}
	return false;
}

/* From the text to what is run: the stages before "run". */
static double parse_ms(const struct mdp_answer *ans)
{
	double ms = 0;
	for (int i = 0; i < ans->ntiming; i++)
		if (strcmp(ans->timing[i].stage, "run") != 0)
			ms += ans->timing[i].ms;
	return ms;
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
	struct mdp_conversation *talk = q->nturns > 1 ? mdp_conversation_new() : NULL;
	for (int i = 0; i < q->nturns; i++) {
		mdp_answer_release(&ans);
		ans = (struct mdp_answer){ 0 };
		if (talk)
			mdp_converse(s, talk, mdp_str_of(q->turns[i]), a, &ans);
		else
			mdp_ask(s, mdp_str_of(q->turns[i]), a, &ans);
	}
	out->ms = mdp_clock_ms() - begun;
	out->parse_ms = parse_ms(&ans);
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
		if (welcome(ans.status, q->expect))
			out->outcome = MDP_OUTCOME_RIGHT;
	}
	out->features = features_json(ans.features, a);
	if (rc >= 0)
		rc = judge_choices(s, file, q, &ans, a, out, err);
	for (int i = 0; i < ans.nchoices; i++)
		out->reason = mdp_arena_printf(a, "%s\n    %d. %s", out->reason, i + 1, ans.choices[i].text);
	mdp_answer_release(&ans);
	mdp_conversation_free(talk);
	return rc;
}
