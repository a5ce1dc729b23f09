/*
 * --output FILE: the answer into a file, in the form that its suffix names. A sheet (.xlsx) needs the engine's extension “excel” and is
 * refused without it: no other library is worth a dependency for it. What the engine writes itself (parquet, xlsx) goes through a
 * database in memory that has nothing but these rows; the one questions are asked of may write nothing.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "cmd/session.h"
#include "base/banned.h"

enum form { BY_FORMAT, BY_PAGE, BY_ENGINE };

static const struct {
	const char *suffix;
	enum form form;
	enum mdp_format format;
} FORMS[] = {
	{ ".csv", BY_FORMAT, MDP_FORMAT_CSV },     { ".tsv", BY_FORMAT, MDP_FORMAT_TSV },
	{ ".json", BY_FORMAT, MDP_FORMAT_JSON },   { ".md", BY_FORMAT, MDP_FORMAT_MD },
	{ ".txt", BY_FORMAT, MDP_FORMAT_TABLE },   { ".html", BY_PAGE, MDP_FORMAT_HTML },
	{ ".parquet", BY_ENGINE, MDP_FORMAT_CSV }, { ".xlsx", BY_ENGINE, MDP_FORMAT_CSV },
};
#define NFORMS ((int)(sizeof(FORMS) / sizeof(FORMS[0])))

static int form_of(const char *path)
{
	for (int i = 0; i < NFORMS; i++)
		if (mdp_str_ends(mdp_str_of(path), FORMS[i].suffix))
			return i;
	return -1;
}

int mdp_cli_output_check(struct mdp_cli *cli)
{
	const char *path = cli->values[MDP_OPT_OUTPUT];
	if (!path || form_of(path) >= 0)
		return 0;
	mdp_fail(&cli->err, MDP_USAGE, "--output is “%s”", path);
	mdp_error_hint(&cli->err, "its suffix says the form: csv, tsv, json, md, txt, html, parquet or xlsx");
	return -MDP_USAGE;
}

/* Rows as CSV beside the file, read with their types and written by the engine. */
static int by_engine(struct mdp_cli *cli, const struct mdp_answer *ans, const char *path, const char *suffix,
		     struct mdp_str csv)
{
	struct mdp_arena *a = &cli->arena;
	struct mdp_engine *e = NULL;
	struct mdp_engine_options opt = { 0 };
	const char *rows = mdp_arena_printf(a, "%s.rows.csv", path), *whole = mdp_arena_printf(a, "%s.part", path),
		   *columns = "";
	bool sheet = !strcmp(suffix, ".xlsx");
	for (int i = 0; i < ans->result.ncolumns; i++) {
		const char *name =
			ans->columns && ans->columns[i].name ? ans->columns[i].name : ans->result.columns[i].name;
		const char *type = ans->result.columns[i].sql_type;
		columns = mdp_arena_printf(a, "%s%s%s: %s", columns, i ? ", " : "", mdp_engine_literal(a, name),
					   mdp_engine_literal(a, type ? type : "VARCHAR"));
	}
	int rc = mdp_file_write(rows, csv, &cli->err);
	if (rc >= 0)
		rc = mdp_engine_open(&e, &opt, &cli->err);
	if (rc >= 0 && sheet && mdp_engine_script(e, "LOAD excel", &cli->err) < 0) {
		memset(&cli->err, 0, sizeof(cli->err));
		rc = mdp_fail(&cli->err, MDP_IO,
			      "this engine cannot write .xlsx: its extension “excel” is not installed");
		mdp_error_hint(&cli->err, "write .csv, which spreadsheets open, or .parquet: they need no extension");
	}
	if (rc >= 0)
		rc = mdp_engine_script(
			e,
			mdp_arena_printf(
				a,
				"COPY (SELECT * FROM read_csv(%s, header = true, delim = ',', quote = '\"', escape = "
				"'\"', "
				"allow_quoted_nulls = false, auto_detect = false, columns = {%s})) TO %s (FORMAT %s)",
				mdp_engine_literal(a, rows), columns, mdp_engine_literal(a, whole),
				sheet ? "xlsx, HEADER true" : "parquet"),
			&cli->err);
	mdp_engine_free(e);
	unlink(rows);
	if (rc >= 0 && rename(whole, path) < 0)
		rc = mdp_fail(&cli->err, MDP_IO, "cannot write %s", path);
	if (rc < 0)
		unlink(whole);
	return rc;
}

int mdp_cli_output(struct mdp_cli *cli, const struct mdp_catalog *c, const struct mdp_answer *ans,
		   const struct mdp_style *style)
{
	const char *path = cli->values[MDP_OPT_OUTPUT];
	int i = form_of(path), rc;
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_style to = *style;
	to.format = FORMS[i].format;
	to.width = 0;
	to.rows = 0;
	to.color = false;
	if (FORMS[i].form == BY_PAGE)
		mdp_render_page(&out, c, ans, &to);
	else
		mdp_render_answer(&out, c, ans, &to);
	if (out.overflow)
		rc = mdp_fail(&cli->err, MDP_LIMIT, "the output is too large; use --limit");
	else if (FORMS[i].form == BY_ENGINE)
		rc = by_engine(cli, ans, path, FORMS[i].suffix, mdp_buf_view(&out));
	else
		rc = mdp_file_write(path, mdp_buf_view(&out), &cli->err);
	mdp_buf_release(&out);
	return rc;
}
