/* For tests that need a folder of small files: a temporary folder, files in it, all removed at the end. */
#ifndef MDP_TESTS_TREE_H
#define MDP_TESTS_TREE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char tree_root[512];

static int tree_remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void tree_remove(void)
{
	if (tree_root[0])
		nftw(tree_root, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	tree_root[0] = 0;
}

static inline void tree_make(void)
{
	const char *tmp = getenv("TMPDIR");
	char path[400], *real;
	snprintf(path, sizeof(path), "%s/mdp-tree-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(path) || !(real = realpath(path, NULL)))
		abort();
	snprintf(tree_root, sizeof(tree_root), "%s", real);
	free(real);
}

/* A path in the folder; a few at a time stay valid. */
static inline const char *tree_path(const char *name)
{
	static char paths[8][1024];
	static int next;
	char *p = paths[next++ % 8];
	snprintf(p, sizeof(paths[0]), "%s%s%s", tree_root, *name ? "/" : "", name);
	return p;
}

/* Writes a file and the folders that it is in. */
static inline void tree_write_n(const char *name, const char *text, size_t n)
{
	char path[1024];
	snprintf(path, sizeof(path), "%s/%s", tree_root, name);
	for (char *p = path + strlen(tree_root) + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = 0;
		mkdir(path, 0777);
	}
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(text, 1, n, f) != n || fclose(f))
		abort();
}

static inline void tree_remove_file(const char *name)
{
	if (remove(tree_path(name)))
		abort();
}

static inline void tree_write(const char *name, const char *text)
{
	tree_write_n(name, text, strlen(text));
}

#endif
