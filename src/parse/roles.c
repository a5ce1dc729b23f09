/*
 * Roles. Where several references lead from what is asked to what is said of it (a flight has an origin and a destination airport),
 * its words tell which is meant: a name ("destination city"), the role before a value ("origin Paris"), or a word for that end of the
 * way ("to Paris"). A reference that has no role is meant where none is said, and of several days the first: the answer says so. What
 * is left means several things: each is a variant of the question, and the person chooses.
 */
#include "parse/frame.h"

#include <string.h>

#include "base/banned.h"

#define ROLES_MAX 8

struct roles {
	const char *names[ROLES_MAX];
	int n;
};

/* The roles by which `from` leads to `to`, of the first reference on the way that has several; none if one has no role. */
static void roles_between(const struct mdp_phraser *x, int from, int to, struct roles *r)
{
	const struct mdp_catalog *c = x->c;
	int links[16], n = mdp_catalog_path(c, from, to, NULL, links, 16);
	r->n = 0;
	for (int i = 0; i < n && r->n < 2; i++) {
		const struct mdp_link *l = &c->links[links[i]];
		r->n = 0;
		for (int k = 0; k < c->nlinks && c->sites[l->to_site].role; k++) {
			const struct mdp_link *o = &c->links[k];
			const char *role = c->sites[o->to_site].role;
			bool known = o->from != l->from || o->to != l->to || !role ||
				     c->sites[o->to_site].table != c->sites[l->to_site].table;
			for (int j = 0; j < r->n && !known; j++)
				known = strcmp(r->names[j], role) == 0;
			if (!known && r->n < ROLES_MAX)
				r->names[r->n++] = role;
		}
	}
}

static struct mdp_expr *column_in(struct mdp_pred *p, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return NULL;
	if (p->kind == MDP_P_NOT)
		return column_in(p->args[0], depth + 1);
	return p->kind == MDP_P_CMP && p->left && p->left->kind == MDP_X_COLUMN ? p->left : NULL;
}

int mdp_way_apply(struct mdp_phraser *x, int entity, const struct mdp_cond *c, struct mdp_pred **out)
{
	struct mdp_pred *p = MDP_NEW(x->a, struct mdp_pred);
	*p = *c->pred;
	*out = c->pred;
	struct mdp_expr *left = c->way ? column_in(p, 0) : NULL;
	struct roles roles;
	int column = left && !left->role ? mdp_catalog_column(x->c, mdp_str_of(left->name)) : -1;
	if (column < 0 || p->kind != MDP_P_CMP)
		return 0;
	const struct mdp_meaning *way = &c->way->meaning;
	const char *own = mdp_lexicon_end(x->l, x->a, x->c->columns[column].words);
	int from = mdp_entity_determines(x, entity, c->owner) ? entity : mdp_entity_meeting(x, entity, c->owner);
	if (own && !way->role && strcmp(own, way->sub) != 0)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, c->from, c->to,
					  "`%s` is the other end of the way", x->c->columns[column].words);
	if (own || from < 0)
		return 0;
	roles_between(x, from, c->owner, &roles);
	const char *role = NULL;
	for (int i = 0; i < roles.n && !role; i++) {
		const char *end = way->role ? NULL : mdp_lexicon_end(x->l, x->a, roles.names[i]);
		if (way->role ? !strcmp(way->role, roles.names[i]) : end && !strcmp(end, way->sub))
			role = roles.names[i];
	}
	if (way->role && !role)
		return mdp_phraser_refuse(x, MDP_REASON_NOT_CONNECTED, c->from, c->to, "%s have no %s of the kind `%s`",
					  x->c->entities[entity].plural, x->c->entities[c->owner].name, way->role);
	if (role) {
		p->left = MDP_NEW(x->a, struct mdp_expr);
		*p->left = *c->pred->left;
		p->left->role = role;
		*out = p;
	}
	return 0;
}

/* --- what no word tells apart --- */

/* A query at work; the chosen role of each pair of entities is the same all over it. */
struct spread {
	struct mdp_frame *f;
	int rest; /* of the variant's number */
	struct {
		int from, to;
		const char *role;
	} chosen[ROLES_MAX];
	int n;
	bool days; /* the role that was said of the day has been used */
	const struct mdp_set *as; /* what is listed or counted in a role ("agencies"); NULL */
	bool in_role; /* … and something in the query says of what they are that */
};

/* The role of a day: the one that was said, else the first. */
static const char *choose_day(struct spread *s, const struct roles *roles)
{
	const char *said = s->f->time_role ? s->f->time_role->meaning.role : NULL;
	for (int i = 0; i < roles->n && said; i++)
		if (!strcmp(roles->names[i], said)) {
			s->days = true;
			return roles->names[i];
		}
	return roles->names[0];
}

static bool is_clerk(const struct mdp_phraser *x, const char *role)
{
	struct mdp_str rest = mdp_str_of(role), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		if (mdp_is_line_of(x, "clerks.lex", word))
			return true;
	return false;
}

/* Whose something is comes before who only wrote it down or signed it off, where there are both. */
static void leave_clerks(const struct mdp_phraser *x, struct roles *r)
{
	int n = 0;
	for (int i = 0; i < r->n; i++)
		n += !is_clerk(x, r->names[i]);
	for (int i = 0, k = 0, all = r->n; i < all && n > 0; i++)
		if (!is_clerk(x, r->names[i])) {
			r->names[k++] = r->names[i];
			r->n = k;
		}
}

/* "Which agent closed the most tickets": the one by whom they were closed. NULL: no verb tells, or two do. */
static const char *said_with_verb(const struct mdp_phraser *x, const struct roles *r)
{
	const char *found = NULL;
	for (int i = 0; i < r->n; i++) {
		const char *stem = mdp_role_verb(x, r->names[i]);
		bool said = false;
		for (int k = 0; stem && k < x->t->ntokens; k++)
			said |= x->t->tokens[k].stem && !strcmp(stem, x->t->tokens[k].stem);
		if (said && found)
			return NULL;
		found = said ? r->names[i] : found;
	}
	return found;
}

static const char *among(const struct roles *r, const char *role)
{
	for (int i = 0; i < r->n; i++)
		if (!strcmp(r->names[i], role))
			return role;
	return NULL;
}

/* By which of its references an instance of `from` leads to one of `to`; NULL: by the only one, or the one without a role. */
static const char *choose(struct spread *s, int from, int to)
{
	struct roles roles;
	for (int i = 0; i < s->n; i++)
		if (s->chosen[i].from == from && s->chosen[i].to == to)
			return s->chosen[i].role;
	roles_between(s->f->x, from, to, &roles);
	const char *role = s->as && to == s->as->entity ? among(&roles, s->as->role) : NULL;
	if (role) {
		s->in_role = true;
	} else if (roles.n > 1 && mdp_catalog_is_calendar(s->f->x->c, to)) {
		role = choose_day(s, &roles);
	} else if (roles.n > 1 && (role = said_with_verb(s->f->x, &roles))) {
		;
	} else if (roles.n > 1) {
		leave_clerks(s->f->x, &roles);
		role = roles.names[s->rest % roles.n];
		s->rest /= roles.n;
		s->f->nvariants *= roles.n;
	}
	if (s->n < ROLES_MAX) {
		s->chosen[s->n].from = from;
		s->chosen[s->n].to = to;
		s->chosen[s->n++].role = role;
	}
	return role;
}

/* A key in a role is the column that refers to it, where that has the same words: one query for two ways to say it. */
static void read_reference(const struct spread *s, struct mdp_expr *x, int scope, int column)
{
	const struct mdp_catalog *c = s->f->x->c;
	int owner = c->columns[column].entity, links[16];
	int n = c->entities[owner].nkey == 1 && c->entities[owner].key[0] == column
			? mdp_catalog_path(c, scope, owner, x->role, links, 16)
			: 0;
	if (n < 1)
		return;
	int there = c->sites[c->links[links[n - 1]].to_site].key[0];
	if (strcmp(c->columns[there].words, mdp_phrase_role_words(s->f->x, x->role, c->columns[column].words)) != 0)
		return;
	x->name = mdp_phrase_colname(s->f->x, there);
	x->role = NULL;
}

static void spread_pred(struct spread *s, struct mdp_pred *p, int scope, int depth);

/* By which reference things of `of` belong to the instance of `scope` that surrounds them. */
static const char *role_back(struct spread *s, const char *said, int of, int scope)
{
	bool back = !said && of >= 0 && scope >= 0 && of != scope && mdp_entity_links(s->f->x, of, scope) > 0 &&
		    mdp_entity_links(s->f->x, scope, of) < 0;
	const char *role = back ? choose(s, of, scope) : said;
	if (back &&
	    mdp_role_is_deed(s->f->x, scope, role)) /* who did it is rather asked of the thing: "who sold sale 12" */
		s->f->cost += mdp_lexicon_weight(s->f->x->l, "link");
	return role;
}

/* `inside`: on an instance of `scope`, not on a group of them. */
static void spread_expr(struct spread *s, struct mdp_expr *x, int scope, bool inside, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	if (x->kind == MDP_X_COLUMN) {
		int column = mdp_catalog_column(s->f->x->c, mdp_str_of(x->name));
		int owner = column < 0 ? -1 : s->f->x->c->columns[column].entity;
		if (owner >= 0 && scope >= 0 && owner != scope && !x->role)
			x->role = choose(s, scope, owner);
		if (owner >= 0 && scope >= 0 && x->role)
			read_reference(s, x, scope, column);
		return;
	}
	if (x->kind == MDP_X_AGG && x->entity) {
		int of = mdp_catalog_entity(s->f->x->c, mdp_str_of(x->entity));
		if (inside)
			x->role = role_back(s, x->role, of, scope);
		scope = of;
	}
	if (x->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(s->f->x->c, mdp_str_of(x->name));
		scope = m < 0 ? scope : s->f->x->c->measures[m].entity;
	}
	spread_expr(s, x->arg, scope, true, depth + 1);
	spread_expr(s, x->arg2, scope, true, depth + 1);
	spread_pred(s, x->where, scope, depth + 1);
}

static void spread_pred(struct spread *s, struct mdp_pred *p, int scope, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	for (int i = 0; i < p->nargs; i++)
		spread_pred(s, p->args[i], scope, depth + 1);
	spread_expr(s, p->left, scope, true, depth + 1);
	for (int i = 0; i < p->nright; i++)
		spread_expr(s, p->right[i], scope, true, depth + 1);
	if (p->kind == MDP_P_EXISTS && p->entity) {
		int of = mdp_catalog_entity(s->f->x->c, mdp_str_of(p->entity));
		p->role = role_back(s, p->role, of, scope);
		spread_pred(s, p->where, of, depth + 1);
	}
}

static void spread_query(struct spread *s, struct mdp_query *q, int of, int depth)
{
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	of = q->of ? mdp_catalog_entity(s->f->x->c, mdp_str_of(q->of)) : of;
	for (int i = 0; i < q->nby; i++)
		spread_expr(s, q->by[i].expr, of, true, 0);
	for (int i = 0; i < q->nshow; i++)
		spread_expr(s, q->show[i].expr, of, false, 0);
	spread_pred(s, q->where, of, 0);
	spread_pred(s, q->having, of, 0);
	spread_pred(s, q->vary_a, of, 0);
	spread_pred(s, q->vary_b, of, 0);
	for (int i = 0; i < q->nqueries; i++)
		spread_query(s, q->queries[i], of, depth + 1);
}

/* What is listed or counted, where its noun is a role of it; NULL. */
static const struct mdp_set *set_in_role(const struct mdp_frame *f)
{
	const struct mdp_set *s = f->listed;
	for (int i = 0; !s && i < f->nfigures; i++)
		s = f->figures[i].set;
	return s && s->role && !s->attr && !s->extreme && s->entity == f->of ? s : NULL;
}

/* Does the name of one of them stand anywhere but right beside their noun: "Marcus Ibarra's manager", "agencies with deals of Juniper"? */
static bool is_another_named(const struct mdp_phraser *x, const struct mdp_set *s)
{
	int label = x->c->entities[s->entity].label;
	for (int i = 0; label >= 0 && i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind == MDP_CAT_VALUE && e->meaning.column == label && e->from != s->to &&
		    e->to != s->from)
			return true;
	}
	return false;
}

/* "How many agencies do we have": those that are the agency of something, where one kind of things has one. */
static int be_in_role(struct mdp_frame *f, const struct mdp_set *s, struct mdp_query *q)
{
	const struct mdp_catalog *c = f->x->c;
	int owner = -1;
	for (int i = 0; i < c->nsites; i++) {
		int of = c->tables[c->sites[i].table].row_entity;
		if (c->sites[i].entity != s->entity || !c->sites[i].role || strcmp(c->sites[i].role, s->role) != 0 ||
		    of < 0 || of == owner)
			continue;
		if (owner >= 0)
			return mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, s->from, s->to,
						"it can be the %s of %s or of %s: say of which", s->role,
						c->entities[owner].plural, c->entities[of].plural);
		owner = of;
	}
	if (owner < 0)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to,
					"it is not clear of what they are the %s", s->role);
	struct mdp_pred *there = mdp_pred_exists(f->x->a, c->entities[owner].name, NULL);
	there->role = s->role;
	q->where = mdp_pred_and(f->x->a, q->where, there);
	return 0;
}

int mdp_frame_roles(struct mdp_frame *f, const struct mdp_query *q, struct mdp_query **out)
{
	struct spread s = { .f = f, .rest = f->variant, .as = set_in_role(f) };
	if (s.as && is_another_named(f->x, s.as))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s.as->from, s.as->to,
					"it is not clear what who is named here has to do with the %s", s.as->role);
	struct mdp_query *own = mdp_query_canonical(f->x->a, q);
	f->nvariants = 1;
	spread_query(&s, own, f->of, 0);
	int rc = s.as && !s.in_role ? be_in_role(f, s.as, own) : 0;
	if (rc < 0)
		return rc;
	if (f->time_role && !s.days)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->time_role->from, f->time_role->to,
					"it is not clear what `%s` is said of", f->time_role->meaning.role);
	*out = mdp_query_canonical(f->x->a, own);
	return 0;
}
