/*
 * Which catalog is kept where. A warehouse that was profiled before is known by its fingerprint: the file's identity and headers, a log
 * beside it, the project's files, the schemas asked for, the program. The catalog is kept beside the warehouse where that is possible, for
 * all who may read that; else in the user's cache folder, for this user. A cache that cannot be written or read costs time, not the answer.
 */
#include "ask/kept.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/trace.h"
#include "engine/engine.h"
#include "project/read.h"
#include "base/banned.h"

#define FNV_PRIME 1099511628211ULL
#define HEADER_BYTES \
	12288 /* three blocks of 4 KB: the file's header and the two of its states, of which the newer counts */
#define SUFFIX ".catalog"
#define SIDE_SUFFIX ".kept.duckdb"
#define OF_WAREHOUSE 0666 /* the permissions of a file that a cache of it may have */
#define OF_USER 0600

static unsigned long long hash_text(const char *s, unsigned long long seed)
{
	unsigned long long h = 1469598103934665603ULL ^ seed; /* FNV-1a */
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * FNV_PRIME;
	return h;
}

static const char *schema_list(const struct mdp_project *p, struct mdp_arena *a)
{
	const char *list = "";
	for (int i = 0; p->schemas && p->schemas[i]; i++)
		list = mdp_arena_printf(a, "%s,%s", list, p->schemas[i]);
	return list;
}

/*
 * The headers of a DuckDB file count its checkpoints: a change that leaves size and time as they were (a file system that knows
 * whole seconds only, a copy that keeps times) is still seen. 0 when it cannot be read; opening it will say why.
 */
static unsigned long long hash_headers(const char *path)
{
	char head[HEADER_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);
	unsigned long long h = 0;
	for (ssize_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)head[i]) * FNV_PRIME;
	if (fd >= 0)
		close(fd);
	return h;
}

int mdp_kept_fingerprint(const struct mdp_project *p, struct mdp_arena *a, struct mdp_str *out, struct mdp_error *err)
{
	struct mdp_file_info info, log = { 0 }, self = { 0 };
	struct mdp_str files = { "", 0 };
	struct mdp_error ignored;
	int rc = mdp_file_stat(p->warehouse, &info, err);
	/* another program may have left changes there, which are read with the file */
	mdp_file_stat(mdp_arena_printf(a, "%s.wal", p->warehouse), &log, &ignored);
	mdp_file_stat("/proc/self/exe", &self, &ignored); /* another build may see more in the same data */
	if (rc >= 0)
		rc = mdp_project_fingerprint(p, a, &files, err);
	if (rc < 0)
		return rc;
	const char *text = mdp_arena_printf(
		a, "%s %lld %lld %lld %lld %016llx log %lld %lld schemas%s program %lld %lld engine %s\n%.*s",
		p->warehouse, (long long)info.size, (long long)info.mtime_ns, (long long)info.ctime_ns,
		(long long)info.inode, hash_headers(p->warehouse), (long long)log.size, (long long)log.mtime_ns,
		schema_list(p, a), (long long)self.size, (long long)self.mtime_ns, mdp_engine_version(), (int)files.n,
		files.p);
	/* The list of a project's files has no bound; what is kept of it is 128 bits. */
	*out = mdp_str_of(
		mdp_arena_printf(a, "%016llx%016llx", hash_text(text, 0), hash_text(text, 0x9e3779b97f4a7c15ULL)));
	return 0;
}

/*
 * What may be a catalog of its own of the same file: the schemas asked for and the platform's files that are taken with it. So that two who
 * look at one warehouse in different ways do not take each other's place. Hashed: schemas and folders may bear any name, files may not.
 */
static unsigned long long hash_view(const struct mdp_project *p, struct mdp_arena *a)
{
	const char *parts[] = { p->root, p->dbt_dir, p->evidence_dir, p->dags_dir };
	const char *text = schema_list(p, a);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		text = mdp_arena_printf(a, "%s\n%s", text, parts[i] ? parts[i] : "");
	return hash_text(text, 0);
}

static const char *prefix_of(const struct mdp_project *p, struct mdp_arena *a)
{
	return mdp_arena_printf(a, ".%s.", mdp_path_base(p->warehouse));
}

/* Beside the warehouse; `second`: in the user's cache folder (NULL when there is none). */
static const char *path_of(const struct mdp_project *p, struct mdp_arena *a, bool second)
{
	unsigned long long view = hash_view(p, a);
	if (!second)
		return mdp_path_join(a, mdp_path_dir(a, p->warehouse),
				     mdp_arena_printf(a, "%s%016llx" SUFFIX, prefix_of(p, a), view));
	const char *dir = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if ((!dir || dir[0] != '/') && home && *home)
		dir = mdp_path_join(a, home, ".cache");
	if (!dir || dir[0] != '/')
		return NULL;
	return mdp_arena_printf(a, "%s/mdp/%016llx-%016llx" SUFFIX, dir, hash_text(p->warehouse, 0), view);
}

const char *mdp_kept_side(const struct mdp_project *p, struct mdp_arena *a, int *mode)
{
	struct mdp_file_info info;
	struct mdp_error why = { 0 };
	const char *path = path_of(p, a, false);
	*mode = OF_USER;
	if (!access(mdp_path_dir(a, path), W_OK) && !mdp_file_stat(p->warehouse, &info, NULL)) {
		*mode = info.mode & OF_WAREHOUSE;
	} else {
		path = path_of(p, a, true);
		if (!path || mdp_dir_make(mdp_path_dir(a, path), &why) < 0)
			return NULL;
	}
	return mdp_arena_printf(a, "%.*s" SIDE_SUFFIX, (int)(strlen(path) - strlen(SUFFIX)), path);
}

static int save(const struct mdp_catalog *c, const char *path, int mode, struct mdp_str print)
{
	struct mdp_error why = { 0 };
	int rc = mdp_catalog_save(c, path, mode, print, &why);
	if (rc < 0)
		mdp_trace("session", "catalog not kept: %s: %s", why.primary, why.detail);
	else
		mdp_trace("session", "catalog kept as %s", path);
	return rc;
}

void mdp_kept_save(const struct mdp_catalog *c, const struct mdp_project *p, struct mdp_str print)
{
	struct mdp_arena a;
	struct mdp_error why = { 0 };
	struct mdp_file_info info;
	mdp_arena_init(&a);
	if (!mdp_file_stat(p->warehouse, &info, NULL) &&
	    save(c, path_of(p, &a, false), info.mode & OF_WAREHOUSE, print) < 0) {
		const char *path = path_of(p, &a, true);
		if (!path || mdp_dir_make(mdp_path_dir(&a, path), &why) < 0)
			mdp_trace("session", "catalog not kept: %s", path ? why.primary : "there is no cache folder");
		else
			save(c, path, OF_USER, print);
	}
	mdp_arena_release(&a);
}

bool mdp_kept_load(struct mdp_catalog **out, const struct mdp_project *p, struct mdp_str print)
{
	struct mdp_arena a;
	struct mdp_file_info info = { .owner = -1 };
	bool found = false;
	mdp_arena_init(&a);
	mdp_file_stat(p->warehouse, &info, NULL);
	for (int second = 0; !found && second < 2; second++) {
		const char *path = path_of(p, &a, second);
		found = path && mdp_catalog_load(out, path, info.owner, print) == 0;
	}
	mdp_arena_release(&a);
	return found;
}

void mdp_kept_drop(const struct mdp_project *p)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	const char *dir = mdp_path_dir(&a, p->warehouse), *prefix = prefix_of(p, &a);
	size_t n = strlen(prefix);
	DIR *d = opendir(dir);
	const struct dirent *e;
	while (d && (e = readdir(d)))
		if (strlen(e->d_name) > n + 16 && !strncmp(e->d_name, prefix, n) &&
		    (!strcmp(e->d_name + n + 16, SUFFIX) || !strcmp(e->d_name + n + 16, SIDE_SUFFIX)))
			unlink(mdp_path_join(&a, dir, e->d_name));
	if (d)
		closedir(d);
	mdp_arena_release(&a);
}
