/* The platform is made by the program itself; only the fingerprint looks behind its back. */
#include "shop.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/engine.h"

char shop_root[512];

static const char *program(void)
{
	const char *p = getenv("MDP");
	if (!p) {
		fprintf(stderr, "MDP must name the program\n");
		exit(2);
	}
	return p;
}

const char *shop_path(const char *name)
{
	static char paths[8][1024];
	static int next;
	char *p = paths[next++ % 8];
	snprintf(p, sizeof(paths[0]), "%s/%s", shop_root, name);
	return p;
}

static void shell(const char *command)
{
	if (system(command)) {
		fprintf(stderr, "failed: %s\n", command);
		exit(2);
	}
}

void shop_make(void)
{
	const char *tmp = getenv("TMPDIR"), *source = getenv("MDP_SOURCE_ROOT");
	char path[400], command[2400];
	snprintf(path, sizeof(path), "%s/mdp-fault-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(path) || !realpath(path, shop_root) || chmod(shop_root, 0755))
		exit(2);
	unsetenv("MDP_WAREHOUSE");
	unsetenv("DBT_PROFILES_DIR");
	snprintf(command, sizeof(command), "cp -r '%s/dbt_project' '%s/dbt_project' && mkdir '%s/warehouse'",
		 source ? source : ".", shop_root, shop_root);
	shell(command);
	for (int seed = 0; seed < 2; seed++) {
		snprintf(command, sizeof(command), "'%s' generate --seed %d --out '%s/sources-%d' >/dev/null",
			 program(), seed + 1, shop_root, seed);
		shell(command);
	}
}

void shop_sources(int which)
{
	char target[32];
	snprintf(target, sizeof(target), "sources-%d", which);
	unlink(shop_path("sources"));
	if (symlink(target, shop_path("sources")))
		exit(2);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

void shop_remove(void)
{
	nftw(shop_root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void become(const char *verb, const struct shop_child *how)
{
	int out = open("/dev/null", O_RDWR), messages = out;
	if (how && how->stderr_to)
		messages = open(how->stderr_to, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	dup2(out, 0);
	dup2(out, 1);
	dup2(messages, 2);
	if (how && how->file_bytes) {
		struct rlimit l = { (rlim_t)how->file_bytes, (rlim_t)how->file_bytes };
		if (setrlimit(RLIMIT_FSIZE, &l))
			_exit(126);
	}
	if (how && how->uid && (setgid((gid_t)how->uid) || setuid((uid_t)how->uid)))
		_exit(126);
	/* without the catalog that follows a publish: it would take most of the time, and is no part of the warehouse */
	execl(program(), "mdp", verb, "--project", shop_root, "--no-cache", (char *)NULL);
	_exit(127);
}

pid_t shop_start(const char *verb, const struct shop_child *how)
{
	pid_t pid = fork();
	if (pid == 0)
		become(verb, how);
	return pid;
}

int shop_wait(pid_t pid)
{
	int status = 0;
	if (waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int shop_run(const char *verb, const struct shop_child *how)
{
	return shop_wait(shop_start(verb, how));
}

static uint64_t mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 29);
}

static int hash_relation(struct mdp_engine *e, const char *name, uint64_t *h, struct mdp_error *err)
{
	char sql[400];
	struct mdp_result res;
	snprintf(sql, sizeof(sql), "SELECT count(*), (bit_xor(hash(t)) >> 1)::BIGINT FROM %s t", name);
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, &res, err);
	if (!rc) {
		*h = mix(*h, (uint64_t)mdp_result_at(&res, 0, 0)->i);
		*h = mix(*h, (uint64_t)mdp_result_at(&res, 0, 1)->i);
	}
	mdp_result_release(&res);
	return rc;
}

uint64_t shop_fingerprint_of(struct mdp_engine *e, char why[512])
{
	static const char names[] =
		"SELECT '\"' || table_schema || '\".\"' || table_name || '\"' FROM information_schema.tables "
		"WHERE table_catalog = current_database() ORDER BY 1";
	struct mdp_error err = { 0 };
	struct mdp_result res;
	uint64_t h = 1;
	int rc = mdp_engine_query(e, names, NULL, 0, 0, &res, &err);
	/* five sources with two tables about them, five and two views, three tables: fewer is not whole */
	if (!rc && res.nrows != 17)
		rc = mdp_fail(&err, MDP_WAREHOUSE, "%lld relations", (long long)res.nrows);
	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		char name[300];
		const struct mdp_value *v = mdp_result_at(&res, r, 0);
		snprintf(name, sizeof(name), "%.*s", (int)v->s.n, v->s.p);
		rc = hash_relation(e, name, &h, &err);
	}
	mdp_result_release(&res);
	snprintf(why, 512, "%s", err.primary);
	return rc ? 0 : h;
}

uint64_t shop_fingerprint(char why[512])
{
	struct mdp_engine_options eo = { .path = shop_path("warehouse/data.duckdb"), .read_only = true, .threads = 1 };
	struct mdp_engine *e = NULL;
	struct mdp_error err = { 0 };
	uint64_t h = 0;
	if (mdp_engine_open(&e, &eo, &err))
		snprintf(why, 512, "%s", err.primary);
	else
		h = shop_fingerprint_of(e, why);
	mdp_engine_free(e);
	return h;
}

static bool is_catalog(const char *name)
{
	return !strncmp(name, ".data.duckdb.", 13) && strlen(name) == 13 + 16 + 8 &&
	       !strcmp(name + 13 + 16, ".catalog");
}

int shop_leftovers(void)
{
	DIR *d = opendir(shop_path("warehouse"));
	const struct dirent *entry;
	int n = 0;
	while (d && (entry = readdir(d)))
		n += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
		     strcmp(entry->d_name, "data.duckdb") && strcmp(entry->d_name, ".data.duckdb.lock") &&
		     !is_catalog(entry->d_name) && strcmp(entry->d_name, "lost+found");
	if (d)
		closedir(d);
	return n;
}
