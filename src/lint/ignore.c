/*
 * Suppressions. In a file: a line, or the one before it, that says `mdp: ignore CODE REASON`. In mdp.yaml: `lint: ignore:` with a rule, a
 * file (its end is enough; * stands for anything), if need be a line, and a reason. One without a reason does not count, and one that no
 * finding needs any more is itself a finding: it would hide the next mistake at its place.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "lint/rules.h"
#include "project/config.h"
#include "project/yaml.h"
#include "base/banned.h"

static const char mark[] = "mdp: ignore ";

/* What a line says after the mark; false when it says no such thing. */
static bool said_in(struct mdp_arena *a, struct mdp_str line, const char **code, const char **reason)
{
	const char *at = memmem(line.p, line.n, mark, sizeof(mark) - 1);
	if (!at)
		return false;
	struct mdp_str rest = mdp_str_trim(
		(struct mdp_str){ at + sizeof(mark) - 1, line.n - (size_t)(at - line.p) - sizeof(mark) + 1 });
	size_t n = 0;
	while (n < rest.n && ((rest.p[n] >= 'a' && rest.p[n] <= 'z') || rest.p[n] == '_'))
		n++;
	*code = mdp_arena_strndup(a, rest.p, n);
	if (n < rest.n && rest.p[n] == ':')
		n++;
	rest = (struct mdp_str){ rest.p + n, rest.n - n };
	/* the end of the comment it stands in */
	static const char *const ends[] = { "-->", "*/", "#}", "%}" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = memmem(rest.p, rest.n, ends[i], strlen(ends[i]));
		if (end)
			rest.n = (size_t)(end - rest.p);
	}
	rest = mdp_str_trim(rest);
	*reason = rest.n ? mdp_arena_strndup(a, rest.p, rest.n) : NULL;
	return true;
}

static void add_inline(struct mdp_lint_run *r, const char *path, const char *file)
{
	struct mdp_str text, line;
	if (mdp_file_read(r->a, path, &text, NULL) || !memmem(text.p, text.n, mark, sizeof(mark) - 1))
		return;
	for (int n = 1; text.n && mdp_str_next(&text, '\n', &line); n++) {
		struct mdp_lint_ignore s = { .at = { file, n }, .file = file, .line = n, .in_line = true };
		if (said_in(r->a, line, &s.code, &s.reason))
			MDP_PUSH(r->a, r->ignores, r->nignores, r->cap_ignores, s);
	}
}

static void add_folder(struct mdp_lint_run *r, const char *dir)
{
	static const char *const suffixes[] = { ".md", ".sql", ".yml", ".yaml", NULL };
	static const char *const skip[] = { "node_modules", "target", "dbt_packages", "build", ".evidence", NULL };
	const char **files = NULL;
	int n = 0;
	if (!dir || !r->p->root || !mdp_file_is_dir(dir) || mdp_dir_walk(r->a, dir, suffixes, skip, &files, &n, NULL))
		return;
	size_t root = strlen(r->p->root);
	for (int i = 0; i < n; i++) {
		bool below = !strncmp(files[i], r->p->root, root) && files[i][root] == '/';
		/* pages that tell about findings in general are no pages of numbers */
		if (strcmp(mdp_path_base(files[i]), "README.md") != 0)
			add_inline(r, files[i], below ? files[i] + root + 1 : files[i]);
	}
}

static void add_configured(struct mdp_lint_run *r)
{
	struct mdp_yaml *root;
	if (mdp_config_read(r->p, r->a, &root, NULL) || !root)
		return;
	const struct mdp_yaml *list = mdp_yaml_get(mdp_yaml_get(root, "lint"), "ignore");
	for (const struct mdp_yaml *y = list && list->kind == MDP_YAML_LIST ? list->child : NULL; y; y = y->next) {
		struct mdp_lint_ignore s = { .at = { mdp_path_base(r->p->config), y->line } };
		long long line = 0;
		s.code = mdp_yaml_text(y, "rule");
		s.file = mdp_yaml_text(y, "file");
		s.reason = mdp_yaml_text(y, "reason");
		if (mdp_yaml_text(y, "line") && mdp_str_to_i64(mdp_str_of(mdp_yaml_text(y, "line")), &line))
			s.line = (int)line;
		if (s.code)
			MDP_PUSH(r->a, r->ignores, r->nignores, r->cap_ignores, s);
	}
}

static bool is_in(struct mdp_arena *a, const char *file, const char *pattern)
{
	return !fnmatch(pattern, file, 0) || !fnmatch(mdp_arena_printf(a, "*/%s", pattern), file, 0);
}

static bool applies(struct mdp_arena *a, const struct mdp_lint_ignore *s, const struct mdp_lint_item *it)
{
	if (strcmp(s->code, it->code) != 0)
		return false;
	if (s->in_line)
		return it->source.file && !strcmp(s->file, it->source.file) &&
		       (s->line == it->source.line || s->line == it->source.line - 1);
	return (!s->file || (it->source.file && is_in(a, it->source.file, s->file))) &&
	       (!s->line || s->line == it->source.line);
}

void mdp_lint_suppress(struct mdp_lint_run *r)
{
	add_folder(r, r->p->dbt_dir);
	if (r->p->evidence_dir && (!r->p->dbt_dir || strcmp(r->p->dbt_dir, r->p->evidence_dir) != 0))
		add_folder(r, r->p->evidence_dir);
	add_configured(r);
	for (int k = 0; k < r->nignores; k++) {
		struct mdp_lint_ignore *s = &r->ignores[k];
		for (int i = 0; i < r->out->n; i++) {
			struct mdp_lint_item *it = &r->out->items[i];
			if (!applies(r->a, s, it))
				continue;
			s->used = true;
			if (!it->reason) {
				it->reason = s->reason;
				it->outside = !s->in_line;
			}
		}
		if (s->used && s->reason)
			continue;
		const char *what =
			!mdp_lint_rule_of(s->code) ? mdp_arena_printf(r->a, "there is no rule “%s” to ignore", s->code)
			: !s->used ? mdp_arena_printf(r->a, "nothing is found here any more that “ignore %s” takes out",
						      s->code)
				   : mdp_arena_printf(r->a, "“ignore %s” gives no reason, so that it does not count",
						      s->code);
		mdp_lint_add(r, "unused_suppression", what, s->at);
	}
}
