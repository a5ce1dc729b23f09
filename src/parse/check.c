/*
 * Runs the examples of the rules. In an example `<attr.num>` stands for any word of that category: it is read as a word nobody
 * uses and given an edge of the category, so that the examples hold on every platform.
 */
#include "parse/parser.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/banned.h"

#define MAX_HOLES 16

struct hole {
	char word[8]; /* what stands in the text */
	const char *cat, *sub;
};

static int read_holes(const char *text, struct mdp_arena *a, struct mdp_buf *out, struct hole *holes)
{
	int n = 0;
	while (*text) {
		const char *end = *text == '<' ? strchr(text, '>') : NULL;
		if (!end || n == MAX_HOLES) {
			mdp_buf_putc(out, *text++);
			continue;
		}
		struct hole *h = &holes[n];
		snprintf(h->word, sizeof(h->word), "qzxv%c", 'a' + n);
		const char *name = mdp_arena_strndup(a, text + 1, (size_t)(end - text - 1));
		char *dot = strchr(name, '.');
		if (dot)
			*dot++ = '\0';
		h->cat = name;
		h->sub = dot ? dot : !strcmp(name, "entity") ? "noun" : !strcmp(name, "attr") ? "cat" : NULL;
		mdp_buf_puts(out, h->word);
		text = end + 1;
		n++;
	}
	return n;
}

static enum mdp_cat kind_of(const char *cat)
{
	static const struct {
		const char *word;
		enum mdp_cat kind;
	} KINDS[] = {
#define X(name, word) { word, MDP_CAT_##name },
		MDP_CATS(X)
#undef X
	};
	for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++)
		if (!strcmp(KINDS[i].word, cat))
			return KINDS[i].kind;
	return MDP_CAT_WORD;
}

/* The lattice again, with the holes' edges in their places. */
static struct mdp_lattice *fill_holes(const struct mdp_lattice *t, const struct hole *holes, int nholes,
				      struct mdp_arena *a)
{
	struct mdp_lattice *out = MDP_NEW(a, struct mdp_lattice);
	*out = *t;
	out->edges = MDP_NEW_ARRAY(a, (size_t)t->nedges + (size_t)t->ntokens + 1, struct mdp_edge);
	out->first = MDP_NEW_ARRAY(a, (size_t)t->ntokens + 1, int);
	int n = 0;
	for (int i = 0; i < t->ntokens; i++) {
		const struct hole *hole = NULL;
		out->first[i] = n;
		for (int h = 0; h < nholes; h++)
			if (mdp_str_is(t->tokens[i].folded, holes[h].word))
				hole = &holes[h];
		if (!hole) {
			for (int e = t->first[i]; e < t->first[i + 1]; e++)
				out->edges[n++] = t->edges[e];
			continue;
		}
		struct mdp_edge *e = &out->edges[n++];
		*e = (struct mdp_edge){ .from = i, .to = i + 1 };
		e->meaning = (struct mdp_meaning){
			.kind = kind_of(hole->cat), .cat = hole->cat, .sub = hole->sub, .how = "example"
		};
	}
	out->first[t->ntokens] = n;
	out->nedges = n;
	return out;
}

static bool spans(const struct mdp_parser *p, int rule, const char *example, struct mdp_arena *a)
{
	struct hole holes[MAX_HOLES];
	struct mdp_buf text = MDP_BUF_INIT;
	struct mdp_lattice *t;
	bool ok = false;
	int n = read_holes(example, a, &text, holes);
	if (mdp_lattice_make(p->l, mdp_buf_view(&text), a, &t, NULL) >= 0)
		ok = mdp_chart_spans(&p->rules, p->l, fill_holes(t, holes, n, a), rule, a);
	mdp_buf_release(&text);
	return ok;
}

int mdp_parser_check(const struct mdp_parser *p, struct mdp_arena *a, const char **report)
{
	int failed = 0;
	*report = "";
	const char *twice = mdp_operation_twice();
	if (twice)
		*report = mdp_arena_printf(a, "%d. two operations are called “%s”\n", ++failed, twice);
	for (int r = 0; r < p->rules.nrules; r++) {
		const struct mdp_rule *rule = &p->rules.rules[r];
		for (int e = 0; e < rule->nexamples; e++) {
			const struct mdp_example *x = &rule->examples[e];
			if (spans(p, r, x->text, a) == x->yes)
				continue;
			failed++;
			*report = mdp_arena_printf(a, "%s%s:%d: rule %s %s “%s”\n", *report, rule->file, x->line,
						   rule->name, x->yes ? "does not span" : "spans", x->text);
		}
	}
	return failed;
}
