/*
 * The engine's messages in our form. Most pass through: the class and the first line are the primary message, the place
 * in the statement is the detail. Those that a user meets when opening a file are told apart by what they say, as the
 * engine has one class for all of them; should its wording change, the whole message is still shown.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "engine/duckdb_private.h"
#include "base/banned.h"

/* The text between two marks, cut to fit; empty if the first mark is not there. */
static void between(const char *s, const char *from, const char *to, char *out, size_t size)
{
	const char *start = strstr(s, from), *end;

	out[0] = '\0';
	if (!start)
		return;
	start += strlen(from);
	end = strstr(start, to);
	snprintf(out, size, "%.*s", (int)(end ? (size_t)(end - start) : strlen(start)), start);
}

static int locked(struct mdp_error *err, const char *path, const char *message)
{
	char who[400];
	int rc = mdp_fail(err, MDP_WAREHOUSE, "%s is in use by another process", path);

	between(message, "Conflicting lock is held in ", ". See", who, sizeof(who));
	if (who[0])
		mdp_error_detail(err, "held by %s", who);
	mdp_error_hint(err,
		       "wait until it is done, or end it; readers need not wait for a build that publishes by rename");
	return rc;
}

/* The release that wrote a file, which stands in its head; "" where it does not. */
static void writer_of(const char *path, char *out, size_t size)
{
	char head[84] = "";
	FILE *f = fopen(path, "rbe");

	if (f && fread(head, 1, sizeof(head) - 1, f) == sizeof(head) - 1 && !memcmp(head + 8, "DUCK", 4) &&
	    head[52] == 'v')
		snprintf(out, size, "%.16s", head + 52);
	else
		out[0] = '\0';
	if (f)
		fclose(f);
}

/* "… with version number 67, but we can only read versions between 64 and 66." */
static int other_version(struct mdp_error *err, const char *path, const char *message)
{
	const char *mark = "version number ", *has = strstr(message, mark);
	bool newer = strstr(message, "newer version") != NULL;
	char writer[24];
	int rc;

	writer_of(path, writer, sizeof(writer));
	rc = mdp_fail(err, MDP_WAREHOUSE, "%s was written by %s of DuckDB%s%s", path,
		      newer ? "a newer release" : "another release", writer[0] ? ", " : "", writer);
	mdp_error_detail(err, "this program reads files of DuckDB %s%s%.*s", duckdb_library_version(),
			 has ? "; storage version " : "", has ? (int)strcspn(has + strlen(mark), ".\n") : 0,
			 has ? has + strlen(mark) : "");
	if (newer)
		mdp_error_hint(
			err,
			"copy it with the release that wrote it: ATTACH 'copy.duckdb' AS c (STORAGE_VERSION 'v1.0.0'); "
			"COPY FROM DATABASE … TO c; or use this program with a libduckdb of that release");
	else
		mdp_error_hint(err, "build it again with this release, or export it with the one that wrote it");
	return rc;
}

static int not_a_database(struct mdp_error *err, const char *path, const char *message)
{
	int rc = mdp_fail(err, MDP_WAREHOUSE, "%s is not a DuckDB file", path);

	(void)message;
	mdp_error_hint(err, "give a file that DuckDB has written, or remove this one and build it again");
	return rc;
}

static const struct {
	const char *says;
	int (*fail)(struct mdp_error *err, const char *path, const char *message);
} openings[] = {
	{ "Could not set lock", locked },
	{ "Conflicting lock", locked },
	{ "version number", other_version },
	{ "not a valid DuckDB database file", not_a_database },
};

int mdp_duckdb_open_failed(struct mdp_error *err, const char *path, const char *message)
{
	int rc;

	if (!message)
		message = "the engine gave no reason";
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (strstr(message, openings[i].says))
			return openings[i].fail(err, path, message);
	rc = mdp_fail(err, MDP_WAREHOUSE, "cannot open %s", path);
	mdp_error_detail(err, "%s", message);
	return rc;
}

/*
 * After a statement failed: an end that we asked for is told as such, whatever the engine said. The cancel flag is
 * taken back here, having done its work.
 */
int mdp_duckdb_failed(struct mdp_engine *e, struct mdp_error *err, const char *message)
{
	const char *end, *rest;
	int rc;

	if (atomic_exchange(&e->cancelled, false))
		return mdp_fail(err, MDP_CANCELLED, "cancelled");
	if (atomic_load(&e->timed_out)) {
		rc = mdp_fail(err, MDP_LIMIT, "the statement took longer than %.3g s", e->timeout_ms / 1000);
		mdp_error_hint(err, "ask for less at once, or raise the time limit");
		return rc;
	}
	if (!message)
		message = "the engine gave no reason";
	end = strchr(message, '\n');
	rc = mdp_fail(err, MDP_WAREHOUSE, "%.*s", (int)(end ? (size_t)(end - message) : strlen(message)), message);
	rest = end ? end + strspn(end, "\n") : "";
	if (*rest)
		mdp_error_detail(err, "%s", rest);
	if (strncmp(message, "Out of Memory", 13) == 0)
		mdp_error_hint(err, "raise the memory limit, or ask for less at once");
	return rc;
}
