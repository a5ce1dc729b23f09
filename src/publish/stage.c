/*
 * The lock is an flock on a small file beside the warehouse: the system drops it with the process that held it, however that
 * ended. Whoever holds it owns every staging folder of this warehouse, so what is found there is a leftover. The published
 * file is never written in place; only its log is folded in, by the engine, when some other program left one.
 */
#include "publish/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "engine/engine.h"
#include "base/banned.h"

#define COPY_CHUNK ((size_t)1 << 20)
#define WAIT_STEP_MS 50
#define REMOVE_DEPTH 4

static int fail_errno(struct mdp_error *err, const char *verb, const char *path)
{
	int e = errno;
	int rc = mdp_fail(err, MDP_IO, "cannot %s %s", verb, path);

	mdp_error_detail(err, "%s", strerror(e));
	if (e == ENOSPC)
		mdp_error_hint(err, "free some space there and run again; the published warehouse is as it was");
	else if (e == EACCES || e == EROFS || e == EPERM)
		mdp_error_hint(err,
			       "the folder of the warehouse must be writable, because a new file is made beside it");
	return rc;
}

/* Removes a folder and what is in it; what cannot be removed is left for the next run. */
static void remove_tree(struct mdp_arena *a, const char *path, int depth)
{
	DIR *d = depth > 0 ? opendir(path) : NULL;
	const struct dirent *e;

	while (d && (e = readdir(d))) {
		const char *child = mdp_path_join(a, path, e->d_name);
		struct stat st;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..") || lstat(child, &st))
			continue;
		if (S_ISDIR(st.st_mode))
			remove_tree(a, child, depth - 1);
		else
			unlink(child);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

/* ".NAME.stage-": folders of runs; and the lock is ".NAME.lock". */
static const char *stage_prefix(struct mdp_stage *s)
{
	return mdp_arena_printf(&s->arena, ".%s.stage-", mdp_path_base(s->warehouse));
}

static void remove_leftovers(struct mdp_stage *s, const char *dir)
{
	const char *prefix = stage_prefix(s),
		   *beside = mdp_arena_printf(&s->arena, ".%s.", mdp_path_base(s->warehouse));
	DIR *d = opendir(dir);
	const struct dirent *e;

	while (d && (e = readdir(d)))
		if (!strncmp(e->d_name, prefix, strlen(prefix)))
			remove_tree(&s->arena, mdp_path_join(&s->arena, dir, e->d_name), REMOVE_DEPTH);
		else if (!strncmp(e->d_name, beside, strlen(beside)) && mdp_file_is_orphan(e->d_name))
			unlink(mdp_path_join(&s->arena, dir, e->d_name));
	if (d)
		closedir(d);
}

static int fail_locked(const struct mdp_stage *s, const char *path, struct mdp_error *err)
{
	char holder[128] = "";
	ssize_t n = pread(s->lock, holder, sizeof(holder) - 1, 0);
	int rc = mdp_fail(err, MDP_WAREHOUSE, "another run is at work on %s", s->warehouse);

	holder[n > 0 ? n : 0] = '\0';
	holder[strcspn(holder, "\n")] = '\0';
	mdp_error_detail(err, "process %s holds %s", *holder ? holder : "unknown", path);
	mdp_error_hint(err, "wait until it is done, or end it; nothing was changed");
	return rc;
}

static int take_lock(struct mdp_stage *s, const char *dir, const char *verb, int wait_seconds, struct mdp_error *err)
{
	const char *path =
		mdp_path_join(&s->arena, dir, mdp_arena_printf(&s->arena, ".%s.lock", mdp_path_base(s->warehouse)));
	const struct timespec step = { .tv_nsec = WAIT_STEP_MS * 1000000L };
	const char *holder = mdp_arena_printf(&s->arena, "%ld (mdp %s)\n", (long)getpid(), verb);

	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (s->lock < 0)
		return fail_errno(err, "lock", path);
	for (long waited = 0; flock(s->lock, LOCK_EX | LOCK_NB); waited += WAIT_STEP_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail_errno(err, "lock", path);
		if (waited >= wait_seconds * 1000L)
			return fail_locked(s, path, err);
		nanosleep(&step, NULL);
	}
	/* who holds it is a courtesy to others: a full disk is met, and reported, where it matters */
	if (ftruncate(s->lock, 0) || pwrite(s->lock, holder, strlen(holder), 0) < 0)
		errno = 0;
	return 0;
}

int mdp_stage_begin(struct mdp_stage *s, const char *warehouse, const char *verb, int wait_seconds,
		    struct mdp_error *err)
{
	char *real = realpath(warehouse, NULL);
	const char *dir;
	char *made;
	int rc;

	*s = (struct mdp_stage)MDP_STAGE_INIT;
	s->warehouse = mdp_arena_strdup(&s->arena, real ? real : warehouse);
	free(real);
	dir = mdp_path_dir(&s->arena, s->warehouse);
	rc = mdp_dir_make(dir, err);
	if (rc)
		return rc;
	rc = take_lock(s, dir, verb, wait_seconds, err);
	if (rc) {
		if (s->lock >= 0)
			close(s->lock);
		s->lock = -1;
		return rc;
	}
	remove_leftovers(s, dir);
	made = mdp_arena_strdup(
		&s->arena, mdp_path_join(&s->arena, dir, mdp_arena_printf(&s->arena, "%sXXXXXX", stage_prefix(s))));
	if (!mkdtemp(made))
		return fail_errno(err, "make a folder in", dir);
	s->dir = made;
	s->file = mdp_path_join(&s->arena, s->dir, mdp_path_base(s->warehouse));
	return 0;
}

static int copy_by_hand(int from, int to)
{
	char *chunk = malloc(COPY_CHUNK);
	int rc = chunk ? 0 : -1;

	while (rc == 0) {
		ssize_t n = read(from, chunk, COPY_CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			rc = n < 0 ? -1 : 1;
			break;
		}
		for (ssize_t done = 0; rc == 0 && done < n;) {
			ssize_t w = write(to, chunk + done, (size_t)(n - done));

			if (w < 0 && errno != EINTR)
				rc = -1;
			done += w > 0 ? w : 0;
		}
	}
	free(chunk);
	return rc < 0 ? -1 : 0;
}

/* In the kernel where it can (a file system with shared blocks copies nothing at all), by hand elsewhere. */
static int copy_bytes(int from, int to)
{
	for (;;) {
		ssize_t n = copy_file_range(from, NULL, to, NULL, COPY_CHUNK * 1024, 0);

		if (n == 0)
			return 0;
		if (n > 0 || errno == EINTR)
			continue;
		if (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP)
			return copy_by_hand(from, to);
		return -1;
	}
}

static int copy_file(const char *source, const char *target, struct mdp_error *err)
{
	int from = open(source, O_RDONLY | O_CLOEXEC), to = -1, rc = 0;

	if (from < 0)
		return fail_errno(err, "open", source);
	to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (to < 0) {
		rc = fail_errno(err, "create", target);
		goto out;
	}
	if (copy_bytes(from, to))
		rc = fail_errno(err, "write", target);
out:
	if (to >= 0 && close(to) && !rc)
		rc = fail_errno(err, "write", target);
	close(from);
	return rc;
}

static const char *log_of(struct mdp_arena *a, const char *file)
{
	return mdp_arena_printf(a, "%s.wal", file);
}

int mdp_stage_fold_log(const char *file, struct mdp_error *err)
{
	struct mdp_engine_options opt = { .path = file };
	struct mdp_engine *e = NULL;
	struct mdp_arena a = { 0 };
	const char *log = log_of(&a, file);
	int rc = 0;

	if (!mdp_file_exists(log))
		goto out;
	rc = mdp_engine_open(&e, &opt, err);
	if (!rc)
		rc = mdp_engine_script(e, "CHECKPOINT", err);
	mdp_engine_free(e);
	if (!rc && mdp_file_exists(log)) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "%s is being written by another program", file);
		mdp_error_hint(err, "close the program that has it open, then run again");
	}
out:
	mdp_arena_release(&a);
	return rc;
}

int mdp_stage_copy(struct mdp_stage *s, struct mdp_error *err)
{
	int rc;

	if (!mdp_file_exists(s->warehouse))
		return 0;
	rc = mdp_stage_fold_log(s->warehouse, err);
	return rc ? rc : copy_file(s->warehouse, s->file, err);
}

int mdp_stage_take(struct mdp_stage *s, const char *file, struct mdp_error *err)
{
	int rc = mdp_stage_fold_log(file, err);

	if (rc)
		return rc;
	return link(file, s->file) == 0 ? 0 : copy_file(file, s->file, err);
}

int mdp_stage_publish(struct mdp_stage *s, struct mdp_error *err)
{
	const char *dir = mdp_path_dir(&s->arena, s->warehouse);
	struct stat st;
	int fd, rc = 0;

	if (mdp_file_exists(log_of(&s->arena, s->file)))
		return mdp_fail(err, MDP_INTERNAL, "%s still has a log beside it", s->file);
	rc = mdp_file_exists(s->warehouse) ? mdp_stage_fold_log(s->warehouse, err) : 0;
	if (rc)
		return rc;
	fd = open(s->file, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, "open", s->file);
	if (stat(s->warehouse, &st) == 0 && fchmod(fd, st.st_mode & 07777))
		rc = fail_errno(err, "set the permissions of", s->file);
	else if (fsync(fd))
		rc = fail_errno(err, "sync", s->file);
	close(fd);
	if (!rc && rename(s->file, s->warehouse))
		rc = fail_errno(err, "replace", s->warehouse);
	fd = rc ? -1 : open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	return rc;
}

void mdp_stage_end(struct mdp_stage *s)
{
	if (s->dir)
		remove_tree(&s->arena, s->dir, REMOVE_DEPTH);
	if (s->lock >= 0)
		close(s->lock);
	mdp_arena_release(&s->arena);
	*s = (struct mdp_stage)MDP_STAGE_INIT;
}
