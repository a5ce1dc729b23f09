/* "Conversion from product to checkout by session": steps are values of one column of what happened, in the order they were said. */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

#define FEWEST 2

/* Values of one column, parted by “|”; -1 when they are of several. */
static int read_steps(struct mdp_frame *f, const struct mdp_node *steps, const char **text, int *column)
{
	int n = 0;
	*text = "";
	*column = -1;
	for (int i = 0; steps && i < steps->nargs; i++) {
		const struct mdp_node *v = steps->args[i];
		if (!mdp_node_leaf(v, MDP_CAT_VALUE))
			return -1;
		int own = mdp_catalog_original(f->x->c, v->edge->meaning.column);
		if ((*column >= 0 && own != *column) || strchr(v->edge->meaning.text, '|'))
			return -1;
		*column = own;
		*text = mdp_arena_printf(f->x->a, "%s%s%s", *text, n++ ? "|" : "", v->edge->meaning.text);
	}
	return n >= FEWEST ? n : -1;
}

/* Whose steps: the noun, the key that was said, or the one with several events each that there are most of. */
static int settle_who(struct mdp_frame *f, const struct mdp_node *n, int event)
{
	struct mdp_phraser *x = f->x;
	const struct mdp_set *s = mdp_node_set(mdp_an_arg(n, "who"));
	int best = -1;
	if (f->nkeys > 1 || (f->nkeys && (s || f->keys[0].entity < 0 || f->keys[0].column >= 0)))
		return -1;
	if (s && (s->attr || s->having || s->extreme))
		return -1;
	if (s || f->nkeys)
		return s ? s->entity : f->keys[0].entity;
	for (int e = 0; e < x->c->nentities; e++)
		if (e != event && x->c->entities[e].nkey && mdp_entity_links(x, event, e) == 1 &&
		    !mdp_catalog_is_calendar(x->c, e) && x->c->entities[e].count < x->c->entities[event].count &&
		    (best < 0 || x->c->entities[e].count > x->c->entities[best].count))
			best = e;
	return best;
}

int mdp_an_funnel(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "inside", NULL };
	const struct mdp_node *window = mdp_an_option(f, "inside");
	const struct mdp_set *s = mdp_node_set(mdp_an_arg(n, "who"));
	struct mdp_an_patrons t = { .set = s };
	const char *steps;
	enum mdp_grain grain = MDP_GRAIN_DAY;
	int column, rc;
	if (read_steps(f, mdp_an_tag(n, "steps"), &steps, &column) < 0)
		return mdp_frame_refuse(
			f, MDP_REASON_UNSUPPORTED, n->from, n->to,
			"say the steps in order: two or more values of one column, such as “from … to …”");
	rc = mdp_an_unused(f, MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	if (rc < 0)
		return rc;
	t.event = f->x->c->columns[column].entity;
	t.time = t.event >= 0 ? mdp_entity_time(f->x, t.event) : -1;
	t.who = t.event >= 0 ? settle_who(f, n, t.event) : -1;
	if (t.time < 0 || t.who < 0 || t.who == t.event || !mdp_entity_determines(f->x, t.event, t.who))
		return mdp_frame_refuse(
			f, MDP_REASON_NOT_CONNECTED, n->from, n->to,
			"a funnel needs events with a date, each with its step, and someone who has several of them");
	rc = mdp_an_patrons_begin(f, "funnel", &t);
	if (rc < 0)
		return rc;
	if (window && (!mdp_grain_from_word(mdp_str_of(mdp_node_word(window->args[1])), &grain) ||
		       (grain != MDP_GRAIN_DAY && grain != MDP_GRAIN_WEEK)))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, window->from, window->to, "say it in days or weeks");
	mdp_query_set_param(f->x->a, f->q, "column", mdp_phrase_column(f->x, column));
	mdp_an_text(f, "steps", steps);
	if (window)
		mdp_an_number(f, "days", mdp_an_said_number(window->args[0]) * (grain == MDP_GRAIN_WEEK ? 7 : 1));
	return 0;
}
