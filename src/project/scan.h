/* Private to project/: a bounded look at the folders of a platform, and small reads of its text files. */
#ifndef MDP_PROJECT_SCAN_H
#define MDP_PROJECT_SCAN_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct mdp_scan_dir {
	const char *path; /* absolute */
	int depth; /* 0 = where the scan began */
	const char **files; /* names of its regular files (links followed), sorted */
	int nfiles;
};

struct mdp_scan {
	struct mdp_scan_dir *dirs; /* level by level, sorted by path within a level */
	int ndirs;
};

/* Folders down to `depth` levels, without hidden ones, dependencies and build output. Unreadable folders are empty. */
void mdp_scan_run(struct mdp_arena *a, const char *root, int depth, struct mdp_scan *out);
bool mdp_scan_has(const struct mdp_scan_dir *d, const char *file);
/* The folders that a scan leaves out, NULL-ended: also for mdp_dir_walk. */
extern const char *const mdp_scan_skip[];

/* Whether one of the first bytes of the file holds the text (ASCII case ignored). */
bool mdp_scan_mentions(const char *path, const char *text);
bool mdp_scan_is_duckdb(const char *path);
/* `{{ env_var('NAME', 'default') }}` replaced, other text kept; NULL when it holds other Jinja or a variable without
 * value. */
const char *mdp_render_env(struct mdp_arena *a, const char *text);

#endif
