/*
 * Looking for the parts of a platform must stay quick wherever it is started, also in a home folder with a million
 * files: levels, folders and files a folder are bounded, files are opened only when their name says that it may be
 * worth it, and then only their beginning is read.
 */
#include "project/scan.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/banned.h"

#define MAX_DIRS 2000
#define MAX_FILES 5000 /* looked at in one folder */
#define HEAD_BYTES 65536

const char *const mdp_scan_skip[] = { "node_modules",  "dbt_packages", "dbt_modules", "target",      "venv", "env",
				      "site-packages", "build",        "third_party", "__pycache__", "logs", NULL };

static bool skipped(const char *name)
{
	if (name[0] == '.')
		return true;
	for (const char *const *s = mdp_scan_skip; *s; s++)
		if (!strcmp(name, *s))
			return true;
	return false;
}

static int by_text(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;
	return strcmp(*a, *b);
}

struct names {
	const char **items;
	int n, cap;
};

static void read_dir(struct mdp_arena *a, const char *path, struct names *files, struct names *folders)
{
	DIR *d = opendir(path);
	if (!d)
		return;
	const struct dirent *entry;
	for (int seen = 0; seen < MAX_FILES && (entry = readdir(d)); seen++) {
		if (entry->d_name[0] == '.')
			continue;
		const char *full = mdp_path_join(a, path, entry->d_name);
		struct stat st;
		if (lstat(full, &st))
			continue;
		bool link = S_ISLNK(st.st_mode);
		if (link && stat(full, &st))
			continue;
		if (S_ISREG(st.st_mode))
			MDP_PUSH(a, files->items, files->n, files->cap, mdp_arena_strdup(a, entry->d_name));
		else if (S_ISDIR(st.st_mode) && !link && !skipped(entry->d_name))
			MDP_PUSH(a, folders->items, folders->n, folders->cap, full);
	}
	closedir(d);
	if (files->n)
		qsort(files->items, (size_t)files->n, sizeof(*files->items), by_text);
	if (folders->n)
		qsort(folders->items, (size_t)folders->n, sizeof(*folders->items), by_text);
}

void mdp_scan_run(struct mdp_arena *a, const char *root, int depth, struct mdp_scan *out)
{
	int cap = 0;
	*out = (struct mdp_scan){ 0 };
	struct mdp_scan_dir first = { .path = mdp_arena_strdup(a, root) };
	MDP_PUSH(a, out->dirs, out->ndirs, cap, first);
	for (int i = 0; i < out->ndirs; i++) {
		struct names files = { 0 }, folders = { 0 };
		read_dir(a, out->dirs[i].path, &files, &folders);
		out->dirs[i].files = files.items;
		out->dirs[i].nfiles = files.n;
		if (out->dirs[i].depth == depth)
			continue;
		for (int k = 0; k < folders.n && out->ndirs < MAX_DIRS; k++) {
			struct mdp_scan_dir child = { .path = folders.items[k], .depth = out->dirs[i].depth + 1 };
			MDP_PUSH(a, out->dirs, out->ndirs, cap, child);
		}
	}
}

bool mdp_scan_has(const struct mdp_scan_dir *d, const char *file)
{
	for (int i = 0; i < d->nfiles; i++)
		if (!strcmp(d->files[i], file))
			return true;
	return false;
}

bool mdp_scan_mentions(const char *path, const char *text)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	char *head = malloc(HEAD_BYTES);
	size_t n = head ? fread(head, 1, HEAD_BYTES, f) : 0, m = strlen(text);
	bool found = false;
	for (size_t i = 0; head && !found && i + m <= n; i++)
		found = !strncasecmp(head + i, text, m);
	free(head);
	fclose(f);
	return found;
}

bool mdp_scan_is_duckdb(const char *path)
{
	char head[12];
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	size_t n = fread(head, 1, sizeof(head), f);
	fclose(f);
	return n == sizeof(head) && !memcmp(head + 8, "DUCK", 4);
}

static void skip_space(const char **p)
{
	while (isspace((unsigned char)**p))
		(*p)++;
}

/* A quoted text of a Jinja expression; NULL if there is none. */
static const char *quoted(struct mdp_arena *a, const char **p)
{
	char q = **p;
	if (q != '\'' && q != '"')
		return NULL;
	const char *from = *p + 1, *to = strchr(from, q);
	if (!to)
		return NULL;
	*p = to + 1;
	return mdp_arena_strndup(a, from, (size_t)(to - from));
}

/* One term: a quoted text or env_var(…); NULL if it is anything else. */
static const char *term(struct mdp_arena *a, const char **p)
{
	skip_space(p);
	const char *text = quoted(a, p);
	if (text)
		return text;
	if (strncmp(*p, "env_var", 7))
		return NULL;
	*p += 7;
	skip_space(p);
	if (*(*p)++ != '(')
		return NULL;
	skip_space(p);
	const char *name = quoted(a, p), *otherwise = NULL;
	if (!name)
		return NULL;
	skip_space(p);
	if (**p == ',') {
		(*p)++;
		skip_space(p);
		otherwise = quoted(a, p);
		skip_space(p);
	}
	if (*(*p)++ != ')')
		return NULL;
	const char *value = getenv(name);
	return value ? value : otherwise;
}

const char *mdp_render_env(struct mdp_arena *a, const char *text)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out = NULL, *p = text;
	while (*p) {
		if (!strncmp(p, "{%", 2))
			goto done;
		if (strncmp(p, "{{", 2)) {
			mdp_buf_putc(&b, *p++);
			continue;
		}
		p += 2;
		do {
			const char *value = term(a, &p);
			if (!value)
				goto done;
			mdp_buf_puts(&b, value);
			skip_space(&p);
		} while (*p == '~' && p++);
		/* filters such as as_text change no path */
		if (*p == '|')
			p = strstr(p, "}}");
		if (!p || strncmp(p, "}}", 2))
			goto done;
		p += 2;
	}
	out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
done:
	mdp_buf_release(&b);
	return out;
}
