/* Files: whole reads with a ceiling, atomic whole writes, paths. */
#ifndef MDP_BASE_FILE_H
#define MDP_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

int mdp_file_read(struct mdp_arena *a, const char *path, struct mdp_str *text,
		  struct mdp_error *err); /* NUL follows the text */
/* Writes to a temporary file beside `path`, syncs, renames. The old file stays whole on any failure. */
int mdp_file_write(const char *path, struct mdp_str text, struct mdp_error *err);
/* The same with exactly those permissions (0644), whatever the umask; -1: as the umask has it. */
int mdp_file_write_as(const char *path, struct mdp_str text, int mode, struct mdp_error *err);
/* Is that the name of a temporary file of the two above, whose writer is dead? */
bool mdp_file_is_orphan(const char *name);
bool mdp_file_exists(const char *path);
bool mdp_file_is_dir(const char *path);
bool mdp_file_is_special(const char *path); /* a pipe, a socket, a device: reading it may wait for ever */
struct mdp_file_info {
	int64_t size, mtime_ns, ctime_ns, inode, owner; /* ctime: of any change, no program sets it; owner: user id */
	int mode; /* permissions */
};
int mdp_file_stat(const char *path, struct mdp_file_info *info, struct mdp_error *err);
int mdp_dir_make(const char *path, struct mdp_error *err); /* with parents; an existing one is fine */
const char *mdp_path_join(struct mdp_arena *a, const char *dir, const char *name); /* absolute `name` wins */
const char *mdp_path_dir(struct mdp_arena *a, const char *path);
const char *mdp_path_base(const char *path);
/* Every regular file under `dir` whose name ends in one of `suffixes` (NULL-ended), sorted by path; names starting
 * with '.', and folders named in `skip` (NULL-ended), are left out. Links are not followed. */
int mdp_dir_walk(struct mdp_arena *a, const char *dir, const char *const *suffixes, const char *const *skip,
		 const char ***paths, int *n, struct mdp_error *err);

#endif
