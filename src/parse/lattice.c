/*
 * Tokens → everything each span may mean. A span is one to six tokens; hyphens, slashes, ampersands and possessives inside it
 * take no part ("customers' state" is the phrase "customers state"). Words that no phrase covers are looked up once more as
 * typing errors. The lattice holds every meaning: choosing is the chart's work, so nothing here prefers but by cost.
 */
#include "parse/lattice_maker.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

#include "base/banned.h"

#define SPAN_TOKENS 6
#define PHRASE_BYTES 256
#define VALUES_EACH 8

/* A span at work: its words in both forms. */
struct span {
	int from, to, words;
	char stems[PHRASE_BYTES], folded[PHRASE_BYTES];
	size_t nstems, nfolded;
	int corrected, shortened; /* words of it that are typing errors; that are known by a short form */
};

void mdp_lattice_add(struct mdp_lattice_maker *m, struct mdp_edge e)
{
	struct mdp_lattice *t = m->t;
	for (int i = t->nedges - 1; i >= 0; i--) {
		struct mdp_edge *o = &t->edges[i];
		if (o->from != e.from || o->to != e.to || o->meaning.kind != e.meaning.kind ||
		    o->meaning.id != e.meaning.id || strcmp(o->meaning.cat, e.meaning.cat) != 0)
			continue;
		const char *a = o->meaning.sub ? o->meaning.sub : "", *b = e.meaning.sub ? e.meaning.sub : "";
		bool same_value = o->meaning.kind != MDP_CAT_VALUE ||
				  (o->meaning.column == e.meaning.column && o->meaning.text && e.meaning.text &&
				   strcmp(o->meaning.text, e.meaning.text) == 0);
		const char *ra = o->meaning.role ? o->meaning.role : "", *rb = e.meaning.role ? e.meaning.role : "";
		if (strcmp(a, b) != 0 || strcmp(ra, rb) != 0 || !same_value)
			continue;
		if (e.meaning.cost < o->meaning.cost)
			*o = e;
		return;
	}
	if (t->nedges == MDP_LIMIT_EDGES) {
		m->too_many = true;
		return;
	}
	MDP_PUSH(m->a, t->edges, t->nedges, m->cap, e);
}

static bool is_glue(const struct mdp_token *t)
{
	if (t->kind != MDP_TOK_PUNCT)
		return false;
	return mdp_str_is(t->folded, "-") || mdp_str_is(t->folded, "/") || mdp_str_is(t->folded, "&") ||
	       mdp_str_is(t->folded, "'s") || mdp_str_is(t->folded, ".");
}

static bool append(char *out, size_t *n, const char *p, size_t length)
{
	if (*n + length + 2 > PHRASE_BYTES)
		return false;
	if (*n)
		out[(*n)++] = ' ';
	memcpy(out + *n, p, length);
	*n += length;
	out[*n] = '\0';
	return true;
}

/* Takes token sp->to into the span; false when the span cannot go on. Glue is taken in silently. */
static bool extend(const struct mdp_lattice_maker *m, struct span *sp)
{
	while (sp->words && sp->to < m->t->ntokens && is_glue(&m->t->tokens[sp->to]))
		sp->to++;
	if (sp->to >= m->t->ntokens || sp->words == SPAN_TOKENS)
		return false;
	const struct mdp_token *t = &m->t->tokens[sp->to];
	if (t->kind == MDP_TOK_QUOTED || (t->kind == MDP_TOK_PUNCT && sp->words))
		return false;
	struct mdp_str word = t->corrected ? mdp_str_of(t->corrected) : t->folded;
	const char *stem = t->stem ? t->stem : mdp_arena_strndup(m->a, word.p, word.n);
	if (!append(sp->stems, &sp->nstems, stem, strlen(stem)) || !append(sp->folded, &sp->nfolded, word.p, word.n))
		return false;
	sp->corrected += t->corrected != NULL && !t->shortened;
	sp->shortened += t->shortened;
	sp->words++;
	sp->to++;
	return true;
}

static bool differs_by_plural(const char *a, const char *b)
{
	size_t n = strlen(a), k = strlen(b);
	if (n > k) {
		const char *swap = a;
		a = b;
		b = swap;
		n = strlen(a);
		k = strlen(b);
	}
	if (strncmp(a, b, n) == 0 && (strcmp(b + n, "s") == 0 || strcmp(b + n, "es") == 0))
		return true;
	return n > 1 && k == n + 2 && a[n - 1] == 'y' && strncmp(a, b, n - 1) == 0 && strcmp(b + n - 1, "ies") == 0;
}

static bool has_word(const struct mdp_meaning *m, int n, const char *cat, const char *sub)
{
	for (int i = 0; i < n; i++)
		if (m[i].kind == MDP_CAT_WORD && !strcmp(m[i].cat, cat) &&
		    (!sub || (m[i].sub && !strcmp(m[i].sub, sub))))
			return true;
	return false;
}

static struct mdp_edge edge_of(const struct mdp_lattice_maker *m, const struct span *sp,
			       const struct mdp_meaning *meaning)
{
	struct mdp_edge e = { .from = sp->from, .to = sp->to, .meaning = *meaning };
	const struct mdp_span first = m->t->tokens[sp->from].span, last = m->t->tokens[sp->to - 1].span;
	size_t start = (size_t)first.start, end = (size_t)last.start + (size_t)last.length;
	e.text = (struct mdp_str){ m->t->question.p + start, end - start };
	if (sp->corrected || sp->shortened) {
		e.meaning.cost += sp->corrected * mdp_lexicon_weight(m->l, "typing_error") +
				  sp->shortened * mdp_lexicon_weight(m->l, "shortened");
		e.meaning.how = mdp_arena_printf(m->a, "read as `%s`: %s", sp->folded, meaning->how);
	}
	return e;
}

/* A known word that is also the name of an event: "ordered", "customers who order". */
static void add_verb(struct mdp_lattice_maker *m, const struct span *sp, struct mdp_edge e, bool other_form, bool event)
{
	bool verb = other_form && mdp_verb_form(sp->folded);
	if (sp->words != 1 || (!verb && !event))
		return;
	e.meaning.sub = "verb";
	e.meaning.cost += verb ? 0 : mdp_lexicon_weight(m->l, "bare_verb");
	e.meaning.how = mdp_arena_printf(m->a, "verb of %s", mdp_lexicon_catalog(m->l)->entities[e.meaning.id].name);
	mdp_lattice_add(m, e);
}

static bool all_capitals(struct mdp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isupper((unsigned char)s.p[i]))
			return false;
	return s.n > 1;
}

/* A value that is also an English word ("In", "New", "May") must look like the value. */
static double common_cost(const struct mdp_lattice_maker *m, const struct span *sp, const struct mdp_meaning *value)
{
	int n;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, (struct mdp_str){ sp->stems, sp->nstems }, &n);
	bool english = false;
	for (int i = 0; i < n; i++)
		if (found[i].kind == MDP_CAT_WORD && !mdp_lexicon_open(m->l, found[i].cat) &&
		    (!found[i].exact || strcmp(found[i].surface, sp->folded) == 0))
			english = true;
	if (!english)
		return 0;
	const struct mdp_token *t = &m->t->tokens[sp->from];
	bool as_stored =
		t->capital && sp->from > 0 && (mdp_str_is(t->surface, value->text) || all_capitals(t->surface));
	return mdp_lexicon_weight(m->l, as_stored ? "value_as_stored" : "value_common");
}

/* A word by which a question is computed ("average", "without"): written small it is no value, whatever the data hold. */
static bool computes(const struct mdp_lattice_maker *m, const struct span *sp)
{
	static const char *const CATS[] = { "agg", "cmp", "neg", "set" };
	int n;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, (struct mdp_str){ sp->stems, sp->nstems }, &n);
	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(CATS) / sizeof(CATS[0]); k++)
			if (found[i].kind == MDP_CAT_WORD && !strcmp(found[i].cat, CATS[k]) &&
			    !strcmp(found[i].surface, sp->folded))
				return true;
	return false;
}

/* A value, by whatever words: one that is English too costs more, a short one must be written in capitals or as stored. */
static void add_value(struct mdp_lattice_maker *m, const struct span *sp, const struct mdp_meaning *value,
		      double inflected)
{
	struct mdp_edge e = edge_of(m, sp, value);
	double common = common_cost(m, sp, value);
	if (common > 0 && sp->nfolded <= 3 && !mdp_str_is(e.text, value->text) && !all_capitals(e.text))
		return; /* "in" is neither Indiana nor India */
	if (common > 0 && !mdp_str_is(e.text, value->text) && computes(m, sp))
		return;
	e.meaning.cost += inflected + common;
	/* a name that is written small may be a word like any other */
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	if (c && c->columns[value->column].role == MDP_ROLE_NAME && sp->words == 1 && !m->t->tokens[sp->from].capital &&
	    m->t->tokens[sp->from].kind == MDP_TOK_WORD)
		e.meaning.cost += mdp_lexicon_weight(m->l, "value_small");
	mdp_lattice_add(m, e);
}

/* Is it an adjective of the lexicon, as it is written? */
static bool says_how(const struct mdp_meaning *found, int n, const char *folded)
{
	for (int i = 0; i < n; i++)
		if (found[i].kind == MDP_CAT_WORD && !strcmp(found[i].cat, "adj") && !strcmp(found[i].surface, folded))
			return true;
	return false;
}

/* Does it name a thing, as one or as many? */
static bool is_thing(const struct mdp_meaning *found, int n, const char *folded)
{
	for (int i = 0; i < n; i++)
		if (found[i].kind == MDP_CAT_ENTITY &&
		    (!strcmp(found[i].surface, folded) || differs_by_plural(found[i].surface, folded)))
			return true;
	return false;
}

/* "nurses" are all of them, not those whose position is `Nurse`. */
static bool names_entity(const struct mdp_lattice_maker *m, const struct span *sp)
{
	int n;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, (struct mdp_str){ sp->stems, sp->nstems }, &n);
	for (int i = 0; i < n; i++)
		if (found[i].kind == MDP_CAT_ENTITY && differs_by_plural(found[i].surface, sp->folded))
			return true;
	return false;
}

static void add_meanings(struct mdp_lattice_maker *m, const struct span *sp)
{
	int n;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, (struct mdp_str){ sp->stems, sp->nstems }, &n);
	bool event = has_word(found, n, "verb", "event"), adjective = says_how(found, n, sp->folded);
	for (int i = 0; i < n; i++) {
		bool other_form = strcmp(found[i].surface, sp->folded) != 0;
		if (found[i].exact && other_form)
			continue;
		if (found[i].kind == MDP_CAT_WORD && !strcmp(found[i].cat, "particle"))
			continue; /* only tells that it is a word: see common_cost() */
		if (other_form && sp->words == 1 && !mdp_same_word(&found[i], sp->folded))
			continue;
		if (adjective && other_form && (found[i].kind == MDP_CAT_ATTR || found[i].kind == MDP_CAT_MEASURE))
			continue; /* "expensive" is no expense */
		bool plural = differs_by_plural(found[i].surface, sp->folded);
		if (other_form && !plural && (found[i].kind == MDP_CAT_ATTR || found[i].kind == MDP_CAT_MEASURE) &&
		    is_thing(found, n, sp->folded) && mdp_verb_form(found[i].surface) != mdp_verb_form(sp->folded))
			continue; /* of days billed, a bill is no part */
		if (found[i].kind == MDP_CAT_VALUE) {
			if (plural && names_entity(m, sp))
				continue;
			add_value(m, sp, &found[i], other_form && !plural ? mdp_lexicon_weight(m->l, "inflection") : 0);
			continue;
		}
		bool plural_verb = found[i].kind == MDP_CAT_ENTITY && !strcmp(found[i].sub, "verb") && sp->words == 1 &&
				   other_form && !mdp_verb_form(sp->folded) && plural;
		if (plural_verb)
			continue; /* "orders" is many of them, not what each does */
		struct mdp_edge e = edge_of(m, sp, &found[i]);
		if (other_form && (found[i].kind == MDP_CAT_WORD || !plural))
			e.meaning.cost += mdp_lexicon_weight(m->l, "inflection");
		bool noun = found[i].kind == MDP_CAT_ENTITY && found[i].sub && strcmp(found[i].sub, "noun") == 0;
		if (noun)
			add_verb(m, sp, e, other_form && !plural, event);
		if (!noun || !other_form || !mdp_verb_form(sp->folded) || plural)
			mdp_lattice_add(m, e);
	}
}

static int find_values(const struct mdp_lattice_maker *m, const char *words, struct mdp_meaning out[VALUES_EACH])
{
	return mdp_lexicon_values(m->l, mdp_str_of(words), out, VALUES_EACH);
}

/* The same words with the last one in its other number. */
static void other_number(char *words, size_t n)
{
	if (n > 3 && words[n - 1] == 's' && words[n - 2] != 's')
		words[n - 1] = '\0';
	else if (n + 2 < PHRASE_BYTES)
		memcpy(words + n, "s", 2);
}

static void add_values(struct mdp_lattice_maker *m, const struct span *sp)
{
	struct mdp_meaning values[VALUES_EACH];
	double inflected = 0;
	int n = find_values(m, sp->folded, values);
	if (n == 0 && isalpha((unsigned char)sp->folded[sp->nfolded - 1]) && sp->nfolded > 3) {
		char other[PHRASE_BYTES];
		memcpy(other, sp->folded, sp->nfolded + 1);
		other_number(other, sp->nfolded);
		n = names_entity(m, sp) ? 0 : find_values(m, other, values);
		inflected = mdp_lexicon_weight(m->l, "inflection");
	}
	if (n == 0 && sp->words > 2 && strstr(sp->folded, " and ")) {
		/* "home and garden" for a value written with `&` */
		char other[PHRASE_BYTES];
		const char *and_at = strstr(sp->folded, " and ");
		snprintf(other, sizeof(other), "%.*s%s", (int)(and_at - sp->folded), sp->folded, and_at + 4);
		n = find_values(m, other, values);
		inflected = mdp_lexicon_weight(m->l, "inflection");
		for (int i = 0; i < n; i++)
			if (!strchr(values[i].text, '&'))
				return;
	}
	for (int i = 0; i < n; i++)
		add_value(m, sp, &values[i], inflected);
}

/* "# of", "% of" */
static bool begins_phrase(const struct mdp_token *t)
{
	return mdp_str_is(t->folded, "#") || mdp_str_is(t->folded, "%");
}

static void add_spans(struct mdp_lattice_maker *m, bool corrected_only)
{
	for (int i = 0; i < m->t->ntokens; i++) {
		struct span sp = { .from = i, .to = i };
		while (extend(m, &sp)) {
			if (corrected_only && !sp.corrected && !sp.shortened)
				continue;
			add_meanings(m, &sp);
			add_values(m, &sp);
			if (m->t->tokens[i].kind == MDP_TOK_PUNCT && !begins_phrase(&m->t->tokens[i]))
				break;
		}
	}
}

/* ---- quoted text, typing errors ---- */

/* What stands between the quotes, blanks at its ends included. */
static struct mdp_str between_quotes(const struct mdp_token *t)
{
	size_t from = 0, to = t->surface.n;
	mdp_utf8_next(t->surface, &from);
	while (to > from && ((unsigned char)t->surface.p[to - 1] & 0xC0) == 0x80)
		to--;
	return (struct mdp_str){ t->surface.p + from, to > from ? to - 1 - from : 0 };
}

/* Of values of the same words, those that are written exactly so, where there are any: quoted text means what it says. */
static int exactly(const struct mdp_token *t, struct mdp_meaning *values, int n)
{
	struct mdp_str as[] = { between_quotes(t), t->text };
	for (int k = 0; k < 2; k++) {
		int kept = 0;
		for (int i = 0; i < n; i++)
			kept += mdp_str_is(as[k], values[i].text);
		if (!kept)
			continue;
		kept = 0;
		for (int i = 0; i < n; i++)
			if (mdp_str_is(as[k], values[i].text)) {
				values[kept] = values[i];
				values[kept++].exact = true;
			}
		return kept;
	}
	return n;
}

static void add_quoted(struct mdp_lattice_maker *m)
{
	for (int i = 0; i < m->t->ntokens; i++) {
		const struct mdp_token *t = &m->t->tokens[i];
		if (t->kind != MDP_TOK_QUOTED)
			continue;
		struct mdp_edge e = { .from = i, .to = i + 1, .text = t->text };
		e.meaning = (struct mdp_meaning){
			.kind = MDP_CAT_QUOTED, .cat = "quoted", .id = -1, .column = -1, .how = "quoted"
		};
		mdp_lattice_add(m, e);
		struct mdp_meaning values[VALUES_EACH];
		int n = exactly(t, values, find_values(m, mdp_words_norm(m->a, t->text), values));
		for (int k = 0; k < n; k++) {
			e.meaning = values[k];
			e.meaning.cost = 0;
			mdp_lattice_add(m, e);
		}
	}
}

static bool covered(const struct mdp_lattice *t, int token)
{
	for (int i = 0; i < t->nedges; i++)
		if (t->edges[i].from <= token && token < t->edges[i].to)
			return true;
	return false;
}

/* … by more than a word that names of columns are read by, or a verb that has a place in few questions? */
static bool covered_well(const struct mdp_lattice *t, int token)
{
	static const char *const THIN[] = { "mark", "lagw", "evolve" };
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool thin = false;
		for (size_t k = 0; k < sizeof(THIN) / sizeof(THIN[0]); k++)
			thin |= e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, THIN[k]);
		if (e->from <= token && token < e->to && !thin)
			return true;
	}
	return false;
}

static bool correct(struct mdp_lattice_maker *m)
{
	bool any = false;
	for (int i = 0; i < m->t->ntokens; i++) {
		struct mdp_token *t = &m->t->tokens[i];
		if (covered(m->t, i))
			continue;
		t->corrected = t->kind == MDP_TOK_WORD ? mdp_lexicon_shortened(m->l, m->a, t->folded) : NULL;
		t->shortened = t->corrected != NULL;
		if (!t->corrected)
			t->corrected = mdp_lattice_slip(m, t);
		if (t->corrected)
			t->stem = mdp_lexicon_stem(m->l, m->a, mdp_str_of(t->corrected));
		any = any || t->corrected;
	}
	return any;
}

/* An English word in the form of a verb that means nothing else may say how two things are connected. */
static void add_unknown_verbs(struct mdp_lattice_maker *m)
{
	for (int i = 0; i < m->t->ntokens; i++) {
		const struct mdp_token *t = &m->t->tokens[i];
		struct mdp_meaning verb = {
			.kind = MDP_CAT_WORD, .cat = "verb", .sub = "unknown", .id = -1, .column = -1
		};
		struct span sp = { .from = i, .to = i };
		if (t->kind != MDP_TOK_WORD || t->capital || covered_well(m->t, i) || !extend(m, &sp) ||
		    !mdp_verb_form(sp.folded) || !mdp_lexicon_english(m->l, m->a, t->folded))
			continue;
		verb.cost = mdp_lexicon_weight(m->l, "unknown_verb");
		verb.how = "verb";
		sp.to = i + 1;
		mdp_lattice_add(m, edge_of(m, &sp, &verb));
	}
}

/* "first and last name": what the one before the “and” would say in the place of the other. */
static void add_ellipses(struct mdp_lattice_maker *m)
{
	for (int i = 0; i + 3 < m->t->ntokens; i++) {
		const struct mdp_token *t = m->t->tokens;
		struct span sp = { .from = i, .to = i };
		if (!mdp_str_is(t[i + 1].folded, "and") && !mdp_str_is(t[i + 1].folded, "or") &&
		    !mdp_str_is(t[i + 1].folded, ","))
			continue;
		if (t[i].kind != MDP_TOK_WORD || t[i + 2].kind != MDP_TOK_WORD || t[i + 3].kind != MDP_TOK_WORD ||
		    !extend(m, &sp))
			continue;
		sp.to = i + 3;
		sp.words = 1;
		if (!extend(m, &sp))
			continue;
		int n;
		const struct mdp_meaning *found = mdp_lexicon_find(m->l, (struct mdp_str){ sp.stems, sp.nstems }, &n);
		sp.to = i + 1;
		for (int k = 0; k < n; k++)
			if (found[k].kind == MDP_CAT_ATTR && !found[k].exact)
				mdp_lattice_add(m, edge_of(m, &sp, &found[k]));
	}
}

static int by_span(const void *pa, const void *pb)
{
	const struct mdp_edge *a = pa, *b = pb;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->meaning.cost < b->meaning.cost || a->meaning.cost > b->meaning.cost)
		return a->meaning.cost < b->meaning.cost ? -1 : 1;
	if (a->meaning.kind != b->meaning.kind)
		return a->meaning.kind < b->meaning.kind ? -1 : 1;
	int c = strcmp(a->meaning.cat, b->meaning.cat);
	if (c == 0)
		c = strcmp(a->meaning.sub ? a->meaning.sub : "", b->meaning.sub ? b->meaning.sub : "");
	if (c == 0)
		c = (a->meaning.id > b->meaning.id) - (a->meaning.id < b->meaning.id);
	if (c == 0)
		c = (a->meaning.column > b->meaning.column) - (a->meaning.column < b->meaning.column);
	return c ? c : strcmp(a->meaning.text ? a->meaning.text : "", b->meaning.text ? b->meaning.text : "");
}

static void index_edges(struct mdp_lattice_maker *m)
{
	struct mdp_lattice *t = m->t;
	if (t->nedges > 1)
		qsort(t->edges, (size_t)t->nedges, sizeof(*t->edges), by_span);
	t->first = MDP_NEW_ARRAY(m->a, (size_t)t->ntokens + 1, int);
	int e = 0;
	for (int i = 0; i <= t->ntokens; i++) {
		while (e < t->nedges && t->edges[e].from < i)
			e++;
		t->first[i] = e;
	}
}

/* The key of a thing that is called like it ("nurse" in the shifts) is rather the thing, with its name. */
static void prefer_things(struct mdp_lattice_maker *m)
{
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	struct mdp_lattice *t = m->t;
	for (int i = 0; i < t->nedges; i++) {
		struct mdp_edge *attr = &t->edges[i];
		bool thing = false;
		for (int j = 0; attr->meaning.kind == MDP_CAT_ATTR && j < t->nedges; j++) {
			const struct mdp_edge *e = &t->edges[j];
			const struct mdp_entity *of =
				e->meaning.kind == MDP_CAT_ENTITY ? &c->entities[e->meaning.id] : NULL;
			thing |= of && e->from == attr->from && e->to == attr->to && of->nkey == 1 &&
				 of->key[0] == attr->meaning.id && of->label >= 0 && of->label != of->key[0] &&
				 !e->meaning.role == !attr->meaning.role && e->meaning.cost <= attr->meaning.cost &&
				 e->meaning.sub && !strcmp(e->meaning.sub, "noun");
		}
		if (thing)
			attr->meaning.cost += 3 * mdp_lexicon_weight(m->l, "choice_margin");
	}
}

int mdp_lattice_make(const struct mdp_lexicon *l, struct mdp_str question, struct mdp_arena *a,
		     struct mdp_lattice **out, struct mdp_error *err)
{
	struct mdp_lattice *t = MDP_NEW(a, struct mdp_lattice);
	struct mdp_lattice_maker m = { .l = l, .a = a, .t = t };
	t->question = question;
	int rc = mdp_tokens_make(l, question, a, &t->tokens, &t->ntokens, err);
	if (rc < 0)
		return rc;
	add_spans(&m, false);
	mdp_lattice_numbers(&m);
	add_quoted(&m);
	mdp_lattice_codes(&m);
	mdp_lattice_parts(&m);
	if (correct(&m))
		add_spans(&m, true);
	mdp_lattice_forms(&m);
	mdp_lattice_heads(&m);
	add_ellipses(&m);
	add_unknown_verbs(&m);
	if (m.too_many)
		return mdp_refuse(err, MDP_REASON_NOT_A_QUESTION, "the question may mean too many things (over %d)",
				  MDP_LIMIT_EDGES);
	prefer_things(&m);
	index_edges(&m);
	*out = t;
	return 0;
}

const char *mdp_lattice_dump(const struct mdp_lattice *t, struct mdp_arena *a)
{
	char *all = mdp_arena_strdup(a, "");
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		const struct mdp_meaning *m = &e->meaning;
		const char *what = "";
		if (m->kind == MDP_CAT_VALUE)
			what = mdp_arena_printf(a, " column %d = %s", m->column, m->text);
		else if (m->kind == MDP_CAT_NUMBER)
			what = mdp_arena_printf(a, " %.15g", e->number);
		else if (m->id >= 0)
			what = mdp_arena_printf(a, " #%d", m->id);
		all = mdp_arena_printf(a, "%s%d-%d %s%s%s%s cost %.2f (%s)\n", all, e->from, e->to, m->cat,
				       m->sub ? "." : "", m->sub ? m->sub : "", what, m->cost, m->how ? m->how : "");
	}
	return all;
}
