/*
 * What configures a model, from the weakest to the strongest: dbt_project.yml by folder, the properties file, config(…) in the
 * model. All three end in one table of known keys; a key that is not in it could change what is built, so it is refused.
 */
#include <string.h>

#include "build/models.h"
#include "base/banned.h"

#define FOLDER_DEPTH 32

static int set_materialized(struct mdp_model *m, const char *text, const char *file, int line, struct mdp_error *err)
{
	if (!strcmp(text, "view"))
		m->as = MDP_AS_VIEW;
	else if (!strcmp(text, "table"))
		m->as = MDP_AS_TABLE;
	else
		return mdp_build_refuse(err, file, line, "the materialization '%s' of the model %s", text, m->name);
	return 0;
}

static int set_schema(struct mdp_model *m, const char *text, const char *file, int line, struct mdp_error *err)
{
	(void)file, (void)line, (void)err;
	m->custom_schema = text;
	return 0;
}

static int set_alias(struct mdp_model *m, const char *text, const char *file, int line, struct mdp_error *err)
{
	(void)file, (void)line, (void)err;
	m->alias = text;
	return 0;
}

static int set_enabled(struct mdp_model *m, const char *text, const char *file, int line, struct mdp_error *err)
{
	(void)file, (void)line, (void)err;
	m->enabled = strcmp(text, "false") && strcmp(text, "False");
	return 0;
}

/* Keys that say something about a model and change nothing of what is built have no function. */
static const struct key {
	const char *name;
	int (*set)(struct mdp_model *m, const char *text, const char *file, int line, struct mdp_error *err);
} keys[] = {
	{ "materialized", set_materialized },
	{ "schema", set_schema },
	{ "alias", set_alias },
	{ "enabled", set_enabled },
	{ "tags", NULL },
	{ "meta", NULL },
	{ "docs", NULL },
	{ "group", NULL },
	{ "access", NULL },
	{ "event_time", NULL },
};

static const struct key *find_key(const char *name)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(keys[i].name, name))
			return &keys[i];
	return NULL;
}

static int apply(struct mdp_model *m, const char *name, const char *text, const char *file, int line,
		 struct mdp_error *err)
{
	const struct key *k = find_key(name);

	if (!k)
		return mdp_build_refuse(err, file, line, "the config '%s' of the model %s", name, m->name);
	if (!k->set)
		return 0;
	if (!text || mdp_template_in(text))
		return mdp_build_refuse(err, file, line, "the value of the config '%s' of the model %s", name, m->name);
	return k->set(m, text, file, line, err);
}

static int apply_yaml(struct mdp_model *m, const char *name, const struct mdp_yaml *value, const char *file,
		      struct mdp_error *err)
{
	return apply(m, name, value->kind == MDP_YAML_SCALAR ? value->text : NULL, file, value->line, err);
}

/* A key without '+' may be a folder or a setting: it is a setting when its name is one and its value is no mapping. */
static bool is_setting(const struct mdp_yaml *node)
{
	return node->key[0] == '+' || (node->kind != MDP_YAML_MAP && find_key(node->key));
}

static int apply_folders(const struct mdp_models *m, struct mdp_model *model, const char *const *parts,
			 struct mdp_error *err)
{
	const struct mdp_yaml *level = mdp_yaml_get(m->dbt->project, "models");
	int rc = 0;

	for (int depth = 0; !rc && level && depth < FOLDER_DEPTH; depth++) {
		for (const struct mdp_yaml *c = level->kind == MDP_YAML_MAP ? level->child : NULL; !rc && c;
		     c = c->next)
			if (is_setting(c))
				rc = apply_yaml(model, c->key + (c->key[0] == '+'), c, m->dbt->project_file, err);
		level = parts[depth] ? mdp_yaml_get(level, parts[depth]) : NULL;
	}
	return rc;
}

int mdp_model_configure(const struct mdp_models *m, struct mdp_model *model, const char *const *parts,
			struct mdp_error *err)
{
	const struct mdp_yaml *config = mdp_yaml_get(model->node, "config");
	int rc = apply_folders(m, model, parts, err);

	for (const struct mdp_yaml *c = config ? config->child : NULL; !rc && c; c = c->next)
		rc = apply_yaml(model, c->key, c, model->node_file, err);
	if (!rc && mdp_yaml_get(model->node, "versions"))
		rc = mdp_build_refuse(err, model->node_file, model->node->line, "the versions of the model %s",
				      model->name);
	return rc;
}

int mdp_model_configure_call(struct mdp_model *model, const struct mdp_template_call *call, struct mdp_error *err)
{
	int rc = 0;

	for (const struct mdp_template_value *v = call->args; !rc && v; v = v->next)
		rc = v->name ? apply(model, v->name, v->text, call->file, call->line, err)
			     : mdp_build_refuse(err, call->file, call->line, "a config() without names");
	return rc;
}
