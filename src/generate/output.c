/*
 * Each thread takes the next chunk, fills its own buffer, waits for its turn to reserve the chunk's place in the file,
 * and writes there. Chunks are taken in order, so the one whose turn it is always has a thread: no deadlock, and memory
 * is one buffer a thread, however large the file. Data goes to a temporary file beside the final one. It is not synced:
 * what a power cut loses can be generated again, byte for byte.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "generate/output.h"
#include "base/banned.h"

struct job {
	const struct mdp_gen_plan *plan;
	const struct mdp_gen_file *file;
	const char *path; /* for messages */
	int fd;
	int64_t nchunks;
	const volatile sig_atomic_t *cancel;
	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t turned;
	struct mdp_gen_progress *progress;
	int64_t next, turn, offset, rows;
	int failed; /* errno; ECANCELED */
};

static int write_at(int fd, const char *p, size_t n, int64_t offset)
{
	while (n) {
		ssize_t w = pwrite(fd, p, n, offset);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return errno;
		if (!w)
			return ENOSPC;
		p += w;
		n -= (size_t)w;
		offset += w;
	}
	return 0;
}

static void fail(struct job *job, int code)
{
	pthread_mutex_lock(&job->lock);
	if (!job->failed)
		job->failed = code;
	pthread_cond_broadcast(&job->turned);
	pthread_mutex_unlock(&job->lock);
}

/* Waits for the chunk's turn and reserves its place; false when the job has failed. */
static bool reserve(struct job *job, int64_t chunk, size_t n, int64_t rows, int64_t *offset)
{
	bool ok;

	pthread_mutex_lock(&job->lock);
	while (job->turn != chunk && !job->failed)
		pthread_cond_wait(&job->turned, &job->lock);
	ok = !job->failed;
	if (ok) {
		*offset = job->offset;
		job->offset += (int64_t)n;
		job->rows += rows;
		job->turn++;
		mdp_gen_progress_add(job->progress, (double)job->file->chunk_bytes);
		pthread_cond_broadcast(&job->turned);
	}
	pthread_mutex_unlock(&job->lock);
	return ok;
}

static void *work(void *data)
{
	struct job *job = data;
	char *buffer = malloc(job->file->chunk_bytes);

	if (!buffer) {
		fail(job, ENOMEM);
		return NULL;
	}
	for (;;) {
		int64_t chunk, rows = 0, offset = 0;
		size_t n;
		int rc;
		pthread_mutex_lock(&job->lock);
		chunk = job->failed ? job->nchunks : job->next++;
		pthread_mutex_unlock(&job->lock);
		if (chunk >= job->nchunks)
			break;
		if (job->cancel && *job->cancel) {
			fail(job, ECANCELED);
			break;
		}
		n = (size_t)(job->file->fill(job->plan, chunk, buffer, &rows) - buffer);
		if (!reserve(job, chunk, n, rows, &offset))
			break;
		rc = write_at(job->fd, buffer, n, offset);
		if (rc) {
			fail(job, rc);
			break;
		}
	}
	free(buffer);
	return NULL;
}

static int say(struct mdp_error *err, const char *path, int code)
{
	if (code == ECANCELED)
		return mdp_fail(err, MDP_CANCELLED, "stopped; the files that were there are as they were");
	mdp_fail(err, MDP_IO, "cannot write %.400s: %s", path, strerror(code));
	mdp_error_detail(err, "the files that were there are as they were");
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		mdp_error_hint(err, "free some space, or choose another place with --out");
	else if (code == EACCES || code == EROFS || code == EPERM)
		mdp_error_hint(err, "choose a folder you may write to with --out");
	return -MDP_IO;
}

int mdp_gen_target_init(struct mdp_gen_target *t, struct mdp_arena *a, const char *out, const char *dir,
			const char *stem, const char *suffix, struct mdp_error *err)
{
	const char *folder = *dir ? mdp_path_join(a, out, dir) : out;
	int rc = mdp_dir_make(folder, err);

	if (rc)
		return rc;
	t->made = false;
	t->path = mdp_path_join(a, folder, mdp_arena_printf(a, "%s%s", stem, suffix));
	t->temp = mdp_path_join(a, folder, mdp_arena_printf(a, ".%s%s.%ld.tmp", stem, suffix, (long)getpid()));
	if (mdp_file_is_dir(t->path))
		return mdp_fail(err, MDP_IO, "cannot write %.400s: a folder stands in its place", t->path);
	return 0;
}

static int open_temp(struct mdp_gen_target *t, int *fd, struct mdp_error *err)
{
	*fd = open(t->temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (*fd < 0)
		return say(err, t->path, errno);
	t->made = true;
	return 0;
}

/* Runs the job on up to `threads` threads, this one among them; fewer if no more can be started. */
static void run(struct job *job, int threads)
{
	pthread_t others[MDP_GENERATE_THREADS_MAX];
	int n = 0;

	while (n + 1 < threads && n + 1 < job->nchunks && !pthread_create(&others[n], NULL, work, job))
		n++;
	work(job);
	for (int i = 0; i < n; i++)
		pthread_join(others[i], NULL);
}

int mdp_gen_target_fill(struct mdp_gen_target *t, const struct mdp_gen_plan *plan, const struct mdp_gen_file *file,
			int threads, const volatile sig_atomic_t *cancel, struct mdp_gen_progress *progress,
			struct mdp_gen_written *written, struct mdp_error *err)
{
	struct job job = { .plan = plan, .file = file, .path = t->path, .cancel = cancel, .progress = progress };
	int rc = open_temp(t, &job.fd, err);

	if (rc)
		return rc;
	progress->what = file->stem;
	job.nchunks = file->chunks(plan);
	job.offset = (int64_t)strlen(file->header);
	pthread_mutex_init(&job.lock, NULL);
	pthread_cond_init(&job.turned, NULL);
	job.failed = write_at(job.fd, file->header, strlen(file->header), 0);
	if (!job.failed)
		run(&job, threads);
	pthread_cond_destroy(&job.turned);
	pthread_mutex_destroy(&job.lock);
	if (close(job.fd) && !job.failed)
		job.failed = errno;
	written->rows = job.rows;
	written->bytes = job.offset;
	return job.failed ? say(err, t->path, job.failed) : 0;
}

int mdp_gen_target_text(struct mdp_gen_target *t, struct mdp_str text, struct mdp_error *err)
{
	int fd, code, rc = open_temp(t, &fd, err);

	if (rc)
		return rc;
	code = write_at(fd, text.p, text.n, 0);
	if (close(fd) && !code)
		code = errno;
	return code ? say(err, t->path, code) : 0;
}

int mdp_gen_target_publish(struct mdp_gen_target *t, struct mdp_error *err)
{
	if (rename(t->temp, t->path))
		return say(err, t->path, errno);
	t->made = false;
	return 0;
}

void mdp_gen_target_release(struct mdp_gen_target *t)
{
	if (t->made)
		unlink(t->temp);
	t->made = false;
}

void mdp_gen_progress_add(struct mdp_gen_progress *p, double bytes)
{
	double now;

	p->done += bytes;
	if (!p->on)
		return;
	now = mdp_clock_ms();
	if (now - p->started < 1000 || now - p->shown < 200)
		return;
	p->shown = now;
	fprintf(stderr, "\rgenerating %-14s %3.0f %%", p->what, 100 * p->done / p->all);
	fflush(stderr);
}

void mdp_gen_progress_end(struct mdp_gen_progress *p)
{
	if (p->on && p->shown > 0)
		fprintf(stderr, "\r%-40s\r", "");
}
