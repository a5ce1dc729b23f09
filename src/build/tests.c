/*
 * Tests are queries whose rows are failures, written as dbt writes them, so that both count the same failures: nulls are no
 * failure of unique, accepted_values and relationships. A column stands in the query as it is declared, because it may be an
 * expression. Both spellings of the key (`tests`, `data_tests`) and of arguments (beside the test, or under `arguments`) are known.
 */
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "build/models.h"
#include "engine/engine.h"
#include "base/banned.h"

struct spec {
	struct mdp_models *m;
	const char *kind; /* "unique" … */
	const char *relation; /* SQL of what is tested, or a filtered subquery */
	const char *plain; /* "schema.table" */
	const char *owner; /* model, or source_table: for the name */
	const char *column;
	const struct mdp_yaml *body; /* NULL for a bare name */
	const char *file;
	int line;
	const char *name, *where;
	bool warn;
};

static const struct mdp_yaml *argument(const struct spec *s, const char *key)
{
	const struct mdp_yaml *v = mdp_yaml_get(mdp_yaml_get(s->body, "arguments"), key);

	return v ? v : mdp_yaml_get(s->body, key);
}

static const char *sql_unique(const struct spec *s, struct mdp_error *err)
{
	(void)err;
	return mdp_arena_printf(
		s->m->a,
		"select %s as unique_field, count(*) as n_records from %s where %s is not null group by %s having "
		"count(*) > 1",
		s->column, s->relation, s->column, s->column);
}

static const char *sql_not_null(const struct spec *s, struct mdp_error *err)
{
	(void)err;
	return mdp_arena_printf(s->m->a, "select * from %s where %s is null", s->relation, s->column);
}

static const char *sql_accepted(const struct spec *s, struct mdp_error *err)
{
	const struct mdp_yaml *values = argument(s, "values"), *quote = argument(s, "quote");
	bool quoted = !(quote && quote->text && !strcasecmp(quote->text, "false"));
	struct mdp_buf b = MDP_BUF_INIT;
	const char *sql = NULL;

	for (const struct mdp_yaml *v = values && values->kind == MDP_YAML_LIST ? values->child : NULL; v; v = v->next)
		mdp_buf_printf(&b, "%s%s", b.n ? ", " : "",
			       !v->text ? "null"
			       : quoted ? mdp_engine_literal(s->m->a, v->text)
					: v->text);
	if (b.n)
		sql = mdp_arena_printf(s->m->a,
				       "select * from (select %s as value_field, count(*) as n_records from %s group "
				       "by 1) as all_values "
				       "where value_field not in (%s)",
				       s->column, s->relation, mdp_buf_cstr(&b));
	else
		mdp_fail(err, MDP_FORMAT, "the test accepted_values lists no values");
	mdp_buf_release(&b);
	return sql;
}

static const char *sql_relationships(const struct spec *s, struct mdp_error *err)
{
	const struct mdp_yaml *to = argument(s, "to"), *field = argument(s, "field");
	struct mdp_template_call call;
	const char *parent = NULL;
	int model, source;

	if (!to || !to->text || !field || !field->text) {
		mdp_fail(err, MDP_FORMAT, "the test relationships needs 'to' and 'field'");
		return NULL;
	}
	if (mdp_template_expr(s->m->a, to->text, s->file, to->line, &call, err) ||
	    mdp_models_resolve(s->m, &call, &parent, &model, &source, err))
		return NULL;
	return mdp_arena_printf(
		s->m->a,
		"with child as (select %s as from_field from %s where %s is not null), parent as (select %s as "
		"to_field "
		"from %s) select from_field from child left join parent on child.from_field = parent.to_field where "
		"parent.to_field is null",
		s->column, s->relation, s->column, field->text, parent);
}

static const struct kind {
	const char *name;
	const char *(*sql)(const struct spec *s, struct mdp_error *err);
	const char *arguments[3];
} kinds[] = {
	{ "unique", sql_unique, { NULL } },
	{ "not_null", sql_not_null, { NULL } },
	{ "accepted_values", sql_accepted, { "values", "quote", NULL } },
	{ "relationships", sql_relationships, { "to", "field", NULL } },
};

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

static bool in_list(const char *const *list, const char *name)
{
	while (*list && strcmp(*list, name))
		list++;
	return *list != NULL;
}

/* severity, where, enabled …: beside the test as it used to be, or under config. False in *enabled: no test. */
static int take_config(struct spec *s, const struct mdp_yaml *node, bool *enabled, struct mdp_error *err)
{
	static const char *const inert[] = { "tags", "meta", "description", "docs", NULL };
	const char *text = node->text;

	if (in_list(inert, node->key))
		return 0;
	if (text && mdp_template_in(text))
		return mdp_build_refuse(err, s->file, node->line, "Jinja in the configuration of a test");
	if (!strcmp(node->key, "where") && text)
		s->where = text;
	else if (!strcmp(node->key, "enabled") && text)
		*enabled = strcasecmp(text, "false") != 0;
	else if (!strcmp(node->key, "severity") && text)
		s->warn = !strcasecmp(text, "warn");
	else
		return mdp_build_refuse(err, s->file, node->line, "the test setting '%s'", node->key);
	return 0;
}

static int take_body(struct spec *s, const struct kind *k, bool *enabled, struct mdp_error *err)
{
	const struct mdp_yaml *config = mdp_yaml_get(s->body, "config"), *args = mdp_yaml_get(s->body, "arguments");
	int rc = 0;

	for (const struct mdp_yaml *n = args ? args->child : NULL; !rc && n; n = n->next)
		if (!strcmp(n->key, "column_name"))
			s->column = n->text;
		else if (!in_list(k->arguments, n->key))
			rc = mdp_build_refuse(err, s->file, n->line, "the argument '%s' of the test %s", n->key,
					      s->kind);
	for (const struct mdp_yaml *n = config ? config->child : NULL; !rc && n; n = n->next)
		rc = take_config(s, n, enabled, err);
	for (const struct mdp_yaml *n = s->body && s->body->kind == MDP_YAML_MAP ? s->body->child : NULL; !rc && n;
	     n = n->next) {
		if (n == config || n == args || in_list(k->arguments, n->key))
			continue;
		if (!strcmp(n->key, "column_name"))
			s->column = n->text;
		else if (!strcmp(n->key, "name"))
			s->name = n->text;
		else
			rc = take_config(s, n, enabled, err);
	}
	return rc;
}

static int fail_at(struct spec *s, struct mdp_error *err, int rc)
{
	mdp_error_at(err, s->file, s->line);
	return rc;
}

static int add_test(struct spec *s, const struct mdp_yaml *node, struct mdp_error *err)
{
	const struct mdp_yaml *body = node->kind == MDP_YAML_MAP ? node->child : NULL;
	const struct kind *k;
	struct mdp_test t = { .relation = s->plain, .file = s->file, .line = node->line };
	struct mdp_error why = { 0 };
	bool enabled = true;
	int rc;

	s->kind = body ? body->key : node->text;
	s->line = node->line;
	if (!s->kind || (body && body->next))
		return mdp_build_refuse(err, s->file, node->line, "this form of a test");
	s->body = body && body->kind != MDP_YAML_NULL ? body : NULL;
	k = find_kind(s->kind);
	if (!k)
		return mdp_build_refuse(err, s->file, node->line, "the test '%s'", s->kind);
	rc = take_body(s, k, &enabled, err);
	if (rc || !enabled)
		return rc;
	if (!s->column)
		return fail_at(s, err,
			       mdp_fail(err, MDP_FORMAT, "the test %s of %s names no column", s->kind, s->owner));
	if (s->where)
		s->relation =
			mdp_arena_printf(s->m->a, "(select * from %s where %s) as dbt_subquery", s->relation, s->where);
	t.sql = k->sql(s, &why);
	if (!t.sql) {
		if (err)
			*err = why;
		return why.file[0] ? -(int)why.code : fail_at(s, err, -(int)why.code);
	}
	t.name = s->name ? s->name : mdp_arena_printf(s->m->a, "%s_%s_%s", s->kind, s->owner, s->column);
	t.warn = s->warn;
	MDP_PUSH(s->m->a, s->m->tests, s->m->ntests, s->m->cap_tests, t);
	return 0;
}

/* The tests of one node: a model, a source table, or a column of one. */
static int add_tests(const struct spec *common, const struct mdp_yaml *owner, struct mdp_error *err)
{
	static const char *const keys[] = { "data_tests", "tests" };
	int rc = 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct mdp_yaml *list = mdp_yaml_get(owner, keys[i]);

		for (const struct mdp_yaml *t = list ? list->child : NULL; !rc && t; t = t->next) {
			struct spec s = *common;

			rc = add_test(&s, t, err);
		}
	}
	return rc;
}

static int add_node(const struct spec *common, const struct mdp_yaml *node, struct mdp_error *err)
{
	const struct mdp_yaml *columns = mdp_yaml_get(node, "columns");
	int rc = add_tests(common, node, err);

	for (const struct mdp_yaml *c = columns ? columns->child : NULL; !rc && c; c = c->next) {
		const char *quote = mdp_yaml_text(c, "quote");
		struct spec s = *common;

		s.column = mdp_yaml_text(c, "name");
		if (s.column && quote && !strcasecmp(quote, "true"))
			s.column = mdp_engine_ident(s.m->a, s.column);
		rc = add_tests(&s, c, err);
	}
	return rc;
}

static int add_models(struct mdp_models *m, struct mdp_error *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < m->n; i++) {
		const struct mdp_model *model = &m->items[i];
		const struct spec s = { .m = m,
					.relation =
						mdp_arena_printf(m->a, "%s.%s", mdp_engine_ident(m->a, model->schema),
								 mdp_engine_ident(m->a, model->alias)),
					.plain = mdp_arena_printf(m->a, "%s.%s", model->schema, model->alias),
					.owner = model->name,
					.file = model->node_file };

		rc = model->node ? add_node(&s, model->node, err) : 0;
	}
	return rc;
}

static int add_sources(struct mdp_models *m, struct mdp_error *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < m->dbt->nsources; i++) {
		const struct mdp_source_table *t = &m->dbt->sources[i];
		const struct spec s = { .m = m,
					.relation = mdp_arena_printf(m->a, "%s.%s", mdp_engine_ident(m->a, t->schema),
								     mdp_engine_ident(m->a, t->identifier)),
					.plain = mdp_arena_printf(m->a, "%s.%s", t->schema, t->identifier),
					.owner = mdp_arena_printf(m->a, "%s_%s", t->source, t->table),
					.file = t->file };

		rc = add_node(&s, t->node, err);
	}
	return rc;
}

struct singular {
	const struct mdp_models *m;
	struct mdp_test *test;
};

static int on_call(void *data, const struct mdp_template_call *call, struct mdp_buf *out, struct mdp_error *err)
{
	const struct singular *s = data;
	const char *relation = NULL;
	int model, source, rc;

	if (!strcmp(call->name, "config")) {
		for (const struct mdp_template_value *v = call->args; v; v = v->next) {
			if (!v->name || strcmp(v->name, "severity") || !v->text)
				return mdp_build_refuse(err, call->file, call->line, "the config '%s' of a test",
							v->name ? v->name : "");
			s->test->warn = !strcasecmp(v->text, "warn");
		}
		return 0;
	}
	rc = mdp_models_resolve(s->m, call, &relation, &model, &source, err);
	if (!rc)
		mdp_buf_puts(out, relation);
	return rc;
}

/* A query of its own in a test folder: tests/NAME.sql. */
static int add_singular(struct mdp_models *m, const char *path, struct mdp_error *err)
{
	struct mdp_test t = { .file = mdp_sources_shown(m->dbt, path), .line = 1 };
	const char *base = mdp_path_base(path);
	struct singular data = { .m = m, .test = &t };
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_str text;
	int rc = mdp_file_read(m->a, path, &text, err);

	if (!rc)
		rc = mdp_template_render(m->a, text, t.file, on_call, &data, &sql, err);
	t.name = mdp_arena_strndup(m->a, base, strlen(base) - strlen(".sql"));
	t.sql = mdp_arena_strndup(m->a, mdp_buf_cstr(&sql), sql.n);
	mdp_buf_release(&sql);
	if (!rc)
		MDP_PUSH(m->a, m->tests, m->ntests, m->cap_tests, t);
	return rc;
}

static int add_folder(struct mdp_models *m, const char *folder, struct mdp_error *err)
{
	static const char *const suffixes[] = { ".sql", NULL };
	static const char *const skip[] = { "generic", NULL }; /* definitions of tests, refused where they are used */
	const char **paths = NULL;
	int n = 0;
	int rc = mdp_file_is_dir(folder) ? mdp_dir_walk(m->a, folder, suffixes, skip, &paths, &n, err) : 0;

	for (int i = 0; !rc && i < n; i++)
		rc = add_singular(m, paths[i], err);
	return rc;
}

int mdp_models_read_tests(struct mdp_models *m, struct mdp_error *err)
{
	int rc = add_sources(m, err);

	if (!rc)
		rc = add_models(m, err);
	for (const char **folder = mdp_sources_folders(m->dbt, "test-paths", "tests"); !rc && *folder; folder++)
		rc = add_folder(m, *folder, err);
	return rc;
}
