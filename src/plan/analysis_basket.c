/*
 * What goes together. Lines say which items are in which event; each item counts once an event, however many lines it has there. An
 * event is what has lines of its own, so that one with a single item is among all events but in no pair.
 */
#include <string.h>
#include "plan/analysis.h"
#include "base/banned.h"

#define MIN_COUNT 5

struct basket {
	struct planner *p;
	const struct mdp_query *q;
	struct thing item, event;
	struct mdp_rel *lines, *counts, *total, *labels;
	int size;
};

/* Event and item must be known to each line, and an event must have several. */
static int check_grain(struct basket *b, int line)
{
	struct planner *p = b->p;
	const struct mdp_entity *l = &p->c->entities[line];
	if (!mdp_plan_determines(p, line, b->event.entity) || !mdp_plan_determines(p, line, b->item.entity))
		return mdp_refuse(p->err, MDP_REASON_NOT_CONNECTED, "one %s does not tell both its %s and its %s",
				  l->name, b->event.name, b->item.name);
	int links[PLAN_PATH], far = mdp_catalog_path(p->c, line, b->item.entity, NULL, links, PLAN_PATH);
	int near = mdp_catalog_path(p->c, line, b->event.entity, NULL, links, PLAN_PATH);
	int rest = mdp_catalog_path(p->c, b->event.entity, b->item.entity, NULL, links, PLAN_PATH);
	if (rest == 0 || rest == 1 || (rest > 1 && far >= near + rest))
		return mdp_refuse(p->err, MDP_REASON_NOT_SPLITTABLE,
				  "one %s has one %s: there is nothing that goes together", b->event.name,
				  b->item.name);
	mdp_plan_proof(p, "grain", "each %s has one %s and one %s; each %s counts once a %s", l->name, b->event.name,
		       b->item.name, b->item.name, b->event.name);
	return 0;
}

static int plan_lines(struct basket *b, int line)
{
	struct planner *p = b->p;
	struct scope s;
	TRY(mdp_plan_rows(p, b->q, line, true, &s));
	TRY(mdp_plan_thing_items(&s, &b->event, "event_"));
	TRY(mdp_plan_thing_items(&s, &b->item, "item_"));
	s.rel->distinct = true;
	s.rel->why = mdp_arena_printf(p->a, "each %s with each of its %s once", b->event.name, b->item.plural);
	mdp_plan_rows_done(&s, mdp_arena_printf(p->a, "%s %s", b->event.name, b->item.plural));
	b->lines = s.rel;
	return 0;
}

static struct mdp_rel *form(struct basket *b, const char *name, const char *block, const char *why)
{
	struct mdp_rel *f = mdp_plan_form(b->p, name, block, why);
	mdp_form_list(b->p, f, "item", b->item.keys, b->item.nkeys);
	mdp_form_list(b->p, f, "event", b->event.keys, b->event.nkeys);
	return f;
}

/* The items that the question names ("what is bought with X"): what the query's having says of them. */
static int plan_named(struct basket *b, int line, struct mdp_rel **out)
{
	struct mdp_query named = { .where = b->q->having };
	struct thing item;
	struct scope s;
	TRY(mdp_plan_thing(b->p, b->q, "item", &item));
	TRY(mdp_plan_rows(b->p, &named, line, true, &s));
	TRY(mdp_plan_thing_items(&s, &item, "item_"));
	s.rel->distinct = true;
	mdp_plan_rows_done(&s, "named items");
	*out = s.rel;
	return 0;
}

static int plan_pairs(struct basket *b, int line, struct mdp_rel **out)
{
	struct planner *p = b->p;
	const char *plural = b->item.plural;
	b->counts = form(b, "basket_items", mdp_arena_printf(p->a, "%s of each %s", b->event.plural, b->item.name),
			 "how many events each item is in");
	mdp_form_reads(p, b->counts, b->lines);
	b->total =
		form(b, "basket_total", mdp_arena_printf(p->a, "all %s", b->event.plural), "how many events there are");
	mdp_form_reads(p, b->total, b->lines);
	struct mdp_rel *pairs = form(b,
				     b->q->having   ? "basket_with"
				     : b->size == 3 ? "basket_triples"
						    : "basket_pairs",
				     b->size == 3 ? "sets" : "pairs", "in how many events they are together");
	mdp_form_reads(p, pairs, b->lines);
	if (b->q->having) {
		struct mdp_rel *named = NULL;
		TRY(plan_named(b, line, &named));
		mdp_form_reads(p, pairs, named);
	}
	double least = mdp_query_param_number(b->q, "min_count", MIN_COUNT);
	mdp_form_value(p, pairs, "min_count", mdp_plan_bind(p, mdp_value_int((int64_t)least)));
	*out = form(b, b->size == 3 ? "basket_measures3" : "basket_measures",
		    mdp_arena_printf(p->a, "%s together", plural), "support, confidence and lift");
	mdp_form_reads(p, *out, pairs);
	mdp_form_reads(p, *out, b->counts);
	mdp_form_reads(p, *out, b->total);
	return 0;
}

/* The key of one of the items and its label; `sql` before the names in the block, `words` before those for people. */
static void show_item(struct basket *b, struct mdp_rel *answer, const char *sql, const char *words)
{
	struct planner *p = b->p;
	for (int i = 0; i < b->item.nkeys; i++) {
		const struct mdp_column *c = &p->c->columns[b->item.columns[i]];
		mdp_answer_column(p, answer, mdp_arena_printf(p->a, "%s%s", sql, b->item.keys[i]),
				  mdp_arena_printf(p->a, "%s%s", words, c->label ? c->label : c->words), NULL, true,
				  b->item.columns[i]);
	}
	if (b->labels) {
		const struct mdp_column *c = &p->c->columns[b->item.label];
		mdp_answer_column(p, answer, mdp_arena_printf(p->a, "%slabel", sql),
				  mdp_arena_printf(p->a, "%s%s", words, c->label ? c->label : c->words), NULL, true,
				  b->item.label);
	}
}

static void define(struct basket *b)
{
	struct planner *p = b->p;
	const char *event = b->event.name, *events = b->event.plural;
	mdp_plan_define_text(p, "support", "%s with all of them ÷ all %s", events, events);
	if (b->size == 2)
		mdp_plan_define_text(p, "confidence", "%s with both ÷ %s with the first", events, events);
	mdp_plan_define_text(p, "lift", "support ÷ the support that chance would give; above 1 they go together");
	mdp_plan_caveat(p, "who",
			"%s are together when they are in the same %s; how many of one is in it does not count",
			b->item.plural, event);
	if (b->item.column < 0 && !p->c->entities[b->item.entity].label_unique && b->item.label >= 0)
		mdp_plan_caveat(p, "labels", "some %s have the same name; they are told apart by %s", b->item.plural,
				p->c->columns[b->item.columns[0]].words);
	mdp_plan_caveat(p, "least", "only what is together in at least %.0f %s is shown",
			mdp_query_param_number(b->q, "min_count", MIN_COUNT), events);
}

static void show(struct basket *b, struct mdp_rel *measures, struct mdp_rel **out)
{
	struct planner *p = b->p;
	struct mdp_str rank = mdp_query_param_text(b->q, "rank");
	struct mdp_rel *answer = mdp_plan_answer(p, measures);
	const char *events = b->event.plural;
	show_item(b, answer, "", "");
	show_item(b, answer, "with_", "with ");
	if (b->size == 3)
		show_item(b, answer, "and_", "and ");
	mdp_answer_column(p, answer, "together", mdp_arena_printf(p->a, "%s together", events), NULL, false, -1);
	mdp_answer_column(p, answer, "support", "support", "ratio", false, -1);
	if (b->size == 2) {
		mdp_answer_column(p, answer, "confidence", "confidence", "ratio", false, -1);
		mdp_answer_column(p, answer, "confidence_back", "confidence back", "ratio", false, -1);
	}
	mdp_answer_column(p, answer, "lift", "lift", NULL, false, -1);
	mdp_answer_fact(p, answer, "all_events", NULL,
			mdp_arena_printf(p->a, "counted over {} %s that have a %s", events, b->item.name));
	mdp_answer_order(p, answer,
			 mdp_str_is(rank, "lift")         ? "lift"
			 : mdp_str_is(rank, "confidence") ? "confidence"
							  : "together",
			 true);
	mdp_answer_limit(p, answer, b->q->limit, b->q->ties);
	mdp_answer_order(p, answer, "lift", true);
	static const char *const parts[] = { "", "with_", "and_" };
	for (int k = 0; k < b->size; k++)
		for (int i = 0; i < b->item.nkeys; i++)
			mdp_answer_order(p, answer, mdp_arena_printf(p->a, "%s%s", parts[k], b->item.keys[i]), false);
	*out = answer;
}

/* The block with the labels of all items of a row. */
static int add_labels(struct basket *b, struct mdp_rel **measures)
{
	struct planner *p = b->p;
	if (b->item.label < 0)
		return 0;
	TRY(mdp_plan_thing_labels(p, &b->item, &b->labels));
	struct mdp_rel *named =
		form(b, b->size == 3 ? "basket_names3" : "basket_names",
		     mdp_arena_printf(p->a, "named %s", (*measures)->name), "with the names of the items");
	mdp_form_reads(p, named, *measures);
	mdp_form_reads(p, named, b->labels);
	*measures = named;
	return 0;
}

int mdp_plan_basket(struct planner *p, const struct mdp_query *q, struct mdp_rel **out)
{
	struct basket b = { .p = p, .q = q, .size = (int)mdp_query_param_number(q, "size", 2) };
	struct mdp_rel *measures = NULL;
	int line;
	TRY(mdp_plan_entity(p, q->of, &line));
	TRY(mdp_plan_thing(p, q, "item", &b.item));
	TRY(mdp_plan_thing(p, q, "event", &b.event));
	if (b.size == 3 && q->having)
		return mdp_refuse(p->err, MDP_REASON_UNSUPPORTED, "sets of three with one item given");
	TRY(check_grain(&b, line));
	TRY(plan_lines(&b, line));
	TRY(plan_pairs(&b, line, &measures));
	TRY(add_labels(&b, &measures));
	define(&b);
	show(&b, measures, out);
	return 0;
}
