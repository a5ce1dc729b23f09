/*
 * catalog_load WAREHOUSE: the catalog of a warehouse loaded from its kept form, and the bytes of that file merely read; "ms ms MB", medians. The
 * file is a copy in a folder of its own, in the system's memory already, as it is for all but the first question of a day.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "ask/ask.h"
#include "base/date.h"
#include "base/file.h"
#include "base/banned.h"

#define ROUNDS 41

static int cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *ms)
{
	qsort(ms, ROUNDS, sizeof(*ms), cmp);
	return ms[ROUNDS / 2];
}

static int read_bytes(const char *path, size_t n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -1;
	char *p = malloc(n);
	if (fd >= 0 && p && read(fd, p, n) == (ssize_t)n)
		rc = 0;
	free(p);
	if (fd >= 0)
		close(fd);
	return rc;
}

static int measure(const struct mdp_catalog *c, const char *path, struct mdp_error *err)
{
	static const struct mdp_str print = { "bench", 5 };
	double load[ROUNDS], bare[ROUNDS];
	struct mdp_file_info info;
	int rc = mdp_catalog_save(c, path, -1, print, err);
	if (!rc)
		rc = mdp_file_stat(path, &info, err);
	for (int i = 0; !rc && i < ROUNDS; i++) {
		struct mdp_catalog *back = NULL;
		double begun = mdp_clock_ms();
		rc = mdp_catalog_load(&back, path, -1, print);
		load[i] = mdp_clock_ms() - begun;
		mdp_catalog_free(back);
		begun = mdp_clock_ms();
		rc = rc ? rc : read_bytes(path, (size_t)info.size);
		bare[i] = mdp_clock_ms() - begun;
	}
	if (!rc)
		printf("%.3f %.3f %.1f\n", median(load), median(bare), (double)info.size / 1e6);
	return rc;
}

int main(int argc, char **argv)
{
	struct mdp_session *s = NULL;
	struct mdp_error err = { 0 };
	struct mdp_session_options opt = { .project = { .warehouse = argc > 1 ? argv[1] : NULL } };
	char dir[] = "/tmp/mdp-bench-XXXXXX", path[sizeof(dir) + 8];
	int rc = argc < 2 || mdp_session_open(&s, &opt, &err) < 0 || !mkdtemp(dir);
	snprintf(path, sizeof(path), "%s/catalog", dir);
	if (!rc) {
		rc = measure(mdp_session_catalog(s), path, &err);
		unlink(path);
		rmdir(dir);
	}
	if (rc)
		fprintf(stderr, "catalog_load: %s\n", err.primary[0] ? err.primary : "it was not read back");
	mdp_session_free(s);
	return rc != 0;
}
