/*
 * run KIND FILE…: cases of the first stages, as readable text. A case is
 *
 *     ask: QUESTION
 *       LINE        of KIND tokens: the whole dump, line by line
 *       LINE        of KIND lattice: an edge that must be there, without its cost and reason
 *       ! LINE      an edge that must not be there
 *       refused     the question is refused here
 *
 * Speaks TAP, one case a test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "parse/lattice.h"
#include "shop.h"

static int ncases, nfailed;

static void report(int ok, const char *file, int line, const char *question, const char *why)
{
	printf("%s %d - %s:%d %s\n", ok ? "ok" : "not ok", ++ncases, file, line, question);
	nfailed += !ok;
	if (!ok && why) {
		struct mdp_str rest = mdp_str_of(why), one;
		while (mdp_str_next(&rest, '\n', &one))
			printf("# %.*s\n", (int)one.n, one.p);
	}
}

static int has_edge(const char *dump, struct mdp_str want)
{
	struct mdp_str rest = mdp_str_of(dump), one;
	while (mdp_str_next(&rest, '\n', &one))
		if (one.n > want.n && memcmp(one.p, want.p, want.n) == 0 && one.p[want.n] == ' ')
			return 1;
	return 0;
}

static void check_case(const struct mdp_lexicon *l, const char *kind, const char *file, int line,
		       struct mdp_str question, struct mdp_str expect)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	struct mdp_lattice *t = NULL;
	struct mdp_error err = { 0 };
	char *text = mdp_arena_strndup(&a, question.p, question.n);
	int rc = mdp_lattice_make(l, question, &a, &t, &err);
	struct mdp_str rest = expect, one;
	const char *why = NULL, *dump = "";
	if (rc == 0)
		dump = strcmp(kind, "tokens") == 0 ? mdp_tokens_dump(t, &a) : mdp_lattice_dump(t, &a);
	char *whole = mdp_arena_strdup(&a, "");
	while (mdp_str_next(&rest, '\n', &one)) {
		one = mdp_str_trim(one);
		if (one.n == 0 || one.p[0] == '#')
			continue;
		int refused = mdp_str_is(one, "refused"), not = one.n > 2 && one.p[0] == '!';
		struct mdp_str edge = not ? (struct mdp_str){ one.p + 2, one.n - 2 } : one;
		if (refused != (rc < 0))
			why = rc < 0 ? err.primary : "was not refused";
		else if (!refused && strcmp(kind, "tokens") == 0)
			whole = mdp_arena_printf(&a, "%s%.*s\n", whole, (int)one.n, one.p);
		else if (!refused && has_edge(dump, edge) == not )
			why = mdp_arena_printf(&a, "%s: %.*s\n%s", not ? "unwanted" : "missing", (int)edge.n, edge.p,
					       dump);
	}
	if (!why && rc == 0 && strcmp(kind, "tokens") == 0 && strcmp(whole, dump) != 0)
		why = mdp_arena_printf(&a, "expected\n%sgot\n%s", whole, dump);
	report(!why, file, line, text, why);
	mdp_arena_release(&a);
}

static void run_file(const struct mdp_lexicon *l, const char *kind, const char *path)
{
	struct mdp_arena a;
	struct mdp_error err = { 0 };
	mdp_arena_init(&a);
	struct mdp_str text;
	if (mdp_file_read(&a, path, &text, &err) < 0) {
		report(0, path, 0, "", err.primary);
		mdp_arena_release(&a);
		return;
	}
	struct mdp_str rest = text, one, question = { 0 }, expect = { 0 };
	int line = 0, at = 0;
	while (mdp_str_next(&rest, '\n', &one)) {
		line++;
		if (mdp_str_starts(one, "ask: ")) {
			if (at)
				check_case(l, kind, mdp_path_base(path), at, question, expect);
			question = (struct mdp_str){ one.p + 5, one.n - 5 };
			expect = (struct mdp_str){ one.p + one.n, 0 };
			at = line;
		} else if (at) {
			expect.n = (size_t)(one.p + one.n - expect.p);
		}
	}
	if (at)
		check_case(l, kind, mdp_path_base(path), at, question, expect);
	mdp_arena_release(&a);
}

int main(int argc, char **argv)
{
	struct mdp_error err = { 0 };
	struct mdp_lexicon *l = NULL;
	struct mdp_catalog *c = shop_catalog();
	if (argc < 3 || mdp_lexicon_make(&l, c, NULL, &err) < 0) {
		printf("Bail out! %s:%d %s\n", err.file, err.line, err.primary);
		return 1;
	}
	if (strcmp(argv[1], "show") == 0) {
		struct mdp_arena a;
		struct mdp_lattice *t;
		mdp_arena_init(&a);
		if (mdp_lattice_make(l, mdp_str_of(argv[2]), &a, &t, &err) < 0)
			puts(err.primary);
		else
			printf("%s%s", mdp_tokens_dump(t, &a), mdp_lattice_dump(t, &a));
		mdp_arena_release(&a);
	} else {
		for (int i = 2; i < argc; i++)
			run_file(l, argv[1], argv[i]);
		printf("1..%d\n", ncases);
	}
	mdp_lexicon_free(l);
	mdp_catalog_free(c);
	return nfailed != 0;
}
