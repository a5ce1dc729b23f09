/*
 * Questions that are answered by an analysis. The rules gather what is analysed; conditions, periods and keys are those of any question.
 * What an analysis has no place for is refused by name, so that no word of the question is lost.
 */
#include <string.h>

#include "catalog/units.h"
#include "parse/analyses.h"
#include "base/banned.h"

/* --- what the analyses share --- */

const struct mdp_node *mdp_an_tag(const struct mdp_node *n, const char *tag)
{
	for (int i = 0; n && i < n->nargs; i++)
		if (n->args[i] && mdp_node_is(n->args[i], tag) && n->args[i]->nargs && n->args[i]->args[0])
			return n->args[i];
	return NULL;
}

const struct mdp_node *mdp_an_branch(const struct mdp_node *n, const char *tag)
{
	for (int i = 0; n && i < n->nargs; i++)
		if (n->args[i] && mdp_node_is(n->args[i], tag))
			return n->args[i];
	return NULL;
}

const struct mdp_node *mdp_an_arg(const struct mdp_node *n, const char *tag)
{
	const struct mdp_node *at = mdp_an_tag(n, tag);
	return at ? at->args[0] : NULL;
}

int mdp_an_unused(struct mdp_frame *f, unsigned takes)
{
	const char *what = NULL;
	int from = 0, to = 0;
	if (f->nfigures && !(takes & MDP_AN_FIGURES)) {
		what = "a figure";
		from = f->figures[0].from;
		to = f->figures[0].to;
	} else if (f->listed && !(takes & MDP_AN_LISTED)) {
		what = "a list";
		from = f->listed->from;
		to = f->listed->to;
	} else if (f->nkeys && !(takes & MDP_AN_KEYS)) {
		what = "a split";
	} else if ((f->ranked || f->extreme || f->rank_by) && !(takes & MDP_AN_RANK)) {
		what = "a ranking";
	} else if (f->norders) {
		what = "an order";
	} else if ((f->versus || f->comparing) && !(takes & MDP_AN_VERSUS)) {
		what = "a comparison";
	} else if (f->window != MDP_WIN_NONE || f->aside_sum) {
		what = "such a calculation";
	} else if (f->distinct) {
		what = "values without repeats";
	} else if (f->created && !(takes & MDP_AN_CREATED)) {
		what = "a beginning";
	}
	return what ? mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, from, to,
				       "%s cannot be asked for together with this analysis", what)
		    : 0;
}

/* The analysis as the query's, about instances of `of`, with the conditions of the question. */
int mdp_an_begin(struct mdp_frame *f, const char *analysis, int of)
{
	f->q->kind = MDP_Q_ANALYSIS;
	f->q->analysis = analysis;
	f->of = of;
	f->q->of = f->x->c->entities[of].name;
	return mdp_frame_where(f);
}

void mdp_an_text(struct mdp_frame *f, const char *name, const char *text)
{
	mdp_query_set_param(f->x->a, f->q, name, mdp_expr_value(f->x->a, mdp_value_text(mdp_str_of(text))));
}

void mdp_an_number(struct mdp_frame *f, const char *name, double n)
{
	mdp_query_set_param(f->x->a, f->q, name, mdp_phrase_number(f->x, n));
}

/* A set as a parameter: its entity by name, or its column. */
void mdp_an_thing(struct mdp_frame *f, const char *name, const struct mdp_set *s)
{
	if (!s->attr) {
		mdp_an_text(f, name, f->x->c->entities[s->entity].name);
		return;
	}
	struct mdp_expr *e = mdp_phrase_column(f->x, s->attr->meaning.id);
	e->role = s->attr->meaning.role;
	mdp_query_set_param(f->x->a, f->q, name, e);
}

/* Options that the analysis knows, by their names; what it does not is refused. */
int mdp_an_options(struct mdp_frame *f, const char *const *known)
{
	for (int i = 0; i < f->noptions; i++) {
		bool found = false;
		for (int k = 0; known[k]; k++)
			found |= mdp_node_is(f->options[i], known[k]);
		if (!found)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->options[i]->from, f->options[i]->to,
						"this cannot be said of this analysis");
		for (int k = 0; k < i; k++)
			if (!strcmp(f->options[k]->op, f->options[i]->op))
				return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->options[i]->from,
							f->options[i]->to, "this is said twice");
	}
	return 0;
}

const struct mdp_node *mdp_an_option(const struct mdp_frame *f, const char *name)
{
	for (int i = 0; i < f->noptions; i++)
		if (mdp_node_is(f->options[i], name))
			return f->options[i];
	return NULL;
}

double mdp_an_said_number(const struct mdp_node *n)
{
	return n && n->edge ? n->edge->number : 0;
}

bool mdp_an_happens(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	int time = mdp_entity_time(x, entity);
	return time >= 0 && x->c->columns[time].role == MDP_ROLE_TIME_EVENT && !(e->label >= 0 && e->own_table) &&
	       !mdp_catalog_is_calendar(x->c, entity);
}

static int summed_column(const struct mdp_phraser *x, int m)
{
	const struct mdp_expr *e = x->c->measures[m].expr;
	return e->kind == MDP_X_AGG && e->agg == MDP_AGG_SUM && !e->where && e->arg->kind == MDP_X_COLUMN
		       ? mdp_catalog_column(x->c, mdp_str_of(e->arg->name))
		       : -1;
}

/* Is the column, by arithmetic that holds of the data, the whole of others (goods and fee are the bill), or a part of one? */
static bool is_whole(const struct mdp_phraser *x, int column, bool part)
{
	for (int i = 0; i < x->c->nidentities; i++) {
		const struct mdp_identity *d = &x->c->identities[i];
		bool whole = (d->kind == MDP_ID_DIFFERENCE && d->a == column) ||
			     (d->kind == MDP_ID_LINEAR && d->c == column && d->nterms > 1);
		bool below = d->kind == MDP_ID_DIFFERENCE && (d->b == column || d->c == column);
		for (int k = 0; d->kind == MDP_ID_LINEAR && k < d->nterms; k++)
			below |= d->terms[k].column == column;
		if (part ? below : whole)
			return true;
	}
	return false;
}

int mdp_an_main(const struct mdp_phraser *x, int entity)
{
	bool several = false;
	int m = mdp_entity_main(x, entity, &several), found = -1;
	if (m < 0 || !several)
		return m;
	for (int i = 0; i < x->c->nmeasures; i++) {
		int column = x->c->measures[i].entity == entity ? summed_column(x, i) : -1;
		if (column < 0 || !mdp_unit_is_money(x->c->measures[i].unit) || !is_whole(x, column, false) ||
		    is_whole(x, column, true))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* On a day of its own, or on that of what it is below; not on those of what it is only named on (a promotion's budget). */
static bool happens_in_time(struct mdp_phraser *x, int entity)
{
	int time = mdp_entity_time(x, entity), owner = time >= 0 ? x->c->columns[time].entity : -1;
	return owner >= 0 && x->c->columns[time].role == MDP_ROLE_TIME_EVENT &&
	       (owner == entity || mdp_entity_determines(x, entity, owner));
}

bool mdp_an_brings(struct mdp_phraser *x, int entity, struct mdp_figure *out)
{
	const struct mdp_catalog *c = x->c;
	int best = -1;
	if (mdp_figure_takings(x, out) && happens_in_time(x, out->entity))
		return true;
	for (int e = 0; e < c->nentities; e++) {
		if (e == entity || !happens_in_time(x, e) || mdp_an_main(x, e) < 0 ||
		    (entity < 0 ? !mdp_an_happens(x, e) : !mdp_entity_determines(x, e, entity)))
			continue;
		if (best < 0 || mdp_entity_determines(x, best, e))
			best = e; /* what is over the other: an order, not its line */
		else if (!mdp_entity_determines(x, e, best))
			return false;
	}
	if (best < 0)
		return false;
	mdp_figure_measure(x, mdp_an_main(x, best), out);
	return true;
}

void mdp_an_summed(struct mdp_phraser *x, struct mdp_figure *f)
{
	const char *column = f->kind == MDP_FIG_ATTR && f->expr->kind == MDP_X_COLUMN ? f->expr->name : NULL;
	const char *name =
		column ? mdp_catalog_column_name(x->c, x->a, mdp_catalog_column(x->c, mdp_str_of(column))) : "";
	for (int m = 0; column && m < x->c->nmeasures; m++) {
		const struct mdp_expr *e = x->c->measures[m].expr;
		if (e->kind != MDP_X_AGG || e->agg != MDP_AGG_SUM || e->where || e->arg->kind != MDP_X_COLUMN ||
		    strcmp(e->arg->name, name) != 0 || x->c->measures[m].additive != MDP_ADDITIVE_YES)
			continue;
		struct mdp_figure sum;
		int from = f->from, to = f->to;
		mdp_figure_measure(x, m, &sum);
		sum.where = f->set ? f->set->where : NULL;
		sum.from = from;
		sum.to = to;
		*f = sum;
		return;
	}
}

/* --- which --- */

static const struct {
	const char *op;
	int (*fn)(struct mdp_frame *f, const struct mdp_node *n);
} analyses[] = {
	{ "basket", mdp_an_basket },
	{ "lifetime", mdp_an_lifetime },
	{ "repeat", mdp_an_repeat },
	{ "churn", mdp_an_churn },
	{ "gaps", mdp_an_time_between },
	{ "rfm", mdp_an_rfm },
	{ "cohorts", mdp_an_retention },
	{ "newold", mdp_an_new_vs_returning },
	{ "spread", mdp_an_distribution },
	{ "concentration", mdp_an_concentration },
	{ "funnel", mdp_an_funnel },
	{ "overview", mdp_an_overview },
	{ "contribution", mdp_an_contribution },
	{ "anomalies", mdp_an_anomalies },
	{ "outliers", mdp_an_outliers },
	{ "forecast", mdp_an_forecast },
	{ "trend", mdp_an_trend },
	{ "correlation", mdp_an_correlation },
	{ "predicted", mdp_an_predicted_value },
	{ "groups", mdp_an_groups },
	{ "survival", mdp_an_survival },
};

/* Where the platform has a figure of that name ("churn rate"), it is rather that which is asked for. */
static void prefer_names(struct mdp_frame *f)
{
	const struct mdp_lattice *t = f->x->t;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		bool names =
			e->meaning.kind == MDP_CAT_MEASURE || (e->meaning.kind == MDP_CAT_ATTR && e->meaning.cost <= 0);
		if (!names || e->from < f->analysis->from || e->to > f->analysis->to)
			continue;
		for (int k = 0; k < t->nedges; k++) {
			const struct mdp_meaning *m = &t->edges[k].meaning;
			if (m->kind != MDP_CAT_WORD || t->edges[k].from < e->from || t->edges[k].to > e->to)
				continue;
			if (!strcmp(m->cat, "an") || !strcmp(m->cat, "op")) {
				f->cost += 2 * mdp_lexicon_weight(f->x->l, "choice_margin");
				return;
			}
		}
	}
}

/* What was said of things that only a whole question could place; branches of other names see to it themselves. */
static const struct mdp_set *left_pending(const struct mdp_node *n, int depth)
{
	static const char *const placed[] = { "who", "about", "things" };
	for (size_t i = 0; i < sizeof(placed) / sizeof(placed[0]); i++)
		if (n && mdp_node_is(n, placed[i]))
			return NULL;
	const struct mdp_set *s = mdp_node_set(n);
	if (s && s->pending)
		return s;
	for (int i = 0; n && depth > 0 && i < n->nargs; i++) {
		const struct mdp_set *inner = left_pending(n->args[i], depth - 1);
		if (inner)
			return inner;
	}
	return NULL;
}

int mdp_frame_analysis(struct mdp_frame *f)
{
	const struct mdp_set *pending = left_pending(f->analysis, 3);
	if (pending)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, pending->pending->from, pending->pending->to,
					"this cannot be said of %s in this analysis",
					f->x->c->entities[pending->entity].plural);
	prefer_names(f);
	for (size_t i = 0; i < sizeof(analyses) / sizeof(analyses[0]); i++)
		if (mdp_node_is(f->analysis, analyses[i].op))
			return analyses[i].fn(f, f->analysis);
	return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->analysis->from, f->analysis->to,
				"this kind of analysis is not supported yet");
}

static const struct mdp_phrase *op_analysis(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_ANALYSIS);
}

static const struct mdp_phrase *op_option(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_OPTION);
}

/* What one brings in, as a figure. */
static const struct mdp_phrase *op_brings(struct mdp_phraser *x, const struct mdp_node *n)
{
	struct mdp_figure f;
	if (!mdp_an_brings(x, -1, &f)) {
		mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
				   "no amount in this data is known as what comes in");
		return NULL;
	}
	return mdp_figure_one(x, n, &f);
}

/* clang-format off */
const struct mdp_operation mdp_analysis_operations[] = {
	{ "basket", 0, op_analysis },
	{ "lifetime", 0, op_analysis },
	{ "repeat", 0, op_analysis },
	{ "churn", 0, op_analysis },
	{ "gaps", 0, op_analysis },
	{ "rfm", 0, op_analysis },
	{ "cohorts", 0, op_analysis },
	{ "newold", 0, op_analysis },
	{ "spread", 0, op_analysis },
	{ "concentration", 0, op_analysis },
	{ "contribution", 0, op_analysis },
	{ "funnel", 0, op_analysis },
	{ "overview", 0, op_analysis },
	{ "groups", 0, op_analysis },
	{ "brings", 0, op_brings },
	{ "survival", 0, op_analysis },
	{ "inactive", 2, op_option },
	{ "onaverage", 1, op_option },
	{ "inside", 2, op_option },
	{ "countedby", 1, op_option },
	{ "measuredby", 1, op_option },
	{ "same", 1, op_option },
	{ "samecart", 0, op_option },
	{ "lately", 0, op_option },
	{ "rankedby", 1, op_option },
	{ "least", 3, op_option },
	{ "began", 2, op_option },
	{ "width", 1, op_option },
	{ "buckets", 1, op_option },
	{ NULL, 0, NULL },
};
/* clang-format on */
