/*
 * A pipeline that is killed, that has no space, that may not write: the published warehouse stays whole, old or new; and readers
 * never see anything else. The moments of the kills are random but repeatable; half of them are near the end, where the
 * publishing is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/rng.h"
#include "engine/engine.h"
#include "shop.h"

#define KILLS 100
#define PUBLISHES 20
#define READERS 2
#define READER_PAUSE_MS 20
#define NOBODY 65534

static uint64_t hashes[2]; /* of the warehouse made from each of the sources */
static double pipeline_ms; /* of one undisturbed run */
static int published; /* which of the two is published */
static const char *self;

static uint64_t fingerprint(void)
{
	char why[512] = "";
	uint64_t h = shop_fingerprint(why);
	if (!h)
		fail_msg("the published warehouse is not whole: %s", why);
	return h;
}

static void run_whole(int which)
{
	shop_sources(which);
	assert_int_equal(0, shop_run("pipeline", NULL));
	published = which;
}

static int setup(void **state)
{
	(void)state;
	shop_make();
	for (int i = 0; i < 2; i++) {
		double began = mdp_clock_ms();
		run_whole(i);
		double took = mdp_clock_ms() - began;
		pipeline_ms = pipeline_ms > 0 && pipeline_ms < took ? pipeline_ms : took;
		hashes[i] = fingerprint();
	}
	assert_true(hashes[0] != hashes[1]);
	/* same sources, same warehouse: else the fingerprint would prove nothing */
	run_whole(0);
	assert_true(hashes[0] == fingerprint());
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	shop_remove();
	return 0;
}

static void sleep_ms(double ms)
{
	struct timespec t = { (time_t)(ms / 1000), (long)((ms - 1000 * (double)(long)(ms / 1000)) * 1e6) };
	nanosleep(&t, NULL);
}

static void killed_at_any_moment(void **state)
{
	struct mdp_rng rng = mdp_rng_stream(7, 1, 1);
	int killed = 0, old = 0;

	(void)state;
	for (int i = 0; i < KILLS; i++) {
		int target = !published;
		double u = mdp_rng_unit(&rng);
		double at = i % 2 ? u * pipeline_ms : (0.7 + 0.4 * u) * pipeline_ms;
		pid_t pid;
		uint64_t h;

		shop_sources(target);
		pid = shop_start("pipeline", NULL);
		sleep_ms(at);
		kill(pid, SIGKILL);
		bool hit = shop_wait(pid) == 128 + SIGKILL;
		killed += hit;
		pipeline_ms *= hit ? 1.02 : 0.95; /* how long a run takes follows what else the machine does */
		h = fingerprint();
		if (h != hashes[0] && h != hashes[1])
			fail_msg("kill %d after %.0f ms left a mixture", i, at);
		old += h == hashes[published];
		published = h == hashes[0] ? 0 : 1;
	}
	print_message("# %d of %d runs were killed, %d left the old warehouse, %d the new; a run takes %.0f ms\n",
		      killed, KILLS, old, KILLS - old, pipeline_ms);
	assert_true(killed >= KILLS / 5);
	assert_true(old >= KILLS / 5);
	/* what the dead left is cleaned up by the next that lives */
	run_whole(!published);
	assert_true(fingerprint() == hashes[published]);
	assert_int_equal(0, shop_leftovers());
}

/* A process of its own: opens the warehouse again and again, and keeps one connection through all publishes. */
static int reader(char **argv)
{
	uint64_t a = strtoull(argv[3], NULL, 16), b = strtoull(argv[4], NULL, 16), kept_hash;
	struct mdp_engine_options eo = { .read_only = true, .threads = 1 };
	struct mdp_engine *kept = NULL;
	char why[512] = "";
	int reads = 0;

	snprintf(shop_root, sizeof(shop_root), "%s", argv[2]);
	eo.path = shop_path("warehouse/data.duckdb");
	if (mdp_engine_open(&kept, &eo, NULL))
		return 1;
	kept_hash = shop_fingerprint_of(kept, why);
	while (access(shop_path("stop"), F_OK)) {
		uint64_t h = shop_fingerprint(why);
		if (h != a && h != b) {
			fprintf(stderr, "reader: %s\n", h ? "a mixture" : why);
			return 1;
		}
		reads++;
		sleep_ms(READER_PAUSE_MS);
		if (shop_fingerprint_of(kept, why) != kept_hash || !kept_hash) {
			fprintf(stderr, "reader with the old file open: %s\n", why);
			return 1;
		}
	}
	mdp_engine_free(kept);
	return reads ? 0 : 2;
}

static pid_t start_reader(void)
{
	char a[20], b[20];
	pid_t pid;

	snprintf(a, sizeof(a), "%llx", (unsigned long long)hashes[0]);
	snprintf(b, sizeof(b), "%llx", (unsigned long long)hashes[1]);
	pid = fork();
	if (pid == 0) {
		execl(self, self, "reader", shop_root, a, b, (char *)NULL);
		_exit(127);
	}
	return pid;
}

static void readers_never_notice(void **state)
{
	pid_t pids[READERS];
	FILE *stop;

	(void)state;
	for (int i = 0; i < READERS; i++)
		pids[i] = start_reader();
	for (int i = 0; i < PUBLISHES; i++)
		run_whole(!published);
	stop = fopen(shop_path("stop"), "w");
	assert_non_null(stop);
	fclose(stop);
	for (int i = 0; i < READERS; i++)
		assert_int_equal(0, shop_wait(pids[i]));
}

/* A run that cannot finish says so with the I/O code and changes nothing. */
static void fails_whole(const struct shop_child *how, const char *word)
{
	struct shop_child child = *how;
	char text[4096] = "";
	FILE *f;
	size_t n;

	child.stderr_to = shop_path("messages");
	unlink(child.stderr_to);
	shop_sources(!published);
	assert_int_equal(5, shop_run("pipeline", &child));
	assert_true(fingerprint() == hashes[published]);
	assert_int_equal(0, shop_leftovers());
	f = fopen(shop_path("messages"), "r");
	n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	text[n] = '\0';
	if (f)
		fclose(f);
	if (!strstr(text, word))
		fail_msg("'%s' is not in: %s", word, text);
}

static void ceiling_of_file_size(void **state)
{
	(void)state;
	for (int64_t kb = 100; kb <= 6400; kb *= 4)
		fails_whole(&(struct shop_child){ .file_bytes = kb * 1024 }, "File too large");
	run_whole(!published);
}

static int64_t warehouse_bytes(void)
{
	struct stat st;

	return stat(shop_path("warehouse/data.duckdb"), &st) ? 0 : (int64_t)st.st_size;
}

/* The warehouse's folder becomes a small file system of its own: needs the right to mount. */
static void no_space(void **state)
{
	char size[60], command[2400];
	int64_t bytes = warehouse_bytes();

	(void)state;
	snprintf(size, sizeof(size), "size=%lld", (long long)(bytes * 3 / 2));
	if (mkdir(shop_path("kept"), 0777) || rename(shop_path("warehouse/data.duckdb"), shop_path("kept/data.duckdb")))
		fail();
	if (mount("tmpfs", shop_path("warehouse"), "tmpfs", 0, size)) {
		print_message("# skipped: this user may not mount a small file system; the ceiling of file size is "
			      "tested instead\n");
		assert_int_equal(0, rename(shop_path("kept/data.duckdb"), shop_path("warehouse/data.duckdb")));
		return;
	}
	snprintf(command, sizeof(command), "cp '%s' '%s'", shop_path("kept/data.duckdb"),
		 shop_path("warehouse/data.duckdb"));
	assert_int_equal(0, system(command));
	fails_whole(&(struct shop_child){ 0 }, "No space left on device");
	assert_int_equal(0, umount(shop_path("warehouse")));
	assert_int_equal(0, rename(shop_path("kept/data.duckdb"), shop_path("warehouse/data.duckdb")));
}

/* Another user, who may read everything and write nothing. */
/* cmocka's skip() prints "not ok … # SKIP", which counts as a failure; a word on what was left out does not. */
static bool skipped(bool when, const char *why)
{
	if (when)
		print_message("# skipped: %s\n", why);
	return when;
}

static void not_allowed(void **state)
{
	struct shop_child nobody = { .uid = NOBODY };

	(void)state;
	if (geteuid() != 0)
		assert_int_equal(0, chmod(shop_path("warehouse"), 0555));
	else if (skipped(shop_run("version", &nobody) > 100, "nobody cannot reach the program here"))
		return;
	chmod(shop_path("warehouse/data.duckdb"), 0644);
	chmod(shop_path("warehouse/.data.duckdb.lock"), 0644);
	fails_whole(geteuid() ? &(struct shop_child){ 0 } : &nobody, "Permission denied");
	assert_int_equal(0, chmod(shop_path("warehouse"), 0755));
}

static void unreadable_source(void **state)
{
	struct shop_child nobody = { .uid = NOBODY };
	char path[1024];

	(void)state;
	if (skipped(geteuid() == 0 && shop_run("version", &nobody) > 100, "nobody cannot reach the program here"))
		return;
	assert_int_equal(0, chmod(shop_path("warehouse"), 0777));
	assert_int_equal(0, chmod(shop_path("warehouse/.data.duckdb.lock"), 0666));
	snprintf(path, sizeof(path), "%s",
		 shop_path(published ? "sources-0/postgres/users.csv" : "sources-1/postgres/users.csv"));
	assert_int_equal(0, chmod(path, 0));
	fails_whole(geteuid() ? &(struct shop_child){ 0 } : &nobody, "users.csv");
	assert_int_equal(0, chmod(path, 0644));
	assert_int_equal(0, chmod(shop_path("warehouse"), 0755));
	run_whole(!published);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(killed_at_any_moment), cmocka_unit_test(readers_never_notice),
		cmocka_unit_test(ceiling_of_file_size), cmocka_unit_test(no_space),
		cmocka_unit_test(not_allowed),          cmocka_unit_test(unreadable_source),
	};

	self = argv[0];
	if (argc == 5 && !strcmp(argv[1], "reader"))
		return reader(argv);
	return cmocka_run_group_tests_name("publish under faults", tests, setup, teardown);
}
