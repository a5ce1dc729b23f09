/*
 * Who stands in a role of a thing, by the word of the role ("the csm of Juniper") or by its verb ("who referred Jane", "members who were
 * referred by another member"), and who does so most often. A role is a reference of its own; some lead to things of the same kind.
 */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

/* The things of which the site says who stands in the role; -1. */
static int owner_of(const struct mdp_phraser *x, int site)
{
	return site < 0 ? -1 : x->c->tables[x->c->sites[site].table].row_entity;
}

/* What people call them by: their name, also where several share one, else their key. */
static int called_by(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	if (e->label >= 0)
		return e->label;
	for (int i = 0; i < x->c->ncolumns; i++)
		if (x->c->columns[i].entity == entity && x->c->columns[i].role == MDP_ROLE_NAME &&
		    x->c->columns[i].mirror < 0)
			return i;
	return e->nkey == 1 ? e->key[0] : -1;
}

/* Whose name that is: of the one that the site refers to, for the thing that the condition is about. */
static const struct mdp_phrase *name_in(struct mdp_phraser *x, const struct mdp_node *n, int site,
					const struct mdp_cond *c)
{
	int owner = owner_of(x, site);
	int label = site < 0 ? -1 : called_by(x, x->c->sites[site].entity);
	if (owner < 0 || label < 0 || !c || c->kind != MDP_COND_PRED || c->owner != owner)
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = owner, .where = c->pred, .conditioned = true, .from = n->from, .to = n->to };
	struct mdp_figure f;
	mdp_figure_column(x, label, x->c->sites[site].role, &f);
	f.entity = owner;
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

/* (inrole ROLE COND): who that is of a thing: the name of the one in that role, where one kind of things has one. */
static const struct mdp_phrase *op_in_role(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	int site = -1;
	for (int i = 0; e && e->meaning.role && i < x->c->nsites; i++) {
		if (!x->c->sites[i].role || strcmp(x->c->sites[i].role, e->meaning.role) != 0)
			continue;
		if (site >= 0)
			return NULL;
		site = i;
	}
	return name_in(x, n, site, mdp_node_cond(n->args[1]));
}

const char *mdp_role_verb(const struct mdp_phraser *x, const char *role)
{
	struct mdp_str rest = mdp_str_of(role ? role : ""), word;
	return rest.n && mdp_str_next(&rest, ' ', &word) ? mdp_lexicon_stem(x->l, x->a, word) : NULL;
}

/* The only reference to somebody whose role is that verb: "referred by" of "who referred". -1. */
static int site_of_verb(struct mdp_phraser *x, const struct mdp_node *verb)
{
	int found = -1;
	const char *stem = x->t->tokens[verb->from].stem;
	for (int i = 0; i < x->c->nsites && stem && verb->to == verb->from + 1; i++) {
		const struct mdp_site *s = &x->c->sites[i];
		const char *verb_of =
			s->unique || !mdp_entity_is_somebody(x, s->entity) ? NULL : mdp_role_verb(x, s->role);
		if (!verb_of || strcmp(stem, verb_of) != 0)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

bool mdp_role_is_deed(const struct mdp_phraser *x, int entity, const char *role)
{
	size_t n = role ? strlen(role) : 0;
	for (int i = 0; n && i < x->c->nsites; i++) {
		const struct mdp_site *s = &x->c->sites[i];
		const char *words = x->c->columns[s->key[0]].words;
		if (s->entity == entity && s->role && !strcmp(s->role, role) && !strncmp(words, role, n) &&
		    !strncmp(words + n, " by", 3))
			return true;
	}
	return false;
}

bool mdp_role_who(struct mdp_phraser *x, int column, struct mdp_figure *f)
{
	for (int i = 0; i < x->c->nsites; i++) {
		const struct mdp_site *s = &x->c->sites[i];
		int label = s->key[0] == column && x->c->entities[s->entity].nkey == 1 &&
					    mdp_entity_is_somebody(x, s->entity) && owner_of(x, i) >= 0
				    ? called_by(x, s->entity)
				    : -1;
		if (label < 0 || s->unique)
			continue;
		mdp_figure_column(x, label, s->role, f);
		f->entity = owner_of(x, i);
		return true;
	}
	return false;
}

bool mdp_role_figure(struct mdp_phraser *x, const struct mdp_node *verb, int owner, struct mdp_figure *f)
{
	int site = site_of_verb(x, verb);
	int label = site < 0 ? -1 : called_by(x, x->c->sites[site].entity);
	if (label < 0 || owner_of(x, site) != owner)
		return false;
	mdp_figure_column(x, label, x->c->sites[site].role, f);
	f->entity = owner;
	return true;
}

/* (rolewho VERB COND): "who referred Margaret Lewis". */
static const struct mdp_phrase *op_role_who(struct mdp_phraser *x, const struct mdp_node *n)
{
	return name_in(x, n, site_of_verb(x, n->args[0]), mdp_node_cond(n->args[1]));
}

/* Is a word of the name what was said ("owner"), or what somebody is called who does it ("approver" of who approved)? */
static bool has_agent(const char *words, const char *stem)
{
	struct mdp_str rest = mdp_str_of(words), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		if (!mdp_str_ends(word, "er") && !mdp_str_ends(word, "or"))
			continue;
		if (mdp_str_is(word, stem))
			return true;
		word.n -= 2;
		if (word.n > 1 && !strncmp(stem, word.p, word.n) && strlen(stem) <= word.n + 1)
			return true;
	}
	return false;
}

/* The only column beside a thing that says who does that to it, by a name where there is one; -1. */
static int agent_column(struct mdp_phraser *x, int entity, const char *stem)
{
	const struct mdp_table *t = &x->c->tables[x->c->entities[entity].table];
	int found = -1;
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		bool who = c->role == MDP_ROLE_NAME || c->role == MDP_ROLE_CATEGORY;
		if (c->hidden || !c->words || !who || !has_agent(c->words, stem))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* The reference by which a thing says who does that to it; -1. */
static int agent_site(struct mdp_phraser *x, int entity, const char *stem)
{
	int found = -1;
	for (int i = 0; i < x->c->nsites; i++) {
		const struct mdp_site *s = &x->c->sites[i];
		const char *verb = mdp_role_verb(x, s->role);
		if (owner_of(x, i) != entity || s->unique || !mdp_entity_is_somebody(x, s->entity) ||
		    (!has_agent(x->c->columns[s->key[0]].words, stem) && (!verb || strcmp(verb, stem) != 0)))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* (agentof VERB SET|COND): "who owns account 12": what its owner is called, as the thing says it or as who it refers to is called. */
static const struct mdp_phrase *op_agent_of(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *of = mdp_node_set(n->args[1]);
	const struct mdp_cond *c = mdp_node_cond(n->args[1]);
	const char *stem = n->args[0] ? x->t->tokens[n->args[0]->from].stem : NULL;
	int entity = of ? of->entity : c && c->kind == MDP_COND_PRED ? c->owner : -1;
	if (!stem || entity < 0 || (of && (of->attr || of->extreme || of->pending || of->having || !of->where)))
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){
		.entity = entity, .where = of ? of->where : c->pred, .conditioned = true, .from = n->from, .to = n->to
	};
	int column = agent_column(x, entity, stem), site = column < 0 ? agent_site(x, entity, stem) : -1;
	if (site >= 0)
		column = called_by(x, x->c->sites[site].entity);
	if (column < 0)
		return NULL;
	struct mdp_figure f;
	mdp_figure_column(x, column, site < 0 ? NULL : x->c->sites[site].role, &f);
	f.entity = entity;
	f.set = s;
	return mdp_figure_one(x, n, &f);
}

static bool is_kind_of_site(const struct mdp_phraser *x, int site, const struct mdp_set *s)
{
	return !s->where && !s->attr && !s->extreme && !s->pending && s->entity == owner_of(x, site);
}

/* Is anybody known to stand in that role? */
static struct mdp_pred *is_done(struct mdp_phraser *x, int site)
{
	return mdp_pred_known(x->a, mdp_phrase_column(x, x->c->sites[site].key[0]));
}

/* (roleknown VERB SET?): "referred by another member": of those that somebody is known to have referred. */
static const struct mdp_phrase *op_role_known(struct mdp_phraser *x, const struct mdp_node *n)
{
	int site = site_of_verb(x, n->args[0]);
	const struct mdp_set *by = n->nargs > 1 ? mdp_node_set(n->args[1]) : NULL;
	int owner = owner_of(x, site);
	if (owner < 0 || (n->nargs > 1 && (!by || by->entity != x->c->sites[site].entity || by->where || by->attr)))
		return NULL;
	return mdp_cond_phrase(x, n, mdp_cond_pred(x, n, is_done(x, site), owner));
}

/* How many each of them did it to. */
static bool count_of(struct mdp_phraser *x, const struct mdp_node *n, int site, struct mdp_figure *f, struct mdp_key *k)
{
	int owner = owner_of(x, site);
	if (owner < 0 || mdp_entity_key(x, x->c->sites[site].entity, x->c->sites[site].role, k) < 0)
		return false;
	mdp_figure_number_of(x, owner, n->from, n->to, f);
	f->where = is_done(x, site); /* what nobody did is nobody's */
	return true;
}

/* (rolemost VERB DIR NUMBER SET?): "who referred the most", "the 5 members who referred the most others". */
static const struct mdp_phrase *op_role_most(struct mdp_phraser *x, const struct mdp_node *n)
{
	int site = site_of_verb(x, n->args[0]);
	const struct mdp_set *s = n->nargs > 3 ? mdp_node_set(n->args[3]) : NULL;
	struct mdp_figure *f = MDP_NEW(x->a, struct mdp_figure);
	struct mdp_key *k = MDP_NEW(x->a, struct mdp_key);
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	double rows = 0;
	if (!count_of(x, n, site, f, k) || !mdp_node_rows(x, n, n->args[2], &rows) ||
	    (n->nargs > 3 && n->args[3] && (!s || !is_kind_of_site(x, site, s))))
		return NULL;
	*e = (struct mdp_extreme){ .descending = strncmp(mdp_node_word(n->args[1]), "asc", 3) != 0,
				   .n = rows > 0 ? rows : 1,
				   .by = f,
				   .from = n->from,
				   .to = n->to };
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_RANK);
	p->extreme = e;
	p->keys = k;
	p->nkeys = 1;
	return p;
}

/* (rolecount VERB CMP NUMBER SET?): "who referred more than 3 others". */
static const struct mdp_phrase *op_role_count(struct mdp_phraser *x, const struct mdp_node *n)
{
	int site = site_of_verb(x, n->args[0]);
	const struct mdp_edge *number = n->args[2] ? n->args[2]->edge : NULL;
	const struct mdp_set *s = n->nargs > 3 ? mdp_node_set(n->args[3]) : NULL;
	struct mdp_having *h = MDP_NEW(x->a, struct mdp_having);
	struct mdp_key *k = MDP_NEW(x->a, struct mdp_key);
	struct mdp_figure f;
	if (!number || number->meaning.kind != MDP_CAT_NUMBER || !mdp_node_cmp(n->args[1], &h->cmp) ||
	    !count_of(x, n, site, &f, k) || (n->nargs > 3 && n->args[3] && (!s || !is_kind_of_site(x, site, s))))
		return NULL;
	h->number = number->number;
	struct mdp_phrase *p = mdp_figure_one(x, n, &f);
	p->keys = k;
	p->nkeys = 1;
	p->having = h;
	p->asked = true;
	return p;
}

const struct mdp_operation mdp_role_operations[] = {
	{ "inrole", 2, op_in_role },
	{ "rolewho", 2, op_role_who },
	{ "roleknown", 1, op_role_known },
	{ "rolemost", 3, op_role_most },
	{ "rolecount", 3, op_role_count },
	{ "agentof", 2, op_agent_of },
	{ NULL, 0, NULL },
};
