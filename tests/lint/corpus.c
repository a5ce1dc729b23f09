/*
 * corpus WAREHOUSES FOLDER…: lints the pages and models of each folder on the warehouse of the same name (WAREHOUSES/NAME/warehouse.sql, run
 * in memory, or the folder's own where there is none) and compares with what they say themselves. A statement with `-- expect: CODE` (or CODE|CODE, any of them) must have
 * that finding, one without must have none. Prints each statement as a case, and precision and recall over all; see README.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "lint/lint.h"
#include "profile/profile.h"
#include "project/read.h"
#include "base/banned.h"

struct statement {
	const char *file, *name; /* file relative to the folder */
	int first, last; /* lines */
	const char *expect; /* codes between bars, NULL = silent */
	bool found, wrong;
};

struct corpus {
	struct mdp_arena a;
	const char *folder;
	struct statement *items;
	int n, cap;
};

static int cases, failed, found_right, found_all, wanted;

static void add(struct corpus *c, struct statement s)
{
	MDP_PUSH(&c->a, c->items, c->n, c->cap, s);
}

static const char *expectation(struct corpus *c, struct mdp_str line)
{
	static const char mark[] = "-- expect: ";
	const char *at = memmem(line.p, line.n, mark, sizeof(mark) - 1);
	if (!at)
		return NULL;
	at += sizeof(mark) - 1;
	struct mdp_str codes = mdp_str_trim((struct mdp_str){ at, line.n - (size_t)(at - line.p) });
	return mdp_arena_strndup(&c->a, codes.p, codes.n);
}

/* The blocks of a page, or the whole of another file. */
static void read_file(struct corpus *c, const char *path)
{
	struct mdp_str text, line;
	struct mdp_error err = { 0 };
	bool page = strstr(path, ".md") != NULL, inside = !page;
	struct statement s = { .file = path + strlen(c->folder) + 1, .name = mdp_path_base(path), .first = 1 };
	int number = 0;
	if (mdp_file_read(&c->a, path, &text, &err)) {
		printf("Bail out! %s\n", err.primary);
		exit(1);
	}
	while (text.n && mdp_str_next(&text, '\n', &line)) {
		number++;
		bool fence = page && line.n >= 3 && !memcmp(line.p, "```", 3);
		if (fence && !inside) {
			s.first = number;
			s.expect = NULL;
			s.name = line.n > 7 ? mdp_arena_strndup(&c->a, line.p + 7, line.n - 7) : "(no name)";
		} else if (inside && !fence && !s.expect) {
			s.expect = expectation(c, line);
		}
		if (fence && inside) {
			s.last = number;
			add(c, s);
		}
		if (fence)
			inside = !inside;
	}
	s.last = number;
	if (!page)
		add(c, s);
}

static bool is_expected(const char *expect, const char *code)
{
	size_t n = strlen(code);
	for (const char *p = expect; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
		if (!strncmp(p, code, n) && (!p[n] || p[n] == '|'))
			return true;
	return false;
}

static void tell(bool ok, const struct corpus *c, const struct statement *s, const char *how)
{
	failed += !ok;
	printf("%sok %d - %s/%s %s: %s\n", ok ? "" : "not ", ++cases, mdp_path_base(c->folder), s->file, s->name, how);
}

static void judge(struct corpus *c, const struct mdp_lint *l)
{
	for (int i = 0; i < l->n; i++) {
		const struct mdp_lint_item *it = &l->items[i];
		struct statement *s = NULL;
		if (it->level == MDP_LINT_NOTE)
			continue;
		for (int k = 0; k < c->n && it->source.file; k++)
			if (!strcmp(c->items[k].file, it->source.file) && it->source.line >= c->items[k].first &&
			    it->source.line <= c->items[k].last)
				s = &c->items[k];
		bool right = s && is_expected(s->expect, it->code);
		if (s) {
			s->found |= right;
			s->wrong |= !right;
		} else {
			failed++;
			printf("not ok %d - %s: found elsewhere\n", ++cases, mdp_path_base(c->folder));
		}
		found_all++;
		found_right += right;
		printf("# %s:%d: [%s] %s\n", it->source.file ? it->source.file : "?", it->source.line, it->code,
		       it->text);
	}
	for (int i = 0; i < c->n; i++) {
		const struct statement *s = &c->items[i];
		wanted += s->expect != NULL;
		if (s->expect && !s->found)
			tell(false, c, s, "not found");
		else
			tell(!s->wrong, c, s, s->wrong ? "found what is not there" : s->expect ? s->expect : "silent");
	}
}

static int run(const char *warehouses, const char *folder, struct mdp_error *err)
{
	struct corpus c = { .folder = folder };
	struct mdp_catalog *catalog = mdp_catalog_new();
	struct mdp_engine *e = NULL;
	struct mdp_engine_options engine = { .threads = 1 };
	struct mdp_project_options opt = { .root = folder };
	struct mdp_project p = { 0 };
	struct mdp_hints hints = { 0 };
	struct mdp_lint lint;
	struct mdp_str sql;
	const char *const suffixes[] = { ".md", ".sql", NULL };
	const char **files;
	int n, rc;
	mdp_arena_init(&c.a);
	const char *script =
		mdp_path_join(&c.a, mdp_path_join(&c.a, warehouses, mdp_path_base(folder)), "warehouse.sql");
	bool own = !mdp_file_exists(script);
	rc = mdp_project_find(&p, &opt, err);
	if (own) {
		engine.path = p.warehouse;
		engine.read_only = true;
	}
	if (!rc)
		rc = mdp_engine_open(&e, &engine, err);
	if (!rc && !own)
		rc = mdp_file_read(&c.a, script, &sql, err);
	if (!rc && !own)
		rc = mdp_engine_script(e, sql.p, err);
	if (!rc)
		rc = mdp_project_hints(&p, &c.a, &hints, err);
	if (!rc && own)
		rc = mdp_project_choose_schemas(&p, e, &c.a, &hints, err);
	else
		hints.schemas = NULL;
	if (!rc)
		rc = mdp_profile_run(e, &hints, catalog, err);
	if (!rc)
		rc = mdp_project_enrich(&p, e, catalog, err);
	if (!rc)
		rc = mdp_lint_run(&p, catalog, &c.a, &lint, err);
	if (!rc)
		rc = mdp_dir_walk(&c.a, folder, suffixes, NULL, &files, &n, err);
	for (int i = 0; !rc && i < n; i++)
		read_file(&c, files[i]);
	if (!rc)
		judge(&c, &lint);
	mdp_project_release(&p);
	mdp_engine_free(e);
	mdp_catalog_free(catalog);
	mdp_arena_release(&c.a);
	return rc;
}

int main(int argc, char **argv)
{
	struct mdp_error err = { 0 };
	for (int i = 2; i < argc; i++)
		if (run(argv[1], argv[i], &err)) {
			printf("Bail out! %s: %s %s\n", argv[i], err.primary, err.detail);
			return 1;
		}
	printf("# precision %.3f (%d of %d findings), recall %.3f (%d statements)\n",
	       found_all ? (double)found_right / found_all : 0, found_right, found_all,
	       wanted ? (double)(cases - failed) / cases : 0, wanted);
	printf("1..%d\n", cases);
	return failed > 0;
}
