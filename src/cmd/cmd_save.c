/*
 * mdp save, run and saved: questions that a project keeps. A file holds the question, what it was understood as when it was saved, and the
 * day if one was said. What is run is that query; where the question would be understood otherwise by now, the answer says so.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "cmd/keep.h"
#include "cmd/verbs.h"
#include "project/yaml.h"
#include "base/banned.h"

#define FOLDER "questions"
#define NAME_MAX_LETTERS 64

static bool is_name(const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)name[i]) && !strchr("-_", name[i]))
			return false;
	return n > 0 && n < NAME_MAX_LETTERS;
}

static const char *line_of(struct mdp_arena *a, const char *text)
{
	struct mdp_str s = mdp_str_trim(mdp_str_of(text));
	return mdp_arena_strndup(a, s.p, s.n);
}

static int read_one(struct mdp_cli *cli, const struct mdp_project *p, const char *path, struct mdp_kept_question *q)
{
	struct mdp_arena *a = &cli->arena;
	struct mdp_yaml *root;
	const char *base = mdp_path_base(path);
	int rc = mdp_yaml_read(a, path, &root, &cli->err);
	if (rc < 0)
		return rc;
	const char *ask = mdp_yaml_text(root, "ask"), *query = mdp_yaml_text(root, "query");
	(void)p;
	*q = (struct mdp_kept_question){ .name = mdp_arena_strndup(a, base, strlen(base) - strlen(".yaml")),
					 .path = mdp_arena_printf(a, FOLDER "/%s", base),
					 .as_of = mdp_yaml_text(root, "as_of") };
	if (!ask || !query) {
		rc = mdp_fail(&cli->err, MDP_FORMAT, "a kept question needs `ask` and `query`");
		mdp_error_at(&cli->err, q->path, 1);
		return rc;
	}
	q->ask = line_of(a, ask);
	rc = mdp_query_load(a, mdp_str_of(line_of(a, query)), &q->query, &cli->err);
	if (rc < 0)
		mdp_error_at(&cli->err, q->path, 1);
	return rc;
}

int mdp_kept_read(struct mdp_cli *cli, const struct mdp_project *p, struct mdp_kept_question **out, int *n)
{
	static const char *const suffixes[] = { ".yaml", NULL }, *const skip[] = { NULL };
	const char **paths = NULL, *dir = p->root ? mdp_path_join(&cli->arena, p->root, FOLDER) : NULL;
	int count = 0, rc = dir && mdp_file_is_dir(dir)
				    ? mdp_dir_walk(&cli->arena, dir, suffixes, skip, &paths, &count, &cli->err)
				    : 0;
	*out = MDP_NEW_ARRAY(&cli->arena, (size_t)count + 1, struct mdp_kept_question);
	*n = 0;
	for (int i = 0; i < count && rc >= 0; i++)
		rc = read_one(cli, p, paths[i], &(*out)[(*n)++]);
	return rc;
}

static int put_back(struct mdp_cli *cli, struct mdp_session *s, int code)
{
	mdp_session_free(s);
	return code ? code : cli->err.code ? mdp_cli_fail(cli) : 0;
}

/* Answers first: what cannot be answered is not worth keeping. */
static int save(struct mdp_cli *cli, struct mdp_session *s, const char *name, const char *question)
{
	struct mdp_arena *a = &cli->arena;
	const struct mdp_project *p = mdp_session_project(s);
	struct mdp_answer ans = { 0 };
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_style style;
	if (!p->root)
		return mdp_fail(&cli->err, MDP_USAGE,
				"there is no project to keep a question in: --project DIR names one");
	int code = mdp_ask(s, mdp_str_of(question), a, &ans);
	if (ans.status != MDP_ANSWERED || !ans.query) {
		int rc = mdp_cli_style(cli, &style);
		code = rc < 0 ? rc : mdp_cli_put_answer(cli, s, &ans, &style, code);
		mdp_answer_release(&ans);
		return code;
	}
	const char *dir = mdp_path_join(a, p->root, FOLDER);
	const char *path = mdp_path_join(a, dir, mdp_arena_printf(a, "%s.yaml", name));
	mdp_buf_printf(&out, "# mdp run %s\nask: |\n  %s\n", name, line_of(a, question));
	if (mdp_cli_has(cli, MDP_OPT_AS_OF))
		mdp_buf_printf(&out, "as_of: %s\n", ans.as_of);
	mdp_buf_printf(&out, "# understood as: %s\nquery: |\n  %s\n", ans.restated ? ans.restated : "",
		       mdp_query_dump(a, ans.query));
	int rc = mdp_dir_make(dir, &cli->err);
	if (rc >= 0)
		rc = mdp_file_write(path, mdp_buf_view(&out), &cli->err);
	mdp_buf_clear(&out);
	if (rc >= 0)
		mdp_buf_printf(&out, "%s/%s.yaml: %s\n", FOLDER, name, ans.restated ? ans.restated : question);
	mdp_answer_release(&ans);
	code = rc < 0 ? 0 : mdp_cli_flush(cli, &out);
	mdp_buf_release(&out);
	return code;
}

int mdp_cmd_save(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	const char *name = cli->args[0];
	if (!is_name(name)) {
		mdp_fail(&cli->err, MDP_USAGE, "“%s” is no name", name);
		mdp_error_hint(&cli->err, "a name has letters, digits, - and _: mdp save %s \"…\"", "NAME");
		return mdp_cli_fail(cli);
	}
	cli->args++;
	cli->nargs--;
	const char *question = mdp_cli_words(cli);
	mdp_cli_interrupts(NULL);
	if (mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail(cli);
	int code = save(cli, s, name, question);
	return put_back(cli, s, code < 0 ? 0 : code);
}

/* Is the question still understood as it was? The restatement of what it is now, or NULL. */
static const char *otherwise(struct mdp_session *s, const struct mdp_kept_question *q, struct mdp_arena *a,
			     const char **why)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	*why = NULL;
	int rc = mdp_parse(mdp_session_parser(s), mdp_str_of(q->ask), mdp_session_today(s), a, &r, &err);
	if (rc < 0 || !r.n)
		*why = mdp_arena_strdup(a, rc < 0 ? err.primary : r.problem.primary);
	return rc < 0 || !r.n || mdp_query_same(r.items[0].query, q->query)
		       ? NULL
		       : mdp_restate(mdp_session_catalog(s), r.items[0].query, a);
}

static const struct mdp_kept_question *find(struct mdp_cli *cli, struct mdp_session *s, const char *name)
{
	struct mdp_kept_question *all;
	int n;
	if (mdp_kept_read(cli, mdp_session_project(s), &all, &n) < 0)
		return NULL;
	for (int i = 0; i < n; i++)
		if (!strcmp(all[i].name, name))
			return &all[i];
	mdp_fail(&cli->err, MDP_USAGE, "the project keeps no question “%s”", name);
	mdp_error_hint(&cli->err, "mdp saved lists those it keeps");
	return NULL;
}

int mdp_cmd_run(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	long long limit = 0;
	if (mdp_cli_answering(cli, &style, &limit) < 0)
		return mdp_cli_fail(cli);
	if (mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	const struct mdp_kept_question *q = find(cli, s, cli->args[0]);
	int rc = q && q->as_of && !mdp_cli_has(cli, MDP_OPT_AS_OF) ? mdp_session_set_as_of(s, q->as_of, &cli->err) : 0;
	if (!q || rc < 0) {
		int code = mdp_cli_fail_as_answer(cli, &style, NULL);
		mdp_session_free(s);
		return code;
	}
	const char *why, *now = otherwise(s, q, &cli->arena, &why);
	/* "last month" is another one each month: that is what the words mean, so they are asked; else what was kept */
	struct mdp_answer ans = { .question = q->ask };
	int code = now && !q->as_of ? mdp_ask(s, mdp_str_of(q->ask), &cli->arena, &ans)
				    : mdp_ask_query(s, q->query, &cli->arena, &ans);
	if (ans.status == MDP_ANSWERED && now)
		mdp_answer_caveat(&ans, &cli->arena, "kept_question", "when it was kept, this was understood as: %s",
				  mdp_restate(mdp_session_catalog(s), q->query, &cli->arena));
	if (ans.status == MDP_ANSWERED && why)
		mdp_answer_caveat(&ans, &cli->arena, "kept_question",
				  "the words of this question are not understood any more: %s", why);
	ans.limit_rows = limit;
	code = mdp_cli_put_answer(cli, s, &ans, &style, code);
	mdp_answer_release(&ans);
	mdp_session_free(s);
	return code;
}

int mdp_cmd_kept(struct mdp_cli *cli)
{
	static const struct mdp_sheet_column columns[] = { { .title = "name" },
							   { .title = "question" },
							   { .title = "as of" } };
	struct mdp_project_options opt = { .root = cli->values[MDP_OPT_PROJECT],
					   .warehouse = cli->values[MDP_OPT_WAREHOUSE] };
	struct mdp_project p = { 0 };
	struct mdp_kept_question *all;
	struct mdp_style style;
	int n;
	if (mdp_cli_style(cli, &style) < 0 || mdp_project_find(&p, &opt, &cli->err) < 0)
		return mdp_cli_fail(cli);
	if (mdp_kept_read(cli, &p, &all, &n) < 0) {
		mdp_project_release(&p);
		return mdp_cli_fail(cli);
	}
	struct mdp_value *values = MDP_NEW_ARRAY(&cli->arena, (size_t)n * 3 + 1, struct mdp_value);
	for (int i = 0; i < n; i++) {
		values[3 * i] = mdp_value_text(mdp_str_of(all[i].name));
		values[3 * i + 1] = mdp_value_text(mdp_str_of(all[i].ask));
		values[3 * i + 2] = all[i].as_of ? mdp_value_text(mdp_str_of(all[i].as_of)) : mdp_value_null();
	}
	struct mdp_sheet sheet = { columns, 3, values, n, -1, false };
	mdp_project_release(&p);
	return mdp_cli_put_sheet(cli, &sheet, &style);
}

int mdp_kept_lint(struct mdp_cli *cli, struct mdp_session *s, struct mdp_lint *lint)
{
	struct mdp_kept_question *all;
	struct mdp_arena *a = &cli->arena;
	int n, rc = mdp_kept_read(cli, mdp_session_project(s), &all, &n);
	if (rc < 0 || !n)
		return rc;
	struct mdp_lint_item *items = MDP_NEW_ARRAY(a, (size_t)(lint->n + n) + 1, struct mdp_lint_item);
	int64_t today = mdp_session_today(s);
	char day[MDP_DATE_TEXT];
	const char *before = mdp_arena_strdup(a, mdp_date_print(today, day));
	int added = 0;
	for (int i = 0; i < n && rc >= 0; i++) {
		struct mdp_answer ans = { .question = all[i].ask };
		const char *why = NULL, *text = NULL, *now;
		if (all[i].as_of)
			rc = mdp_session_set_as_of(s, all[i].as_of, &cli->err);
		now = all[i].as_of ? otherwise(s, &all[i], a, &why) : NULL;
		if (rc >= 0 && mdp_ask_query(s, all[i].query, a, &ans) != 0)
			text = mdp_arena_printf(a, "the kept question “%s” does not answer any more: %s", all[i].name,
						ans.sentence);
		else if (now)
			text = mdp_arena_printf(a, "the kept question “%s” is now understood as: %s", all[i].name, now);
		else if (why)
			text = mdp_arena_printf(a,
						"the words of the kept question “%s” are not understood any more: %s",
						all[i].name, why);
		mdp_answer_release(&ans);
		if (text)
			items[added++] = (struct mdp_lint_item){ .code = "kept_question",
								 .level = MDP_LINT_WARNING,
								 .text = text,
								 .fix = "save it again, or correct it",
								 .source = { all[i].path, 1 } };
		if (all[i].as_of && rc >= 0)
			rc = mdp_session_set_as_of(s, before, &cli->err);
	}
	/* errors stay first; then these, then what was there */
	int errors = 0;
	while (errors < lint->n && lint->items[errors].level == MDP_LINT_ERROR)
		errors++;
	memmove(items + errors, items, (size_t)added * sizeof(*items));
	if (lint->n) {
		memcpy(items, lint->items, (size_t)errors * sizeof(*items));
		memcpy(items + errors + added, lint->items + errors, (size_t)(lint->n - errors) * sizeof(*items));
	}
	lint->items = items;
	lint->n += added;
	lint->count[MDP_LINT_WARNING] += added;
	return rc;
}
