/* mdp test: can the warehouse be read, and what is in it. */
#include <stdlib.h>
#include <string.h>
#include "cmd/session.h"
#include "cmd/sheet.h"
#include "cmd/verbs.h"
#include "render/json.h"
#include "base/banned.h"

#define LEFT_OUT_SHOWN 4 /* of one reason */

/* First and last day of what happens, over the time columns of entities. */
static bool period_of(const struct mdp_catalog *c, int64_t *first, int64_t *last)
{
	bool found = false;
	for (int i = 0; i < c->nentities; i++) {
		int64_t f, l;
		int time = c->entities[i].time;
		if (time < 0 || c->columns[time].role != MDP_ROLE_TIME_EVENT || !mdp_catalog_period(c, time, &f, &l))
			continue;
		*first = !found || f < *first ? f : *first;
		*last = !found || l > *last ? l : *last;
		found = true;
	}
	return found;
}

/* Does a statement run on this connection? */
static int check_connection(struct mdp_session *s, struct mdp_error *err)
{
	struct mdp_result res;
	struct mdp_engine *e = mdp_session_engine(s, err);
	if (!e)
		return -MDP_WAREHOUSE;
	int rc = mdp_engine_query(e, "select 1", NULL, 0, 0, &res, err);
	mdp_result_release(&res);
	return rc;
}

/* The table's freshness; false when no file says how often it is loaded. */
static bool freshness_of(struct mdp_session *s, int table, struct mdp_freshness *out)
{
	*out = mdp_catalog_freshness(mdp_session_catalog(s), table, mdp_session_now(s));
	return out->feed != NULL;
}

static const char *state_word(const struct mdp_freshness *f)
{
	return f->state == MDP_FRESH_LATE ? "late" : f->state == MDP_FRESH_YES ? "on time" : "not judged";
}

static void put_freshness(struct mdp_cli *cli, struct mdp_json *j, struct mdp_session *s, int table)
{
	struct mdp_freshness f;
	char loaded[MDP_TIME_TEXT], due[MDP_TIME_TEXT];
	bool known = freshness_of(s, table, &f);
	mdp_json_key(j, "loaded");
	mdp_json_text(j, known ? mdp_time_iso(f.feed->loaded, loaded) : NULL);
	mdp_json_key(j, "expected");
	mdp_json_text(j, known ? mdp_catalog_expected(&cli->arena, f.feed) : NULL);
	mdp_json_key(j, "next_due");
	mdp_json_text(j, known ? mdp_time_iso(f.due, due) : NULL);
	mdp_json_key(j, "freshness");
	mdp_json_text(j, known ? state_word(&f) : NULL);
}

static void put_json(struct mdp_cli *cli, struct mdp_buf *out, struct mdp_session *s)
{
	const struct mdp_catalog *c = mdp_session_catalog(s);
	struct mdp_json j = { out, false };
	int64_t first, last;
	char text[MDP_DATE_TEXT];
	bool period = period_of(c, &first, &last);
	mdp_json_open(&j, '{');
	mdp_json_key(&j, "connection");
	mdp_json_text(&j, "ok");
	mdp_json_key(&j, "warehouse");
	mdp_json_text(&j, mdp_session_project(s)->warehouse);
	mdp_json_key(&j, "engine");
	mdp_json_text(&j, mdp_engine_version());
	mdp_json_key(&j, "tables");
	mdp_json_open(&j, '[');
	for (int i = 0; i < c->ntables; i++) {
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "schema");
		mdp_json_text(&j, c->tables[i].schema);
		mdp_json_key(&j, "table");
		mdp_json_text(&j, c->tables[i].name);
		mdp_json_key(&j, "rows");
		if (mdp_catalog_unreadable(c, i))
			mdp_json_text(&j, NULL);
		else
			mdp_json_int(&j, c->tables[i].rows);
		if (mdp_catalog_unreadable(c, i)) {
			mdp_json_key(&j, "cannot_read");
			mdp_json_text(&j, mdp_catalog_unreadable(c, i));
		}
		put_freshness(cli, &j, s, i);
		mdp_json_close(&j, '}');
	}
	mdp_json_close(&j, ']');
	mdp_json_key(&j, "left_out");
	mdp_json_open(&j, '[');
	for (int i = 0; i < c->nleft_out; i++) {
		mdp_json_open(&j, '{');
		mdp_json_key(&j, "schema");
		mdp_json_text(&j, c->left_out[i].schema);
		mdp_json_key(&j, "table");
		mdp_json_text(&j, c->left_out[i].name);
		mdp_json_key(&j, "why");
		mdp_json_text(&j, c->left_out[i].why);
		mdp_json_close(&j, '}');
	}
	mdp_json_close(&j, ']');
	mdp_json_key(&j, "first_day");
	mdp_json_text(&j, period ? mdp_date_print(first, text) : NULL);
	mdp_json_key(&j, "last_day");
	mdp_json_text(&j, period ? mdp_date_print(last, text) : NULL);
	mdp_json_close(&j, '}');
	mdp_buf_putc(out, '\n');
}

static void put_rows(struct mdp_cli *cli, struct mdp_buf *out, struct mdp_session *s, const struct mdp_style *style)
{
	static const struct mdp_sheet_column columns[] = { { .title = "schema" },   { .title = "table" },
							   { .title = "rows" },     { .title = "loaded" },
							   { .title = "expected" }, { .title = "freshness" } };
	const struct mdp_catalog *c = mdp_session_catalog(s);
	struct mdp_rows rows = { .a = &cli->arena, .columns = columns, .ncolumns = 3 };
	struct mdp_freshness f;
	/* where nothing is known of any table there is nothing to show */
	for (int i = 0; i < c->ntables; i++)
		if (freshness_of(s, i, &f))
			rows.ncolumns = 6;
	for (int i = 0; i < c->ntables; i++) {
		mdp_rows_text(&rows, c->tables[i].schema);
		mdp_rows_text(&rows, c->tables[i].name);
		mdp_rows_put(&rows, mdp_catalog_unreadable(c, i) ? mdp_value_null() : mdp_value_int(c->tables[i].rows));
		if (rows.ncolumns == 3)
			continue;
		bool known = freshness_of(s, i, &f);
		char loaded[MDP_TIME_TEXT];
		mdp_rows_text(&rows, !known ? ""
					    : mdp_arena_printf(&cli->arena, "%s%s", f.feed->at_latest ? "before " : "",
							       mdp_time_print(f.feed->loaded, loaded)));
		mdp_rows_text(&rows, known ? mdp_catalog_expected(&cli->arena, f.feed) : "");
		mdp_rows_text(&rows, known ? state_word(&f) : "");
	}
	struct mdp_sheet sheet = mdp_rows_sheet(&rows);
	mdp_render_sheet(out, &sheet, style);
}

/* What is in the warehouse and not asked about: each reason once, with some of the tables. */
static void put_left_out(struct mdp_buf *out, const struct mdp_catalog *c)
{
	if (c->nleft_out)
		mdp_buf_putc(out, '\n');
	for (int i = 0; i < c->nleft_out; i++) {
		int n = 0;
		bool told = false;
		for (int k = 0; k < i; k++)
			told |= !strcmp(c->left_out[k].why, c->left_out[i].why);
		for (int k = i; k < c->nleft_out && !told; k++) {
			const struct mdp_left_out *l = &c->left_out[k];
			if (strcmp(l->why, c->left_out[i].why) != 0)
				continue;
			if (n++ < LEFT_OUT_SHOWN)
				mdp_buf_printf(out, "%s%s.%s", n == 1 ? "Left out: " : ", ", l->schema, l->name);
		}
		if (n > LEFT_OUT_SHOWN)
			mdp_buf_printf(out, " and %d more", n - LEFT_OUT_SHOWN);
		if (n)
			mdp_buf_printf(out, " (%s).\n", c->left_out[i].why);
	}
}

/* A path below the current folder as it is seen from there. */
static const char *from_here(struct mdp_cli *cli, const char *path)
{
	char *here = realpath(".", NULL), *real = realpath(path, NULL);
	size_t n = here ? strlen(here) : 0;
	if (real && n > 1 && !strncmp(real, here, n) && real[n] == '/')
		path = mdp_arena_strdup(&cli->arena, real + n + 1);
	free(here);
	free(real);
	return path;
}

int mdp_cmd_test(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	struct mdp_buf out = MDP_BUF_INIT;
	int64_t first, last;
	if (mdp_cli_style(cli, &style) < 0)
		return mdp_cli_fail(cli);
	if (mdp_cli_session(cli, &s) < 0)
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	if (check_connection(s, &cli->err) < 0) {
		mdp_session_free(s);
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	}
	const struct mdp_catalog *c = mdp_session_catalog(s);
	if (style.format == MDP_FORMAT_JSON) {
		put_json(cli, &out, s);
	} else if (style.format != MDP_FORMAT_TABLE) {
		put_rows(cli, &out, s, &style);
	} else {
		mdp_buf_printf(&out, "Connection ok: %s (DuckDB %s)\n\n",
			       from_here(cli, mdp_session_project(s)->warehouse), mdp_engine_version());
		put_rows(cli, &out, s, &style);
		for (int i = 0; i < c->ntables; i++)
			if (mdp_catalog_unreadable(c, i))
				mdp_buf_printf(&out, "\n%s\n", mdp_catalog_unreadable(c, i));
		if (period_of(c, &first, &last))
			mdp_buf_printf(&out, "\nData %s.\n", mdp_period_phrase(&cli->arena, first, last + 1));
		put_left_out(&out, c);
	}
	int code = mdp_cli_flush(cli, &out);
	mdp_session_free(s);
	return code;
}
