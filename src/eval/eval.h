/*
 * Question files against the agent: each question is asked, its gold statement is run on the same warehouse, and the two
 * results are compared. The format and the rule of comparing stand in docs/questions.md.
 */
#ifndef MDP_EVAL_EVAL_H
#define MDP_EVAL_EVAL_H

#include "ask/ask.h"

/* name, word */
#define MDP_OUTCOMES(X) X(RIGHT, "right") X(WRONG, "wrong") X(REFUSED, "refused") X(CHOICE, "choice") X(ERROR, "error")
enum mdp_outcome {
#define X(name, word) MDP_OUTCOME_##name,
	MDP_OUTCOMES(X)
#undef X
		MDP_OUTCOME_COUNT
};

/* RIGHT_OR_REFUSED: a right answer or none; only a wrong one counts against it. */
enum mdp_expect { MDP_EXPECT_ANSWER, MDP_EXPECT_REFUSE, MDP_EXPECT_CHOICE, MDP_EXPECT_RIGHT_OR_REFUSED };

struct mdp_question {
	const char *id;
	const char **turns; /* the last one is judged */
	int nturns;
	const char *as_of; /* NULL: the default day */
	const char *group; /* paraphrases: the same need in other words; NULL = in none */
	const char *gold; /* NULL = none: any answer will do */
	const char **alts; /* statements whose results are as right */
	int nalts;
	bool ordered;
	bool set; /* rows compare as a set: repeats do not count, and with `ordered` the first of them gives the place */
	enum mdp_expect expect;
	const char *why;
	int line;
};

struct mdp_question_file {
	const char *path, *with; /* common table expressions, or NULL */
	struct mdp_question *items;
	int n;
};

/* One question judged. Texts live in the arena of the call. */
struct mdp_judgement {
	const struct mdp_question *question;
	enum mdp_outcome outcome;
	const char *restated, *sql, *sentence;
	const char *canonical; /* of what was answered: the query as JSON; NULL when nothing was */
	const char *reason; /* of a refusal or error, or how the results differ */
	bool lawful; /* asking the restatement gives the same query; true where nothing was answered */
	const char *unlawful; /* what it gives instead */
	double ms;
	double parse_ms; /* from the text to what is run; of mdp_eval_any: processor time from the text to the readings */
	const char *
		features; /* JSON: those of the reading that was answered (NULL: none); with `any` looked for, a list of
				 the choices offered, each with its features and whether it is right */
	const char *choices;
	int any; /* the first reading that gives the gold, counted from 1; 0 = none, or not looked for */
};

/* Errors name file and line. Unknown members are errors, so that a slip is seen. */
int mdp_questions_read(struct mdp_arena *a, const char *path, struct mdp_question_file *out, struct mdp_error *err);
/* Asks and judges one. Fails only when the file itself is wrong (its gold does not run). */
int mdp_eval_question(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		      struct mdp_arena *a, struct mdp_judgement *out, struct mdp_error *err);
/* Runs up to `max` readings of a question that was judged, until one gives the gold, and sets `any`. */
int mdp_eval_any(struct mdp_session *s, const struct mdp_question_file *file, int max, struct mdp_arena *a,
		 struct mdp_judgement *out, struct mdp_error *err);
/* Does this query give the gold? One that cannot be planned or run does not. */
int mdp_eval_query(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		   const struct mdp_query *query, bool *same, struct mdp_error *err);
/* Does the answer match the gold or one of the alternatives? `why`: NULL when it does, else how it differs from the gold. */
int mdp_eval_compare(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		     const struct mdp_answer *ans, struct mdp_arena *a, const char **why, struct mdp_error *err);
/* Does every gold column equal some answer column, row for row? NULL when it does, else what differs first. */
const char *mdp_match(const struct mdp_result *gold, const struct mdp_result *answer, bool ordered, bool set,
		      struct mdp_arena *a);
/* The same; `keys`: answer columns it is sorted by. Rows that tie in them may stand in another order than the gold's. */
const char *mdp_match_sorted(const struct mdp_result *gold, const struct mdp_result *answer, bool ordered, bool set,
			     const int *keys, int nkeys, struct mdp_arena *a);
/* What the members of each paraphrase group were understood as. */
struct mdp_groups {
	struct mdp_group {
		const char *name, *canonical; /* of the first member answered */
		bool differ;
	} * items;
	int n, cap;
};

/* Takes in one judged question; those in no group or without an answer change nothing. Memory is of `a`. */
void mdp_groups_note(struct mdp_groups *g, struct mdp_arena *a, const struct mdp_judgement *j);
int mdp_groups_consistent(const struct mdp_groups *g); /* groups whose answered members are one query */

const char *mdp_outcome_word(enum mdp_outcome o);

#endif
