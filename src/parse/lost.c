/*
 * What a refusal says of words that nothing accounts for. A word that goes by nothing explains most; then one that no clause takes up at
 * all; then what is known and has no place here; small words ("how", "in") are named only where nothing else is.
 */
#include "parse/lost.h"

#include <string.h>

#include "base/banned.h"

#define NAMED 6 /* words that one refusal names */

enum weight { SMALL, HELD, LOOSE, UNKNOWN };

/* Does it mean something only as a connection? */
static bool is_small(const struct mdp_edge *e)
{
	static const char *const CATS[] = { "conn", "q", "noise", "aux", "exist", "talk" };
	if (e->meaning.kind != MDP_CAT_WORD)
		return false;
	for (size_t i = 0; i < sizeof(CATS) / sizeof(CATS[0]); i++)
		if (!strcmp(e->meaning.cat, CATS[i]))
			return true;
	return false;
}

static enum weight weigh(const struct mdp_phraser *x, int token)
{
	const struct mdp_lattice *t = x->t;
	bool known = false, small = false, says = false;
	if (t->tokens[token].kind == MDP_TOK_PUNCT)
		return SMALL;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->from > token || e->to <= token)
			continue;
		known = true;
		/* what it is part of says more than what it is alone */
		if (is_small(e))
			small = true;
		else
			says |= e->meaning.kind != MDP_CAT_WORD || !strcmp(e->meaning.cat, "neg") ||
				!strcmp(e->meaning.cat, "cmp");
	}
	if (!known)
		return UNKNOWN;
	if (small && !says)
		return SMALL;
	return x->taken && x->taken[token] ? HELD : LOOSE;
}

/* What is lost may be the name of a number that has no sum ("unique visitors"): then it is that which is to be said. */
static bool lost_number(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_error *problem)
{
	const struct mdp_lattice *t = x->t;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool lost = false, unknown = false;
		for (int k = 0; k < cover->nlost; k++) {
			bool within = cover->lost[k] >= e->from && cover->lost[k] < e->to;
			lost |= within;
			unknown |= !within && t->first[cover->lost[k]] == t->first[cover->lost[k] + 1];
		}
		if (!lost || unknown || e->meaning.kind != MDP_CAT_ATTR || e->meaning.cost > 0 || !e->meaning.sub ||
		    strcmp(e->meaning.sub, "num") != 0 || x->c->columns[e->meaning.id].additive != MDP_ADDITIVE_NO)
			continue;
		const struct mdp_column *col = &x->c->columns[e->meaning.id];
		mdp_refuse(problem, MDP_REASON_NOT_ADDITIVE, "`%s` does not add up (%s)", col->words,
			   mdp_role_word(col->role));
		mdp_error_hint(problem, "ask for its average, minimum or maximum");
		mdp_error_span(problem, mdp_said_span(x, e->from, e->to));
		return true;
	}
	return false;
}

void mdp_lost_hint(const struct mdp_phraser *x, struct mdp_error *problem)
{
	const char *near[3];
	int token = 0;
	while (token < x->t->ntokens && x->t->tokens[token].span.start != problem->span.start)
		token++;
	if (token == x->t->ntokens)
		return;
	int n = mdp_lexicon_near_names(x->l, x->a, x->t->tokens[token].folded, near, 3);
	if (n)
		mdp_error_hint(problem, "nearest known: %s%s%s%s%s", near[0], n > 1 ? ", " : "", n > 1 ? near[1] : "",
			       n > 2 ? ", " : "", n > 2 ? near[2] : "");
}

static bool said_before(const struct mdp_phraser *x, const struct mdp_cover *cover, int lost)
{
	for (int i = 0; i < lost; i++)
		if (mdp_str_eq(x->t->tokens[cover->lost[i]].folded, x->t->tokens[cover->lost[lost]].folded) &&
		    weigh(x, cover->lost[i]) == weigh(x, cover->lost[lost]))
			return true;
	return false;
}

void mdp_lost_problem(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_error *problem)
{
	enum weight most = SMALL;
	const char *words = "";
	int first = -1, named = 0;
	if (lost_number(x, cover, problem))
		return;
	for (int i = 0; i < cover->nlost; i++) {
		enum weight w = weigh(x, cover->lost[i]);
		most = w > most ? w : most;
	}
	for (int i = 0; i < cover->nlost; i++) {
		const struct mdp_token *tok = &x->t->tokens[cover->lost[i]];
		if (weigh(x, cover->lost[i]) != most || said_before(x, cover, i))
			continue;
		if (++named > NAMED) {
			words = mdp_arena_printf(x->a, "%s …", words);
			break;
		}
		words = mdp_arena_printf(x->a, "%s%s“%.*s”", words, *words ? ", " : "", (int)tok->surface.n,
					 tok->surface.p);
		first = first < 0 ? cover->lost[i] : first;
	}
	if (most == UNKNOWN) {
		mdp_refuse(problem, MDP_REASON_UNKNOWN_WORD, "nothing in this data is called %s", words);
	} else {
		mdp_refuse(problem, MDP_REASON_UNSUPPORTED, "it is not clear what %s does in this question", words);
		mdp_error_hint(problem, "leave it out, or say it in other words");
	}
	mdp_error_span(problem, x->t->tokens[first < 0 ? cover->lost[0] : first].span);
}

/* Does a word of splitting stand before it? */
static bool splits(const struct mdp_lattice *t, int token)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_meaning *m = &t->edges[i].meaning;
		if (t->edges[i].to == token && m->kind == MDP_CAT_WORD && !strcmp(m->cat, "conn") && m->sub &&
		    (!strcmp(m->sub, "by") || !strcmp(m->sub, "per") || !strcmp(m->sub, "each")))
			return true;
	}
	return false;
}

void mdp_lost_words(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_word **out, int *n)
{
	const struct mdp_lattice *t = x->t;
	struct mdp_word *words = MDP_NEW_ARRAY(x->a, (size_t)t->ntokens + 1, struct mdp_word);
	*n = 0;
	for (int i = 0; i < t->ntokens; i++) {
		const struct mdp_token *tok = &t->tokens[i];
		struct mdp_word w = { .span = tok->span, .folded = tok->folded };
		enum weight weight = weigh(x, i);
		for (int k = 0; cover && k < cover->nlost; k++)
			w.lost |= cover->lost[k] == i;
		w.unknown = weight == UNKNOWN;
		w.small = weight == SMALL;
		w.splits = splits(t, i);
		/* words of an abbreviation that was written out stand for one */
		if (*n && words[*n - 1].span.start == w.span.start) {
			words[*n - 1].lost |= w.lost;
			words[*n - 1].small &= w.small;
		} else if (tok->kind != MDP_TOK_PUNCT) {
			words[(*n)++] = w;
		}
	}
	*out = words;
}
