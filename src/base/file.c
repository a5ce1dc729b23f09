/*
 * Files. Reads are whole and bounded: the size is not believed (a pipe has none, a file may grow), the bytes are
 * counted. Writes go to a new file beside the old one, are synced and take its place by rename.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/banned.h"

#define MAX_TAKEN 100

static int fail_errno(struct mdp_error *err, const char *verb, const char *path)
{
	int e = errno;
	int rc = mdp_fail(err, MDP_IO, "cannot %s %s", verb, path);

	mdp_error_detail(err, "%s", strerror(e));
	return rc;
}

static int read_all(int fd, const char *path, struct mdp_buf *b, struct mdp_error *err)
{
	char chunk[65536];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(err, "read", path);
		if (n == 0)
			return 0;
		mdp_buf_put(b, chunk, (size_t)n);
		if (b->overflow) {
			int rc = mdp_fail(err, MDP_LIMIT, "%s is too large", path);

			mdp_error_detail(err, "more than %zu MB", b->ceiling >> 20);
			return rc;
		}
	}
}

int mdp_file_read(struct mdp_arena *a, const char *path, struct mdp_str *text, struct mdp_error *err)
{
	struct mdp_buf b = { .ceiling = MDP_LIMIT_FILE_BYTES };
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return fail_errno(err, "open", path);
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		rc = fail_errno(err, "read", path);
		goto out;
	}
	rc = read_all(fd, path, &b, err);
	if (rc)
		goto out;
	*text = (struct mdp_str){ mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n), b.n };
out:
	close(fd);
	mdp_buf_release(&b);
	return rc;
}

static int write_all(int fd, struct mdp_str text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text.p += n;
		text.n -= (size_t)n;
	}
	return 0;
}

/* So that the rename itself survives a power cut; a file system that cannot sync a folder is no failure. */
static void sync_folder(const char *path)
{
	struct mdp_arena a = { 0 };
	int fd = open(mdp_path_dir(&a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	mdp_arena_release(&a);
}

/*
 * A new file beside `path`, named by the process so that what a dead one left is told from what is being written. The name may be
 * taken: another container counts its processes as we do. Nobody's file is ever written into.
 */
static int create_beside(struct mdp_arena *a, const char *path, const char **tmp, struct mdp_error *err)
{
	*tmp = mdp_arena_printf(a, "%s.tmp.%ld", path, (long)getpid());
	for (int i = 1;; i++) {
		int fd = open(*tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

		if (fd >= 0)
			return fd;
		if (errno != EEXIST || i > MAX_TAKEN)
			return fail_errno(err, "create", *tmp);
		*tmp = mdp_arena_printf(a, "%s.tmp.%ld.%d", path, (long)getpid(), i);
	}
}

int mdp_file_write_as(const char *path, struct mdp_str text, int mode, struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	const char *tmp;
	int fd = create_beside(&a, path, &tmp, err), rc = fd < 0 ? fd : 0;

	if (rc)
		goto out;
	if ((mode >= 0 && fchmod(fd, (mode_t)mode)) || write_all(fd, text) || fsync(fd)) {
		rc = fail_errno(err, "write", tmp);
		close(fd);
		unlink(tmp);
		goto out;
	}
	if (close(fd) || rename(tmp, path)) {
		rc = fail_errno(err, "write", path);
		unlink(tmp);
		goto out;
	}
	sync_folder(path);
out:
	mdp_arena_release(&a);
	return rc;
}

int mdp_file_write(const char *path, struct mdp_str text, struct mdp_error *err)
{
	return mdp_file_write_as(path, text, -1, err);
}

bool mdp_file_is_orphan(const char *name)
{
	const char *tmp = strstr(name, ".tmp.");
	struct mdp_str rest, part;
	long long pid = 0;

	if (!tmp)
		return false;
	rest = mdp_str_of(tmp + strlen(".tmp."));
	return mdp_str_next(&rest, '.', &part) && mdp_str_to_i64(part, &pid) && pid > 0 && pid <= INT32_MAX &&
	       kill((pid_t)pid, 0) && errno == ESRCH;
}

bool mdp_file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool mdp_file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool mdp_file_is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

int mdp_file_stat(const char *path, struct mdp_file_info *info, struct mdp_error *err)
{
	struct stat st;

	if (stat(path, &st))
		return fail_errno(err, "open", path);
	info->size = st.st_size;
	info->mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	info->ctime_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
	info->inode = (int64_t)st.st_ino;
	info->owner = (int64_t)st.st_uid;
	info->mode = (int)(st.st_mode & 07777);
	return 0;
}

int mdp_dir_make(const char *path, struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	char *at = mdp_arena_strdup(&a, path);
	int rc = 0;

	for (char *p = at; !rc; p++) {
		char c = *p;

		if ((c == '/' && p != at) || !c) {
			*p = '\0';
			if (mkdir(at, 0777) && !(errno == EEXIST && mdp_file_is_dir(at)))
				rc = fail_errno(err, "create folder", at);
			*p = c;
		}
		if (!c)
			break;
	}
	mdp_arena_release(&a);
	return rc;
}

const char *mdp_path_join(struct mdp_arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (name[0] == '/' || !n)
		return mdp_arena_strdup(a, name);
	if (!name[0])
		return mdp_arena_strdup(a, dir);
	return mdp_arena_printf(a, "%s%s%s", dir, dir[n - 1] == '/' ? "" : "/", name);
}

const char *mdp_path_dir(struct mdp_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mdp_arena_strdup(a, ".");
	return mdp_arena_strndup(a, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *mdp_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

struct walk {
	struct mdp_arena *arena;
	const char *const *suffixes, *const *skip;
	const char **files, **folders; /* folders: those still to be read */
	int nfiles, files_cap, nfolders, folders_cap;
};

static bool in_list(const char *const *list, const char *name)
{
	for (; list && *list; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static bool wanted(const struct walk *w, const char *name)
{
	if (!w->suffixes)
		return true;
	for (const char *const *s = w->suffixes; *s; s++)
		if (mdp_str_ends(mdp_str_of(name), *s))
			return true;
	return false;
}

static int walk_folder(struct walk *w, const char *folder, struct mdp_error *err)
{
	DIR *d = opendir(folder);
	struct dirent *entry;

	if (!d)
		return fail_errno(err, "open folder", folder);
	while ((entry = readdir(d)) != NULL) {
		const char *path;
		struct stat st;

		if (entry->d_name[0] == '.')
			continue;
		path = mdp_path_join(w->arena, folder, entry->d_name);
		if (lstat(path, &st)) /* gone since: no file of this folder any more */
			continue;
		if (S_ISDIR(st.st_mode) && !in_list(w->skip, entry->d_name))
			MDP_PUSH(w->arena, w->folders, w->nfolders, w->folders_cap, path);
		else if (S_ISREG(st.st_mode) && wanted(w, entry->d_name))
			MDP_PUSH(w->arena, w->files, w->nfiles, w->files_cap, path);
	}
	closedir(d);
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int mdp_dir_walk(struct mdp_arena *a, const char *dir, const char *const *suffixes, const char *const *skip,
		 const char ***paths, int *n, struct mdp_error *err)
{
	struct walk w = { .arena = a, .suffixes = suffixes, .skip = skip };
	int rc = walk_folder(&w, dir, err);

	while (!rc && w.nfolders)
		rc = walk_folder(&w, w.folders[--w.nfolders], err);
	if (rc)
		return rc;
	if (w.nfiles)
		qsort(w.files, (size_t)w.nfiles, sizeof(*w.files), by_name);
	*paths = w.files;
	*n = w.nfiles;
	return 0;
}
