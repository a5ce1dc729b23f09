/*
 * Every model is rendered twice. The first time tells its configuration and what it refers to; only when all are known can the
 * second put relations in the place of references. Disabled models are dropped in between, so a reference to one is unknown.
 */
#include "build/models.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "base/banned.h"

struct render {
	struct mdp_models *m;
	struct mdp_model *model;
	bool final; /* the second time */
};

int mdp_models_find(const struct mdp_models *m, const char *name)
{
	for (int i = 0; i < m->n; i++)
		if (!strcmp(m->items[i].name, name))
			return i;
	return -1;
}

static int fail_unknown(const struct mdp_models *m, const struct mdp_template_call *call, const char *what,
			const char *name, struct mdp_error *err)
{
	const char *near = NULL;
	int rc = mdp_fail(err, MDP_FORMAT, "there is no %s '%s'", what, name);

	for (int i = 0; i < m->n && !near; i++)
		if (mdp_utf8_distance(mdp_str_of(name), mdp_str_of(m->items[i].name), 2) <= 2)
			near = m->items[i].name;
	if (near && !strcmp(what, "model"))
		mdp_error_hint(err, "did you mean '%s'?", near);
	mdp_error_at(err, call->file, call->line);
	return rc;
}

static bool is_text(const struct mdp_template_value *v)
{
	return v && v->kind == MDP_TEMPLATE_TEXT;
}

static const char *relation_of(const struct mdp_models *m, const char *schema, const char *name)
{
	return mdp_arena_printf(m->a, "%s.%s", mdp_engine_ident(m->a, schema), mdp_engine_ident(m->a, name));
}

static int resolve_ref(const struct mdp_models *m, const struct mdp_template_call *call, const char **relation,
		       int *model, struct mdp_error *err)
{
	const struct mdp_template_value *first = mdp_template_arg(call, 0), *second = mdp_template_arg(call, 1);
	const struct mdp_template_value *name = second ? second : first;
	int i;

	for (const struct mdp_template_value *v = call->args; v; v = v->next)
		if (v->name)
			return mdp_build_refuse(err, call->file, call->line, "the argument '%s' of ref()", v->name);
	if (!is_text(first) || !is_text(name) || mdp_template_arg(call, 2))
		return mdp_build_refuse(err, call->file, call->line, "this form of ref()");
	if (second && (!m->dbt->name || strcmp(first->text, m->dbt->name)))
		return mdp_build_refuse(err, call->file, call->line, "ref() to the package '%s'", first->text);
	i = mdp_models_find(m, name->text);
	if (i < 0)
		return fail_unknown(m, call, "model", name->text, err);
	*model = i;
	*relation = relation_of(m, m->items[i].schema ? m->items[i].schema : "", m->items[i].alias);
	return 0;
}

static int resolve_source(const struct mdp_models *m, const struct mdp_template_call *call, const char **relation,
			  int *source, struct mdp_error *err)
{
	const struct mdp_template_value *first = mdp_template_arg(call, 0), *second = mdp_template_arg(call, 1);
	const struct mdp_source_table *s;

	if (!is_text(first) || !is_text(second) || mdp_template_arg(call, 2))
		return mdp_build_refuse(err, call->file, call->line, "this form of source()");
	s = mdp_sources_find(m->dbt, first->text, second->text);
	if (!s)
		return fail_unknown(m, call, "source table", mdp_arena_printf(m->a, "%s.%s", first->text, second->text),
				    err);
	if (mdp_template_in(s->schema) || mdp_template_in(s->identifier))
		return mdp_build_refuse(err, s->file, s->line, "Jinja in the place of the source %s.%s", s->source,
					s->table);
	*source = (int)(s - m->dbt->sources);
	*relation = relation_of(m, s->schema, s->identifier);
	return 0;
}

int mdp_models_resolve(const struct mdp_models *m, const struct mdp_template_call *call, const char **relation,
		       int *model, int *source, struct mdp_error *err)
{
	*model = *source = -1;
	if (!strcmp(call->name, "ref"))
		return resolve_ref(m, call, relation, model, err);
	if (!strcmp(call->name, "source"))
		return resolve_source(m, call, relation, source, err);
	return mdp_build_refuse(err, call->file, call->line, "the Jinja function '%s'", call->name);
}

static void add_dep(struct mdp_models *m, struct mdp_model *model, int dep)
{
	for (int i = 0; i < model->ndeps; i++)
		if (model->deps[i] == dep)
			return;
	MDP_PUSH(m->a, model->deps, model->ndeps, model->cap_deps, dep);
}

static int on_call(void *data, const struct mdp_template_call *call, struct mdp_buf *out, struct mdp_error *err)
{
	const struct render *r = data;
	const char *relation = NULL;
	int model, source, rc;

	if (!strcmp(call->name, "config"))
		return r->final ? 0 : mdp_model_configure_call(r->model, call, err);
	if (!r->final && (!strcmp(call->name, "ref") || !strcmp(call->name, "source")))
		return 0;
	rc = mdp_models_resolve(r->m, call, &relation, &model, &source, err);
	if (rc)
		return rc;
	if (model >= 0)
		add_dep(r->m, r->model, model);
	if (source >= 0)
		r->m->used[source] = true;
	mdp_buf_puts(out, relation);
	return 0;
}

static int render(struct mdp_models *m, struct mdp_model *model, bool final, struct mdp_error *err)
{
	struct render r = { .m = m, .model = model, .final = final };
	struct mdp_buf out = MDP_BUF_INIT;
	int rc = mdp_template_render(m->a, model->text, model->file, on_call, &r, &out, err);

	if (!rc && final)
		model->sql = mdp_arena_strndup(m->a, mdp_buf_cstr(&out), out.n);
	mdp_buf_release(&out);
	return rc;
}

static void find_properties(const struct mdp_models *m, struct mdp_model *model)
{
	for (int f = 0; f < m->dbt->nfiles; f++) {
		const struct mdp_yaml *list = mdp_yaml_get(m->dbt->files[f].root, "models");

		for (const struct mdp_yaml *n = list ? list->child : NULL; n; n = n->next) {
			const char *name = mdp_yaml_text(n, "name");

			if (name && !strcmp(name, model->name)) {
				model->node = n;
				model->node_file = m->dbt->files[f].shown;
			}
		}
	}
}

/* Project, folders below the model folder, model: what dbt_project.yml configures by. */
static const char **parts_of(const struct mdp_models *m, const char *folder, const char *path, const char *name)
{
	struct mdp_str rest = mdp_str_of(path + strlen(folder)), part;
	const char **parts = NULL;
	int n = 0, cap = 0;

	MDP_PUSH(m->a, parts, n, cap, m->dbt->name ? m->dbt->name : "");
	while (mdp_str_next(&rest, '/', &part))
		if (part.n && rest.n)
			MDP_PUSH(m->a, parts, n, cap, mdp_arena_strndup(m->a, part.p, part.n));
	MDP_PUSH(m->a, parts, n, cap, name);
	MDP_PUSH(m->a, parts, n, cap, NULL);
	return parts;
}

static int read_model(struct mdp_models *m, const char *folder, const char *path, struct mdp_error *err)
{
	const char *base = mdp_path_base(path);
	struct mdp_model model = { .enabled = true, .file = mdp_sources_shown(m->dbt, path) };
	int rc, twin;

	model.name = model.alias = mdp_arena_strndup(m->a, base, strlen(base) - strlen(".sql"));
	twin = mdp_models_find(m, model.name);
	if (twin >= 0) {
		rc = mdp_fail(err, MDP_FORMAT, "two models have the name '%s'", model.name);
		mdp_error_detail(err, "%s and %s", m->items[twin].file, model.file);
		mdp_error_at(err, model.file, 0);
		return rc;
	}
	rc = mdp_file_read(m->a, path, &model.text, err);
	if (rc)
		return rc;
	find_properties(m, &model);
	rc = mdp_model_configure(m, &model, parts_of(m, folder, path, model.name), err);
	if (!rc)
		rc = render(m, &model, false, err);
	if (!rc && model.enabled)
		MDP_PUSH(m->a, m->items, m->n, m->cap, model);
	return rc;
}

static int read_folder(struct mdp_models *m, const char *folder, struct mdp_error *err)
{
	static const char *const suffixes[] = { ".sql", NULL }, *const skip[] = { NULL };
	const char **paths = NULL;
	int n = 0, rc;

	if (!mdp_file_is_dir(folder))
		return 0;
	rc = mdp_dir_walk(m->a, folder, suffixes, skip, &paths, &n, err);
	for (int i = 0; !rc && i < n; i++)
		rc = read_model(m, folder, paths[i], err);
	return rc;
}

static const char *schema_of(const struct mdp_models *m, const struct mdp_model *model)
{
	if (!model->custom_schema)
		return m->target_schema;
	if (m->custom_as_is)
		return model->custom_schema;
	return mdp_arena_printf(m->a, "%s_%s", m->target_schema, model->custom_schema);
}

int mdp_models_read(struct mdp_models *m, struct mdp_sources *dbt, const char *target_schema, struct mdp_error *err)
{
	int rc;

	*m = (struct mdp_models){ .a = &dbt->arena, .dbt = dbt, .target_schema = target_schema };
	m->used = MDP_NEW_ARRAY(m->a, (size_t)dbt->nsources + 1, bool);
	rc = mdp_models_check_project(m, err);
	for (const char **folder = dbt->model_dirs; !rc && *folder; folder++)
		rc = read_folder(m, *folder, err);
	if (!rc && m->n == 0) {
		rc = mdp_fail(err, MDP_FORMAT, "the dbt project has no models");
		mdp_error_at(err, dbt->project_file, 0);
	}
	for (int i = 0; !rc && i < m->n; i++)
		m->items[i].schema = schema_of(m, &m->items[i]);
	for (int i = 0; !rc && i < m->n; i++)
		rc = render(m, &m->items[i], true, err);
	return rc ? rc : mdp_models_order(m, err);
}
