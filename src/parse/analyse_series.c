/*
 * Analyses of series and samples: "any anomalies in revenue", "outliers in order value", "forecast orders for the next 3 months". Without
 * the words for the analysis the question is an ordinary one (a figure, its conditions, what splits it), and is put together as such.
 */
#include <string.h>

#include "parse/analyses.h"
#include "base/banned.h"

#define LATELY 90 /* days */
#define AHEAD 3 /* periods that are forecast when the question does not say how many */

/* An amount of money and the event that it is of: what is meant when nothing is named. */
static int main_event(const struct mdp_frame *f, int *measure)
{
	const struct mdp_catalog *c = f->x->c;
	int best = -1;
	*measure = mdp_entity_takings(f->x);
	if (*measure >= 0) {
		int time = mdp_entity_time(f->x, c->measures[*measure].entity);
		if (time >= 0)
			return c->columns[time].entity; /* lines of an order are of the order */
	}
	for (int e = 0; e < c->nentities; e++) {
		int time = c->entities[e].time;
		if (time >= 0 && c->columns[time].role == MDP_ROLE_TIME_EVENT && !mdp_catalog_is_calendar(c, e) &&
		    (best < 0 || c->entities[e].count > c->entities[best].count))
			best = e;
	}
	return best;
}

static bool happens(const struct mdp_frame *f, int entity)
{
	int time = f->x->c->entities[entity].time;
	return time >= 0 && f->x->c->columns[time].role == MDP_ROLE_TIME_EVENT &&
	       !(f->x->c->entities[entity].label >= 0 && f->x->c->entities[entity].own_table);
}

/* The unit of the calendar that a word is; NONE when it is none. */
static enum mdp_grain grain_of(const struct mdp_node *n)
{
	enum mdp_grain grain = MDP_GRAIN_NONE;
	return n && mdp_grain_from_word(mdp_str_of(mdp_node_word(n)), &grain) ? grain : MDP_GRAIN_NONE;
}

static int add_figure(struct mdp_frame *f, const struct mdp_figure *figure)
{
	if (f->nfigures == MDP_PHRASE_PARTS)
		return -MDP_REFUSED;
	f->figures[f->nfigures++] = *figure;
	return 0;
}

static int add_count(struct mdp_frame *f, const struct mdp_set *s)
{
	struct mdp_figure count;
	memset(&count, 0, sizeof(count));
	mdp_figure_count(f->x, s, &count);
	return add_figure(f, &count);
}

static int count_of(struct mdp_frame *f, int entity)
{
	struct mdp_set *s = MDP_NEW(f->x->a, struct mdp_set);
	s->entity = entity;
	s->plural = true;
	return add_count(f, s);
}

/* A pending condition of a set (a period of things without a day) becomes one of the question. */
static int take_pending(struct mdp_frame *f, const struct mdp_set *s)
{
	struct mdp_phrase said = { .kind = MDP_PH_COND, .cond = s->pending };
	return s->pending ? mdp_frame_gather(f, &said) : 0;
}

/* Splits by a unit of the calendar are the grain of the series; the others stay. */
static int take_grain(struct mdp_frame *f, const struct mdp_node *said, enum mdp_grain *grain)
{
	int n = 0;
	*grain = grain_of(said);
	for (int i = 0; i < f->nkeys; i++) {
		if (f->keys[i].grain == MDP_GRAIN_NONE) {
			f->keys[n++] = f->keys[i];
			continue;
		}
		if (*grain != MDP_GRAIN_NONE && *grain != f->keys[i].grain)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 0, "two units of the calendar at once");
		*grain = f->keys[i].grain;
	}
	f->nkeys = n;
	return 0;
}

/* What is analysed, in the clause or beside it: figures, or things. */
static int take_subject(struct mdp_frame *f, const struct mdp_node *about, bool summed, const struct mdp_set **things)
{
	const struct mdp_node *sold = mdp_node_is(about, "sold") ? about->args[0] : NULL;
	const struct mdp_set *s = sold ? NULL : mdp_node_set(about);
	const struct mdp_figure *figure = sold ? NULL : mdp_node_figure(about);
	*things = s ? s : f->listed;
	if (s && f->listed)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, s->from, s->to, "two things to look at");
	if (*things && ((*things)->extreme || (*things)->having))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, (*things)->from, (*things)->to,
					"a ranking cannot be asked for together with this analysis");
	f->listed = NULL;
	if (s && take_pending(f, s) < 0)
		return -MDP_REFUSED;
	if (!figure)
		return 0;
	struct mdp_figure own = *figure;
	if (summed)
		mdp_an_summed(f->x, &own);
	return add_figure(f, &own);
}

static void begin(struct mdp_frame *f, const char *analysis)
{
	f->q->kind = MDP_Q_ANALYSIS;
	f->q->analysis = analysis;
	f->q->norder = 0;
	f->q->limit = 0;
	f->q->fill = MDP_FILL_DEFAULT;
}

/* "Sales" where the amount is called revenue: a word for the business rather than the name of its amount. */
static bool is_loosely_said(const struct mdp_frame *f)
{
	const struct mdp_figure *it = &f->figures[0];
	const char *said = mdp_words_norm(f->x->a, mdp_said(f->x, it->from, it->to));
	const char *name = mdp_words_norm(f->x->a, mdp_str_of(f->x->c->measures[it->measure].name));
	return strcmp(said, name) != 0 && mdp_is_takings(f->x, mdp_str_of(said));
}

/* Things, or the values of a column, as what splits. */
static int add_key(struct mdp_frame *f, const struct mdp_set *things)
{
	struct mdp_key *k = &f->keys[f->nkeys];
	if (f->nkeys == MDP_PHRASE_PARTS)
		return -MDP_REFUSED;
	memset(k, 0, sizeof(*k));
	if (things->attr) {
		*k = (struct mdp_key){ .entity = things->entity, .column = things->attr->meaning.id, .n = 1 };
		k->outs[0] = (struct mdp_out){ mdp_phrase_label(&f->x->c->columns[k->column]),
					       mdp_phrase_column(f->x, k->column), NULL };
	} else if (mdp_entity_key(f->x, things->entity, things->role, k) < 0) {
		return -MDP_REFUSED;
	}
	f->nkeys++;
	return 0;
}

/* "Lately" is the last ninety days, up to today or to where the data end. */
static int take_lately(struct mdp_frame *f, const struct mdp_node *n)
{
	int measure, event = main_event(f, &measure), time = event >= 0 ? mdp_entity_time(f->x, event) : -1;
	int64_t first, last, day = f->x->today;
	if (f->nperiods)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to, "two periods are said");
	if (time >= 0 && mdp_catalog_period(f->x->c, time, &first, &last) && last < day)
		day = last;
	f->periods[f->nperiods] = (struct mdp_period){ .from = day - LATELY + 1, .to = day + 1 };
	f->period_nodes[f->nperiods++] = NULL;
	f->noptions = 0;
	return 0;
}

int mdp_an_anomalies(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const options[] = { "lately", NULL };
	const struct mdp_set *things = NULL;
	enum mdp_grain grain;
	bool implied = false;
	int measure;
	int rc = mdp_an_unused(f, MDP_AN_FIGURES | MDP_AN_LISTED | MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, options);
	rc = rc < 0 || !mdp_an_option(f, "lately") ? rc : take_lately(f, mdp_an_option(f, "lately"));
	rc = rc < 0 ? rc : take_grain(f, mdp_an_arg(n, "grain"), &grain);
	rc = rc < 0 ? rc : take_subject(f, mdp_an_arg(n, "about"), true, &things);
	if (rc < 0)
		return rc;
	if (things && (things->attr || !happens(f, things->entity))) {
		/* "in products": what happens to them, by them */
		if (things->conditioned)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, things->from, things->to,
						"it is not clear what of these could be unusual: name a figure");
		rc = add_key(f, things);
		if (rc < 0)
			return rc;
		things = NULL;
	}
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind != MDP_FIG_AMOUNT)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->figures[i].from, f->figures[i].to,
						"%s is no figure that goes up and down in time", f->figures[i].name);
	if (!f->nfigures) {
		int event = things ? things->entity : main_event(f, &measure);
		if (event < 0)
			return mdp_frame_refuse(f, MDP_REASON_OUTSIDE_DATA, n->from, n->to,
						"nothing in this data has a date, so nothing can be unusual in time");
		implied = true;
		rc = things ? add_count(f, things) : count_of(f, event);
	} else if (things) {
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, things->from, things->to, "two things to look at");
	}
	/* "in our sales": in all that has to do with them, not only in their amount */
	if (!implied && f->nfigures == 1 && grain == MDP_GRAIN_NONE && !things &&
	    f->figures[0].measure == mdp_entity_takings(f->x) && f->figures[0].measure >= 0 && is_loosely_said(f))
		implied = true;
	rc = rc < 0 ? rc : mdp_frame_assemble(f);
	if (rc < 0)
		return rc;
	begin(f, "anomalies");
	if (implied) {
		f->q->of = f->x->c->entities[f->figures[0].entity].name;
		f->q->nshow = 0;
	}
	if (grain != MDP_GRAIN_NONE)
		mdp_an_text(f, "grain", mdp_grain_word(grain));
	return 0;
}

int mdp_an_outliers(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	const struct mdp_node *given = mdp_an_arg(n, "things");
	const struct mdp_set *things = NULL;
	struct mdp_figure main;
	int measure;
	bool apart = f->nfigures > 0;
	if (f->nkeys)
		return mdp_an_anomalies(f, n); /* "outliers in revenue by day" */
	/* "which towns have unusual hires": hires, by town */
	const struct mdp_set *whose = mdp_node_set(given), *about = mdp_node_set(mdp_an_arg(n, "about"));
	if (whose && about && happens(f, about->entity) && !whose->conditioned && !whose->extreme && !whose->having &&
	    whose->entity != about->entity && mdp_entity_determines(f->x, about->entity, whose->entity)) {
		int key = add_key(f, whose);
		return key < 0 ? key : mdp_an_anomalies(f, n);
	}
	int rc = mdp_an_unused(f, MDP_AN_FIGURES | MDP_AN_LISTED);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	rc = rc < 0 ? rc : take_subject(f, mdp_an_arg(n, "about"), false, &things);
	if (rc < 0)
		return rc;
	/* "outliers in order value" is not "outliers in orders" with the value of something beside it */
	if (apart && things)
		f->cost += mdp_lexicon_weight(f->x->l, "vague");
	if (given) {
		things = mdp_node_set(given);
		rc = things && things->pending ? take_pending(f, things) : 0;
	}
	if (!f->nfigures) {
		struct mdp_set *all = MDP_NEW(f->x->a, struct mdp_set);
		all->entity = things ? things->entity : main_event(f, &measure);
		if (all->entity < 0 || !mdp_figure_main(f->x, things ? things : all, &main))
			return f->x->problem.code ? -MDP_REFUSED
						  : mdp_frame_refuse(f, MDP_REASON_AMBIGUOUS, n->from, n->to,
								     "say which value is to be looked at");
		rc = add_figure(f, &main);
	}
	if (rc < 0)
		return rc;
	struct mdp_figure *figure = &f->figures[0];
	struct mdp_expr *each = f->nfigures == 1 ? mdp_figure_each(f->x, figure) : NULL;
	if (!each || each->kind == MDP_X_AGG)
		return mdp_frame_refuse(
			f, MDP_REASON_UNSUPPORTED, figure->from, figure->to,
			"outliers are looked for among the values of single things: %s is no such value", figure->name);
	struct mdp_pred *where = figure->where;
	if (given && things && things->entity == figure->entity)
		where = mdp_pred_and(f->x->a, where, things->where);
	else if (given && things)
		return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, things->from, things->to,
					"%s have no value of their own", f->x->c->entities[things->entity].plural);
	if (figure->set && figure->kind == MDP_FIG_ATTR)
		where = mdp_pred_and(f->x->a, where, figure->set->where);
	int column = each->kind == MDP_X_COLUMN ? mdp_catalog_column(f->x->c, mdp_str_of(each->name)) : -1;
	const char *name = column >= 0 ? mdp_phrase_label(&f->x->c->columns[column]) : figure->name;
	f->q->show = MDP_NEW_ARRAY(f->x->a, 1, struct mdp_out);
	f->q->show[0] = (struct mdp_out){ name, each, column >= 0 ? NULL : figure->unit };
	f->q->nshow = 1;
	f->q->where = where;
	rc = mdp_an_begin(f, "outliers", figure->entity);
	return rc;
}

/* --- series: forecast and trend --- */

/* Periods to come are the horizon; the others are conditions. */
void mdp_an_horizon(struct mdp_frame *f, const struct mdp_node *said, double *ahead, enum mdp_grain *unit,
		    int64_t *until)
{
	int n = 0;
	if (said) {
		double number = mdp_an_said_number(said->args[0]);
		*ahead = number > 0 ? number : 1;
		*unit = grain_of(said->args[1]);
	}
	for (int i = 0; i < f->nperiods; i++) {
		const struct mdp_node *node = f->period_nodes[i];
		if (node && (mdp_node_is(node, "next") || mdp_node_is(node, "nextn"))) {
			bool counted = mdp_node_is(node, "nextn");
			*ahead = counted ? mdp_an_said_number(node->args[0]) : 1;
			*unit = grain_of(node->args[counted ? 1 : 0]);
		} else if (f->periods[i].to > f->x->today + 1 && f->periods[i].to != INT64_MAX) {
			*until = f->periods[i].to;
		} else {
			f->periods[n] = f->periods[i];
			f->period_nodes[n++] = node;
		}
	}
	f->nperiods = n;
}

/* The question as a grouped query by a unit of the calendar: what remains when the analysis is taken from it. */
static int series(struct mdp_frame *f, const struct mdp_node *n, enum mdp_grain grain)
{
	const struct mdp_set *things = NULL;
	int measure = -1;
	int rc = take_subject(f, mdp_an_arg(n, "about"), true, &things);
	if (rc >= 0 && things && !f->nfigures)
		rc = things->attr ? mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, things->from, things->to,
						     "a series is of a figure: say what to count or sum")
				  : add_count(f, things);
	if (rc >= 0 && !f->nfigures) {
		struct mdp_figure takings;
		int event = main_event(f, &measure);
		memset(&takings, 0, sizeof(takings));
		if (measure >= 0 && mdp_figure_takings(f->x, &takings))
			rc = add_figure(f, &takings);
		else if (event >= 0)
			rc = count_of(f, event);
	}
	if (rc < 0)
		return rc;
	if (f->nfigures != 1 || f->figures[0].kind != MDP_FIG_AMOUNT)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"this is done for one figure at a time: a sum, a number or an average");
	if (f->nkeys > 1)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, n->from, n->to,
					"this is done for the series of one split: not for several at once");
	f->keys[f->nkeys++] = (struct mdp_key){ .entity = -1, .column = -1, .grain = grain };
	rc = mdp_frame_assemble(f);
	/* years as days: a step is from one to the next */
	for (int i = 0; rc >= 0 && i < f->q->nby; i++) {
		if (f->q->by[i].expr->kind != MDP_X_PART || f->q->by[i].expr->part != MDP_PART_YEAR)
			continue;
		struct mdp_expr *year = MDP_NEW(f->x->a, struct mdp_expr);
		*year = *f->q->by[i].expr;
		year->kind = MDP_X_TRUNC;
		year->part = MDP_PART_NONE;
		year->grain = MDP_GRAIN_YEAR;
		f->q->by[i].expr = year;
	}
	return rc;
}

int mdp_an_forecast(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	enum mdp_grain grain = MDP_GRAIN_NONE, unit = MDP_GRAIN_NONE;
	double ahead = 0;
	int64_t until = 0;
	int rc = mdp_an_unused(f, MDP_AN_FIGURES | MDP_AN_LISTED | MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	rc = rc < 0 ? rc : take_grain(f, mdp_an_arg(n, "every"), &grain);
	if (rc < 0)
		return rc;
	mdp_an_horizon(f, mdp_an_arg(n, "horizon"), &ahead, &unit, &until);
	/* few years or quarters say little: what a long one holds is forecast month by month */
	if (grain == MDP_GRAIN_NONE) {
		double months = unit == MDP_GRAIN_YEAR ? 12 : unit == MDP_GRAIN_QUARTER ? 3 : 1;
		grain = unit == MDP_GRAIN_DAY || unit == MDP_GRAIN_WEEK ? unit : MDP_GRAIN_MONTH;
		ahead *= months;
	} else if (ahead > 0 && unit != MDP_GRAIN_NONE && unit != grain) {
		double days[] = { [MDP_GRAIN_DAY] = 1,
				  [MDP_GRAIN_WEEK] = 7,
				  [MDP_GRAIN_MONTH] = 30.4,
				  [MDP_GRAIN_QUARTER] = 91.3,
				  [MDP_GRAIN_YEAR] = 365.25 };
		if (grain < MDP_GRAIN_DAY || grain > MDP_GRAIN_YEAR || unit < MDP_GRAIN_DAY || unit > MDP_GRAIN_YEAR)
			return -MDP_REFUSED;
		ahead = (double)(int)(ahead * days[unit] / days[grain] + 0.5);
	}
	rc = series(f, n, grain);
	if (rc < 0)
		return rc;
	begin(f, "forecast");
	if (until) {
		char day[MDP_DATE_TEXT];
		mdp_an_text(f, "until", mdp_arena_strdup(f->x->a, mdp_date_print(until - 1, day)));
	} else {
		mdp_an_number(f, "periods", ahead > 0 ? ahead : AHEAD);
	}
	return 0;
}

int mdp_an_trend(struct mdp_frame *f, const struct mdp_node *n)
{
	static const char *const none[] = { NULL };
	enum mdp_grain grain = MDP_GRAIN_NONE;
	int rc = mdp_an_unused(f, MDP_AN_FIGURES | MDP_AN_LISTED | MDP_AN_KEYS);
	rc = rc < 0 ? rc : mdp_an_options(f, none);
	rc = rc < 0 ? rc : take_grain(f, mdp_an_arg(n, "every"), &grain);
	rc = rc < 0 ? rc : series(f, n, grain == MDP_GRAIN_NONE ? MDP_GRAIN_MONTH : grain);
	if (rc >= 0)
		begin(f, "trend");
	return rc;
}

static const struct mdp_phrase *op_statistics(struct mdp_phraser *x, const struct mdp_node *n)
{
	return mdp_phrase_new(x, n, MDP_PH_ANALYSIS);
}

const struct mdp_operation mdp_statistics_operations[] = {
	{ "anomalies", 0, op_statistics },
	{ "outliers", 0, op_statistics },
	{ "forecast", 0, op_statistics },
	{ "trend", 0, op_statistics },
	{ "correlation", 0, op_statistics },
	{ "predicted", 0, op_statistics },
	{ NULL, 0, NULL },
};
