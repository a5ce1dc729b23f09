/* "Which two products are most frequently bought together": what the items are, and in one of what they are together. */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

#define TOP 10 /* "the most common pairs" */

struct basket {
	struct mdp_frame *f;
	const struct mdp_node *n;
	const struct mdp_set *item;
	int event, line;
};

/* Is the one known only through the other? Then it is an attribute of that, and there are not several of it. */
static bool is_through(struct mdp_phraser *x, int line, int to, int by)
{
	int rest = mdp_entity_links(x, by, to);
	return rest == 1 || (rest > 1 && mdp_entity_links(x, line, to) >= mdp_entity_links(x, line, by) + rest);
}

/* The lines that tell both event and item, where one event has several items; -1. */
static int line_of(struct basket *b, int event, int item)
{
	struct mdp_phraser *x = b->f->x;
	int best = -1, length = 0;
	for (int e = 0; e < x->c->nentities; e++) {
		int n = mdp_entity_links(x, e, event), m = mdp_entity_links(x, e, item);
		if (n < 1 || m < 1 || event == item || is_through(x, e, item, event) || is_through(x, e, event, item))
			continue;
		if (best < 0 || n + m < length ||
		    (n + m == length && x->c->entities[e].count < x->c->entities[best].count)) {
			best = e;
			length = n + m;
		}
	}
	return best;
}

/* Is money made here? Then this is what is meant where nothing is said. */
static bool earns(struct basket *b, int event, int line)
{
	int m = mdp_entity_takings(b->f->x);
	return m >= 0 && (b->f->x->c->measures[m].entity == event || b->f->x->c->measures[m].entity == line);
}

static int refuse_event(struct basket *b, const char *candidates)
{
	const char *items = b->f->x->c->entities[b->item->entity].plural;
	int rc;
	if (*candidates) {
		rc = mdp_frame_refuse(b->f, MDP_REASON_AMBIGUOUS, b->n->from, b->n->to,
				      "%s can be together in the same %s: say in which", items, candidates);
	} else {
		rc = mdp_frame_refuse(
			b->f, MDP_REASON_NOT_CONNECTED, b->n->from, b->n->to,
			"nothing in this data holds several %s at once, so there is nothing that goes together", items);
		mdp_error_hint(&b->f->x->problem, "lines are needed that tell an event and one of its %s", items);
	}
	return rc;
}

/* What happened nearest to the lines: where a receipt tells its buyer, it is the receipt that things are together in. */
static bool is_nearest(struct basket *b, const int *lines, int event)
{
	for (int e = 0; e < b->f->x->c->nentities; e++)
		if (e != event && lines[e] >= 0 && mdp_entity_determines(b->f->x, e, event))
			return false;
	return true;
}

static int choose_event(struct basket *b)
{
	const struct mdp_catalog *c = b->f->x->c;
	int *lines = MDP_NEW_ARRAY(b->f->x->a, (size_t)c->nentities + 1, int);
	int best = -1, found = 0, earning = 0;
	const char *names = "";
	for (int e = 0; e < c->nentities; e++)
		lines[e] = mdp_an_happens(b->f->x, e) ? line_of(b, e, b->item->entity) : -1;
	for (int e = 0; e < c->nentities; e++) {
		if (lines[e] < 0 || !is_nearest(b, lines, e))
			continue;
		bool money = earns(b, e, lines[e]);
		if (best < 0 || (money && !earning))
			best = e;
		found++;
		earning += money;
		names = mdp_arena_printf(b->f->x->a, "%s%s%s", names, *names ? " or " : "", c->entities[e].name);
	}
	if (best < 0 || (found > 1 && earning != 1))
		return refuse_event(b, best < 0 ? "" : names);
	b->event = best;
	b->line = lines[best];
	return 0;
}

/* What the question says of the event: "in the same order"; or its verb. */
static int settle_event(struct basket *b)
{
	struct mdp_frame *f = b->f;
	const struct mdp_node *said = mdp_an_tag(b->n, "same"), *same = said ? said : mdp_an_option(f, "same"),
			      *verb = mdp_an_arg(b->n, "verb");
	const struct mdp_set *s = same ? mdp_node_set(same->args[0]) : NULL;
	if (!s) {
		int e = verb && verb->edge && verb->edge->meaning.kind == MDP_CAT_ENTITY ? verb->edge->meaning.id : -1;
		b->line = e >= 0 ? line_of(b, e, b->item->entity) : -1;
		b->event = e;
		return b->line >= 0 ? 0 : choose_event(b);
	}
	b->event = s->entity;
	b->line = s->attr || s->conditioned ? -1 : line_of(b, s->entity, b->item->entity);
	if (b->line < 0)
		return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, same->from, same->to,
					"one %s does not hold several %s", f->x->c->entities[s->entity].name,
					f->x->c->entities[b->item->entity].plural);
	return 0;
}

/* Things below an event that are known by name and are the only ones: what "basket analysis" alone is about. */
static int default_item(struct basket *b)
{
	struct mdp_phraser *x = b->f->x;
	struct mdp_set *s = MDP_NEW(x->a, struct mdp_set);
	int found = -1, ties = 0;
	bool best = false;
	for (int i = 0; i < x->c->nentities; i++) {
		const struct mdp_entity *e = &x->c->entities[i];
		bool possible = false, money = false;
		for (int k = 0; k < x->c->nentities && e->label >= 0 && e->own_table && !mdp_an_happens(x, i); k++) {
			int line = mdp_an_happens(x, k) ? line_of(b, k, i) : -1;
			possible |= line >= 0 && mdp_entity_links(x, line, i) == 1;
			money |= possible && line >= 0 && earns(b, k, line);
		}
		if (!possible || (best && !money))
			continue;
		ties = money && !best ? 1 : ties + 1;
		found = ties > 1 ? found : i;
		best |= money;
	}
	if (found < 0)
		return mdp_frame_refuse(
			b->f, MDP_REASON_NOT_CONNECTED, b->n->from, b->n->to,
			"nothing in this data holds several things of one kind at once, so there is nothing that "
			"goes together");
	if (ties != 1)
		return mdp_frame_refuse(b->f, MDP_REASON_AMBIGUOUS, b->n->from, b->n->to,
					"say what goes together: %s, or something else", x->c->entities[found].plural);
	s->entity = found;
	b->item = s;
	return 0;
}

/* Rows that only join an event with something that has a name. */
static bool is_line(struct basket *b, int entity)
{
	struct mdp_phraser *x = b->f->x;
	bool event = false, item = false;
	for (int e = 0; e < x->c->nentities && x->c->entities[entity].label < 0; e++) {
		if (e == entity || mdp_entity_links(x, entity, e) != 1)
			continue;
		event |= mdp_an_happens(x, e);
		item |= x->c->entities[e].label >= 0 && x->c->entities[e].own_table && !mdp_an_happens(x, e);
	}
	return event && item;
}

/* The items: a noun, a column, or what the given one is one of. */
static int settle_item(struct basket *b)
{
	const struct mdp_node *said = mdp_an_arg(b->n, "item"), *of = mdp_an_tag(b->n, "paired"),
			      *given = mdp_an_arg(b->n, "given");
	if (!said && of && of->nargs > 1)
		said = of->args[1];
	b->item = mdp_node_set(said);
	/* a word that names the things as well as their names is of the things */
	if (b->item && b->item->attr && mdp_also(b->f->x, b->item->attr, MDP_CAT_ENTITY, NULL))
		return -MDP_REFUSED;
	if (b->item && (b->item->extreme || b->item->having))
		return mdp_frame_refuse(b->f, MDP_REASON_UNSUPPORTED, b->item->from, b->item->to,
					"a ranking of the items cannot be asked for together with what goes together");
	/* "items" where these are the lines: what the lines are of */
	bool lines = b->item && !b->item->attr && !b->item->where && is_line(b, b->item->entity);
	if (b->item && !lines)
		return 0;
	if (!given)
		return default_item(b);
	const struct mdp_cond *c = mdp_node_cond(given);
	const struct mdp_set *one = mdp_node_set(given);
	struct mdp_set *s = MDP_NEW(b->f->x->a, struct mdp_set);
	if (!one && (!c || c->kind != MDP_COND_PRED))
		return -MDP_REFUSED;
	s->entity = one ? one->entity : c->owner;
	b->item = s;
	return 0;
}

/* How many rows: "top 10 pairs", "the two products that are most often …", "the most common pairs". */
static int settle_limit(struct basket *b)
{
	struct mdp_frame *f = b->f;
	const struct mdp_node *top = NULL, *pairs = mdp_an_tag(b->n, "paired");
	double number = mdp_an_said_number(mdp_an_arg(b->n, "number")), size = 2, rows = 0;
	bool most = false, one = false;
	for (int i = 0; i < b->n->nargs; i++)
		if (b->n->args[i] && mdp_node_is(b->n->args[i], "often") && b->n->args[i]->nargs &&
		    b->n->args[i]->args[0])
			most |= mdp_node_is(b->n->args[i]->args[0], "often") ? b->n->args[i]->args[0]->nargs > 0
									     : false;
	for (int i = 0; i < b->n->nargs && !top; i++)
		if (b->n->args[i] && (mdp_node_is(b->n->args[i], "leading") || mdp_node_is(b->n->args[i], "strongest")))
			top = b->n->args[i];
	if (pairs) {
		size = mdp_node_is(pairs->args[0], "triples") ? 3 : 2;
		const struct mdp_node *word = pairs->args[0]->args[0];
		one = !mdp_said_plural(f->x, word->from, word->to) && !mdp_said_plural(f->x, word->to - 1, word->to);
	} else if (mdp_an_tag(b->n, "given")) {
		one = !b->item->plural;
		rows = number;
	} else if ((number > 0 && number <= 3) || mdp_an_branch(b->n, "one")) {
		size = number > 0 ? number : 2;
		one = true;
	} else {
		rows = number;
	}
	if (top) {
		most = true;
		rows = mdp_an_said_number(top->args[1]);
		if (mdp_node_is(top, "strongest"))
			mdp_an_text(f, "rank", "lift");
		if (top->args[0] && !strncmp(mdp_node_word(top->args[0]), "asc", 3))
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, top->from, top->to,
						"what goes together least is not looked for");
	}
	if (size != 2 && size != 3)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, b->n->from, b->n->to,
					"pairs and sets of three only");
	if (size > 2)
		mdp_an_number(f, "size", size);
	f->q->limit = rows > 0 ? (int)rows : most && one ? 1 : most ? TOP : 0;
	f->q->ties = f->q->limit == 1;
	return 0;
}

/* "Cancelled together": a verb that is also a condition here is not passed over. */
static int check_verb(struct basket *b)
{
	const struct mdp_node *verb = mdp_an_arg(b->n, "verb");
	const struct mdp_edge *e = verb ? verb->edge : NULL;
	if (!e || e->meaning.kind != MDP_CAT_WORD || !mdp_also(b->f->x, e, MDP_CAT_VALUE, NULL))
		return 0;
	return mdp_frame_refuse(b->f, MDP_REASON_AMBIGUOUS, verb->from, verb->to,
				"it is not clear whether only such are meant: say it as a condition");
}

/* "What do customers buy together": they are whose event it is, not what is in it. */
static int settle_actor(struct basket *b)
{
	const struct mdp_node *said = mdp_an_arg(b->n, "actor");
	const struct mdp_set *s = mdp_node_set(said);
	if (!said)
		return 0;
	if (!s || s->attr || s->extreme || s->having || s->entity == b->item->entity ||
	    !mdp_entity_determines(b->f->x, b->event, s->entity))
		return -MDP_REFUSED;
	if (s->where)
		b->f->q->where =
			mdp_pred_and(b->f->x->a, b->f->q->where, mdp_lift(b->f->x, b->line, s->entity, s->where));
	return 0;
}

static int settle_options(struct basket *b)
{
	struct mdp_frame *f = b->f;
	const struct mdp_node *rank = mdp_an_option(f, "rankedby"), *least = mdp_an_option(f, "least");
	if (rank && mdp_query_param(f->q, "rank"))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, rank->from, rank->to, "this is said twice");
	if (rank && strcmp(mdp_node_word(rank->args[0]), "count") != 0)
		mdp_an_text(f, "rank", mdp_node_word(rank->args[0]));
	if (!least)
		return 0;
	const struct mdp_set *s = mdp_node_set(least->args[2]);
	const char *word = mdp_node_word(least->args[0]);
	bool more = !strcmp(word, "gt");
	if (!s || s->entity != b->event || s->attr || (strcmp(word, "ge") != 0 && !more))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, least->from, least->to,
					"say in at least how many %s they are to be together",
					f->x->c->entities[b->event].plural);
	mdp_an_number(f, "min_count", mdp_an_said_number(least->args[1]) + more);
	return 0;
}

/* "… with X": what one of the items is. */
static int settle_given(struct basket *b, const struct mdp_node *given)
{
	struct mdp_frame *f = b->f;
	const struct mdp_set *one = mdp_node_set(given);
	if (!given)
		return 0;
	if (!one)
		return mdp_attach(f->x, b->line, mdp_node_cond(given), &f->q->having);
	if (!one->where || one->extreme || one->having)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, given->from, given->to,
					"name the one that others go together with");
	f->q->having = mdp_lift(f->x, b->line, one->entity, one->where);
	return 0;
}

/* "never bought together": said of the pairs, not of the items. */
static bool says_never(const struct mdp_pred *p, int depth)
{
	if (p->kind == MDP_P_NOT && p->nargs && p->args[0]->kind == MDP_P_EXISTS)
		return true;
	for (int i = 0; depth > 0 && i < p->nargs; i++)
		if (says_never(p->args[i], depth - 1))
			return true;
	return false;
}

int mdp_an_basket(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "same", "samecart", "rankedby", "least", NULL };
	struct basket b = { .f = f, .n = n, .event = -1, .line = -1 };
	const struct mdp_node *given = mdp_an_arg(n, "given");
	int rc = mdp_an_unused(f, 0);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	rc = rc < 0 ? rc : check_verb(&b);
	rc = rc < 0 ? rc : settle_item(&b);
	rc = rc < 0 ? rc : settle_event(&b);
	rc = rc < 0 ? rc : mdp_an_begin(f, "basket", b.line);
	if (rc < 0)
		return rc;
	if (b.item->where)
		f->q->where = mdp_pred_and(f->x->a, f->q->where, mdp_lift(f->x, b.line, b.item->entity, b.item->where));
	if (b.item->where && says_never(b.item->where, MDP_LIMIT_QUERY_DEPTH))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"what is never together is not looked for");
	rc = settle_actor(&b);
	rc = rc < 0 ? rc : settle_given(&b, given);
	mdp_an_thing(f, "item", b.item);
	mdp_an_text(f, "event", f->x->c->entities[b.event].name);
	rc = rc < 0 ? rc : settle_limit(&b);
	return rc < 0 ? rc : settle_options(&b);
}
