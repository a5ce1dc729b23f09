/*
 * States that are the lack of another ("open" deals: not closed; "unpaid" invoices), what holds today by a flag of its table, and the
 * column that holds a reason. A word for such a state stands for a flag that says no, or a date that is missing; where the data has
 * a value of that very name, that is meant.
 */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/phrase.h"
#include "base/banned.h"

/* The flag of an entity that goes by a word, else its date of what the word says that may be missing; -1: none, or several as good. */
static int state_column(struct mdp_phraser *x, const char *word, int entity)
{
	const char *stem = mdp_lexicon_stem(x->l, x->a, mdp_str_of(word));
	int count, best = -1, rank = 0;
	bool tie = false;
	const struct mdp_meaning *m = mdp_lexicon_find(x->l, mdp_str_of(stem), &count);
	for (int i = 0; i < count; i++) {
		if (m[i].id < 0 ||
		    (m[i].kind != MDP_CAT_ATTR && (m[i].kind != MDP_CAT_WORD || strcmp(m[i].cat, "dating") != 0)))
			continue;
		const struct mdp_column *c = &x->c->columns[m[i].id];
		struct mdp_value yes;
		bool flag =
			m[i].kind == MDP_CAT_ATTR && c->role == MDP_ROLE_FLAG && mdp_catalog_yes(x->c, m[i].id, &yes);
		bool date = mdp_column_is_time(c) && c->nulls > 0 && m[i].sub && !strcmp(m[i].cat, "dating") &&
			    !strcmp(m[i].sub, "event") && m[i].cost < mdp_lexicon_weight(x->l, "part");
		int r = flag ? 2 : date ? 1 : 0;
		if (!r || c->entity != entity || r < rank || m[i].id == best)
			continue;
		tie = r == rank;
		rank = r;
		best = m[i].id;
	}
	return tie ? -1 : best;
}

/* It does not say yes; or there is no such date. */
static struct mdp_pred *lacks(struct mdp_phraser *x, int column)
{
	struct mdp_value yes;
	struct mdp_expr *e = mdp_phrase_column(x, column);
	if (mdp_column_is_time(&x->c->columns[column]) || !mdp_catalog_yes(x->c, column, &yes))
		return mdp_pred_cmp(x->a, MDP_CMP_IS_NULL, e, NULL);
	return mdp_pred_not(x->a, mdp_pred_cmp(x->a, MDP_CMP_EQ, e, mdp_expr_value(x->a, yes)));
}

/* Is the very word a value or a flag of the thing? What is so called elsewhere ("open" orders) says nothing of deals. */
bool mdp_said_by_data(struct mdp_phraser *x, int from, int to, int entity)
{
	for (int i = x->t->first[from]; i < x->t->first[from + 1]; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		int column = m->kind == MDP_CAT_VALUE                             ? m->column
			     : m->kind == MDP_CAT_ATTR && !strcmp(m->sub, "flag") ? m->id
										  : -1;
		if (x->t->edges[i].to == to && column >= 0 && x->c->columns[column].entity == entity)
			return true;
	}
	return false;
}

const struct mdp_phrase *mdp_state_set(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s,
				       mdp_state_fn *fn)
{
	struct mdp_pred *p = s && !s->attr && !s->extreme ? fn(x, n, s->entity) : NULL;
	return p ? mdp_set_phrase(x, n, mdp_set_narrowed(x, s, p)) : NULL;
}

const struct mdp_phrase *mdp_state_cond(struct mdp_phraser *x, const struct mdp_node *n, mdp_state_fn *fn)
{
	struct mdp_pred *p = NULL;
	int of = -1;
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind != MDP_CAT_ENTITY || e->to > n->from || e->meaning.id == of)
			continue;
		struct mdp_pred *one = fn(x, n, e->meaning.id);
		if (one && p)
			return NULL;
		p = one ? one : p;
		of = one ? e->meaning.id : of;
	}
	return p ? mdp_cond_phrase(x, n, mdp_cond_pred(x, n, p, of)) : NULL;
}

/* Does a value say the word and then more ("Closed Won")? */
static bool is_kind_of(struct mdp_phraser *x, const char *norm, const char *stem)
{
	struct mdp_str rest = mdp_str_of(norm ? norm : ""), word;
	return mdp_str_next(&rest, ' ', &word) && rest.n && !strcmp(mdp_lexicon_stem(x->l, x->a, word), stem);
}

/* Does the text hold these words, apart from others and in whatever case? */
static bool holds(struct mdp_str text, struct mdp_str words)
{
	for (size_t i = 0; words.n && i + words.n <= text.n; i++)
		if (!strncasecmp(text.p + i, words.p, words.n) && (i == 0 || !isalnum((unsigned char)text.p[i - 1])) &&
		    (i + words.n == text.n || !isalnum((unsigned char)text.p[i + words.n])))
			return true;
	return false;
}

/* "Qualification, Proposal and Negotiation are open": the values that a clause of the description says the word of; NULL: fewer than two. */
static struct mdp_pred *said_of_values(struct mdp_phraser *x, int column, struct mdp_str word)
{
	const struct mdp_column *c = &x->c->columns[column];
	struct mdp_str rest = mdp_str_of(c->description ? c->description : ""), clause;
	while (mdp_str_next(&rest, ';', &clause)) {
		struct mdp_expr **right = MDP_NEW_ARRAY(x->a, (size_t)c->nvalues + 1, struct mdp_expr *);
		int n = 0;
		for (int k = 0; holds(clause, word) && k < c->nvalues; k++)
			if (holds(clause, mdp_str_of(c->values[k].text)))
				right[n++] = mdp_phrase_stored(x, column, c->values[k].text);
		if (n < 2)
			continue;
		struct mdp_pred *p = mdp_pred_cmp(x->a, MDP_CMP_IN, mdp_phrase_column(x, column), NULL);
		p->right = right;
		p->nright = n;
		return p;
	}
	return NULL;
}

/* The next column behind this one that holds in which state the things are, with its values; -1. */
static int state_after(struct mdp_phraser *x, int entity, int column)
{
	for (int i = column + 1; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity == entity && !c->hidden && c->mirror < 0 && c->nvalues && mdp_column_marks(x, i, "state"))
			return i;
	}
	return -1;
}

/* "Open deals", where the stages of deals are several of being closed and others: those in none of the former; NULL. */
static struct mdp_pred *none_of_kind(struct mdp_phraser *x, const struct mdp_node *said, int entity)
{
	const char *word = mdp_node_word(said);
	const char *stem = mdp_lexicon_stem(x->l, x->a, mdp_str_of(word));
	struct mdp_pred *found = NULL;
	for (int i = state_after(x, entity, -1); i >= 0; i = state_after(x, entity, i)) {
		const struct mdp_column *c = &x->c->columns[i];
		struct mdp_pred *listed = said_of_values(x, i, mdp_said(x, said->to - 1, said->to));
		if (listed)
			return listed;
		struct mdp_expr **right = MDP_NEW_ARRAY(x->a, (size_t)c->nvalues, struct mdp_expr *);
		int n = 0;
		for (int k = 0; k < c->nvalues; k++)
			if (is_kind_of(x, c->values[k].norm, stem))
				right[n++] = mdp_phrase_stored(x, i, c->values[k].text);
		if (n < 2 || n == c->nvalues)
			continue;
		if (found)
			return NULL;
		found = mdp_pred_cmp(x->a, MDP_CMP_IN, mdp_phrase_column(x, i), NULL);
		found->right = right;
		found->nright = n;
	}
	return found ? mdp_pred_not(x->a, found) : NULL;
}

/* Is a word of a column's name one of those that mark what the column holds (words/opposites.lex)? */
static bool marks(struct mdp_phraser *x, struct mdp_str word, const char *what)
{
	int count;
	const char *stem = mdp_lexicon_stem(x->l, x->a, word);
	const struct mdp_meaning *m = mdp_lexicon_find(x->l, mdp_str_of(stem), &count);
	for (int i = 0; i < count; i++)
		if (m[i].kind == MDP_CAT_WORD && !strcmp(m[i].cat, "mark") && m[i].sub && !strcmp(m[i].sub, what))
			return true;
	return false;
}

/*
 * Values of its state that say that it is over ("expired", "cancelled"), which never was closed and is not open; NULL: it has none, or
 * several columns of them.
 */
static struct mdp_pred *is_over(struct mdp_phraser *x, int entity)
{
	struct mdp_pred *found = NULL;
	for (int i = state_after(x, entity, -1); i >= 0; i = state_after(x, entity, i)) {
		const struct mdp_column *c = &x->c->columns[i];
		struct mdp_expr **right = MDP_NEW_ARRAY(x->a, (size_t)c->nvalues, struct mdp_expr *);
		int n = 0;
		for (int k = 0; k < c->nvalues; k++)
			if (marks(x, mdp_str_of(c->values[k].norm), "over"))
				right[n++] = mdp_phrase_stored(x, i, c->values[k].text);
		if (n == 0)
			continue;
		if (found)
			return NULL;
		found = mdp_pred_cmp(x->a, n == 1 ? MDP_CMP_EQ : MDP_CMP_IN, mdp_phrase_column(x, i), NULL);
		found->right = right;
		found->nright = n;
	}
	return found;
}

/* "Unpaid invoices" are none that were made void: nothing is to be done about those. NULL: it has no such states. */
static struct mdp_pred *is_undone(struct mdp_phraser *x, int entity)
{
	for (int i = state_after(x, entity, -1); i >= 0; i = state_after(x, entity, i)) {
		struct mdp_pred *p = mdp_in_states(x, i, mdp_is_undone);
		if (p)
			return p;
	}
	return NULL;
}

static struct mdp_pred *opposite_of(struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	const struct mdp_node *word = n->args[0];
	if (!word->edge || mdp_said_by_data(x, word->from, word->to, entity))
		return NULL;
	int column = state_column(x, mdp_node_word(word), entity);
	if (column < 0)
		return none_of_kind(x, word, entity);
	bool day = mdp_column_is_time(&x->c->columns[column]), ends = day && mdp_column_marks(x, column, "until");
	struct mdp_pred *over = ends ? is_over(x, entity) : day ? is_undone(x, entity) : NULL;
	return mdp_pred_and(x->a, lacks(x, column), over ? mdp_pred_not(x->a, over) : NULL);
}

/* (unlike WORD SET): "open deals", of which none is closed. */
static const struct mdp_phrase *op_unlike(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_set(x, n, mdp_node_set(n->args[1]), opposite_of);
}

/* (lacking WORD): "are still open": of the only entity of which the data knows that. */
static const struct mdp_phrase *op_lacking(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_state_cond(x, n, opposite_of);
}

/* --- what holds today --- */

bool mdp_column_marks(struct mdp_phraser *x, int column, const char *what)
{
	struct mdp_str rest = mdp_str_of(x->c->columns[column].words), word;
	bool says = false;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		says |= marks(x, word, what);
	return says;
}

bool mdp_state_of_others(struct mdp_phraser *x, int entity, const struct mdp_cond *c)
{
	const struct mdp_expr *left = c->pred->kind == MDP_P_CMP ? c->pred->left : NULL;
	int column = left && left->kind == MDP_X_COLUMN ? mdp_catalog_column(x->c, mdp_str_of(left->name)) : -1;
	bool before = false, own = false;
	if (column < 0 || c->to >= x->t->ntokens || !mdp_column_marks(x, column, "state"))
		return false;
	for (int i = x->t->first[c->to]; i < x->t->first[c->to + 1]; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		before |= m->kind == MDP_CAT_ENTITY && m->id == entity && !strcmp(m->sub, "noun");
	}
	for (int i = 0; before && i < x->c->ncolumns; i++)
		own |= x->c->columns[i].entity == entity && !x->c->columns[i].hidden && mdp_column_marks(x, i, "state");
	return own;
}

int mdp_column_marked(struct mdp_phraser *x, int entity, const char *what)
{
	int found = -1;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != entity || c->hidden || c->mirror >= 0 || !mdp_column_is_time(c) ||
		    !mdp_column_marks(x, i, what))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

bool mdp_is_undone(const struct mdp_phraser *x, struct mdp_str words)
{
	(void)x;
	return mdp_words_undone(words);
}

struct mdp_pred *mdp_in_states(struct mdp_phraser *x, int column, mdp_sort_fn *sort)
{
	const struct mdp_column *c = &x->c->columns[column];
	if (c->hidden || c->mirror >= 0 || !c->all_values)
		return NULL;
	struct mdp_pred *in = mdp_pred_cmp(x->a, MDP_CMP_IN, mdp_phrase_column(x, column), NULL);
	in->right = MDP_NEW_ARRAY(x->a, (size_t)c->nvalues + 1, struct mdp_expr *);
	in->nright = 0;
	for (int k = 0; k < c->nvalues; k++)
		if (sort(x, mdp_str_of(c->values[k].norm)))
			in->right[in->nright++] = mdp_phrase_stored(x, column, c->values[k].text);
	return in->nright ? in : NULL;
}

/* The flag that tells the rows of today ("is current"), in a table that keeps those before; -1: none, or several. */
static int current_flag(struct mdp_phraser *x, int entity)
{
	const struct mdp_table *t = entity < 0 ? NULL : &x->c->tables[x->c->entities[entity].table];
	struct mdp_value yes;
	int found = -1;
	for (int i = t ? t->first_column : 0; t && i < t->first_column + t->ncolumns; i++) {
		if (!mdp_column_marks(x, i, "today") || x->c->columns[i].hidden || !mdp_catalog_yes(x->c, i, &yes))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* Of things in versions those of which one is current; all, where each has one. */
static const struct mdp_set *with_current_version(struct mdp_phraser *x, const struct mdp_set *s,
						  const struct mdp_table *t)
{
	int of = t->ended ? x->c->tables[t->versions].row_entity : -1, flag = of >= 0 ? current_flag(x, of) : -1;
	struct mdp_value yes;
	if (flag < 0 || !mdp_catalog_yes(x->c, flag, &yes))
		return s;
	struct mdp_pred *is = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, flag), mdp_expr_value(x->a, yes));
	return mdp_set_narrowed(x, s, mdp_pred_exists(x->a, mdp_entity_name(x, of), is));
}

static const struct mdp_set *current_set(struct mdp_phraser *x, const struct mdp_set *s)
{
	struct mdp_value yes;
	int table = x->c->entities[s->entity].table, column = current_flag(x, s->entity);
	if (table >= 0 && x->c->tables[table].only)
		return with_current_version(x, s, &x->c->tables[table]);
	if (column < 0 || !mdp_catalog_yes(x->c, column, &yes))
		return NULL;
	return mdp_set_narrowed(
		x, s, mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, column), mdp_expr_value(x->a, yes)));
}

/* "current members", where members have versions: those of today are meant anyway. Or a flag tells the rows of today. */
static const struct mdp_phrase *op_current(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	s = s && !s->attr ? current_set(x, s) : NULL;
	return s ? mdp_set_phrase(x, n, s) : NULL;
}

/* (currentfig FIGURE): an attribute or amount of them. */
static const struct mdp_phrase *op_current_figure(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	struct mdp_set all = { .entity = f ? f->entity : -1, .from = n->from, .to = n->to };
	const struct mdp_set *s = f && f->entity >= 0 && !f->set ? current_set(x, &all) : NULL;
	if (!s)
		return NULL;
	struct mdp_figure out = *f;
	if (f->kind == MDP_FIG_ATTR && s->where)
		out.set = s;
	else
		out.where = mdp_pred_and(x->a, f->where, s->where);
	return mdp_figure_one(x, n, &out);
}

/* --- reasons --- */

static bool shares_stem(struct mdp_str a, struct mdp_str b)
{
	size_t n = 0;
	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	return n >= 3;
}

/* Does the name of a reason ("denial reason") speak of what was asked ("denied"), or of nothing in particular? */
static bool is_reason_of(struct mdp_phraser *x, int column, const struct mdp_node *said)
{
	const struct mdp_column *c = &x->c->columns[column];
	struct mdp_str rest = mdp_str_of(c->words), word;
	bool reason = false, fits = !said, plain = true;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		bool is = marks(x, word, "reason");
		reason |= is;
		plain &= is || mdp_words_begin(x->c->entities[c->entity].name, mdp_arena_strndup(x->a, word.p, word.n));
		for (int i = said ? said->from : 0; !is && said && i < said->to; i++)
			fits |= shares_stem(x->t->tokens[i].folded, word);
		for (int i = said ? x->t->first[said->from] : 0; !is && said && i < x->t->first[said->from + 1]; i++) {
			const struct mdp_meaning *m = &x->t->edges[i].meaning;
			const char *text = m->kind == MDP_CAT_VALUE  ? m->text
					   : m->kind == MDP_CAT_WORD ? m->surface
								     : NULL;
			fits |= text && shares_stem(mdp_utf8_fold(x->a, mdp_str_of(text)), word);
		}
	}
	return reason && (fits || plain);
}

/* Of several things, how many there are for each reason, the most frequent first. */
static const struct mdp_phrase *reasons_of(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s,
					   int column)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_FIGURES);
	struct mdp_figure f;
	int cap = 0;
	mdp_figure_column(x, column, NULL, &f);
	f.entity = s->entity;
	MDP_PUSH(x->a, p->figures, p->nfigures, cap, f);
	mdp_figure_count(x, s, &f);
	MDP_PUSH(x->a, p->figures, p->nfigures, cap, f);
	p->split = p->asked = true;
	p->order = (struct mdp_order_by){ .by = &p->figures[1], .descending = true };
	return p;
}

/* (reason SET SAID?): why something happened to a thing, where its table holds the reason. */
static const struct mdp_phrase *op_reason(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	int column = -1;
	if (!s || s->attr || !s->conditioned || s->extreme || s->pending)
		return NULL;
	for (int i = 0; i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->hidden || c->entity != s->entity || c->mirror >= 0 || !c->words || mdp_column_is_number(c) ||
		    !is_reason_of(x, i, n->nargs > 1 ? n->args[1] : NULL))
			continue;
		if (column >= 0)
			return NULL;
		column = i;
	}
	if (column < 0)
		return NULL;
	if (s->plural)
		return reasons_of(x, n, s, column);
	struct mdp_figure f;
	mdp_figure_column(x, column, NULL, &f);
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

const struct mdp_operation mdp_state_operations[] = {
	{ "unlike", 2, op_unlike }, { "lacking", 1, op_lacking },           { "current", 1, op_current },
	{ "reason", 1, op_reason }, { "currentfig", 1, op_current_figure }, { NULL, 0, NULL },
};
