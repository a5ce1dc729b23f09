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

int mdp_project_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out,
			    struct mdp_error *err)
{
	static const char *const dbt[] = { ".sql", ".yml", ".yaml", ".md", ".csv", ".py", NULL };
	static const char *const pages[] = { ".md", ".sql", ".yaml", NULL };
	static const char *const dags[] = { ".py", NULL };
	struct mdp_buf b = MDP_BUF_INIT;
	(void)err;
	add_file(&b, a, p, p->config);
	add_tree(&b, a, p, p->dbt_dir, dbt);
	if (p->dbt_dir)
		add_file(&b, a, p, mdp_path_join(a, p->dbt_dir, "target/manifest.json"));
	if (p->evidence_dir) {
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "pages"), pages);
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "queries"), pages);
		add_tree(&b, a, p, mdp_path_join(a, p->evidence_dir, "sources"), NULL);
	}
	add_tree(&b, a, p, p->dags_dir, dags);
	out->p = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	out->n = b.n;
	mdp_buf_release(&b);
	return 0;
}
