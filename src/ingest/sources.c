/*
 * One pass over the YAML files of the model folders. Everything points into the parsed trees, which live in the project's
 * arena, so that a later message can name file and line of what it is about.
 */
#include "ingest/sources.h"

#include <string.h>

#include "base/file.h"
#include "base/banned.h"

const char *mdp_sources_shown(struct mdp_sources *d, const char *path)
{
	size_t n = strlen(d->dir);
	const char *base = mdp_path_base(d->dir);

	if (strncmp(path, d->dir, n) || path[n] != '/')
		return path;
	return mdp_arena_printf(&d->arena, "%s%s", base, path + n);
}

const char **mdp_sources_folders(struct mdp_sources *d, const char *key, const char *fallback)
{
	const struct mdp_yaml *list = mdp_yaml_get(d->project, key);
	int n = list && list->kind == MDP_YAML_LIST ? mdp_yaml_count(list) : 0, i = 0;
	const char **out = MDP_NEW_ARRAY(&d->arena, (size_t)n + 2, const char *);

	for (const struct mdp_yaml *item = n ? list->child : NULL; item; item = item->next)
		if (item->text)
			out[i++] = mdp_path_join(&d->arena, d->dir, item->text);
	if (!list)
		out[0] = mdp_path_join(&d->arena, d->dir, fallback);
	return out;
}

/* "/a/b/../c" as "/a/c": what people recognise in a message. */
static const char *tidy(struct mdp_arena *a, const char *path)
{
	char *out = mdp_arena_strdup(a, path);
	char *up;

	while ((up = strstr(out, "/../")) && up != out) {
		char *cut = up;

		do
			cut--;
		while (cut > out && *cut != '/');
		if (*cut != '/' || !strncmp(cut, "/../", 4))
			break;
		memmove(cut, up + 3, strlen(up + 3) + 1);
	}
	return out;
}

/* Under `config: meta:` as dbt wants it now, or `meta:` as it used to be. */
static const char *meta_text(const struct mdp_yaml *node, const char *key)
{
	const char *text = mdp_yaml_text(mdp_yaml_get(mdp_yaml_get(node, "config"), "meta"), key);

	return text ? text : mdp_yaml_text(mdp_yaml_get(node, "meta"), key);
}

static void read_columns(struct mdp_sources *d, struct mdp_source_table *s)
{
	const struct mdp_yaml *list = mdp_yaml_get(s->node, "columns");

	s->columns = MDP_NEW_ARRAY(&d->arena, (size_t)mdp_yaml_count(list) + 1, struct mdp_source_column);
	for (const struct mdp_yaml *c = list ? list->child : NULL; c; c = c->next) {
		const char *name = mdp_yaml_text(c, "name");

		if (name)
			s->columns[s->ncolumns++] = (struct mdp_source_column){
				.name = name, .type = mdp_yaml_text(c, "data_type"), .node = c, .file = s->file
			};
	}
}

static int read_table(struct mdp_sources *d, const struct mdp_sources_file *f, const struct mdp_yaml *source,
		      const struct mdp_yaml *table, struct mdp_error *err)
{
	const char *name = mdp_yaml_text(source, "name"), *schema = mdp_yaml_text(source, "schema");
	const char *identifier = mdp_yaml_text(table, "identifier"), *data = meta_text(table, "file");
	struct mdp_source_table s = {
		.source = name, .table = mdp_yaml_text(table, "name"), .node = table, .parent = source
	};
	int rc;

	if (!s.table || !name) {
		rc = mdp_fail(err, MDP_FORMAT, "a source %s has no name", name ? "table" : "");

		mdp_error_at(err, f->shown, table->line);
		return rc;
	}
	s.schema = schema ? schema : name;
	s.identifier = identifier ? identifier : s.table;
	s.data = data ? tidy(&d->arena, mdp_path_join(&d->arena, d->dir, data)) : NULL;
	s.file = f->shown;
	s.line = table->line;
	if (mdp_sources_find(d, s.source, s.table)) {
		rc = mdp_fail(err, MDP_FORMAT, "the source %s.%s is declared twice", s.source, s.table);

		mdp_error_at(err, f->shown, table->line);
		return rc;
	}
	read_columns(d, &s);
	if (s.data && (rc = mdp_source_settings(&d->arena, &s, err)))
		return rc;
	MDP_PUSH(&d->arena, d->sources, d->nsources, d->cap_sources, s);
	return 0;
}

static int read_sources(struct mdp_sources *d, const struct mdp_sources_file *f, struct mdp_error *err)
{
	const struct mdp_yaml *sources = mdp_yaml_get(f->root, "sources");
	int rc = 0;

	for (const struct mdp_yaml *s = sources ? sources->child : NULL; !rc && s; s = s->next) {
		const struct mdp_yaml *tables = mdp_yaml_get(s, "tables");

		for (const struct mdp_yaml *t = tables ? tables->child : NULL; !rc && t; t = t->next)
			rc = read_table(d, f, s, t, err);
	}
	return rc;
}

static int read_files(struct mdp_sources *d, const char *folder, struct mdp_error *err)
{
	static const char *const suffixes[] = { ".yml", ".yaml", NULL };
	static const char *const skip[] = { NULL };
	const char **paths = NULL;
	int n = 0, rc;

	if (!mdp_file_is_dir(folder))
		return 0;
	rc = mdp_dir_walk(&d->arena, folder, suffixes, skip, &paths, &n, err);
	for (int i = 0; !rc && i < n; i++) {
		struct mdp_sources_file f = { .path = paths[i], .shown = mdp_sources_shown(d, paths[i]) };
		struct mdp_yaml *root = NULL;

		rc = mdp_yaml_read(&d->arena, paths[i], &root, err);
		f.root = root;
		if (!rc)
			MDP_PUSH(&d->arena, d->files, d->nfiles, d->cap_files, f);
		if (!rc)
			rc = read_sources(d, &d->files[d->nfiles - 1], err);
	}
	return rc;
}

int mdp_sources_read(struct mdp_sources *d, const char *dir, struct mdp_error *err)
{
	struct mdp_yaml *project = NULL;
	const char *path;
	int rc;

	*d = (struct mdp_sources){ 0 };
	mdp_arena_init(&d->arena);
	if (!dir) {
		rc = mdp_fail(err, MDP_USAGE, "no dbt project was found");
		mdp_error_hint(err, "run this in a platform's folder, or name it with --project DIR");
		return rc;
	}
	d->dir = mdp_arena_strdup(&d->arena, dir);
	path = mdp_path_join(&d->arena, dir, "dbt_project.yml");
	if (!mdp_file_exists(path))
		path = mdp_path_join(&d->arena, dir, "dbt_project.yaml");
	rc = mdp_yaml_read(&d->arena, path, &project, err);
	if (rc)
		return rc;
	d->project = project;
	d->project_file = mdp_sources_shown(d, path);
	d->name = mdp_yaml_text(project, "name");
	d->model_dirs = mdp_sources_folders(d, "model-paths", "models");
	for (const char **folder = d->model_dirs; !rc && *folder; folder++)
		rc = read_files(d, *folder, err);
	return rc;
}

void mdp_sources_release(struct mdp_sources *d)
{
	mdp_arena_release(&d->arena);
	*d = (struct mdp_sources){ 0 };
}

const struct mdp_source_table *mdp_sources_find(const struct mdp_sources *d, const char *source, const char *table)
{
	for (int i = 0; i < d->nsources; i++)
		if (!strcmp(d->sources[i].source, source) && !strcmp(d->sources[i].table, table))
			return &d->sources[i];
	return NULL;
}
