/*
 * The English of the lexicon: categories, irregular forms, abbreviations, weights, and the words themselves, put into
 * the index under their stems. A phrase that begins with `=` stands for exactly these forms.
 */
#include "lexicon/lexicon_int.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/banned.h"

static int add_category(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	(void)data;
	if (!item->first_of_line)
		return mdp_lex_fail(item, err, "a category has one sentence");
	struct mdp_category *c = MDP_NEW(&l->arena, struct mdp_category);
	c->name = item->cat;
	struct mdp_str flags = mdp_str_of(item->sub), flag;
	while (item->sub && mdp_str_next(&flags, '+', &flag)) {
		if (mdp_str_is(flag, "many"))
			c->many = true;
		else if (mdp_str_is(flag, "exact"))
			c->exact = true;
		else if (mdp_str_is(flag, "open"))
			c->open = true;
		else
			return mdp_lex_fail(item, err,
					    "only `many`, `exact` and `open` may follow the name of a category");
	}
	mdp_map_set(&l->categories, mdp_str_of(item->cat), c);
	return 0;
}

/* `keep: word` is its own stem; `ending: er` is left on by the stemmer; `buy: bought | buys`: all have the stem of `buy`. */
static int add_form(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	(void)data;
	if (strcmp(item->cat, "ending") == 0) {
		MDP_PUSH(&l->arena, l->endings, l->nendings, l->capendings, item->phrase);
		return 0;
	}
	if (mdp_map_get(&l->forms, item->phrase))
		return mdp_lex_fail(item, err, "form given twice");
	const char *stem;
	if (strcmp(item->cat, "keep") == 0)
		stem = mdp_lexicon_intern(l, item->phrase);
	else
		stem = mdp_lexicon_stem(l, &l->arena, mdp_str_of(item->cat));
	mdp_map_set(&l->forms, item->phrase, (void *)(uintptr_t)stem);
	return 0;
}

static int add_expansion(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	(void)data;
	if (mdp_map_get(&l->expansions, mdp_str_of(item->cat)) || !item->first_of_line)
		return mdp_lex_fail(item, err, "an abbreviation has one expansion");
	mdp_map_set(&l->expansions, mdp_str_of(item->cat), (void *)(uintptr_t)mdp_lexicon_intern(l, item->phrase));
	return 0;
}

static int add_word(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	(void)data;
	struct mdp_str words = item->phrase;
	const struct mdp_category *cat = mdp_map_get(&l->categories, mdp_str_of(item->cat));
	struct mdp_meaning m = {
		.kind = MDP_CAT_WORD, .cat = item->cat, .sub = item->sub, .id = -1, .column = -1, .how = "word"
	};
	m.cost = isnan(item->cost) ? 0 : item->cost;
	m.exact = cat->exact;
	if (words.n > 1 && words.p[0] == '=' && isalpha((unsigned char)words.p[1])) {
		m.exact = true;
		words = (struct mdp_str){ words.p + 1, words.n - 1 };
	}
	char stems[MDP_LEXICON_PHRASE_BYTES];
	if (!mdp_lexicon_stems(l, words, stems))
		return mdp_lex_fail(item, err, "phrase too long");
	const struct mdp_phrase *p = mdp_lexicon_phrase(l, mdp_str_of(stems));
	for (int i = 0; p && i < p->n; i++) {
		if (strcmp(p->items[i].cat, item->cat) != 0 || !mdp_str_is(words, p->items[i].surface))
			continue;
		bool same = item->sub == p->items[i].sub;
		if (same || !cat->many)
			return mdp_lex_fail(item, err, "phrase given twice in one category");
	}
	mdp_lexicon_add(l, words, m);
	if (strcmp(item->cat, "endname") == 0) {
		struct mdp_end end = { mdp_lexicon_intern(l, words), item->sub };
		MDP_PUSH(&l->arena, l->ends, l->nends, l->capends, end);
	}
	return 0;
}

static int add_generic(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	(void)data;
	bool mute = !strcmp(item->cat, "mute"), class = !strcmp(item->cat, "class");
	bool known = mute || class || !strcmp(item->cat, "tail") || !strcmp(item->cat, "head") ||
		     !strcmp(item->cat, "when") || !strcmp(item->cat, "such");
	if (!known)
		return mdp_lex_fail(item, err, "expected `tail:`, `head:`, `when:`, `mute:`, `class:` or `such:`");
	if (mute || class) {
		mdp_map_set(mute ? &l->mute : &l->classes, item->phrase, (void *)(uintptr_t)item->cat);
		return 0;
	}
	mdp_map_set(&l->generic, item->phrase, (void *)(uintptr_t)item->cat);
	return 0;
}

/* Lines `name = number`; one that is less than `least` is an error. */
static int load_numbers(struct mdp_lexicon *l, const char *file, struct mdp_str text, double least, struct mdp_map *to,
			struct mdp_error *err)
{
	struct mdp_str line;
	for (int n = 1; mdp_str_next(&text, '\n', &line); n++) {
		const char *hash = memchr(line.p, '#', line.n);
		line = mdp_str_trim(hash ? (struct mdp_str){ line.p, (size_t)(hash - line.p) } : line);
		if (line.n == 0)
			continue;
		struct mdp_str name;
		double *value = MDP_NEW(&l->arena, double);
		if (!mdp_str_next(&line, '=', &name) || !mdp_str_to_double(mdp_str_trim(line), value) ||
		    *value < least) {
			int rc = mdp_fail(err, MDP_FORMAT, "expected `name = number`");
			mdp_error_at(err, file, n);
			return rc;
		}
		mdp_map_set(to, mdp_str_trim(name), value);
	}
	return 0;
}

static int load_weights(struct mdp_lexicon *l, struct mdp_error *err)
{
	struct mdp_str text;
	if (mdp_lexicon_file(l, "weights.lex", &text) < 0)
		return mdp_fail(err, MDP_FORMAT, "the lexicon has no weights.lex");
	int rc = load_numbers(l, "weights.lex", text, 0, &l->weights, err);
	if (rc == 0 && mdp_lexicon_file(l, "decision.lex", &text) == 0)
		rc = load_numbers(l, "decision.lex", text, -1e9, &l->decision, err);
	return rc;
}

bool mdp_lexicon_open(const struct mdp_lexicon *l, const char *cat)
{
	const struct mdp_category *c = mdp_map_get(&l->categories, mdp_str_of(cat));
	return c && c->open;
}

double mdp_lexicon_weight(const struct mdp_lexicon *l, const char *name)
{
	const double *w = mdp_map_get(&l->weights, mdp_str_of(name));
	return w ? *w : 0;
}

double mdp_lexicon_decision(const struct mdp_lexicon *l, const char *name)
{
	const double *w = mdp_map_get(&l->decision, mdp_str_of(name));
	return w ? *w : 0;
}

int mdp_lexicon_load_words(struct mdp_lexicon *l, struct mdp_error *err)
{
	int rc = load_weights(l, err);
	if (rc == 0)
		rc = mdp_lex_read(l, "categories.lex", false, add_category, NULL, err);
	if (rc == 0)
		rc = mdp_lex_read(l, "irregular.lex", false, add_form, NULL, err);
	if (rc == 0)
		rc = mdp_lex_read(l, "abbrev.lex", false, add_expansion, NULL, err);
	if (rc == 0)
		rc = mdp_lex_read(l, "generic.lex", false, add_generic, NULL, err);
	if (rc == 0)
		rc = mdp_lex_read(l, "words", true, add_word, NULL, err);
	return rc;
}
