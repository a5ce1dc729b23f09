/* mdp schema: tables, or the columns of one, as questions see them. */
#include <string.h>
#include "base/utf8.h"
#include "cmd/session.h"
#include "cmd/sheet.h"
#include "cmd/verbs.h"
#include "base/banned.h"

static const char *entity_name(const struct mdp_catalog *c, int entity)
{
	return entity >= 0 ? c->entities[entity].name : NULL;
}

/* The first sentence: a list has a line for each; mdp describe tells the rest. */
static const char *first_sentence(struct mdp_cli *cli, const char *text)
{
	if (!text)
		return "";
	const char *end = strstr(text, ". ");
	return end ? mdp_arena_strndup(&cli->arena, text, (size_t)(end - text) + 1) : text;
}

static struct mdp_sheet tables_sheet(struct mdp_cli *cli, const struct mdp_catalog *c)
{
	static const struct mdp_sheet_column columns[] = { { .title = "table" },
							   { .title = "rows" },
							   { .title = "columns" },
							   { .title = "a row is" },
							   { .title = "description" } };
	struct mdp_rows rows = { .a = &cli->arena, .columns = columns, .ncolumns = 5 };
	for (int i = 0; i < c->ntables; i++) {
		const struct mdp_table *t = &c->tables[i];
		mdp_rows_text(&rows, mdp_arena_printf(&cli->arena, "%s.%s", t->schema, t->name));
		const char *why = mdp_catalog_unreadable(c, i);
		mdp_rows_put(&rows, why ? mdp_value_null() : mdp_value_int(t->rows));
		mdp_rows_put(&rows, mdp_value_int(t->ncolumns));
		mdp_rows_text(&rows, entity_name(c, t->row_entity));
		mdp_rows_text(&rows, why ? why : first_sentence(cli, t->description));
	}
	return mdp_rows_sheet(&rows);
}

static struct mdp_sheet columns_sheet(struct mdp_cli *cli, const struct mdp_catalog *c, const struct mdp_table *t)
{
	static const struct mdp_sheet_column columns[] = { { .title = "column" },     { .title = "type" },
							   { .title = "belongs to" }, { .title = "role" },
							   { .title = "distinct" },   { .title = "nulls" },
							   { .title = "description" } };
	struct mdp_rows rows = { .a = &cli->arena, .columns = columns, .ncolumns = 7 };
	for (int i = 0; i < t->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[t->first_column + i];
		mdp_rows_text(&rows, col->name);
		mdp_rows_text(&rows, col->sql_type);
		mdp_rows_text(&rows, entity_name(c, col->entity));
		mdp_rows_text(&rows, mdp_role_word(col->role));
		mdp_rows_put(&rows, mdp_value_int(col->distinct));
		mdp_rows_put(&rows, mdp_value_int(col->nulls));
		mdp_rows_text(&rows, first_sentence(cli, col->description));
	}
	return mdp_rows_sheet(&rows);
}

static int no_table(struct mdp_cli *cli, const struct mdp_catalog *c, const char *name)
{
	const char *best = NULL;
	int least = 4;
	for (int i = 0; i < c->ntables; i++) {
		int d = mdp_utf8_distance(mdp_str_of(name), mdp_str_of(c->tables[i].name), least);
		if (d < least) {
			least = d;
			best = c->tables[i].name;
		}
	}
	mdp_fail(&cli->err, MDP_USAGE, "there is no table “%s”", name);
	if (best)
		mdp_error_hint(&cli->err, "did you mean “%s”?", best);
	else
		mdp_error_hint(&cli->err, "mdp schema lists them");
	return mdp_cli_fail(cli);
}

int mdp_cmd_schema(struct mdp_cli *cli)
{
	struct mdp_session *s = NULL;
	struct mdp_style style;
	int code;
	if (mdp_cli_style(cli, &style) < 0)
		return mdp_cli_fail(cli);
	if (mdp_cli_session_anyway(cli, &s, true) < 0)
		return mdp_cli_fail_as_answer(cli, &style, NULL);
	const struct mdp_catalog *c = mdp_session_catalog(s);
	int table = cli->nargs ? mdp_catalog_table(c, mdp_str_of(cli->args[0])) : -1;
	if (cli->nargs && table < 0) {
		code = no_table(cli, c, cli->args[0]);
	} else {
		struct mdp_sheet sheet = table < 0 ? tables_sheet(cli, c) : columns_sheet(cli, c, &c->tables[table]);
		code = mdp_cli_put_sheet(cli, &sheet, &style);
	}
	mdp_session_free(s);
	return code;
}
