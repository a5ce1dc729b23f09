/*
 * Has any file changed that the catalog was made from? Names, sizes and times of every file that is or would be read,
 * in order of their paths, as text; a file that comes or goes changes it as well as one that is edited. Contents are
 * not read: this runs before every question.
 */
#include "project/read.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "project/dbt.h"
#include "project/profiles.h"
#include "project/scan.h"
#include "base/banned.h"

static void add_file(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_project *p, const char *path)
{
	struct mdp_file_info info;
	if (!path || mdp_file_stat(path, &info, NULL))
		return;
	mdp_buf_printf(b, "%s %" PRId64 " %" PRId64 "\n", mdp_project_relative(a, p, path), info.size, info.mtime_ns);
}

static void add_tree(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_project *p, const char *dir,
		     const char *const *suffixes)
{
	const char **files;
	int n = 0;
	if (!dir || !mdp_file_is_dir(dir) || mdp_dir_walk(a, dir, suffixes, mdp_scan_skip, &files, &n, NULL))
		return;
	for (int i = 0; i < n; i++)
		add_file(b, a, p, files[i]);
}

/* Would a walk of the dbt project come to this folder? It may lie beside it, or in what a walk leaves out. */
static bool is_within(const char *path, const char *dir)
{
	size_t n = strlen(dir);
	struct mdp_str rest = mdp_str_of(path), part;
	if (strncmp(path, dir, n) || path[n] != '/')
		return false;
	rest = mdp_str_of(path + n);
	while (mdp_str_next(&rest, '/', &part)) {
		if (part.n && part.p[0] == '.' && !mdp_str_is(part, "."))
			return false;
		for (const char *const *s = mdp_scan_skip; *s; s++)
			if (mdp_str_is(part, *s))
				return false;
	}
	return true;
}

static void add_dbt(struct mdp_buf *b, struct mdp_arena *a, const struct mdp_project *p)
{
	static const char *const suffixes[] = { ".sql", ".yml", ".yaml", ".md", ".csv", ".py", NULL };
	if (!p->dbt_dir)
		return;
	add_tree(b, a, p, p->dbt_dir, suffixes);
	for (const char **dir = mdp_dbt_paths(p, a); *dir; dir++)
		if (!is_within(*dir, p->dbt_dir))
			add_tree(b, a, p, *dir, suffixes);
	add_file(b, a, p, mdp_path_join(a, p->dbt_dir, "target/manifest.json"));
	/* the profile may lie in anybody's home: what it says counts, not the file */
	const char *schema = mdp_dbt_target_schema(a, p->root, p->dbt_dir);
	mdp_buf_printf(b, "target %s\n", schema ? schema : "");
}

int mdp_project_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out,
			    struct mdp_error *err)
{
	static const char *const pages[] = { ".md", ".sql", ".yaml", NULL };
	static const char *const dags[] = { ".py", NULL };
	struct mdp_buf b = MDP_BUF_INIT;
	(void)err;
	add_file(&b, a, p, p->config);
	add_dbt(&b, a, p);
	if (p->evidence_dir) {
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "pages"), pages);
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "queries"), pages);
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "sources"), NULL);
	}
	add_tree(&b, a, p, p->dags_dir, dags);
	mdp_buf_printf(&b, "%s\n", mdp_project_calendar_print(a, p));
	out->p = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	out->n = b.n;
	mdp_buf_release(&b);
	return 0;
}
