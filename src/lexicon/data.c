/*
 * The text files of the lexicon and their reader. The built-in copy is a table made by tools/embed; a folder given at
 * run time takes its place as a whole, so that a change of the data can be tried without building. Files are lines
 *
 *     cat sub (cost): phrase | phrase | …
 *
 * a line that begins with `#` is a comment, one that begins with white space goes on with the one before. Everything that is not so is an error with its
 * place: data is checked as strictly as code.
 */
#include "lexicon/lexicon_int.h"

#include <math.h>
#include <string.h>

#include "base/file.h"

#include "base/banned.h"

int mdp_lexicon_texts(struct mdp_lexicon *l, const char *dir, struct mdp_error *err)
{
	if (!dir) {
		l->nfiles = mdp_lexicon_nbuiltin;
		l->files = MDP_NEW_ARRAY(&l->arena, (size_t)l->nfiles + 1, struct mdp_lexicon_text);
		memcpy(l->files, mdp_lexicon_builtin, (size_t)l->nfiles * sizeof(*l->files));
		return 0;
	}
	static const char *const suffixes[] = { ".lex", ".rules", ".txt", NULL };
	static const char *const skip[] = { NULL };
	const char **paths;
	int n;
	int rc = mdp_dir_walk(&l->arena, dir, suffixes, skip, &paths, &n, err);
	if (rc < 0)
		return rc;
	l->files = MDP_NEW_ARRAY(&l->arena, (size_t)n + 1, struct mdp_lexicon_text);
	size_t root = strlen(dir);
	for (int i = 0; i < n; i++) {
		struct mdp_str text;
		rc = mdp_file_read(&l->arena, paths[i], &text, err);
		if (rc < 0)
			return rc;
		const char *name = strncmp(paths[i], dir, root) == 0 ? paths[i] + root : paths[i];
		while (*name == '/')
			name++;
		l->files[l->nfiles++] = (struct mdp_lexicon_text){ name, text.p, text.n };
	}
	if (n == 0)
		return mdp_fail(err, MDP_IO, "no lexicon in %s", dir);
	return 0;
}

int mdp_lexicon_file(const struct mdp_lexicon *l, const char *name, struct mdp_str *text)
{
	for (int i = 0; i < l->nfiles; i++)
		if (strcmp(l->files[i].name, name) == 0) {
			*text = (struct mdp_str){ l->files[i].text, l->files[i].length };
			return 0;
		}
	return -MDP_IO;
}

int mdp_lexicon_files(const struct mdp_lexicon *l, const char *folder, const char *const **names, int *n)
{
	/* Names of files are static or live in the lexicon; the list itself is made once for each call. */
	struct mdp_arena *a = &((struct mdp_lexicon *)(uintptr_t)l)->arena;
	size_t length = strlen(folder);
	const char **list = MDP_NEW_ARRAY(a, (size_t)l->nfiles + 1, const char *);
	*n = 0;
	for (int i = 0; i < l->nfiles; i++)
		if (strncmp(l->files[i].name, folder, length) == 0 && l->files[i].name[length] == '/')
			list[(*n)++] = l->files[i].name;
	*names = list;
	return *n ? 0 : -MDP_IO;
}

int mdp_lex_fail(const struct mdp_lex_item *item, struct mdp_error *err, const char *what)
{
	int rc = mdp_fail(err, MDP_FORMAT, "%s: `%.*s`", what, (int)item->phrase.n, item->phrase.p);
	mdp_error_at(err, item->file, item->line);
	return rc;
}

/* `cat sub (0.3):` at the start of *rest; *rest becomes what follows. */
static int read_head(struct mdp_lexicon *l, struct mdp_str *rest, struct mdp_lex_item *item, struct mdp_error *err)
{
	struct mdp_str whole = *rest, word;
	item->phrase = mdp_str_trim(whole);
	item->cost = NAN;
	item->sub = NULL;
	if (!mdp_str_next(rest, ' ', &word) || word.n == 0)
		return mdp_lex_fail(item, err, "expected `category sub: phrase | phrase`");
	bool last = word.p[word.n - 1] == ':';
	item->cat = mdp_lexicon_intern(l, (struct mdp_str){ word.p, word.n - last });
	for (int i = 0; !last; i++) {
		*rest = mdp_str_trim(*rest);
		if (i > 1 || !mdp_str_next(rest, ' ', &word) || word.n == 0)
			return mdp_lex_fail(item, err, "expected `category sub: phrase | phrase`");
		last = word.p[word.n - 1] == ':';
		word.n -= last;
		if (word.n > 2 && word.p[0] == '(' && word.p[word.n - 1] == ')') {
			if (!mdp_str_to_double((struct mdp_str){ word.p + 1, word.n - 2 }, &item->cost) ||
			    item->cost < 0)
				return mdp_lex_fail(item, err, "not a cost");
			i = 1;
		} else if (item->sub) {
			return mdp_lex_fail(item, err, "two subs before the colon");
		} else {
			item->sub = mdp_lexicon_intern(l, word);
		}
	}
	return 0;
}

static int read_phrases(struct mdp_lexicon *l, struct mdp_str rest, struct mdp_lex_item *item, mdp_lex_fn *fn,
			void *data, struct mdp_error *err)
{
	struct mdp_str phrase;
	while (mdp_str_next(&rest, '|', &phrase)) {
		item->phrase = mdp_str_trim(phrase);
		if (item->phrase.n == 0) {
			if (mdp_str_trim(rest).n == 0)
				continue; /* a bar at the end of a line: more follows */
			return mdp_lex_fail(item, err, "empty phrase");
		}
		if (item->phrase.n >= MDP_LEXICON_PHRASE_BYTES)
			return mdp_lex_fail(item, err, "phrase too long");
		int rc = fn(l, item, data, err);
		if (rc < 0)
			return rc;
		item->first_of_line = 0;
	}
	return 0;
}

static int read_file(struct mdp_lexicon *l, const struct mdp_lexicon_text *file, bool check, mdp_lex_fn *fn, void *data,
		     struct mdp_error *err)
{
	struct mdp_str text = { file->text, file->length }, line;
	struct mdp_lex_item item = { .file = file->name };
	while (mdp_str_next(&text, '\n', &line)) {
		item.line++;
		if (mdp_str_trim(line).n == 0 || line.p[0] == '#')
			continue;
		int rc = 0;
		if (line.p[0] != ' ' && line.p[0] != '\t') {
			item.first_of_line = 1;
			rc = read_head(l, &line, &item, err);
			if (rc == 0 && check && !mdp_map_get(&l->categories, mdp_str_of(item.cat)))
				rc = mdp_lex_fail(&item, err, "unknown category (see categories.lex)");
		} else if (!item.cat) {
			rc = mdp_lex_fail(&item, err, "a continued line without a line before it");
		}
		if (rc == 0)
			rc = read_phrases(l, line, &item, fn, data, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int mdp_lex_read(struct mdp_lexicon *l, const char *folder, bool check, mdp_lex_fn *fn, void *data,
		 struct mdp_error *err)
{
	size_t length = strlen(folder);
	for (int i = 0; i < l->nfiles; i++) {
		const char *name = l->files[i].name;
		if (strncmp(name, folder, length) != 0 || (name[length] != '/' && name[length] != '\0'))
			continue;
		int rc = read_file(l, &l->files[i], check, fn, data, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
