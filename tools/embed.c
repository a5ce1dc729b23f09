/*
 * embed OUT.c DEPFILE DIR: every file below DIR as one C table of names and texts, sorted by name, so that the program
 * carries its data with it. Run by the build. Names that begin with a dot and README files are left out.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char **names;
static int nnames;
static FILE *deps;

static void die(const char *what, const char *name)
{
	fprintf(stderr, "embed: %s: ", what);
	perror(name);
	exit(1);
}

static char *join(const char *a, const char *b)
{
	size_t n = strlen(a) + strlen(b) + 2;
	char *s = malloc(n);
	if (!s)
		die("memory", a);
	snprintf(s, n, "%s%s%s", a, *a ? "/" : "", b);
	return s;
}

static void walk(const char *root, const char *below, int depth)
{
	char *dir = *below ? join(root, below) : join(root, ".");
	DIR *d = opendir(dir);
	if (!d)
		die("cannot open folder", dir);
	fprintf(deps, " \\\n  %s", dir);
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.' || !strncmp(e->d_name, "README", 6))
			continue;
		char *name = join(below, e->d_name), *path = join(root, name);
		struct stat st;
		if (stat(path, &st) != 0)
			die("cannot read", path);
		if (S_ISDIR(st.st_mode)) {
			if (depth < 4)
				walk(root, name, depth + 1);
			free(name);
			free(path);
			continue;
		}
		fprintf(deps, " \\\n  %s", path);
		free(path);
		names = realloc(names, sizeof(*names) * (size_t)(nnames + 1));
		if (!names)
			die("memory", name);
		names[nnames++] = name;
	}
	closedir(d);
	free(dir);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void put_text(FILE *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		die("cannot read", path);
	int c, column = 0;
	fputs("\t  \"", out);
	while ((c = getc(f)) != EOF) {
		if (c == '\n') {
			fputs("\\n\"\n\t  \"", out);
			column = 0;
			continue;
		}
		if (++column > 4000) {
			fputs("\"\n\t  \"", out);
			column = 0;
		}
		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c < 32 || c > 126)
			fprintf(out, "\\%03o", (unsigned)c);
		else
			putc(c, out);
	}
	fputs("\"", out);
	fclose(f);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: embed OUT.c DEPFILE DIR\n", stderr);
		return 2;
	}
	FILE *out = fopen(argv[1], "w");
	deps = fopen(argv[2], "w");
	if (!out || !deps)
		die("cannot write", argv[1]);
	fprintf(deps, "%s:", argv[1]);
	walk(argv[3], "", 0);
	fputs("\n", deps);
	qsort(names, (size_t)nnames, sizeof(*names), compare);
	fputs("#include \"lexicon/lexicon_int.h\"\n\nconst struct mdp_lexicon_text mdp_lexicon_builtin[] = {\n", out);
	for (int i = 0; i < nnames; i++) {
		char *path = join(argv[3], names[i]);
		struct stat st;
		if (stat(path, &st) != 0)
			die("cannot read", path);
		fprintf(out, "\t{ \"%s\",\n", names[i]);
		put_text(out, path);
		fprintf(out, ", %lld },\n", (long long)st.st_size);
		free(path);
		free(names[i]);
	}
	free(names);
	fprintf(out, "\t{ 0, 0, 0 },\n};\nconst int mdp_lexicon_nbuiltin = %d;\n", nnames);
	return fclose(out) != 0 || fclose(deps) != 0;
}
