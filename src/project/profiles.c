/*
 * dbt's profiles.yml: looked for where dbt looks (DBT_PROFILES_DIR, the project, the home folder) and beside the
 * project. Only env_var is rendered; a profile that needs more Jinja is a reason given, not guessed.
 */
#include "project/profiles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "project/scan.h"
#include "project/yaml.h"
#include "base/banned.h"

struct profile {
	const struct mdp_yaml *output;
	const char *dir;
	const char *problem;
};

static const char *project_file(struct mdp_arena *a, const char *dbt_dir)
{
	const char *path = mdp_path_join(a, dbt_dir, "dbt_project.yml");
	return mdp_file_exists(path) ? path : mdp_path_join(a, dbt_dir, "dbt_project.yaml");
}

/* The output that the profile's target names; with no target the only one, or "default". */
static const struct mdp_yaml *choose_output(struct mdp_arena *a, const struct mdp_yaml *profile)
{
	const struct mdp_yaml *outputs = mdp_yaml_get(profile, "outputs");
	const char *target = mdp_yaml_text(profile, "target");
	const char *name = target ? mdp_render_env(a, target) : "default";
	const struct mdp_yaml *out = name ? mdp_yaml_get(outputs, name) : NULL;
	if (!out && mdp_yaml_count(outputs) == 1)
		out = outputs->child;
	return out;
}

static void read_profile(struct mdp_arena *a, const char *root, const char *dbt_dir, struct profile *out)
{
	struct mdp_yaml *project, *profiles;
	struct mdp_error err = { 0 };
	const char *home = getenv("HOME");
	*out = (struct profile){ 0 };
	if (mdp_yaml_read(a, project_file(a, dbt_dir), &project, &err)) {
		out->problem = mdp_arena_strdup(a, err.primary);
		return;
	}
	const char *name = mdp_yaml_text(project, "profile");
	name = name ? mdp_render_env(a, name) : NULL;
	const char *dirs[] = { getenv("DBT_PROFILES_DIR"), dbt_dir, root,
			       home ? mdp_path_join(a, home, ".dbt") : NULL };
	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		const char *path = dirs[i] && *dirs[i] ? mdp_path_join(a, dirs[i], "profiles.yml") : NULL;
		if (!path || !mdp_file_exists(path))
			continue;
		if (mdp_yaml_read(a, path, &profiles, &err)) {
			out->problem = mdp_arena_strdup(a, err.primary);
			continue;
		}
		const struct mdp_yaml *profile = name ? mdp_yaml_get(profiles, name) : profiles->child;
		const struct mdp_yaml *output = choose_output(a, profile);
		if (!output) {
			out->problem =
				mdp_arena_printf(a, "%s has no output for the profile '%s'", path, name ? name : "");
			continue;
		}
		out->output = output;
		out->dir = dirs[i];
		return;
	}
	if (!out->problem)
		out->problem =
			mdp_arena_printf(a, "no profiles.yml for the profile '%s' of %s", name ? name : "", dbt_dir);
}

const char *mdp_dbt_warehouse(struct mdp_arena *a, const char *root, const char *dbt_dir, const char **dir,
			      const char **problem)
{
	struct profile p;
	read_profile(a, root, dbt_dir, &p);
	*dir = p.dir;
	*problem = p.problem;
	if (!p.output)
		return NULL;
	const char *type = mdp_yaml_text(p.output, "type"), *path = mdp_yaml_text(p.output, "path");
	if (!type || strcmp(type, "duckdb")) {
		*problem = mdp_arena_printf(a, "the dbt profile is of type '%s', not duckdb", type ? type : "");
		return NULL;
	}
	const char *rendered = path ? mdp_render_env(a, path) : NULL;
	if (path && !rendered)
		*problem = mdp_arena_printf(a, "the path of the dbt profile needs an environment variable or Jinja: %s",
					    path);
	if (!rendered || !*rendered || !strcmp(rendered, ":memory:"))
		return NULL;
	if (!strncmp(rendered, "md:", 3) || !strncmp(rendered, "motherduck:", 11)) {
		*problem = mdp_arena_printf(a, "the dbt profile names a database in the cloud: %s", rendered);
		return NULL;
	}
	return rendered;
}

const char *mdp_dbt_target_schema(struct mdp_arena *a, const char *root, const char *dbt_dir)
{
	struct profile p;
	read_profile(a, root, dbt_dir, &p);
	if (!p.output)
		return NULL;
	const char *schema = mdp_yaml_text(p.output, "schema");
	const char *rendered = schema ? mdp_render_env(a, schema) : NULL;
	return rendered ? rendered : "main";
}

const char *mdp_dbt_zone(struct mdp_arena *a, const char *root, const char *dbt_dir, struct mdp_source *source)
{
	struct profile p;
	read_profile(a, root, dbt_dir, &p);
	const struct mdp_yaml *settings = p.output ? mdp_yaml_get(p.output, "settings") : NULL;
	for (const struct mdp_yaml *s = settings ? settings->child : NULL; s; s = s->next) {
		if (!s->key || strcasecmp(s->key, "timezone") != 0 || s->kind != MDP_YAML_SCALAR)
			continue;
		const char *zone = mdp_render_env(a, s->text);
		*source = (struct mdp_source){ "profiles.yml", s->line };
		return zone && *zone ? zone : NULL;
	}
	return NULL;
}
