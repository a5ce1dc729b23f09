/*
 * "How many orders were delivered each month", "deals won in March": a state that is said behind the things, as what happened to them,
 * is asked by the day on which it came about. That is the date that has its name ("delivered on"), or else the one that the data show to
 * come with it (the day on which deals were closed, for those that were won).
 */
#include <string.h>

#include "base/utf8.h"
#include "parse/frame.h"
#include "base/banned.h"

static bool is_past(struct mdp_str word, const char *stem)
{
	if (word.n > 4 && !memcmp(word.p + word.n - 2, "ed", 2))
		return true;
	return stem && !mdp_str_starts(word, stem); /* "won" comes of "win" */
}

/* "won" of "Closed Won". */
static struct mdp_str last_word(struct mdp_str words)
{
	struct mdp_str word = words;
	for (struct mdp_str rest = words; rest.n && mdp_str_next(&rest, ' ', &word);)
		;
	return word;
}

/* Said as what happened: "delivered", "won"; "did they leave", of a state called "left". */
bool mdp_is_participle(const struct mdp_phraser *x, int token, const char *state)
{
	const struct mdp_token *t = &x->t->tokens[token];
	return is_past(t->folded, t->stem) ||
	       (state && t->stem && is_past(last_word(mdp_utf8_fold(x->a, mdp_str_of(state))), t->stem));
}

/* 1 + the column of a date of the same thing that goes by the same words; 0. */
static int date_called(const struct mdp_phraser *x, const struct mdp_edge *state, int entity)
{
	for (int i = x->t->first[state->from]; i < x->t->first[state->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to == state->to && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") &&
		    x->c->columns[e->meaning.id].entity == entity)
			return 1 + e->meaning.id;
	}
	return 0;
}

static int date_since(const struct mdp_meaning *m, const struct mdp_column *c)
{
	if (m->kind == MDP_CAT_ATTR)
		return c->since;
	return mdp_catalog_since(c, mdp_str_of(m->text));
}

/* The token behind the first noun that is a thing or a figure; MDP_LIMIT_TOKENS when there is none. */
static int behind_noun(const struct mdp_node *n, int depth)
{
	int best = MDP_LIMIT_TOKENS;
	if (!n || depth > MDP_LIMIT_QUERY_DEPTH)
		return best;
	if (n->edge && (n->edge->meaning.kind == MDP_CAT_ENTITY || n->edge->meaning.kind == MDP_CAT_MEASURE))
		return n->to;
	for (int i = 0; i < n->nargs; i++) {
		int in = behind_noun(n->args[i], depth + 1);
		best = in < best ? in : best;
	}
	return best;
}

/* "Claims denied last month", where denials are kept with a day of their own: then it happened, whatever the day of the claim. */
static bool is_also_event(const struct mdp_phraser *x, const struct mdp_edge *state, int entity)
{
	bool is = false;
	for (int i = x->t->first[state->from]; i < x->t->first[state->from + 1] && !is; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		is = e->to == state->to && e->meaning.kind == MDP_CAT_ENTITY && !strcmp(e->meaning.sub, "verb") &&
		     e->meaning.id != entity && mdp_entity_happens(x, e->meaning.id) &&
		     mdp_entity_determines((struct mdp_phraser *)(uintptr_t)x, e->meaning.id, entity);
	}
	return is;
}

/* The day of a state that is said behind token `head`: 1 + its column; 0 when none is, -1 when several are. */
static int said_in(const struct mdp_phraser *x, const struct mdp_node *n, int head, int depth, double *cost)
{
	int found = 0;
	if (!n || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	for (int i = 0; i < n->nargs && found >= 0; i++) {
		int in = said_in(x, n->args[i], head, depth + 1, cost);
		found = in && found && in != found ? -1 : in ? in : found;
	}
	const struct mdp_meaning *m = n->edge ? &n->edge->meaning : NULL;
	if (!m || n->from < head || !mdp_is_participle(x, n->to - 1, m->kind == MDP_CAT_VALUE ? m->text : NULL) ||
	    !(m->kind == MDP_CAT_VALUE || (m->kind == MDP_CAT_ATTR && x->c->columns[m->id].role == MDP_ROLE_FLAG)))
		return found;
	const struct mdp_column *c = &x->c->columns[m->kind == MDP_CAT_VALUE ? m->column : m->id];
	int date = c->entity < 0 ? 0 : date_called(x, n->edge, c->entity);
	/* what was booked in March was, whatever became of it since: rather the day alone */
	*cost += date                                   ? mdp_lexicon_weight(x->l, "state_with_day")
		 : is_also_event(x, n->edge, c->entity) ? mdp_lexicon_weight(x->l, "state_with_event")
							: 0;
	return date ? date : date_since(m, c);
}

bool mdp_node_state_event(const struct mdp_phraser *x, const struct mdp_node *n)
{
	bool is = false;
	if (!n)
		return false;
	const struct mdp_meaning *m = n->edge ? &n->edge->meaning : NULL;
	if (m && m->kind == MDP_CAT_VALUE && x->c->columns[m->column].entity >= 0 &&
	    mdp_is_participle(x, n->to - 1, m->text))
		return is_also_event(x, n->edge, x->c->columns[m->column].entity);
	for (int i = 0; i < n->nargs && !is; i++)
		is = mdp_node_state_event(x, n->args[i]);
	return is;
}

int mdp_node_state_date(const struct mdp_phraser *x, const struct mdp_node *n)
{
	double cost = 0;
	int head = behind_noun(n, 0), date = said_in(x, n, head < MDP_LIMIT_TOKENS ? head : n->from, 0, &cost);
	return date > 0 ? date - 1 : -1;
}

/* "Appeals in 2024", of what has a flag and a date of that word: then they were appealed. 1 + its column; 0. */
static int kind_since(const struct mdp_phraser *x, const struct mdp_node *n, int entity, int depth)
{
	if (!n || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	if (mdp_node_is(n, "kindflag") && n->args[0] && n->args[0]->edge)
		return date_called(x, n->args[0]->edge, entity);
	int found = 0;
	for (int i = 0; i < n->nargs && !found; i++)
		found = kind_since(x, n->args[i], entity, depth + 1);
	return found;
}

static bool asks_for_time(const struct mdp_frame *f)
{
	bool time = f->nperiods > 0 || f->versus != NULL || (f->ranked && f->target.grain);
	for (int i = 0; i < f->nkeys; i++)
		time |= f->keys[i].grain != MDP_GRAIN_NONE;
	return time;
}

/* "Deals created in May", where deals have a date of that name beside their own: 1 + its column; 0. */
static int created_on(const struct mdp_phraser *x, int entity)
{
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		int date = e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "verb") && e->meaning.sub &&
					   !strcmp(e->meaning.sub, "create")
				   ? date_called(x, e, entity)
				   : 0;
		if (date)
			return date;
	}
	return 0;
}

/* "Invoiced amount" is not what was paid for invoices: right before a figure the word is about what has that date. */
int mdp_frame_dated_figure(struct mdp_frame *f)
{
	const struct mdp_figure *it = mdp_frame_amount(f);
	int entity = -1;
	if (!it || it->counts)
		return 0;
	if (f->dated && f->dated_to > 0 && it->from == f->dated_to)
		entity = f->x->c->columns[f->dated - 1].entity;
	for (int i = 0; i < f->nconds && entity < 0; i++)
		if (f->conds[i]->kind == MDP_COND_LINK && f->conds[i]->event && f->conds[i]->to == it->from)
			entity = f->conds[i]->set->entity;
	if (entity < 0)
		return 0;
	const struct mdp_entity *of = &f->x->c->entities[it->entity], *done = &f->x->c->entities[entity];
	if (entity == it->entity || of->table == done->table || mdp_words_begin(of->name, done->name))
		return 0;
	return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to, "`%s` is of %s, not of %s", it->name,
				of->plural, done->plural);
}

/* "Won amount", where deals are "Closed Won" from a day on: the amount came about on that day. 1 + its column; 0. */
static int amount_since(const struct mdp_phraser *x, const struct mdp_figure *amount)
{
	const char *name = amount->measure >= 0 ? x->c->measures[amount->measure].name : NULL;
	for (int i = 0; name && i < x->c->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		for (int v = 0; v < c->nvalues; v++)
			if (c->values[v].since && x->c->columns[c->values[v].since - 1].entity == amount->entity &&
			    mdp_words_have(name, last_word(mdp_utf8_fold(x->a, mdp_str_of(c->values[v].text)))))
				return c->values[v].since;
	}
	return 0;
}

void mdp_frame_said_dates(struct mdp_frame *f, const struct mdp_cover *cover)
{
	const struct mdp_figure *amount = mdp_frame_amount(f);
	int of = f->listed                      ? f->listed->entity
		 : amount                       ? amount->entity
		 : f->extreme && f->extreme->by ? f->extreme->by->entity
						: -1;
	int head = MDP_LIMIT_TOKENS, date = 0, first_end = 0;
	const struct mdp_figure *by = amount ? amount : f->rank_by ? f->rank_by : f->extreme ? f->extreme->by : NULL;
	if (of < 0 || f->dated || !asks_for_time(f))
		return;
	if (amount && amount->dated) {
		f->dated = amount->dated;
		return;
	}
	if (f->created) {
		f->dated = f->fresh ? 0 : created_on(f->x, of);
		f->created = f->dated == 0;
		return;
	}
	if (f->time_role)
		return;
	f->dated = by ? amount_since(f->x, by) : 0;
	for (int i = 0; i < cover->nclauses && !f->dated; i++)
		f->dated = kind_since(f->x, cover->clauses[i], of, 0);
	for (int i = 0; i < cover->nclauses && !f->dated; i++) {
		int in = behind_noun(cover->clauses[i], 0);
		head = in < head ? in : head;
	}
	/* "the leads that we got in 2024 were converted": the year is of the leads */
	for (int i = 0; i < f->nperiods; i++)
		if (f->period_nodes[i] && f->period_nodes[i]->from >= head && f->period_nodes[i]->to > first_end)
			first_end = f->period_nodes[i]->to;
	for (int i = 0; i < cover->nclauses && date >= 0 && !f->dated; i++) {
		if (first_end && cover->clauses[i]->from >= first_end)
			continue;
		int in = said_in(f->x, cover->clauses[i], head, 0, &f->cost);
		date = in && date && in != date ? -1 : in ? in : date;
	}
	if (date > 0 && mdp_entity_determines(f->x, of, f->x->c->columns[date - 1].entity))
		f->dated = date;
}
