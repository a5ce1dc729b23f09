/*
 * dbt leaves behind what it made of the templates. It is believed only as long as no SQL of the project, macros included, was
 * changed since; and only for what the templates do not tell by themselves, so that places stay those of the files. Any version of the
 * form will do: a node has a name, a type, and compiled_code (or compiled_sql, as it was called) once it was compiled.
 */
#include "project/manifest.h"

#include <string.h>

#include "base/file.h"
#include "project/dbt.h"
#include "project/scan.h"
#include "base/banned.h"

/* A .sql file that was changed after `time`; NULL if none was. */
static const char *newer_file(struct mdp_enrich *x, int64_t time)
{
	static const char *const suffixes[] = { ".sql", NULL };
	const char **files;
	int n = 0;
	struct mdp_file_info info;
	if (mdp_dir_walk(x->a, x->p->dbt_dir, suffixes, mdp_scan_skip, &files, &n, NULL))
		return NULL;
	for (int i = 0; i < n; i++)
		if (!mdp_file_stat(files[i], &info, NULL) && info.mtime_ns > time)
			return mdp_project_relative(x->a, x->p, files[i]);
	return NULL;
}

static void look(struct mdp_enrich *x, struct mdp_manifest *m)
{
	struct mdp_file_info info;
	struct mdp_str text;
	struct mdp_error err = { 0 };
	const char *path = x->p->dbt_dir ? mdp_path_join(x->a, x->p->dbt_dir, "target/manifest.json") : NULL;
	m->looked = true;
	if (!path || !mdp_file_exists(path) || mdp_file_stat(path, &info, NULL))
		return;
	const char *file = mdp_project_relative(x->a, x->p, path), *newer = newer_file(x, info.mtime_ns);
	if (newer) {
		mdp_enrich_finding(x, "manifest", file, 0, "the manifest is older than %s and is not used", newer);
		return;
	}
	if (mdp_file_read(x->a, path, &text, &err)) {
		mdp_enrich_finding(x, "manifest", file, 0, "the manifest cannot be read: %s", err.primary);
		return;
	}
	json_error_t problem;
	m->root = json_loadb(text.p, text.n, 0, &problem);
	if (m->root && json_is_object(json_object_get(m->root, "nodes")))
		return;
	mdp_enrich_finding(x, "manifest", file, m->root ? 0 : problem.line, "the manifest is none: %s",
			   m->root ? "it has no nodes" : problem.text);
	json_decref(m->root);
	m->root = NULL;
}

json_t *mdp_manifest_root(struct mdp_enrich *x, struct mdp_manifest *m)
{
	if (!m->looked)
		look(x, m);
	return m->root;
}

const char *mdp_manifest_sql(struct mdp_enrich *x, struct mdp_manifest *m, const char *model)
{
	const char *key;
	json_t *node;
	json_object_foreach(json_object_get(mdp_manifest_root(x, m), "nodes"), key, node)
	{
		const char *name = json_string_value(json_object_get(node, "name"));
		const char *type = json_string_value(json_object_get(node, "resource_type"));
		const char *sql = json_string_value(json_object_get(node, "compiled_code"));
		if (!sql)
			sql = json_string_value(json_object_get(node, "compiled_sql"));
		if (sql && name && type && !strcmp(name, model) &&
		    (!strcmp(type, "model") || !strcmp(type, "snapshot")))
			return mdp_arena_strdup(x->a, sql);
	}
	return NULL;
}

void mdp_manifest_release(struct mdp_manifest *m)
{
	json_decref(m->root);
	m->root = NULL;
}
