/* The features of a reading: from the trees of its clauses, then from its query. */
#include "parse/trust.h"

#include <string.h>

#include "base/banned.h"

static const struct {
	const char *word, *what;
	double most;
} FEATURES[] = {
#define X(name, word, what, most) { word, what, most },
	MDP_FEATURES(X)
#undef X
};

const char *mdp_feature_word(enum mdp_feature f)
{
	return FEATURES[f].word;
}

const char *mdp_feature_what(enum mdp_feature f)
{
	return FEATURES[f].what;
}

void mdp_feature_add(double *features, enum mdp_feature f, double by)
{
	features[f] += by;
	if (features[f] > FEATURES[f].most)
		features[f] = FEATURES[f].most;
}

#define NEARLY 0.15 /* a name that costs so much more is named nearly as well */

struct features {
	const struct mdp_phraser *x;
	double *out;
	bool used[MDP_LIMIT_TOKENS]; /* tokens that something of the reading stands for */
};

static void add(struct features *f, enum mdp_feature feature, double by)
{
	mdp_feature_add(f->out, feature, by);
}

static bool is_name(const struct mdp_edge *e)
{
	enum mdp_cat k = e->meaning.kind;
	return k == MDP_CAT_MEASURE || k == MDP_CAT_ATTR || k == MDP_CAT_ENTITY || k == MDP_CAT_VALUE;
}

/* A measure of one column is that column. */
static int column_of(const struct mdp_catalog *c, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_ATTR)
		return m->id;
	if (m->kind == MDP_CAT_VALUE)
		return m->column;
	const struct mdp_expr *x = m->kind == MDP_CAT_MEASURE ? c->measures[m->id].expr : NULL;
	return x && x->arg && x->arg->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->arg->name)) : -1;
}

static bool same_thing(const struct mdp_catalog *c, const struct mdp_meaning *a, const struct mdp_meaning *b)
{
	int one = column_of(c, a), other = column_of(c, b);
	return one >= 0 ? one == other : other < 0 && a->kind == b->kind && a->id == b->id;
}

/* What else the words of a name may be. */
static void note_rivals(struct features *f, const struct mdp_edge *e)
{
	const struct mdp_lattice *t = f->x->t;
	bool torn = false;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *o = &t->edges[i];
		if (!is_name(o) || o->from > e->from || o->to < e->to)
			continue;
		if (o->to - o->from > e->to - e->from)
			torn |= o->meaning.cost <= 0;
		else if (!same_thing(f->x->c, &o->meaning, &e->meaning))
			add(f, MDP_FEATURE_RIVALS, o->meaning.cost < e->meaning.cost + NEARLY);
	}
	add(f, MDP_FEATURE_TORN, torn);
}

static void note_name(struct features *f, const struct mdp_edge *e)
{
	double cost = e->meaning.cost, form = mdp_lexicon_weight(f->x->l, "inflection");
	bool part = cost >= mdp_lexicon_weight(f->x->l, "part"), value = e->meaning.kind == MDP_CAT_VALUE;
	add(f, MDP_FEATURE_PARTS, part);
	add(f, MDP_FEATURE_OTHER_WORDS, !part && cost > form + 1e-9);
	add(f, MDP_FEATURE_VAGUE, !value && mdp_edge_says_little(f->x, e));
	add(f, MDP_FEATURE_VALUES, value);
	add(f, MDP_FEATURE_SMALL, value && e->to == e->from + 1 && !f->x->t->tokens[e->from].capital);
	note_rivals(f, e);
}

/* Depth is bounded by the depth of rule trees, which grow with the tokens of a question. */
static void note_node(struct features *f, const struct mdp_node *n, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS)
		return;
	for (int i = 0; i < n->nargs; i++)
		note_node(f, n->args[i], depth + 1);
	if (!n->edge)
		return;
	for (int i = n->edge->from; i < n->edge->to && i < MDP_LIMIT_TOKENS; i++)
		f->used[i] = true;
	if (is_name(n->edge))
		note_name(f, n->edge);
}

/* Split by what is added up elsewhere; not by its steps. */
static void note_query(struct features *f, const struct mdp_query *q)
{
	const struct mdp_catalog *c = f->x->c;
	add(f, MDP_FEATURE_FIGURES, q->nshow > 1 ? q->nshow - 1 : 0);
	for (int i = 0; i < q->nby; i++) {
		const struct mdp_expr *key = q->by[i].expr;
		int column = key->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(key->name)) : -1;
		add(f, MDP_FEATURE_AMOUNT_KEY, column >= 0 && c->columns[column].additive != MDP_ADDITIVE_NO);
	}
}

void mdp_features_fill(const struct mdp_phraser *x, const struct mdp_cover *cover, double joining,
		       const struct mdp_query *q, double *out)
{
	struct features f = { .x = x, .out = out };
	memset(out, 0, MDP_FEATURE_COUNT * sizeof(*out));
	add(&f, MDP_FEATURE_JOINING, joining);
	add(&f, MDP_FEATURE_CLAUSES, cover->nclauses - 1);
	for (int i = 0; i < cover->nclauses; i++)
		note_node(&f, cover->clauses[i], 0);
	for (int i = 0; i < x->t->ntokens && i < MDP_LIMIT_TOKENS; i++)
		add(&f, MDP_FEATURE_SKIPPED, x->t->tokens[i].kind != MDP_TOK_PUNCT && !f.used[i]);
	note_query(&f, q);
}

void mdp_features_close(struct mdp_reading *items, int n)
{
	for (int i = 0; i < n; i++) {
		double gap = i + 1 < n ? items[i + 1].score - items[i].score : 1;
		mdp_feature_add(items[i].features, MDP_FEATURE_CLOSE, gap < 0.3 ? 0.3 - gap : 0);
	}
}
