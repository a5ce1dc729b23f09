/*
 * Reads the grammar. A rule file is lines; indentation is free:
 *
 *     top SHOW GROUP                    nonterminals that may stand as a clause
 *     follow TALK                       those that may only in a line that follows an answer
 *     rule NAME [COST]
 *       LEFT <- sym sym? a|b 'word' => (op $1 $3@ atom)
 *       yes "…"   no "…"               examples, run by the tests
 *
 * Left recursion is refused with the place, which lets the chart go through nonterminals in one fixed order.
 */
#include "parse/rules.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct reader {
	struct mdp_rules *r;
	const char *file;
	int line;
	struct mdp_error *err;
};

static int bad(const struct reader *rd, const char *what, struct mdp_str word)
{
	int rc = mdp_fail(rd->err, MDP_FORMAT, "%s: `%.*s`", what, (int)word.n, word.p);
	mdp_error_at(rd->err, rd->file, rd->line);
	return rc;
}

/* Next blank-separated word; quoted text and parentheses are words of their own. */
static bool next_word(struct mdp_str *rest, struct mdp_str *word)
{
	*rest = mdp_str_trim(*rest);
	if (rest->n == 0)
		return false;
	size_t n = 1;
	char c = rest->p[0];
	if (c == '"' || c == '\'') {
		while (n < rest->n && rest->p[n] != c)
			n++;
		if (n < rest->n)
			n++;
		while (n < rest->n && (rest->p[n] == '?' || rest->p[n] == '|'))
			n++;
	} else if (c != '(' && c != ')') {
		while (n < rest->n && !isspace((unsigned char)rest->p[n]) && rest->p[n] != '(' && rest->p[n] != ')')
			n++;
	}
	*word = (struct mdp_str){ rest->p, n };
	rest->p += n;
	rest->n -= n;
	return true;
}

static int nonterminal(struct mdp_rules *r, struct mdp_str name)
{
	for (int i = 0; i < r->n; i++)
		if (mdp_str_is(name, r->nonterminals[i]))
			return i;
	if (r->n == r->cap) {
		int cap = r->cap;
		r->nonterminals =
			mdp_arena_grow(&r->arena, r->nonterminals, (size_t)r->n, &cap, sizeof(*r->nonterminals));
		bool *top = MDP_NEW_ARRAY(&r->arena, (size_t)cap, bool);
		bool *follow = MDP_NEW_ARRAY(&r->arena, (size_t)cap, bool);
		if (r->n) {
			memcpy(top, r->top, (size_t)r->n * sizeof(bool));
			memcpy(follow, r->follow, (size_t)r->n * sizeof(bool));
		}
		r->top = top;
		r->follow = follow;
		r->cap = cap;
	}
	r->nonterminals[r->n] = mdp_arena_strndup(&r->arena, name.p, name.n);
	return r->n++;
}

static bool is_nonterminal(struct mdp_str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!isupper((unsigned char)w.p[i]) && w.p[i] != '_' && !isdigit((unsigned char)w.p[i]))
			return false;
	return w.n > 0;
}

static struct mdp_alt read_alt(struct mdp_rules *r, struct mdp_str w)
{
	struct mdp_alt a = { 0 };
	if (w.p[0] == '\'') {
		a.kind = MDP_ALT_LITERAL;
		a.literal = mdp_arena_strndup(&r->arena, w.p + 1, w.n > 2 ? w.n - 2 : 0);
	} else if (is_nonterminal(w)) {
		a.kind = MDP_ALT_NONTERMINAL;
		a.nonterminal = nonterminal(r, w);
	} else {
		a.kind = MDP_ALT_TERMINAL;
		const char *dot = memchr(w.p, '.', w.n);
		size_t n = dot ? (size_t)(dot - w.p) : w.n;
		a.cat = mdp_arena_strndup(&r->arena, w.p, n);
		if (strcmp(a.cat, "any") != 0) {
			a.cat_id = mdp_rules_cat(r, a.cat);
			if (!a.cat_id) {
				a.cat_id = r->cats.n + 1;
				mdp_map_set(&r->cats, mdp_str_of(a.cat), (void *)(intptr_t)a.cat_id);
			}
		}
		if (dot)
			a.sub = mdp_arena_strndup(&r->arena, dot + 1, w.n - n - 1);
	}
	return a;
}

static int read_symbol(struct reader *rd, struct mdp_str word, struct mdp_symbol *out)
{
	struct mdp_str all = word;
	if (word.p[word.n - 1] == '?') {
		out->optional = true;
		word.n--;
	}
	struct mdp_str part;
	int cap = 0;
	while (mdp_str_next(&word, '|', &part)) {
		if (part.n == 0)
			return bad(rd, "empty alternative in symbol", all);
		struct mdp_alt alt = read_alt(rd->r, part);
		MDP_PUSH(&rd->r->arena, out->alts, out->nalts, cap, alt);
	}
	return 0;
}

static int read_template(struct reader *rd, struct mdp_str *rest, int nsymbols, int depth, struct mdp_template **out)
{
	struct mdp_str w;
	if (depth > 16 || !next_word(rest, &w))
		return bad(rd, "template ends early or is too deep", *rest);
	struct mdp_template *t = MDP_NEW(&rd->r->arena, struct mdp_template);
	*out = t;
	if (w.p[0] == '$') {
		bool splice = w.p[w.n - 1] == '@';
		long long n;
		if (!mdp_str_to_i64((struct mdp_str){ w.p + 1, w.n - 1 - (splice ? 1 : 0) }, &n) || n < 1 ||
		    n > nsymbols)
			return bad(rd, "no such symbol in the rule", w);
		t->kind = splice ? MDP_TPL_SPLICE : MDP_TPL_REF;
		t->ref = (int)n - 1;
		return 0;
	}
	if (w.p[0] == ')')
		return bad(rd, "unexpected", w);
	if (w.p[0] != '(') {
		t->kind = MDP_TPL_ATOM; /* op stays NULL for nil */
		if (mdp_str_is(w, "nil"))
			return 0;
		t->op = mdp_arena_strndup(&rd->r->arena, w.p, w.n);
		return 0;
	}
	if (!next_word(rest, &w))
		return bad(rd, "operator expected", *rest);
	t->kind = MDP_TPL_OP;
	t->op = mdp_arena_strndup(&rd->r->arena, w.p, w.n);
	int cap = 0;
	for (;;) {
		struct mdp_str look = *rest;
		if (!next_word(&look, &w))
			return bad(rd, "missing `)` after", mdp_str_of(t->op));
		if (w.p[0] == ')') {
			*rest = look;
			return 0;
		}
		struct mdp_template *arg = NULL;
		int rc = read_template(rd, rest, nsymbols, depth + 1, &arg);
		if (rc < 0)
			return rc;
		MDP_PUSH(&rd->r->arena, t->args, t->nargs, cap, arg);
	}
}

static int read_production(struct reader *rd, struct mdp_str left, struct mdp_str rest)
{
	struct mdp_rules *r = rd->r;
	struct mdp_production p = { 0 };
	struct mdp_str w;
	if (r->nrules == 0)
		return bad(rd, "a production outside a rule", left);
	p.rule = r->nrules - 1;
	p.left = nonterminal(r, left);
	next_word(&rest, &w); /* <- */
	while (next_word(&rest, &w) && !mdp_str_is(w, "=>")) {
		if (p.nsymbols == MDP_RULE_SYMBOLS)
			return bad(rd, "too many symbols at", w);
		int rc = read_symbol(rd, w, &p.symbols[p.nsymbols]);
		if (rc < 0)
			return rc;
		p.nsymbols++;
	}
	if (p.nsymbols == 0 || !mdp_str_is(w, "=>"))
		return bad(rd, "a production is LEFT <- symbols => tree, not", left);
	int rc = read_template(rd, &rest, p.nsymbols, 0, &p.build);
	if (rc < 0)
		return rc;
	if (mdp_str_trim(rest).n)
		return bad(rd, "text after the tree", mdp_str_trim(rest));
	MDP_PUSH(&r->arena, r->productions, r->nproductions, r->capproductions, p);
	return 0;
}

static int read_example(struct reader *rd, struct mdp_str rest, bool yes)
{
	struct mdp_rules *r = rd->r;
	rest = mdp_str_trim(rest);
	if (r->nrules == 0 || rest.n < 3 || rest.p[0] != '"' || rest.p[rest.n - 1] != '"')
		return bad(rd, "an example is quoted text inside a rule, not", rest);
	struct mdp_rule *rule = &r->rules[r->nrules - 1];
	struct mdp_example e = { mdp_arena_strndup(&r->arena, rest.p + 1, rest.n - 2), yes, rd->line };
	MDP_PUSH(&r->arena, rule->examples, rule->nexamples, rule->cap, e);
	return 0;
}

static int read_rule(struct reader *rd, struct mdp_str rest)
{
	struct mdp_rules *r = rd->r;
	struct mdp_str name, cost;
	if (!next_word(&rest, &name))
		return bad(rd, "rule needs a name", rest);
	struct mdp_rule rule = { 0 };
	if (next_word(&rest, &cost) && !mdp_str_to_double(cost, &rule.cost))
		return bad(rd, "not a cost", cost);
	rule.name = mdp_arena_strndup(&r->arena, name.p, name.n);
	rule.file = rd->file;
	rule.line = rd->line;
	MDP_PUSH(&r->arena, r->rules, r->nrules, r->caprules, rule);
	return 0;
}

static int read_line(struct reader *rd, struct mdp_str line)
{
	struct mdp_str rest = mdp_str_trim(line), w, look;
	if (rest.n == 0 || rest.p[0] == '#' || !next_word(&rest, &w))
		return 0;
	if (mdp_str_is(w, "top") || mdp_str_is(w, "follow")) {
		bool follow = mdp_str_is(w, "follow");
		while (next_word(&rest, &w)) {
			int nt = nonterminal(rd->r, w);
			(follow ? rd->r->follow : rd->r->top)[nt] = true;
		}
		return 0;
	}
	if (mdp_str_is(w, "rule"))
		return read_rule(rd, rest);
	if (mdp_str_is(w, "yes"))
		return read_example(rd, rest, true);
	if (mdp_str_is(w, "no"))
		return read_example(rd, rest, false);
	look = rest;
	struct mdp_str arrow;
	if (is_nonterminal(w) && next_word(&look, &arrow) && mdp_str_is(arrow, "<-"))
		return read_production(rd, w, rest);
	return bad(rd, "not a line of a rule file", w);
}

/* Depth-first over "may stand first in"; colours: 1 on the stack, 2 done. Depth is bounded by the number of nonterminals. */
static int visit(struct mdp_rules *r, int nt, char *colour, int *n, int depth, struct mdp_error *err)
{
	if (colour[nt] == 2)
		return 0;
	if (colour[nt] == 1 || depth > r->n)
		return mdp_fail(err, MDP_FORMAT, "rule files: %s is left-recursive", r->nonterminals[nt]);
	colour[nt] = 1;
	for (int p = 0; p < r->nproductions; p++) {
		if (r->productions[p].left != nt)
			continue;
		for (int s = 0; s < r->productions[p].nsymbols; s++) {
			const struct mdp_symbol *sym = &r->productions[p].symbols[s];
			for (int a = 0; a < sym->nalts; a++) {
				int rc = 0;
				if (sym->alts[a].kind == MDP_ALT_NONTERMINAL)
					rc = visit(r, sym->alts[a].nonterminal, colour, n, depth + 1, err);
				if (rc < 0)
					return rc;
			}
			if (!sym->optional)
				break;
		}
	}
	colour[nt] = 2;
	r->order[(*n)++] = nt;
	return 0;
}

/* Marks what clauses of a question are made of: the rest need not be looked for in one that stands by itself. */
static void mark_asked(struct mdp_rules *r)
{
	r->asked = MDP_NEW_ARRAY(&r->arena, (size_t)r->n + 1, bool);
	for (int i = 0; i < r->n; i++)
		r->asked[i] = r->top[i];
	for (bool more = true; more;) {
		more = false;
		for (int p = 0; p < r->nproductions; p++) {
			const struct mdp_production *prod = &r->productions[p];
			for (int s = 0; r->asked[prod->left] && s < prod->nsymbols; s++)
				for (int a = 0; a < prod->symbols[s].nalts; a++) {
					const struct mdp_alt *alt = &prod->symbols[s].alts[a];
					if (alt->kind != MDP_ALT_NONTERMINAL || r->asked[alt->nonterminal])
						continue;
					r->asked[alt->nonterminal] = true;
					more = true;
				}
		}
	}
}

static int by_left(const void *a, const void *b)
{
	const struct mdp_production *x = a, *y = b;
	return x->left != y->left ? x->left - y->left : x->rule - y->rule;
}

static int finish(struct mdp_rules *r, struct mdp_error *err)
{
	qsort(r->productions, (size_t)r->nproductions, sizeof(*r->productions), by_left);
	bool *has = MDP_NEW_ARRAY(&r->arena, (size_t)r->n + 1, bool);
	for (int p = 0; p < r->nproductions; p++)
		has[r->productions[p].left] = true;
	for (int i = 0; i < r->n; i++)
		if (!has[i])
			return mdp_fail(err, MDP_FORMAT, "rule files: %s has no production", r->nonterminals[i]);
	mark_asked(r);
	r->order = MDP_NEW_ARRAY(&r->arena, (size_t)r->n + 1, int);
	char *colour = MDP_NEW_ARRAY(&r->arena, (size_t)r->n + 1, char);
	int n = 0;
	for (int i = 0; i < r->n; i++) {
		int rc = visit(r, i, colour, &n, 0, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int mdp_rules_load(struct mdp_rules *r, const struct mdp_lexicon *l, struct mdp_error *err)
{
	memset(r, 0, sizeof(*r));
	mdp_arena_init(&r->arena);
	mdp_map_init(&r->cats);
	const char *const *names;
	int n, rc = mdp_lexicon_files(l, "rules", &names, &n);
	for (int i = 0; i < n && rc >= 0; i++) {
		struct mdp_str text, line;
		if (!mdp_str_ends(mdp_str_of(names[i]), ".rules"))
			continue;
		rc = mdp_lexicon_file(l, names[i], &text);
		struct reader rd = { r, mdp_arena_strdup(&r->arena, names[i]), 0, err };
		while (rc >= 0 && mdp_str_next(&text, '\n', &line)) {
			rd.line++;
			rc = read_line(&rd, line);
		}
	}
	if (rc >= 0)
		rc = finish(r, err);
	if (rc < 0)
		mdp_rules_release(r);
	return rc;
}

void mdp_rules_release(struct mdp_rules *r)
{
	mdp_arena_release(&r->arena);
	mdp_map_release(&r->cats);
	memset(r, 0, sizeof(*r));
}

int mdp_rules_cat(const struct mdp_rules *r, const char *cat)
{
	return (int)(intptr_t)mdp_map_get(&r->cats, mdp_str_of(cat));
}

int mdp_rules_nonterminal(const struct mdp_rules *r, const char *name)
{
	for (int i = 0; i < r->n; i++)
		if (!strcmp(r->nonterminals[i], name))
			return i;
	return -1;
}
