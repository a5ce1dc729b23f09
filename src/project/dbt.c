/*
 * A dbt project from its sources: the models with the relations they become, which of them others read, and the YAML
 * files that describe them. Nothing is run. The schema of a model follows dbt's rules (in-file config before properties
 * before dbt_project.yml, deepest folder first); what generate_schema_name makes of it is known in the two usual cases
 * only, so both candidates are given and the warehouse decides.
 */
#include "project/dbt.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "project/jinja.h"
#include "project/profiles.h"
#include "project/scan.h"
#include "base/banned.h"

struct reader {
	const struct mdp_project *p;
	struct mdp_arena *a;
	struct mdp_dbt *d;
	const struct mdp_yaml *project;
	int cap_models, cap_files, cap_docs, cap_findings, cap_sources;
};

const char *mdp_project_relative(struct mdp_arena *a, const struct mdp_project *p, const char *path)
{
	size_t n = p->root ? strlen(p->root) : 0;
	if (n && !strncmp(path, p->root, n) && path[n] == '/')
		return mdp_arena_strdup(a, path + n + 1);
	return mdp_arena_strdup(a, path);
}

static void finding(struct reader *r, const char *code, const char *text, const char *file, int line)
{
	struct mdp_finding f = { .code = code,
				 .text = mdp_arena_strdup(r->a, text),
				 .source = { .file = file, .line = line } };
	MDP_PUSH(r->a, r->d->findings, r->d->nfindings, r->cap_findings, f);
}

/* --- models --- */

/* What dbt_project.yml sets `key` to under `kind` (models, seeds …), nearest to the file; NULL if it does not. */
static const struct mdp_yaml *folder_setting(struct reader *r, const char *kind, const char *below, const char *key)
{
	const struct mdp_yaml *node = mdp_yaml_get(r->project, kind);
	const char *plus = mdp_arena_printf(r->a, "+%s", key);
	const struct mdp_yaml *found = NULL;
	for (int level = 0; node && level < MDP_LIMIT_YAML_DEPTH; level++) {
		const struct mdp_yaml *here = mdp_yaml_get(node, plus);
		if (!here && level)
			here = mdp_yaml_get(node, key);
		if (here && here->kind != MDP_YAML_MAP)
			found = here;
		if (!level) {
			node = r->d->name ? mdp_yaml_get(node, r->d->name) : NULL;
			continue;
		}
		const char *slash = strchr(below, '/');
		const char *part = slash ? mdp_arena_strndup(r->a, below, (size_t)(slash - below)) : below;
		const struct mdp_yaml *child = mdp_yaml_get(node, part);
		if (!child && !slash) {
			const char *dot = strrchr(part, '.');
			child = dot ? mdp_yaml_get(node, mdp_arena_strndup(r->a, part, (size_t)(dot - part))) : NULL;
		}
		node = child;
		below = slash ? slash + 1 : "";
	}
	return found;
}

static const char *folder_config(struct reader *r, const char *kind, const char *below, const char *key)
{
	const struct mdp_yaml *found = folder_setting(r, kind, below, key);
	return found && found->kind == MDP_YAML_SCALAR ? found->text : NULL;
}

static const char *file_config(struct reader *r, const char *sql, const char *key)
{
	struct mdp_jinja_call call;
	size_t at = 0;
	const char *found = NULL;
	while (sql && mdp_jinja_next(r->a, mdp_str_of(sql), "config", &at, &call)) {
		const char *value = mdp_jinja_keyword(&call, key);
		if (value)
			found = value;
	}
	return found;
}

static const char **find_refs(struct reader *r, const char *sql)
{
	struct mdp_jinja_call call;
	size_t at = 0;
	const char **refs = NULL;
	int n = 0, cap = 0;
	while (sql && mdp_jinja_next(r->a, mdp_str_of(sql), "ref", &at, &call)) {
		/* ref('package', 'model', version=…) */
		int plain = 0;
		while (plain < call.nargs && !call.names[plain])
			plain++;
		if (plain && call.args[plain - 1])
			MDP_PUSH(r->a, refs, n, cap, call.args[plain - 1]);
	}
	MDP_PUSH(r->a, refs, n, cap, NULL);
	return refs;
}

static const struct mdp_yaml *properties_of(const struct mdp_dbt *d, const char *section, const char *name,
					    const char **file)
{
	for (int i = 0; i < d->nfiles; i++) {
		const struct mdp_yaml *list = mdp_yaml_get(d->files[i].node, section);
		for (const struct mdp_yaml *m = list ? list->child : NULL; m; m = m->next) {
			const char *is = mdp_yaml_text(m, "name");
			if (is && !strcasecmp(is, name)) {
				*file = d->files[i].file;
				return m;
			}
		}
	}
	return NULL;
}

static const char *highest(const struct mdp_yaml *versions)
{
	const char *best = "";
	for (const struct mdp_yaml *v = versions->child; v; v = v->next) {
		const char *number = mdp_yaml_text(v, "v");
		size_t n = number ? strlen(number) : 0, m = strlen(best);
		if (n > m || (n && n == m && strcmp(number, best) > 0))
			best = number;
	}
	return best;
}

/*
 * A model with versions is a file each: name_v2, or what `defined_in` says. The latest is the one that is meant by the name; a version
 * that is higher is not released yet.
 */
static const struct mdp_yaml *version_of(const struct mdp_dbt *d, const char *name, struct mdp_dbt_model *m)
{
	for (int i = 0; i < d->nfiles; i++) {
		const struct mdp_yaml *list = mdp_yaml_get(d->files[i].node, "models");
		for (const struct mdp_yaml *node = list ? list->child : NULL; node; node = node->next) {
			const struct mdp_yaml *versions = mdp_yaml_get(node, "versions");
			const char *is = mdp_yaml_text(node, "name"), *latest = mdp_yaml_text(node, "latest_version");
			size_t n = is ? strlen(is) : 0;
			const struct mdp_yaml *found = NULL;
			for (const struct mdp_yaml *v = versions && n ? versions->child : NULL; v; v = v->next) {
				const char *number = mdp_yaml_text(v, "v"), *in = mdp_yaml_text(v, "defined_in");
				if (!number)
					continue;
				if (in ? !strcasecmp(in, name)
				       : (!strncasecmp(name, is, n) && !strncasecmp(name + n, "_v", 2) &&
					  !strcmp(name + n + 2, number)))
					found = v;
			}
			if (!found)
				continue;
			m->version_of = is;
			m->properties.node = node;
			m->properties.file = d->files[i].file;
			m->old = strcmp(mdp_yaml_text(found, "v"), latest ? latest : highest(versions)) != 0;
			return found;
		}
	}
	return NULL;
}

static bool is_false(const char *s)
{
	return s && (!strcasecmp(s, "false") || !strcasecmp(s, "no"));
}

/* Words by which people mark the layers below the marts, in folders and in names. */
static bool sounds_early(const char *below)
{
	static const char *const folders[] = { "staging/", "intermediate/", "base/", "raw/",
					       "bronze/",  "silver/",       "stg/",  "int/" };
	static const char *const prefixes[] = { "stg_", "int_", "base_", "raw_", "src_", "tmp_" };
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		const char *at = strcasestr(below, folders[i]);
		if (at && (at == below || at[-1] == '/'))
			return true;
	}
	const char *base = mdp_path_base(below);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (!strncasecmp(base, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

static bool begins_with_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (!strncasecmp(text, *words, strlen(*words)))
			return true;
	return false;
}

static bool in_folder(const char *below, const char *const *folders)
{
	for (; *folders; folders++) {
		const char *at = strcasestr(below, *folders);
		if (at && (at == below || at[-1] == '/'))
			return true;
	}
	return false;
}

/* Words by which people mark what is there to be asked of. */
static bool sounds_mart(const char *below)
{
	static const char *const folders[] = { "marts/", "mart/",       "gold/",         "reporting/",   "reports/",
					       "facts/", "dimensions/", "presentation/", "consumption/", NULL };
	static const char *const prefixes[] = { "fct_", "fact_", "dim_", "mart_", "obt_", "rpt_", NULL };
	return in_folder(below, folders) || begins_with_any(mdp_path_base(below), prefixes);
}

/* … and what is made from that for another program. */
static bool sounds_consumer(const char *below, const char *schema)
{
	static const char *const folders[] = { "exports/",    "export/",    "features/", "feature_store/",
					       "ml/",         "snapshots/", "archive/",  "reverse_etl/",
					       "activation/", "sync/",      "syncs/",    "elementary/",
					       NULL };
	static const char *const prefixes[] = { "exp_", "export_", "feat_", "feature_", "ftr_",
						"ml_",  "retl_",   "sync_", "snap_",    NULL };
	static const char *const schemas[] = { "export",      "feature",    "ml",   "snapshot",   "archive",
					       "reverse_etl", "activation", "sync", "elementary", NULL };
	return in_folder(below, folders) || begins_with_any(mdp_path_base(below), prefixes) ||
	       (schema && begins_with_any(schema, schemas));
}

/* Declared so, or a calendar for MetricFlow: a model with a time_spine, in older projects one of a fixed name. */
static bool is_hidden(const struct mdp_dbt_model *m)
{
	const struct mdp_yaml *said = mdp_dbt_meta(m->properties.node, "hidden");
	if (said && said->kind == MDP_YAML_SCALAR)
		return !strcasecmp(said->text, "true");
	return mdp_yaml_get(m->properties.node, "time_spine") || !strcmp(m->name, "metricflow_time_spine");
}

struct model_kind {
	const char *paths; /* key of dbt_project.yml */
	const char *folder; /* its default */
	const char *kind; /* section of configs and properties */
	const char *const *suffixes;
};

static const char *const model_suffixes[] = { ".sql", ".py", NULL };
static const char *const snapshot_suffixes[] = { ".sql", NULL };
static const char *const seed_suffixes[] = { ".csv", NULL };
static const struct model_kind kinds[] = {
	{ "model-paths", "models", "models", model_suffixes },
	{ "snapshot-paths", "snapshots", "snapshots", snapshot_suffixes },
	{ "seed-paths", "seeds", "seeds", seed_suffixes },
};
#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

static const char *setting(struct reader *r, const struct model_kind *k, const struct mdp_dbt_model *m,
			   const char *below, const char *key)
{
	const char *value = file_config(r, m->sql, key);
	if (!value)
		value = mdp_yaml_text(mdp_yaml_get(m->properties.node, "config"), key);
	if (!value)
		value = folder_config(r, k->kind, below, key);
	return value ? mdp_render_env(r->a, value) : NULL;
}

static void add_model(struct reader *r, const struct model_kind *k, const char *dir, const char *path)
{
	struct mdp_dbt_model m = { .file = mdp_project_relative(r->a, r->p, path) };
	const char *base = mdp_path_base(path), *dot = strrchr(base, '.'), *below = path + strlen(dir) + 1;
	m.name = mdp_arena_strndup(r->a, base, dot ? (size_t)(dot - base) : strlen(base));
	if (!strcmp(dot ? dot : "", ".sql")) {
		struct mdp_str text;
		struct mdp_error err = { 0 };
		if (mdp_file_read(r->a, path, &text, &err)) {
			finding(r, "unreadable", err.primary, m.file, 0);
			return;
		}
		m.sql = text.p;
	}
	m.refs = find_refs(r, m.sql);
	m.properties.node = properties_of(r->d, k->kind, m.name, &m.properties.file);
	const struct mdp_yaml *version = m.properties.node ? NULL : version_of(r->d, m.name, &m);
	const char *alias = mdp_yaml_text(mdp_yaml_get(version, "config"), "alias");
	if (!alias)
		alias = setting(r, k, &m, below, "alias");
	if (!alias && version)
		alias = mdp_arena_printf(r->a, "%s_v%s", m.version_of, mdp_yaml_text(version, "v"));
	const char *kind = setting(r, k, &m, below, "materialized");
	m.alias = alias ? alias : m.name;
	m.schema = setting(r, k, &m, below, "schema");
	if (!m.schema && !strcmp(k->kind, "snapshots"))
		m.schema = setting(r, k, &m, below, "target_schema");
	m.ephemeral = kind && !strcmp(kind, "ephemeral");
	m.disabled = is_false(setting(r, k, &m, below, "enabled"));
	m.group = setting(r, k, &m, below, "group");
	m.tags = folder_setting(r, k->kind, below, "tags");
	m.early = sounds_early(below);
	m.snapshot = !strcmp(k->kind, "snapshots");
	m.consumer = m.snapshot || sounds_consumer(below, m.schema);
	m.mart = !m.consumer && !m.early && sounds_mart(below);
	m.hidden = is_hidden(&m);
	MDP_PUSH(r->a, r->d->models, r->d->nmodels, r->cap_models, m);
}

static const char *project_file(const struct mdp_project *p, struct mdp_arena *a)
{
	const char *path = mdp_path_join(a, p->dbt_dir, "dbt_project.yml");
	return mdp_file_exists(path) ? path : mdp_path_join(a, p->dbt_dir, "dbt_project.yaml");
}

/* Every path that dbt_project.yml lists under `key`, or the default. */
static const char **paths_of(struct reader *r, const char *key, const char *otherwise)
{
	const char **paths = NULL;
	int n = 0, cap = 0;
	const struct mdp_yaml *list = mdp_yaml_get(r->project, key);
	for (const struct mdp_yaml *c = list ? list->child : NULL; c; c = c->next)
		if (c->kind == MDP_YAML_SCALAR)
			MDP_PUSH(r->a, paths, n, cap, mdp_path_join(r->a, r->p->dbt_dir, c->text));
	if (!n)
		MDP_PUSH(r->a, paths, n, cap, mdp_path_join(r->a, r->p->dbt_dir, otherwise));
	MDP_PUSH(r->a, paths, n, cap, NULL);
	return paths;
}

const char **mdp_dbt_paths(const struct mdp_project *p, struct mdp_arena *a)
{
	struct reader r = { .p = p, .a = a };
	struct mdp_yaml *project = NULL;
	const char **all = NULL;
	int n = 0, cap = 0;
	if (p->dbt_dir && !mdp_yaml_read(a, project_file(p, a), &project, NULL))
		r.project = project;
	for (size_t k = 0; r.project && k <= NKINDS; k++) {
		const char **dirs = k < NKINDS ? paths_of(&r, kinds[k].paths, kinds[k].folder)
					       : paths_of(&r, "macro-paths", "macros");
		for (; *dirs; dirs++)
			MDP_PUSH(a, all, n, cap, *dirs);
	}
	MDP_PUSH(a, all, n, cap, NULL);
	return all;
}

static void walk(struct reader *r, const char *dir, const char *const *suffixes,
		 void (*each)(struct reader *r, const void *data, const char *dir, const char *path), const void *data)
{
	const char **files;
	int n = 0;
	struct mdp_error err = { 0 };
	if (!mdp_file_is_dir(dir))
		return;
	if (mdp_dir_walk(r->a, dir, suffixes, mdp_scan_skip, &files, &n, &err)) {
		finding(r, "unreadable", err.primary, mdp_project_relative(r->a, r->p, dir), 0);
		return;
	}
	for (int i = 0; i < n; i++)
		each(r, data, dir, files[i]);
}

static void each_model(struct reader *r, const void *data, const char *dir, const char *path)
{
	add_model(r, data, dir, path);
}

static void each_yaml(struct reader *r, const void *data, const char *dir, const char *path)
{
	(void)data;
	(void)dir;
	struct mdp_yaml *root;
	struct mdp_error err = { 0 };
	const char *file = mdp_project_relative(r->a, r->p, path);
	if (mdp_yaml_read(r->a, path, &root, &err)) {
		finding(r, "yaml", err.primary, file, err.line);
		return;
	}
	struct mdp_yaml_at at = { root, file };
	MDP_PUSH(r->a, r->d->files, r->d->nfiles, r->cap_files, at);
}

/* {% docs name %} text {% enddocs %} */
static void each_docs(struct reader *r, const void *data, const char *dir, const char *path)
{
	(void)data;
	(void)dir;
	struct mdp_str text;
	if (mdp_file_read(r->a, path, &text, NULL))
		return;
	const char *p = text.p, *open;
	while ((open = strstr(p, "{% docs "))) {
		const char *name = open + 8, *close = strstr(name, "%}");
		const char *end = close ? strstr(close, "{% enddocs") : NULL;
		if (!end)
			break;
		struct mdp_str n = mdp_str_trim((struct mdp_str){ name, (size_t)(close - name) });
		struct mdp_str t = mdp_str_trim((struct mdp_str){ close + 2, (size_t)(end - close - 2) });
		struct mdp_dbt_doc doc = { mdp_arena_strndup(r->a, n.p, n.n), mdp_arena_strndup(r->a, t.p, t.n) };
		MDP_PUSH(r->a, r->d->docs, r->d->ndocs, r->cap_docs, doc);
		p = end;
	}
}

/* generate_schema_name of the project: with it custom names are nearly always used as they are. */
static void each_macro(struct reader *r, const void *data, const char *dir, const char *path)
{
	(void)data;
	(void)dir;
	struct mdp_str text;
	if (!mdp_file_read(r->a, path, &text, NULL) && strstr(text.p, "macro generate_schema_name"))
		r->d->custom_as_is = true;
}

/* The file of a source under the keys that loaders use; "{name}" and the like stand for the table. */
static const char *loaded_from(struct reader *r, const struct mdp_yaml *source, const struct mdp_yaml *table,
			       const char *identifier)
{
	static const char *const keys[] = { "file", "external_location", "location", "path", "file_path" };
	const struct mdp_yaml *nodes[] = { table, source };
	for (size_t n = 0; n < 2; n++)
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			const struct mdp_yaml *found = mdp_dbt_meta(nodes[n], keys[i]);
			if (!found)
				found = mdp_yaml_get(mdp_yaml_get(nodes[n], "external"), keys[i]);
			if (!found || found->kind != MDP_YAML_SCALAR)
				continue;
			const char *open = strchr(found->text, '{'), *close = open ? strchr(open, '}') : NULL;
			bool name = close && (!strncmp(open, "{name", 5) || !strncmp(open, "{identifier", 11));
			return name ? mdp_arena_printf(r->a, "%.*s%s%s", (int)(open - found->text), found->text,
						       identifier, close + 1)
				    : found->text;
		}
	return NULL;
}

static void read_sources(struct reader *r, const struct mdp_yaml_at *file)
{
	const struct mdp_yaml *list = mdp_yaml_get(file->node, "sources");
	for (const struct mdp_yaml *s = list ? list->child : NULL; s; s = s->next) {
		const char *source = mdp_yaml_text(s, "name"), *schema = mdp_yaml_text(s, "schema");
		const struct mdp_yaml *tables = mdp_yaml_get(s, "tables");
		schema = schema ? mdp_render_env(r->a, schema) : source;
		for (const struct mdp_yaml *t = tables ? tables->child : NULL; t && source; t = t->next) {
			const char *name = mdp_yaml_text(t, "name"), *identifier = mdp_yaml_text(t, "identifier");
			if (!name)
				continue;
			struct mdp_dbt_source out = { .source = source,
						      .name = name,
						      .schema = schema ? schema : source,
						      .identifier = identifier ? identifier : name,
						      .at = { t, file->file },
						      .parent = s };
			out.loaded = loaded_from(r, s, t, out.identifier);
			MDP_PUSH(r->a, r->d->sources, r->d->nsources, r->cap_sources, out);
		}
	}
}

static void mark_references(struct reader *r)
{
	struct mdp_map names;
	mdp_map_init(&names);
	for (int i = 0; i < r->d->nmodels; i++)
		mdp_map_set(&names, mdp_str_of(r->d->models[i].name), &r->d->models[i]);
	for (int i = 0; i < r->d->nmodels; i++) {
		const struct mdp_dbt_model *by = &r->d->models[i];
		for (const char **ref = by->refs; *ref; ref++) {
			struct mdp_dbt_model *m = mdp_map_get(&names, mdp_str_of(*ref));
			for (int k = 0; !m && k < r->d->nmodels; k++)
				if (r->d->models[k].version_of && !r->d->models[k].old &&
				    !strcmp(r->d->models[k].version_of, *ref))
					m = &r->d->models[k];
			if (m && m != by && !by->disabled && !by->hidden)
				m->referenced = true;
		}
	}
	mdp_map_release(&names);
}

void mdp_dbt_read(const struct mdp_project *p, struct mdp_arena *a, struct mdp_dbt *out)
{
	static const char *const yaml[] = { ".yml", ".yaml", NULL }, *const md[] = { ".md", NULL },
				 *const sql[] = { ".sql", NULL };
	struct reader r = { .p = p, .a = a, .d = out };
	struct mdp_yaml *project = NULL;
	struct mdp_error err = { 0 };
	*out = (struct mdp_dbt){ .target_schema = "main" };
	if (!p->dbt_dir)
		return;
	const char *path = project_file(p, a);
	if (mdp_yaml_read(a, path, &project, &err))
		finding(&r, "yaml", err.primary, mdp_project_relative(a, p, path), err.line);
	r.project = out->project = project;
	out->name = mdp_yaml_text(project, "name");
	const char *schema = mdp_dbt_target_schema(a, p->root, p->dbt_dir);
	if (schema)
		out->target_schema = schema;
	for (const char **dir = paths_of(&r, "macro-paths", "macros"); *dir; dir++)
		walk(&r, *dir, sql, each_macro, NULL);
	for (size_t k = 0; k < NKINDS; k++)
		for (const char **dir = paths_of(&r, kinds[k].paths, kinds[k].folder); *dir; dir++) {
			walk(&r, *dir, yaml, each_yaml, NULL);
			walk(&r, *dir, md, each_docs, NULL);
		}
	for (size_t k = 0; k < NKINDS; k++)
		for (const char **dir = paths_of(&r, kinds[k].paths, kinds[k].folder); *dir; dir++)
			walk(&r, *dir, kinds[k].suffixes, each_model, &kinds[k]);
	for (int i = 0; i < out->nfiles; i++)
		read_sources(&r, &out->files[i]);
	mark_references(&r);
}

/* --- what readers of it need --- */

const struct mdp_dbt_source *mdp_dbt_source(const struct mdp_dbt *d, const char *source, const char *name)
{
	for (int i = 0; i < d->nsources; i++)
		if (!strcmp(d->sources[i].source, source) && !strcmp(d->sources[i].name, name))
			return &d->sources[i];
	return NULL;
}

const char **mdp_dbt_schemas(const struct mdp_dbt *d, struct mdp_arena *a, const struct mdp_dbt_model *m)
{
	const char **out = MDP_NEW_ARRAY(a, 3, const char *);
	int n = 0;
	if (!m->schema) {
		out[n++] = d->target_schema;
		return out;
	}
	const char *joined = mdp_arena_printf(a, "%s_%s", d->target_schema, m->schema);
	out[n++] = d->custom_as_is ? m->schema : joined;
	out[n++] = d->custom_as_is ? joined : m->schema;
	return out;
}

const struct mdp_dbt_model *mdp_dbt_model(const struct mdp_dbt *d, const char *name)
{
	for (int i = 0; i < d->nmodels; i++)
		if (!strcmp(d->models[i].name, name))
			return &d->models[i];
	for (int i = 0; i < d->nmodels; i++)
		if (d->models[i].version_of && !d->models[i].old && !strcmp(d->models[i].version_of, name))
			return &d->models[i];
	return NULL;
}

bool mdp_dbt_is_model(const struct mdp_dbt *d, const char *name)
{
	for (int i = 0; i < d->nmodels; i++)
		if (!strcmp(d->models[i].name, name))
			return true;
	return false;
}

const char *mdp_dbt_text(const struct mdp_dbt *d, struct mdp_arena *a, const char *text)
{
	if (!text)
		return NULL;
	struct mdp_jinja_call call;
	size_t at = 0;
	if (mdp_jinja_next(a, mdp_str_of(text), "doc", &at, &call) && call.nargs && call.args[call.nargs - 1])
		for (int i = 0; i < d->ndocs; i++)
			if (!strcmp(d->docs[i].name, call.args[call.nargs - 1]))
				text = d->docs[i].text;
	struct mdp_str t = mdp_str_trim(mdp_str_of(text));
	char *out = mdp_arena_strndup(a, t.p, t.n), *to = out;
	for (const char *from = out; *from; from++) {
		bool space = strchr(" \t\r\n", *from);
		if (space && to > out && to[-1] == ' ')
			continue;
		*to++ = space ? ' ' : *from;
	}
	*to = 0;
	return *out ? out : NULL;
}

const char *mdp_dbt_ref(struct mdp_arena *a, const char *text)
{
	struct mdp_jinja_call call;
	size_t at = 0;
	if (!text)
		return NULL;
	if (mdp_jinja_next(a, mdp_str_of(text), "ref", &at, &call))
		return call.nargs ? call.args[call.nargs - 1] : NULL;
	return strpbrk(text, "({ ") ? NULL : text;
}

const struct mdp_yaml *mdp_dbt_meta(const struct mdp_yaml *node, const char *key)
{
	const struct mdp_yaml *found = mdp_yaml_get(mdp_yaml_get(mdp_yaml_get(node, "config"), "meta"), key);
	return found ? found : mdp_yaml_get(mdp_yaml_get(node, "meta"), key);
}
