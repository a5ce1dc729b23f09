/*
 * replay CORPUS [MUTANTS]: runs every file of CORPUS/TARGET through its target, and of each so many mutants (bytes flipped, cut, repeated,
 * spliced with another file) made with a fixed seed, so that the same files give the same runs. Speaks TAP, one case a target.
 * The input at work is kept in a file (FUZZ_LAST), which is the culprit when a run does not come back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "fuzz.h"

#define MAX_BYTES 20000

static uint64_t seed;

static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return n ? (size_t)(seed % n) : 0;
}

static void keep(const char *name, const uint8_t *data, size_t size)
{
	const char *path = getenv("FUZZ_LAST");
	FILE *f = path ? fopen(path, "wb") : NULL;
	if (!f)
		return;
	fprintf(f, "%s\n", name);
	fwrite(data, 1, size, f);
	fclose(f);
}

/* Words that mean something to the readers, put in at random. */
static const char *const words[] = { "{{",   "}}",   "{%",   "%}",     "${",   "```", "\n",  ":",          "- ", "&a",
				     "*a",   "[",    "]",    "{",      "}",    "'",   "\"",  "\\",         "(",  ")",
				     "sum(", "over", "with", " from ", " as ", ",",   "--",  "/*",         "\t", "\r\n",
				     "\xff", "",     "0",    "-1",     "1e99", "per", "not", "<BigValue ", "|",  ">" };

static size_t mutate(uint8_t *out, const uint8_t *data, size_t size, const uint8_t *other, size_t other_size)
{
	memcpy(out, data, size);
	for (size_t n = 1 + below(4); n; n--) {
		size_t at = below(size + 1), m;
		const char *word = words[below(sizeof(words) / sizeof(words[0]))];
		switch (below(5)) {
		case 0:
			if (at < size)
				out[at] = (uint8_t)below(256);
			break;
		case 1: /* cut */
			m = below(size - at + 1);
			memmove(out + at, out + at + m, size - at - m);
			size -= m;
			break;
		case 2: /* repeat */
			m = below(size - at + 1);
			if (size + m > MAX_BYTES)
				break;
			memmove(out + at + m, out + at, size - at);
			size += m;
			break;
		case 3: /* splice */
			m = below(other_size + 1);
			if (at + m > MAX_BYTES)
				break;
			memcpy(out + at, other + other_size - m, m);
			size = at + m;
			break;
		default: /* a word */
			m = strlen(word);
			if (size + m > MAX_BYTES)
				break;
			memmove(out + at + m, out + at, size - at);
			memcpy(out + at, word, m);
			size += m;
		}
	}
	return size;
}

static int run_target(const struct fuzz_target *t, const char *corpus, long mutants)
{
	static const char *const any[] = { "", NULL };
	static uint8_t out[MAX_BYTES + 16];
	struct mdp_arena a;
	struct mdp_error err = { 0 };
	const char **files = NULL;
	int n = 0, runs = 0;
	mdp_arena_init(&a);
	if (mdp_dir_walk(&a, mdp_path_join(&a, corpus, t->name), any, NULL, &files, &n, &err) < 0) {
		printf("# %s\n", err.primary);
		n = 0;
	}
	struct mdp_str *texts = MDP_NEW_ARRAY(&a, (size_t)n + 1, struct mdp_str);
	for (int i = 0; i < n; i++)
		if (mdp_file_read(&a, files[i], &texts[i], &err) < 0 || texts[i].n > MAX_BYTES)
			texts[i] = (struct mdp_str){ "", 0 };
	for (int i = 0; i < n; i++) {
		for (long k = 0; k <= mutants; k++) {
			const struct mdp_str *other = &texts[below((size_t)n)];
			size_t size = texts[i].n;
			if (k)
				size = mutate(out, (const uint8_t *)texts[i].p, size, (const uint8_t *)other->p,
					      other->n);
			else
				memcpy(out, texts[i].p, size);
			keep(t->name, out, size);
			t->run(out, size);
			runs++;
		}
	}
	mdp_arena_release(&a);
	return runs;
}

int main(int argc, char **argv)
{
	long mutants = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
	const char *given = getenv("FUZZ_SEED"), *only = getenv("FUZZ_TARGET");
	int bad = 0;
	if (argc < 2)
		return 2;
	fuzz_open();
	printf("1..%d\n", fuzz_ntargets);
	for (int i = 0; i < fuzz_ntargets; i++) {
		seed = 88172645463325252u + (given ? strtoull(given, NULL, 10) : 0);
		int runs = only && strcmp(only, fuzz_targets[i].name) != 0
				   ? 1
				   : run_target(&fuzz_targets[i], argv[1], mutants);
		printf("%sok %d - %s: %d inputs\n", runs ? "" : "not ", i + 1, fuzz_targets[i].name, runs);
		fflush(stdout);
		bad += !runs;
	}
	fuzz_close();
	return bad > 0;
}
