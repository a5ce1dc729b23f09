/*
 * What could change the result of a build and is not understood here is refused before anything runs: settings of the project
 * file, folders of things that dbt would also build, packages, and macros that dbt calls by itself.
 */
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "build/models.h"
#include "base/banned.h"

/* Keys of dbt_project.yml whose presence changes what is built. */
static const char *const refused_keys[] = { "on-run-start", "on-run-end", "dispatch",  "quoting", "tests",
					    "data_tests",   "unit_tests", "snapshots", "seeds" };

/* Sections of properties files that dbt would build or run. */
static const char *const refused_sections[] = { "unit_tests", "snapshots", "seeds" };

static const struct folder {
	const char *key, *fallback;
	const char *suffixes[4];
	const char *what;
} folders[] = {
	{ "seed-paths", "seeds", { ".csv" }, "the seed" },
	{ "snapshot-paths", "snapshots", { ".sql", ".yml", ".yaml" }, "the snapshot" },
	{ "model-paths", "models", { ".py" }, "the Python model" },
};

/* Macros that dbt calls without being asked to. */
static const char *const called_by_dbt[] = { "generate_alias_name", "generate_database_name", "ref", "source", "config",
					     "create_schema" };

static const struct schema_rule {
	const char *body; /* without white space, comments and trimming */
	bool as_is;
} schema_rules[] = {
	{ "{%setdefault_schema=target.schema%}{%ifcustom_schema_nameisnone%}{{default_schema}}{%else%}{{custom_schema_"
	  "name}}{%endif%}",
	  true },
	{ "{%ifcustom_schema_nameisnone%}{{target.schema}}{%else%}{{custom_schema_name}}{%endif%}", true },
	{ "{%setdefault_schema=target.schema%}{%ifcustom_schema_nameisnotnone%}{{custom_schema_name}}{%else%}{{default_"
	  "schema}}{%endif%}",
	  true },
	{ "{%setdefault_schema=target.schema%}{%ifcustom_schema_nameisnone%}{{default_schema}}{%else%}{{default_schema}"
	  "}_{{custom_schema_name}}{%endif%}",
	  false },
};

static int check_keys(const struct mdp_models *m, struct mdp_error *err)
{
	for (size_t i = 0; i < sizeof(refused_keys) / sizeof(refused_keys[0]); i++) {
		const struct mdp_yaml *node = mdp_yaml_get(m->dbt->project, refused_keys[i]);

		if (node && mdp_yaml_count(node))
			return mdp_build_refuse(err, m->dbt->project_file, node->line, "'%s' of the project",
						refused_keys[i]);
	}
	for (int f = 0; f < m->dbt->nfiles; f++)
		for (size_t i = 0; i < sizeof(refused_sections) / sizeof(refused_sections[0]); i++) {
			const struct mdp_yaml *node = mdp_yaml_get(m->dbt->files[f].root, refused_sections[i]);

			if (node && mdp_yaml_count(node))
				return mdp_build_refuse(err, m->dbt->files[f].shown, node->line, "the section '%s'",
							refused_sections[i]);
		}
	return 0;
}

static int check_packages(const struct mdp_models *m, struct mdp_error *err)
{
	static const char *const names[] = { "packages.yml", "dependencies.yml" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *path = mdp_path_join(m->a, m->dbt->dir, names[i]);
		struct mdp_yaml *root = NULL;
		int rc = mdp_file_exists(path) ? mdp_yaml_read(m->a, path, &root, err) : 0;

		if (rc)
			return rc;
		if (root &&
		    (mdp_yaml_count(mdp_yaml_get(root, "packages")) || mdp_yaml_count(mdp_yaml_get(root, "projects"))))
			return mdp_build_refuse(err, mdp_sources_shown(m->dbt, path), 1, "a project with packages");
	}
	return 0;
}

static int check_folders(const struct mdp_models *m, struct mdp_error *err)
{
	static const char *const skip[] = { NULL };

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		for (const char **dir = mdp_sources_folders(m->dbt, folders[i].key, folders[i].fallback); *dir; dir++) {
			const char **paths = NULL;
			int n = 0, rc = 0;

			if (mdp_file_is_dir(*dir))
				rc = mdp_dir_walk(m->a, *dir, folders[i].suffixes, skip, &paths, &n, err);
			if (rc)
				return rc;
			if (n)
				return mdp_build_refuse(err, mdp_sources_shown(m->dbt, paths[0]), 1, "%s %s",
							folders[i].what, mdp_path_base(paths[0]));
		}
	return 0;
}

/* The text without comments, white space, white-space marks and `| trim`: two spellings of one macro are equal. */
static const char *normal(struct mdp_arena *a, struct mdp_str text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out;
	char *trim;

	for (size_t i = 0; i < text.n; i++) {
		const char *p = text.p + i;
		const char *close = p[0] == '{' && i + 1 < text.n && p[1] == '#' ? strstr(p, "#}") : NULL;

		if (close)
			i = (size_t)(close + 1 - text.p);
		else if (*p == '-' && b.n && strchr("{%}", b.p[b.n - 1]))
			continue;
		else if (*p == '-' && i + 1 < text.n && strchr("%}", p[1]))
			continue;
		else if (!isspace((unsigned char)*p))
			mdp_buf_putc(&b, *p);
	}
	out = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	mdp_buf_release(&b);
	while ((trim = strstr(out, "|trim")))
		memmove(trim, trim + 5, strlen(trim + 5) + 1);
	return out;
}

static int line_of(struct mdp_str text, const char *word)
{
	const char *at = strstr(text.p, word);
	int line = 1;

	for (const char *p = text.p; at && p < at; p++)
		line += *p == '\n';
	return line;
}

static int take_schema_rule(struct mdp_models *m, struct mdp_str text, const char *body, const char *file,
			    struct mdp_error *err)
{
	const char *from = strstr(body, "%}");
	const char *to = from ? strstr(from, "{%endmacro%}") : NULL;

	for (size_t i = 0; to && i < sizeof(schema_rules) / sizeof(schema_rules[0]); i++)
		if (mdp_str_is((struct mdp_str){ from + 2, (size_t)(to - from - 2) }, schema_rules[i].body)) {
			m->custom_as_is = schema_rules[i].as_is;
			return 0;
		}
	return mdp_build_refuse(err, file, line_of(text, "generate_schema_name"), "this macro generate_schema_name");
}

static int check_macro_file(struct mdp_models *m, const char *path, struct mdp_error *err)
{
	const char *file = mdp_sources_shown(m->dbt, path), *body, *at;
	struct mdp_str text;
	int rc = mdp_file_read(m->a, path, &text, err);

	if (rc)
		return rc;
	body = normal(m->a, text);
	for (size_t i = 0; i < sizeof(called_by_dbt) / sizeof(called_by_dbt[0]); i++)
		if (strstr(body, mdp_arena_printf(m->a, "{%%macro%s(", called_by_dbt[i])))
			return mdp_build_refuse(err, file, line_of(text, called_by_dbt[i]), "the macro %s",
						called_by_dbt[i]);
	if (strstr(body, "{%materialization"))
		return mdp_build_refuse(err, file, line_of(text, "materialization"),
					"a materialization of the project's own");
	at = strstr(body, "{%macrogenerate_schema_name(");
	return at ? take_schema_rule(m, text, at, file, err) : 0;
}

static int check_macros(struct mdp_models *m, struct mdp_error *err)
{
	static const char *const suffixes[] = { ".sql", NULL }, *const skip[] = { NULL };

	for (const char **dir = mdp_sources_folders(m->dbt, "macro-paths", "macros"); *dir; dir++) {
		const char **paths = NULL;
		int n = 0;
		int rc = mdp_file_is_dir(*dir) ? mdp_dir_walk(m->a, *dir, suffixes, skip, &paths, &n, err) : 0;

		for (int i = 0; !rc && i < n; i++)
			rc = check_macro_file(m, paths[i], err);
		if (rc)
			return rc;
	}
	return 0;
}

int mdp_models_check_project(struct mdp_models *m, struct mdp_error *err)
{
	int rc = check_keys(m, err);

	if (!rc)
		rc = check_packages(m, err);
	if (!rc)
		rc = check_folders(m, err);
	return rc ? rc : check_macros(m, err);
}
