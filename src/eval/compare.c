/* An answer, and if wanted every reading of its question, against the results of the gold statements. */
#include <string.h>
#include <time.h>
#include "eval/eval.h"
#include "base/banned.h"

/* Runs a gold statement; one that does not run is an error of the file. */
static int run_gold(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		    const char *gold, struct mdp_result *res, struct mdp_error *err)
{
	struct mdp_arena a;
	struct mdp_engine *e = mdp_session_engine(s, err);
	*res = (struct mdp_result){ 0 };
	if (!e)
		return -MDP_WAREHOUSE;
	mdp_arena_init(&a);
	const char *sql = file->with ? mdp_arena_printf(&a, "with %s\n%s", file->with, gold) : gold;
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, res, err);
	if (rc < 0)
		mdp_error_at(err, file->path, q->line);
	mdp_arena_release(&a);
	return rc;
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

int mdp_eval_compare(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		     const struct mdp_answer *ans, struct mdp_arena *a, const char **why, struct mdp_error *err)
{
	int keys[8], nkeys = sort_keys(ans, keys, 8), rc = 0;
	const char *first = NULL;
	*why = NULL;
	for (int i = 0; i <= q->nalts && rc >= 0; i++) {
		struct mdp_result gold;
		rc = run_gold(s, file, q, i ? q->alts[i - 1] : q->gold, &gold, err);
		if (rc >= 0)
			*why = mdp_match_sorted(&gold, &ans->result, q->ordered, q->set, keys, nkeys, a);
		mdp_result_release(&gold);
		first = first ? first : *why;
		if (!*why)
			return rc;
	}
	*why = first;
	return rc;
}

int mdp_eval_query(struct mdp_session *s, const struct mdp_question_file *file, const struct mdp_question *q,
		   const struct mdp_query *query, bool *same, struct mdp_error *err)
{
	struct mdp_arena a;
	struct mdp_answer ans = { 0 };
	const char *why = "";
	int rc = 0;
	mdp_arena_init(&a);
	mdp_ask_query(s, query, &a, &ans);
	if (ans.status == MDP_ANSWERED)
		rc = mdp_eval_compare(s, file, q, &ans, &a, &why, err);
	*same = !why;
	mdp_answer_release(&ans);
	mdp_arena_release(&a);
	return rc;
}

/* Processor time of this thread: what others do on the machine does not matter. */
static double cpu_ms(void)
{
	struct timespec t = { 0 };
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int mdp_eval_any(struct mdp_session *s, const struct mdp_question_file *file, int max, struct mdp_arena *a,
		 struct mdp_judgement *out, struct mdp_error *err)
{
	const struct mdp_question *q = out->question;
	struct mdp_readings readings;
	struct mdp_error ignored = { 0 };
	double begun = cpu_ms();
	int rc =
		mdp_parse(mdp_session_parser(s), mdp_str_of(q->turns[0]), mdp_session_today(s), a, &readings, &ignored);
	out->parse_ms = cpu_ms() - begun;
	out->any = out->outcome == MDP_OUTCOME_RIGHT && (out->canonical || !q->gold);
	/* what a later turn of a conversation means is known to the agent alone */
	if (rc < 0 || out->any || !q->gold || q->nturns > 1)
		return 0;
	for (int i = 0; i < readings.n && i < max && !out->any; i++) {
		bool same = false;
		rc = mdp_eval_query(s, file, q, readings.items[i].query, &same, err);
		if (rc < 0)
			return rc;
		out->any = same ? i + 1 : 0;
	}
	return 0;
}
