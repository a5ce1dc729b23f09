/* Sets: a noun and what is said of it, before or behind. Conditions are attached as they are read, so that each holds of its own noun. */
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

struct mdp_phrase *mdp_set_phrase(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s)
{
	struct mdp_phrase *p = mdp_phrase_new(x, n, MDP_PH_SET);
	p->set = s;
	return p;
}

static struct mdp_set *copy_of(struct mdp_phraser *x, const struct mdp_set *s)
{
	struct mdp_set *copy = MDP_NEW(x->a, struct mdp_set);
	*copy = *s;
	return copy;
}

struct mdp_set *mdp_set_narrowed(struct mdp_phraser *x, const struct mdp_set *s, struct mdp_pred *p)
{
	struct mdp_set *out = copy_of(x, s);
	out->where = mdp_pred_and(x->a, s->where, p);
	out->conditioned = true;
	return out;
}

/* "invoiced" is what was done, not the invoices. */
static bool is_participle(const struct mdp_phraser *x, const struct mdp_edge *e)
{
	struct mdp_str said = x->t->tokens[e->to - 1].folded;
	size_t n = e->meaning.surface ? strlen(e->meaning.surface) : 0;
	return said.n > 4 && mdp_str_ends(said, "ed") && n > 2 && strcmp(e->meaning.surface + n - 2, "ed") != 0;
}

static const struct mdp_phrase *op_set(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e)
		return NULL;
	if (e->meaning.kind == MDP_CAT_ENTITY && !strcmp(e->meaning.sub, "noun") && is_participle(x, e))
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	s->from = e->from;
	s->to = e->to;
	s->plural = mdp_said_plural(x, e->from, e->to);
	if (e->meaning.kind == MDP_CAT_ENTITY) {
		s->entity = e->meaning.id;
		s->role = e->meaning.role;
	} else if (e->meaning.kind == MDP_CAT_ATTR && x->c->columns[e->meaning.id].entity >= 0 &&
		   !mdp_also(x, e, MDP_CAT_WORD, "name") && !mdp_also(x, e, MDP_CAT_WORD, "id")) {
		s->entity = x->c->columns[e->meaning.id].entity;
		s->attr = e;
		/* "lines": rather the invoice's lines than their line types */
		if (s->plural && e->meaning.cost > 0.1 && mdp_also(x, e, MDP_CAT_ENTITY, NULL))
			x->cost += mdp_lexicon_weight(x->l, "vague");
	} else {
		return NULL;
	}
	return mdp_set_phrase(x, n, s);
}

static struct mdp_cond *also_cond(struct mdp_phraser *x, const struct mdp_cond *l, const struct mdp_cond *r)
{
	struct mdp_cond *both = MDP_NEW(x->a, struct mdp_cond);
	*both = *r;
	if (!l)
		return both;
	*both = (struct mdp_cond){ .kind = MDP_COND_AND, .args = { l, r }, .from = l->from, .to = r->to };
	both->owner = both->scope = -1;
	return both;
}

/* "Customers who called more than 7 times": a time that is said behind it is of the calls. */
static bool has_happened(const struct mdp_phraser *x, const struct mdp_cond *c)
{
	if (c->kind == MDP_COND_PRED && c->dated)
		return true;
	bool never = c->kind == MDP_COND_NOT;
	c = never ? c->args[0] : c;
	return c->kind == MDP_COND_LINK && (never || c->counted || c->event) && !c->set->attr && !c->set->dated &&
	       mdp_entity_happens(x, c->set->entity);
}

bool mdp_set_happened_before(const struct mdp_set *s, int token)
{
	return s->happened_to && mdp_stands_behind(token, s->happened_to);
}

static bool add(struct mdp_phraser *x, struct mdp_set *s, const struct mdp_cond *c)
{
	struct mdp_pred *p;
	s->conditioned = true;
	if (has_happened(x, c))
		s->happened_to = c->to;
	if (mdp_said_of_other(x, c, s->entity) || (c->apart && c->set->entity == s->entity))
		return false;
	switch (c->kind) {
	case MDP_COND_AND:
		return add(x, s, c->args[0]) && add(x, s, c->args[1]);
	case MDP_COND_EXTREME:
		if (s->extreme)
			return false;
		s->extreme = c->extreme;
		return true;
	case MDP_COND_CREATED:
	case MDP_COND_TIMEROLE:
		s->pending = also_cond(x, s->pending, c);
		return true;
	case MDP_COND_PRED:
		if (!c->compared)
			break;
		s->pending = also_cond(x, s->pending, c);
		return true;
	case MDP_COND_PERIOD:
		if (!c->dated && mdp_set_happened_before(s, c->from))
			return false;
		if (!s->attr && (mdp_entity_happens(x, s->entity) || c->dated)) {
			if (s->dated)
				return false; /* two periods of one thing */
			s->dated = true;
			break;
		}
		s->pending = also_cond(x, s->pending, c);
		return true;
	default:
		break;
	}
	if (s->attr)
		return mdp_attach_to_group(x, s, c, s) >= 0;
	if (mdp_attach(x, s->entity, c, &p) < 0 || mdp_pred_contradicts(s->where, p))
		return false;
	s->where = mdp_pred_and(x->a, s->where, p);
	return true;
}

/* "Employees who left in 2024" left then, and did not begin then: which day that is, the whole question sees to. */
static bool is_then(const struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_set *s,
		    const struct mdp_cond *c)
{
	bool both = c->kind == MDP_COND_AND;
	const struct mdp_cond *last = both ? c->args[1] : c;
	int since =
		last->kind == MDP_COND_PERIOD && !last->dated && !s->attr ? mdp_node_state_date(x, n->args[both]) : -1;
	if (last->kind == MDP_COND_PERIOD && !last->dated && !s->attr && mdp_node_state_event(x, n->args[both]))
		return true;
	return since >= 0 && since != x->c->entities[s->entity].time;
}

/* Said of a thing itself, a condition is about its own attributes or those of what it determines, but for what links it with others. */
static const struct mdp_phrase *op_mod(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_cond *c = mdp_node_cond(n->args[1]);
	if (!s || !c || s->extreme)
		return NULL;
	if (is_then(x, n, s, c))
		return NULL;
	/* "which account executives have won deals": no word before a verb is one of what comes after it */
	const struct mdp_node *said = n->args[1];
	if (said->to < n->to && said->from == n->from && mdp_begins_with(x, said->to, "noise", "aux", "aux") &&
	    !mdp_begins_with(x, said->from, "noise", "aux", "aux") &&
	    !mdp_begins_with(x, said->from, "neg", "not", "no"))
		return NULL;
	/* "failed direct debits": no word of their payments stands before memberships that are called by their way of paying */
	if ((mdp_node_is(n->args[0], "kinds") || mdp_node_is(n->args[0], "masses")) && n->from < n->args[0]->from &&
	    c->kind == MDP_COND_PRED && !mdp_entity_determines(x, s->entity, c->owner))
		return NULL;
	struct mdp_set *out = copy_of(x, s);
	return add(x, out, c) ? mdp_set_phrase(x, n, out) : NULL;
}

static const struct mdp_phrase *op_all(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	if (!s)
		return NULL;
	struct mdp_set *out = copy_of(x, s);
	out->all = true;
	return mdp_set_phrase(x, n, out);
}

/* (first DIR N SET FIGURE): N and FIGURE may be nil. */
static const struct mdp_phrase *op_first(struct mdp_phraser *x, const struct mdp_node *n)
{
	const char *dir = mdp_node_word(n->args[0]);
	const struct mdp_set *s = mdp_node_set(n->args[2]);
	const struct mdp_figure *by = n->nargs > 3 ? mdp_node_figure(n->args[3]) : NULL;
	double count;
	if (!mdp_node_rows(x, n, n->args[1], &count) || !s || (n->nargs > 3 && n->args[3] && !by))
		return NULL;
	if (count != 0 && !(count >= 1 && count <= 1e6 && count <= (double)(int)count)) {
		mdp_phraser_refuse(x, MDP_REASON_INVALID_QUERY, n->from, n->to, "%g is no number of rows", count);
		return NULL;
	}
	if (by && mdp_sold_not_left(x, n->from, n->to, by))
		return NULL;
	struct mdp_set *out = copy_of(x, s);
	struct mdp_extreme *e = MDP_NEW(x->a, struct mdp_extreme);
	*e = (struct mdp_extreme){ .n = count, .by = by, .from = n->from, .to = n->to, .head = s->to };
	e->descending = strncmp(dir, "asc", 3) != 0 && strcmp(dir, "earliest") != 0 && strcmp(dir, "first") != 0;
	if (!strcmp(dir, "earliest") || !strcmp(dir, "latest") || !strcmp(dir, "first") || !strcmp(dir, "last")) {
		/* by its own time */
		int time = s->attr ? -1 : x->c->entities[s->entity].time;
		if (time < 0)
			return NULL;
		struct mdp_figure *f = MDP_NEW(x->a, struct mdp_figure);
		mdp_figure_column(x, time, NULL, f);
		f->entity = s->entity; /* also where its day is that of something it determines */
		e->by = f;
	}
	out->extreme = s->extreme ? mdp_extreme_both(x, e, s->extreme) : e;
	if (!out->extreme)
		return NULL;
	out->conditioned = true;
	return mdp_set_phrase(x, n, out);
}

/* "M402200": letters and digits in one word. */
static bool is_code(struct mdp_str s)
{
	bool digit = false, letter = false;
	for (size_t i = 0; i < s.n; i++) {
		digit |= s.p[i] >= '0' && s.p[i] <= '9';
		letter |= (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z');
	}
	return digit && letter;
}

/* "Ward 7" is the ward that is called so, whatever the number in its key. */
static bool is_name_of(const struct mdp_phraser *x, const struct mdp_node *n, int entity)
{
	for (int i = n->from < x->t->ntokens ? x->t->first[n->from] : 0; i < x->t->first[n->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to == n->to && e->meaning.kind == MDP_CAT_VALUE &&
		    x->c->columns[e->meaning.column].entity == entity &&
		    x->c->columns[e->meaning.column].role == MDP_ROLE_NAME)
			return true;
	}
	return false;
}

/* "order 1234", "customer 42": by the number in its key, which may be named as well ("orders with order number 1234"). */
static const struct mdp_phrase *op_numbered(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_edge *e = n->args[1] ? n->args[1]->edge : NULL;
	struct mdp_str code =
		n->args[1] && !e ? mdp_said(x, n->args[1]->from, n->args[1]->to) : (struct mdp_str){ "", 0 };
	if (!s || s->attr || (s->plural && n->nargs < 3) || (!e && !is_code(code)) || is_name_of(x, n, s->entity))
		return NULL;
	const struct mdp_entity *entity = &x->c->entities[s->entity];
	int column = -1;
	for (int i = 0; i < entity->nkey; i++)
		if ((x->c->columns[entity->key[i]].role == MDP_ROLE_ID || entity->nkey == 1) &&
		    !mdp_catalog_refers(x->c, s->entity, entity->key[i]))
			column = column < 0 ? entity->key[i] : column;
	if (column < 0)
		return NULL;
	enum mdp_type type = x->c->columns[column].type;
	struct mdp_expr *value = type == MDP_T_TEXT ? mdp_expr_value(x->a, mdp_value_text(e ? e->text : code))
						    : mdp_phrase_number(x, e ? e->number : 0);
	if (type != MDP_T_TEXT && (type != MDP_T_INT || !e))
		return NULL;
	struct mdp_pred *is = mdp_pred_cmp(x->a, MDP_CMP_EQ, mdp_phrase_column(x, column), value);
	return mdp_set_phrase(x, n, mdp_set_narrowed(x, s, is));
}

bool mdp_set_is_one(const struct mdp_phraser *x, const struct mdp_set *s)
{
	const struct mdp_entity *e = &x->c->entities[s->entity];
	if (s->attr || s->plural || s->extreme || s->anyone || s->all)
		return false;
	for (int i = 0; i < mdp_pred_nparts(s->where); i++) {
		const struct mdp_pred *p = mdp_pred_part(s->where, i);
		if (p->kind != MDP_P_CMP || p->cmp != MDP_CMP_EQ || p->left->kind != MDP_X_COLUMN ||
		    p->right[0]->kind != MDP_X_VALUE)
			continue;
		int column = mdp_catalog_original(x->c, mdp_catalog_column(x->c, mdp_str_of(p->left->name)));
		bool known = e->label_unique && column == e->label;
		for (int k = 0; k < e->nkey; k++)
			known |= column == mdp_catalog_original(x->c, e->key[k]) &&
				 (x->c->columns[column].role == MDP_ROLE_ID ||
				  x->c->columns[column].type == MDP_T_TEXT) &&
				 !mdp_catalog_refers(x->c, s->entity, e->key[k]);
		if (known)
			return true;
	}
	return false;
}

/* (ownnumber SET NUMBER SET): the number is said with another name of the same things ("customers with user id 42"). */
static const struct mdp_phrase *op_own_number(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]), *named = mdp_node_set(n->args[2]);
	if (!s || !named || s->entity != named->entity || named->where || named->attr)
		return NULL;
	return op_numbered(x, n);
}

/* "the album named X", "customer Jane Doe": one of its own names, not that of something else. */
static const struct mdp_phrase *op_named(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[0]);
	const struct mdp_cond *c = mdp_node_cond(n->args[1]);
	if (!s || !c || c->kind != MDP_COND_PRED || c->pred->kind != MDP_P_CMP || c->pred->left->kind != MDP_X_COLUMN)
		return NULL;
	int column = mdp_catalog_column(x->c, mdp_str_of(c->pred->left->name));
	if (column < 0 ||
	    (s->attr ? mdp_catalog_original(x->c, column) != mdp_catalog_original(x->c, s->attr->meaning.id)
		     : x->c->columns[column].entity != s->entity))
		return NULL;
	struct mdp_set *out = copy_of(x, s);
	return add(x, out, c) ? mdp_set_phrase(x, n, out) : NULL;
}

/* "who", "people": the customers, the patients, whoever this data is about. */
static const struct mdp_phrase *op_people(struct mdp_phraser *x, const struct mdp_node *n)
{
	int e = mdp_entity_people(x);
	if (e < 0 || (mdp_node_is(n, "salespeople") && mdp_entity_buys(x, e)))
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = e, .from = n->from, .to = n->to, .anyone = true };
	s->plural = n->nargs && n->args[0] && mdp_said_plural(x, n->args[0]->from, n->args[0]->to);
	return mdp_set_phrase(x, n, s);
}

/* (doers FIGURE): "who teaches the most classes": those to whom the classes lead. */
static const struct mdp_phrase *op_doers(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	int e = f && f->entity >= 0 ? mdp_entity_people_of(x, f->entity) : -1;
	if (e < 0 || e == f->entity)
		return NULL;
	/* who sells the most orders is nobody who buys them */
	for (int at = n->from; at < n->to; at++)
		if (mdp_begins_with(x, at, "verb", "sell", "sell") && mdp_entity_buys(x, e))
			return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = e, .from = n->from, .to = n->to };
	return mdp_set_phrase(x, n, s);
}

/* (done ENTITY): what was done, of the verb that names it ("invoiced"). */
static const struct mdp_phrase *op_done(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	if (!e || e->meaning.kind != MDP_CAT_ENTITY || !is_participle(x, e))
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = e->meaning.id, .from = n->from, .to = n->to, .plural = true };
	return mdp_set_phrase(x, n, s);
}

/* (having VALS): the thing that goes by these values ("Jane Doe" of "Jane Doe's address"). */
static const struct mdp_phrase *op_having(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_node eq = { .op = "eq", .args = n->args, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	if (!mdp_phrase_apply(x, &eq, &p) || !p || p->cond->kind == MDP_COND_OR)
		return NULL;
	const struct mdp_cond *c = p->cond;
	while (c->kind == MDP_COND_AND)
		c = c->args[0];
	if (c->kind != MDP_COND_PRED || c->compared)
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = c->owner, .from = n->from, .to = n->to };
	return add(x, s, p->cond) ? mdp_set_phrase(x, n, s) : NULL;
}

/* Is the word also that of a day which all things of the value's kind have? */
static bool begins_all(const struct mdp_phraser *x, const struct mdp_edge *value)
{
	int entity = x->c->columns[value->meaning.column].entity;
	for (int i = x->t->first[value->from]; i < x->t->first[value->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->to == value->to && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") &&
		    x->c->columns[e->meaning.id].entity == entity && x->c->columns[e->meaning.id].nulls == 0)
			return true;
	}
	return false;
}

/* "Which tasting", "the last meeting": one of those. */
static bool is_one_of(const struct mdp_phraser *x, int at)
{
	return at > 0 && ((at == 1 && mdp_begins_with(x, 0, "q", "which", "which")) ||
			  mdp_begins_with(x, at - 1, "dir", "first", "last") ||
			  mdp_begins_with(x, at - 1, "dir", "earliest", "latest"));
}

/* (kinds VALS): things by what they are, said in the plural: "supermarkets", where that is a value of their category; (masses VALS): where the word
 * has none, "kitchenware"; (onekind VALS): one of those. */
static const struct mdp_phrase *op_kinds(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *vals = n->args[0];
	bool mass = mdp_node_is(n, "masses"), any_number = mdp_node_is(n, "onekind");
	for (int i = 0; vals && i < vals->nargs; i++) {
		const struct mdp_edge *e = vals->args[i]->edge;
		if (!e || e->meaning.kind != MDP_CAT_VALUE)
			continue;
		const int of = x->c->columns[e->meaning.column].entity;
		if (mass && (of < 0 || x->c->entities[of].label < 0))
			return NULL; /* "card over 50" lists no payments */
		enum mdp_role role = x->c->columns[e->meaning.column].role;
		/* by their own word; what another word of its ring calls so may be something else */
		if (role == MDP_ROLE_NAME || role == MDP_ROLE_ID || role == MDP_ROLE_GEO ||
		    e->meaning.cost > mdp_lexicon_weight(x->l, "code") + mdp_lexicon_weight(x->l, "inflection") ||
		    (mdp_said_plural(x, e->from, e->to) == mass && !any_number && !is_one_of(x, e->from)))
			return NULL;
		/* "bookings" are not what is still `booked`, where all things have a day on which they were */
		if (begins_all(x, e))
			return NULL;
	}
	struct mdp_phrase *p = (struct mdp_phrase *)(uintptr_t)op_having(x, n);
	if (p)
		((struct mdp_set *)(uintptr_t)p->set)->plural =
			mass || mdp_said_plural(x, n->from, n->to) || !is_one_of(x, n->from);
	return p;
}

/* (kindflag FLAG): "decision makers", of whom that is so. */
static const struct mdp_phrase *op_kind_flag(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_node flag = { .op = "flag", .args = n->args, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	if (!e || !mdp_said_plural(x, e->from, e->to) || !mdp_phrase_apply(x, &flag, &p) || !p ||
	    p->cond->kind != MDP_COND_PRED)
		return NULL;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	*s = (struct mdp_set){ .entity = p->cond->owner, .from = n->from, .to = n->to, .plural = true };
	return add(x, s, p->cond) ? mdp_set_phrase(x, n, s) : NULL;
}

const struct mdp_operation mdp_set_operations[] = {
	{ "kinds", 1, op_kinds },
	{ "masses", 1, op_kinds },
	{ "onekind", 1, op_kinds },
	{ "kindflag", 1, op_kind_flag },
	{ "having", 1, op_having },
	{ "done", 1, op_done },
	{ "salespeople", 0, op_people },
	{ "people", 0, op_people },
	{ "doers", 1, op_doers },
	{ "set", 1, op_set },
	{ "mod", 2, op_mod },
	{ "all", 1, op_all },
	{ "first", 3, op_first },
	{ "numbered", 2, op_numbered },
	{ "ownnumber", 3, op_own_number },
	{ "named", 2, op_named },
	{ NULL, 0, NULL },
};
