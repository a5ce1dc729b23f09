/* mdp eval: question files through the agent, a scorecard, and the questions of an outcome with what went wrong. */
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "cmd/session.h"
#include "cmd/sheet.h"
#include "cmd/verbs.h"
#include "eval/eval.h"
#include "render/json.h"
#include "base/banned.h"

#define UNLAWFUL "unlawful" /* beside the outcomes: restatements that are not understood as the same */

struct score {
	const char *name;
	long long count[MDP_OUTCOME_COUNT], total, unlawful, any;
	int groups, consistent; /* paraphrase groups answered; of those, understood as one query */
	double ms;
};

struct evaluation {
	struct mdp_cli *cli;
	struct mdp_style style;
	const char *list; /* outcome word, "all" or NULL */
	long long any, sample; /* readings to look at; every how many questions one is asked */
	struct score *files, sum;
	int nfiles;
	struct mdp_buf details; /* text, or elements of a JSON array */
	struct mdp_json json; /* writes into details */
};

static bool listed(const struct evaluation *e, const struct mdp_judgement *j)
{
	return e->list && (!strcmp(e->list, "all") || !strcmp(e->list, mdp_outcome_word(j->outcome)) ||
			   (!strcmp(e->list, UNLAWFUL) && !j->lawful));
}

static void put_block(struct mdp_buf *out, const char *name, const char *text)
{
	if (!text || !text[0])
		return;
	mdp_buf_printf(out, "  %-10s ", name);
	for (const char *p = text; *p; p++) {
		mdp_buf_putc(out, *p);
		if (*p == '\n' && p[1])
			mdp_buf_puts(out, "             ");
	}
	mdp_buf_putc(out, '\n');
}

static void list_text(struct evaluation *e, const struct mdp_question_file *file, const struct mdp_judgement *j)
{
	struct mdp_buf *out = &e->details;
	const struct mdp_question *q = j->question;
	mdp_buf_printf(out, "%s %s (%s:%d)\n", q->id, mdp_outcome_word(j->outcome), file->path, q->line);
	for (int i = 0; i < q->nturns; i++)
		put_block(out, i ? "" : "asked", q->turns[i]);
	put_block(out, "understood", j->restated);
	put_block(out, "sql", j->sql);
	if (j->outcome != MDP_OUTCOME_RIGHT)
		put_block(out, "gold", q->gold);
	put_block(out, "because", j->reason);
	put_block(out, "restated gives", j->unlawful);
	mdp_buf_putc(out, '\n');
}

static void list_json(struct evaluation *e, const struct mdp_question_file *file, const struct mdp_judgement *j)
{
	struct mdp_json *w = &e->json;
	const struct {
		const char *key, *text;
	} members[] = {
		{ "file", file->path },
		{ "id", j->question->id },
		{ "outcome", mdp_outcome_word(j->outcome) },
		{ "question", j->question->turns[j->question->nturns - 1] },
		{ "restated", j->restated },
		{ "answer", j->sentence },
		{ "sql", j->sql },
		{ "gold", j->question->gold },
		{ "reason", j->reason },
		{ "unlawful", j->unlawful },
	};
	mdp_json_open(w, '{');
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		mdp_json_key(w, members[i].key);
		mdp_json_text(w, members[i].text);
	}
	mdp_json_key(w, "line");
	mdp_json_int(w, j->question->line);
	mdp_json_key(w, "ms");
	mdp_json_double(w, j->ms);
	mdp_json_key(w, "parse_ms");
	mdp_json_double(w, j->parse_ms);
	if (e->any) {
		mdp_json_key(w, "any");
		mdp_json_int(w, j->any);
	}
	mdp_json_key(w, "features");
	mdp_json_raw(w, j->features ? j->features : "null");
	mdp_json_key(w, "choices");
	mdp_json_raw(w, j->choices ? j->choices : "[]");
	mdp_json_key(w, "query");
	mdp_json_raw(w, j->canonical ? j->canonical : "null");
	mdp_json_close(w, '}');
}

static void count(struct score *s, const struct mdp_judgement *j)
{
	s->count[j->outcome]++;
	s->total++;
	s->unlawful += !j->lawful;
	s->any += j->any > 0;
	s->ms += j->ms;
}

static int run_file(struct evaluation *e, struct mdp_session *s, const struct mdp_question_file *file,
		    struct score *score)
{
	struct mdp_groups groups = { 0 };
	int rc = 0;
	for (int i = 0; i < file->n && rc >= 0; i += (int)e->sample) {
		struct mdp_arena a;
		struct mdp_judgement j;
		mdp_arena_init(&a);
		rc = mdp_eval_question(s, file, &file->items[i], &a, &j, &e->cli->err);
		if (rc >= 0 && e->any)
			rc = mdp_eval_any(s, file, (int)e->any, &a, &j, &e->cli->err);
		if (rc >= 0) {
			count(score, &j);
			mdp_groups_note(&groups, &e->cli->arena, &j);
			count(&e->sum, &j);
			if (listed(e, &j) && e->style.format == MDP_FORMAT_JSON)
				list_json(e, file, &j);
			else if (listed(e, &j))
				list_text(e, file, &j);
		}
		mdp_arena_release(&a);
	}
	score->groups = groups.n;
	score->consistent = mdp_groups_consistent(&groups);
	e->sum.groups += score->groups;
	e->sum.consistent += score->consistent;
	return rc;
}

/* The folder a file lies in: what its database is called. */
static const char *folder_of(struct mdp_cli *cli, const char *path)
{
	return mdp_path_base(mdp_path_dir(&cli->arena, path));
}

static int open_for(struct evaluation *e, const char *path, struct mdp_session **s)
{
	struct mdp_cli *cli = e->cli;
	struct mdp_session_options opt;
	int rc = mdp_cli_session_options(cli, &opt);
	if (rc < 0)
		return rc;
	if (mdp_cli_has(cli, MDP_OPT_WAREHOUSE_DIR))
		opt.project.warehouse = mdp_arena_printf(&cli->arena, "%s/%s.duckdb",
							 cli->values[MDP_OPT_WAREHOUSE_DIR], folder_of(cli, path));
	return mdp_session_open(s, &opt, &cli->err);
}

static int run_all(struct evaluation *e)
{
	struct mdp_cli *cli = e->cli;
	struct mdp_session *s = NULL;
	bool each = mdp_cli_has(cli, MDP_OPT_WAREHOUSE_DIR);
	int rc = 0;
	e->files = MDP_NEW_ARRAY(&cli->arena, (size_t)cli->nargs + 1, struct score);
	for (int i = 0; i < cli->nargs && rc >= 0; i++) {
		struct mdp_question_file file;
		struct score *score = &e->files[e->nfiles++];
		score->name = each ? folder_of(cli, cli->args[i]) : cli->args[i];
		rc = mdp_questions_read(&cli->arena, cli->args[i], &file, &cli->err);
		if (rc >= 0 && !s)
			rc = open_for(e, cli->args[i], &s);
		if (rc >= 0)
			rc = run_file(e, s, &file, score);
		if (each) {
			mdp_session_free(s);
			s = NULL;
		}
	}
	mdp_session_free(s);
	return rc;
}

/* Of what was answered, how much was right; expected refusals are not counted as answers here. */
static double precision(const struct score *s)
{
	long long answered = s->count[MDP_OUTCOME_RIGHT] + s->count[MDP_OUTCOME_WRONG];
	return answered ? (double)s->count[MDP_OUTCOME_RIGHT] / (double)answered : 1;
}

static void score_row(const struct evaluation *e, struct mdp_rows *rows, const struct score *s)
{
	mdp_rows_text(rows, s->name);
	for (int o = 0; o < MDP_OUTCOME_COUNT; o++)
		mdp_rows_put(rows, mdp_value_int(s->count[o]));
	mdp_rows_put(rows, mdp_value_int(s->total));
	mdp_rows_put(rows, mdp_value_double(precision(s)));
	mdp_rows_put(rows, mdp_value_int(s->unlawful));
	mdp_rows_put(rows, s->groups ? mdp_value_double((double)s->consistent / (double)s->groups) : mdp_value_null());
	mdp_rows_put(rows, mdp_value_double(s->total ? s->ms / (double)s->total : 0));
	if (e->any)
		mdp_rows_put(rows, mdp_value_int(s->any));
}

static struct mdp_sheet scorecard(struct evaluation *e)
{
	static const struct mdp_sheet_column columns[] = {
		{ .title = "file" },      { .title = "right" },
		{ .title = "wrong" },     { .title = "refused" },
		{ .title = "choice" },    { .title = "error" },
		{ .title = "questions" }, { .title = "precision", .unit = "ratio" },
		{ .title = UNLAWFUL },    { .title = "consistent", .unit = "ratio" },
		{ .title = "ms each" },   { .title = "any reading" },
	};
	struct mdp_rows rows = { .a = &e->cli->arena, .columns = columns, .ncolumns = e->any ? 12 : 11 };
	for (int i = 0; i < e->nfiles; i++)
		score_row(e, &rows, &e->files[i]);
	e->sum.name = "all";
	if (e->nfiles > 1)
		score_row(e, &rows, &e->sum);
	return mdp_rows_sheet(&rows);
}

static int put_scores(struct evaluation *e)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sheet sheet = scorecard(e);
	if (e->style.format == MDP_FORMAT_JSON) {
		struct mdp_buf scores = MDP_BUF_INIT;
		mdp_render_sheet(&scores, &sheet, &e->style);
		struct mdp_json j = { &out, false };
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "scores");
		mdp_json_raw(&j, mdp_buf_cstr(&scores));
		for (int o = 0; o < MDP_OUTCOME_COUNT; o++) {
			mdp_json_key(&j, mdp_outcome_word((enum mdp_outcome)o));
			mdp_json_int(&j, e->sum.count[o]);
		}
		if (e->any) {
			mdp_json_key(&j, "any");
			mdp_json_int(&j, e->sum.any);
		}
		mdp_json_key(&j, "questions");
		mdp_json_int(&j, e->sum.total);
		mdp_json_key(&j, "precision");
		mdp_json_double(&j, precision(&e->sum));
		mdp_json_key(&j, "list");
		mdp_json_raw(&j, mdp_buf_cstr(&e->details));
		mdp_json_close(&j, '}');
		mdp_buf_putc(&out, '\n');
		mdp_buf_release(&scores);
	} else {
		mdp_buf_puts(&out, mdp_buf_cstr(&e->details));
		mdp_render_sheet(&out, &sheet, &e->style);
	}
	return mdp_cli_flush(e->cli, &out);
}

static int check_bounds(struct evaluation *e, long long min_right, long long max_wrong)
{
	long long right = e->sum.count[MDP_OUTCOME_RIGHT], wrong = e->sum.count[MDP_OUTCOME_WRONG];
	if (right >= min_right && wrong <= max_wrong)
		return 0;
	mdp_fail(&e->cli->err, MDP_TEST_FAILED, "%lld right and %lld wrong", right, wrong);
	mdp_error_detail(&e->cli->err, "at least %lld right and at most %lld wrong are wanted", min_right, max_wrong);
	return mdp_cli_fail(e->cli);
}

static bool known_list(const char *word)
{
	bool known = !word || !strcmp(word, "all") || !strcmp(word, UNLAWFUL);
	for (int o = 0; o < MDP_OUTCOME_COUNT && !known; o++)
		known = !strcmp(word, mdp_outcome_word((enum mdp_outcome)o));
	return known;
}

int mdp_cmd_eval(struct mdp_cli *cli)
{
	struct evaluation e = { .cli = cli, .list = cli->values[MDP_OPT_LIST], .sample = 1 };
	long long min_right = 0, max_wrong = INT64_MAX;
	if (mdp_cli_number(cli, MDP_OPT_ANY, 0, 1000, &e.any) < 0 ||
	    mdp_cli_number(cli, MDP_OPT_SAMPLE, 1, 100000, &e.sample) < 0 || mdp_cli_style(cli, &e.style) < 0 ||
	    mdp_cli_number(cli, MDP_OPT_MIN_RIGHT, 0, INT32_MAX, &min_right) < 0 ||
	    mdp_cli_number(cli, MDP_OPT_MAX_WRONG, 0, INT32_MAX, &max_wrong) < 0)
		return mdp_cli_fail(cli);
	if (!known_list(e.list)) {
		mdp_fail(&cli->err, MDP_USAGE, "--list is “%s”", e.list);
		mdp_error_hint(&cli->err, "there is right, wrong, refused, choice, error, unlawful and all");
		return mdp_cli_fail(cli);
	}
	e.json = (struct mdp_json){ &e.details, false };
	if (e.style.format == MDP_FORMAT_JSON)
		mdp_json_open(&e.json, '[');
	mdp_cli_interrupts(NULL);
	int rc = run_all(&e), code;
	if (e.style.format == MDP_FORMAT_JSON)
		mdp_json_close(&e.json, ']');
	if (rc < 0) {
		code = mdp_cli_fail(cli);
	} else {
		code = put_scores(&e);
		if (!code)
			code = check_bounds(&e, min_right, max_wrong);
	}
	mdp_buf_release(&e.details);
	return code;
}
