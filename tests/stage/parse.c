/*
 * parse FILE…: questions on a small clinic (tests/unit/clinic.h) → the canonical query they mean, or the reason why they are
 * refused. A case is
 *
 *     ask: QUESTION
 *       QUERY AS JSON, or: refused CODE
 *
 * `parse show QUESTION` prints what a question gives. Speaks TAP, one case a test.
 */
#include <stdio.h>
#include <string.h>

#include "../unit/clinic.h"
#include "base/date.h"
#include "base/file.h"
#include "parse/parse.h"

static int ncases, nfailed;

/* The best reading's canonical query, or "refused CODE". */
static const char *understand(const struct mdp_parser *p, struct mdp_str question, struct mdp_arena *a)
{
	struct mdp_readings out;
	struct mdp_error err = { 0 };
	int64_t today = 0;
	mdp_date_parse(mdp_str_of("2024-06-30"), &today);
	int rc = mdp_parse(p, question, today, a, &out, &err);
	if (rc >= 0 && out.n)
		return mdp_query_dump(a, out.items[0].query);
	return mdp_arena_printf(a, "refused %s", mdp_reason_word(rc < 0 ? err.reason : out.problem.reason));
}

static void check(const struct mdp_parser *p, const char *file, int line, struct mdp_str question, struct mdp_str want)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	const char *got = understand(p, question, &a);
	bool ok = mdp_str_is(want, got);
	printf("%s %d - %s:%d %.*s\n", ok ? "ok" : "not ok", ++ncases, file, line, (int)question.n, question.p);
	if (!ok)
		printf("# wanted %.*s\n# got    %s\n", (int)want.n, want.p, got);
	nfailed += !ok;
	mdp_arena_release(&a);
}

static void run_file(const struct mdp_parser *p, const char *path)
{
	struct mdp_arena a;
	struct mdp_error err = { 0 };
	struct mdp_str rest, one, question = { 0 };
	mdp_arena_init(&a);
	if (mdp_file_read(&a, path, &rest, &err) < 0) {
		printf("not ok %d - %s: %s\n", ++ncases, path, err.primary);
		nfailed++;
		rest = (struct mdp_str){ 0 };
	}
	for (int line = 1; mdp_str_next(&rest, '\n', &one); line++) {
		if (mdp_str_starts(one, "ask: ")) {
			question = (struct mdp_str){ one.p + 5, one.n - 5 };
			continue;
		}
		one = mdp_str_trim(one);
		if (question.n && one.n && one.p[0] != '#') {
			check(p, mdp_path_base(path), line - 1, question, one);
			question.n = 0;
		}
	}
	mdp_arena_release(&a);
}

int main(int argc, char **argv)
{
	struct mdp_error err = { 0 };
	struct mdp_lexicon *l = NULL;
	struct mdp_parser *p = NULL;
	struct mdp_catalog *c = clinic_make();
	if (argc < 2 || mdp_lexicon_make(&l, c, NULL, &err) < 0 || mdp_parser_make(&p, l, &err) < 0) {
		printf("Bail out! %s:%d %s\n", err.file, err.line, err.primary);
		return 1;
	}
	bool show = strcmp(argv[1], "show") == 0;
	for (int i = 1 + show; i < argc; i++) {
		struct mdp_arena a;
		mdp_arena_init(&a);
		if (show)
			printf("ask: %s\n  %s\n", argv[i], understand(p, mdp_str_of(argv[i]), &a));
		else
			run_file(p, argv[i]);
		mdp_arena_release(&a);
	}
	if (!show)
		printf("1..%d\n", ncases);
	mdp_parser_free(p);
	mdp_lexicon_free(l);
	mdp_catalog_free(c);
	return nfailed != 0;
}
