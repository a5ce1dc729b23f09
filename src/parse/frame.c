/*
 * One query from the clauses of a question. Order: gather them by kind; settle what is asked about (the entity whose instances are
 * counted, summed or listed); then keys, conditions, periods, ranking and windows. What cannot be put together fails with a reason, and
 * that reading is out.
 */
#include "parse/frame.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

int mdp_frame_refuse(struct mdp_frame *f, enum mdp_reason why, int from, int to, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	mdp_phraser_vrefuse(f->x, why, fmt, ap);
	va_end(ap);
	mdp_error_span(&f->x->problem, mdp_said_span(f->x, from, to));
	f->x->problem_tokens = MDP_LIMIT_TOKENS;
	return -MDP_REFUSED;
}

const struct mdp_entity *mdp_frame_entity(const struct mdp_frame *f, int e)
{
	return &f->x->c->entities[e];
}

static const char *out_name(struct mdp_frame *f, const char *want)
{
	const char *name = want;
	for (int n = 2;; n++) {
		bool taken = false;
		for (int i = 0; i < f->q->nby; i++)
			taken |= !strcmp(f->q->by[i].name, name);
		for (int i = 0; i < f->q->nshow; i++)
			taken |= !strcmp(f->q->show[i].name, name);
		if (!taken)
			return name;
		name = mdp_arena_printf(f->x->a, "%s %d", want, n);
	}
}

/* Adds a key or a shown value unless it is there; its name in the result, made unique. */
const char *mdp_frame_push(struct mdp_frame *f, bool key, const char *want, struct mdp_expr *expr)
{
	struct mdp_query *q = f->q;
	int n = key ? q->nby : q->nshow;
	struct mdp_out *old = key ? q->by : q->show;
	for (int i = 0; i < n; i++)
		if (mdp_same_expr(old[i].expr, expr))
			return old[i].name;
	struct mdp_out *grown = MDP_NEW_ARRAY(f->x->a, (size_t)n + 1, struct mdp_out);
	for (int i = 0; i < n; i++)
		grown[i] = old[i];
	grown[n] = (struct mdp_out){ out_name(f, want), expr, NULL };
	if (key) {
		q->by = grown;
		q->nby++;
	} else {
		q->show = grown;
		q->nshow++;
	}
	return grown[n].name;
}

static int time_key(struct mdp_frame *f, const struct mdp_key *k)
{
	int time, rc = mdp_frame_time(f, &time);
	if (rc < 0)
		return rc;
	bool own = k->time_role && !k->time_role->meaning.role; /* a date of the thing itself */
	if (own || f->dated) {
		time = own ? k->time_role->meaning.id : f->dated - 1;
		f->ndated = true;
		f->dated = f->dated ? f->dated : 1 + time; /* a period beside it is of the same date */
		if (own && f->dated && time != f->dated - 1)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 1,
						"two kinds of dates in one question are not supported yet");
		if (time < 0 || !mdp_entity_determines(f->x, f->of, f->x->c->columns[time].entity))
			return mdp_frame_refuse(f, MDP_REASON_NOT_CONNECTED, 0, 1, "%s have no such date of their own",
						mdp_frame_entity(f, f->of)->plural);
	} else if (k->time_role) {
		if (f->time_role && strcmp(f->time_role->meaning.role, k->time_role->meaning.role) != 0)
			return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, 0, 1,
						"two kinds of days in one question are not supported yet");
		f->time_role = k->time_role;
	}
	if (time < 0)
		time = mdp_entity_time(f->x, f->of);
	if (time < 0)
		time = mdp_frame_happened_time(f);
	if (time < 0)
		return mdp_frame_refuse(f, MDP_REASON_NOT_SPLITTABLE, 0, 0,
					"%s have no time, so they cannot be split by %s",
					mdp_frame_entity(f, f->of)->plural,
					k->grain ? mdp_grain_word(k->grain) : mdp_part_word(k->part));
	enum mdp_grain known = f->x->c->columns[time].precision;
	bool part_of_it = k->part != MDP_PART_NONE && k->part != MDP_PART_YEAR && k->part != MDP_PART_QUARTER &&
			  (k->part != MDP_PART_MONTH || known == MDP_GRAIN_QUARTER);
	if (known != MDP_GRAIN_NONE && (part_of_it || (k->grain != MDP_GRAIN_NONE && k->grain < known)))
		return mdp_frame_refuse(f, MDP_REASON_NOT_SPLITTABLE, 0, 0, "of %s only the %s is known",
					f->x->c->columns[time].words, mdp_grain_word(known));
	/* a year is its number, unless it is what a running figure goes along */
	bool number = k->part || (k->grain == MDP_GRAIN_YEAR && f->window == MDP_WIN_NONE);
	struct mdp_expr *e = MDP_NEW(f->x->a, struct mdp_expr);
	e->kind = number ? MDP_X_PART : MDP_X_TRUNC;
	e->grain = number ? MDP_GRAIN_NONE : k->grain;
	e->part = k->part ? k->part : number ? MDP_PART_YEAR : MDP_PART_NONE;
	e->arg = mdp_phrase_column(f->x, time);
	const char *name = mdp_frame_push(f, true, k->grain ? mdp_grain_word(k->grain) : mdp_part_word(k->part), e);
	if (!f->ranked) {
		f->q->order = MDP_NEW(f->x->a, struct mdp_order);
		f->q->order[0] = (struct mdp_order){ name, false };
		f->q->norder = 1;
	}
	return 0;
}

int mdp_frame_key(struct mdp_frame *f, const struct mdp_key *k)
{
	for (int i = 0; i < k->n; i++)
		mdp_frame_push(f, true, k->outs[i].name, k->outs[i].expr);
	if (!k->n)
		return time_key(f, k);
	if (k->bucket && !f->ranked) {
		f->q->order = MDP_NEW(f->x->a, struct mdp_order);
		f->q->order[0] = (struct mdp_order){ k->outs[0].name, false };
		f->q->norder = 1;
	}
	int n = k->entity < 0 ? 0 : mdp_entity_links(f->x, f->of, k->entity);
	bool day = k->column >= 0 && mdp_column_is_time(&f->x->c->columns[k->column]);
	f->cost += n < 0 ? mdp_lexicon_weight(f->x->l, "through_event")
		   : n   ? mdp_entity_link_cost(f->x, f->of, k->entity, day ? "link_day" : "link")
			 : 0;
	return 0;
}

/* "the type and the number of transactions": what is shown beside a total splits it. */
static bool splits(const struct mdp_frame *f, const struct mdp_figure *it)
{
	enum mdp_role role = f->x->c->columns[it->column].role;
	return it - f->figures < f->nsplit && mdp_entity_determines(f->x, f->of, it->entity) && !f->ranked &&
	       (role == MDP_ROLE_CATEGORY || role == MDP_ROLE_CODE || role == MDP_ROLE_NAME || role == MDP_ROLE_ID ||
		role == MDP_ROLE_GEO || role == MDP_ROLE_FLAG || role == MDP_ROLE_TEXT);
}

static int show_attr(struct mdp_frame *f, const struct mdp_figure *it)
{
	if (f->ranked && f->target.column >= 0 && !f->nkeys && it->column != f->target.column)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
					"it is not clear what `%s` has to do with this ranking", it->name);
	if (f->ranked && f->target.entity >= 0 && !mdp_entity_determines(f->x, f->target.entity, it->entity))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to, "`%s` is not an attribute of %s",
					it->name, mdp_frame_entity(f, f->target.entity)->plural);
	if (it->column < 0 || !(f->nkeys + (f->ranked ? f->target.n : 0) > 0 || splits(f, it)))
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
					"`%s` is not a total: say average, minimum, maximum or by what", it->name);
	mdp_frame_push(f, true, it->name, it->expr); /* shown beside the groups: one of their keys */
	return 0;
}

/* Conditions that all figures share are those of the question; others stay with their figure. */
static struct mdp_pred *shared_where(struct mdp_frame *f)
{
	const struct mdp_figure *first = mdp_frame_amount(f);
	for (int i = 0; i < f->nfigures; i++)
		if (f->figures[i].kind == MDP_FIG_AMOUNT &&
		    (!mdp_same_pred(f->figures[i].where, first->where) || f->figures[i].entity != f->of))
			return NULL;
	struct mdp_pred *shared = first->where;
	for (int i = 0; i < f->nfigures; i++)
		f->figures[i].where = f->figures[i].kind == MDP_FIG_AMOUNT ? NULL : f->figures[i].where;
	return shared;
}

static struct mdp_expr *with_where(struct mdp_frame *f, const struct mdp_figure *it, int *rc)
{
	struct mdp_expr *copy = MDP_NEW(f->x->a, struct mdp_expr);
	*copy = *it->expr;
	if (!it->where)
		return copy;
	if (copy->kind != MDP_X_AGG && copy->kind != MDP_X_MEASURE)
		*rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, it->from, it->to,
				       "a condition on a calculated figure alone is not supported yet");
	copy->where = mdp_pred_and(f->x->a, copy->where, it->where);
	return copy;
}

static int aggregate_query(struct mdp_frame *f)
{
	const struct mdp_figure *first = mdp_frame_amount(f);
	f->of = first->entity;
	f->q->of = mdp_frame_entity(f, f->of)->name;
	struct mdp_pred *where = NULL;
	if (f->window != MDP_WIN_SHARE)
		where = shared_where(f);
	int rc = 0;
	for (int i = 0; i <= f->nkeys; i++)
		mdp_key_by_name(f->x, f->of, i < f->nkeys ? &f->keys[i] : &f->target);
	for (int i = 0; i < f->nkeys && rc >= 0; i++)
		rc = mdp_frame_key(f, &f->keys[i]);
	if (rc >= 0 && f->ranked)
		rc = mdp_frame_key(f, &f->target);
	if (rc >= 0)
		rc = mdp_frame_check_groups(f);
	for (int i = 0; i < f->nfigures && rc >= 0; i++) {
		const struct mdp_figure *it = &f->figures[i];
		if (it->kind != MDP_FIG_AMOUNT) {
			rc = show_attr(f, it);
			continue;
		}
		const char *name = mdp_frame_push(f, false, it->name,
						  f->window == MDP_WIN_SHARE ? it->expr : with_where(f, it, &rc));
		for (int k = 0; it->expr->kind == MDP_X_OP && k < f->q->nshow; k++)
			if (!strcmp(f->q->show[k].name, name))
				f->q->show[k].unit = it->unit;
	}
	f->q->where = where;
	if (rc >= 0 && f->having && (f->q->nshow != 1 || f->ranked || f->window != MDP_WIN_NONE || f->nkeys != 1))
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, first->from, first->to,
				      "periods of which something is said cannot be split, ranked or compared yet");
	if (rc >= 0 && f->having)
		f->q->having = mdp_pred_cmp(f->x->a, f->having->cmp, f->q->show[0].expr,
					    mdp_phrase_number(f->x, f->having->number));
	return rc;
}

/* "How long do … take …, on average": behind how long something takes, which is an average already. */
static bool said_again(const struct mdp_frame *f)
{
	enum mdp_aggregate fn;
	bool same = f->nfigures > 0 && f->noptions == 1 && mdp_node_is(f->options[0], "onaverage") &&
		    mdp_aggregate_from_word(mdp_str_of(mdp_node_word(f->options[0]->args[0])), &fn);
	for (int i = 0; i < f->nfigures && same; i++)
		same = mdp_figure_is_span(&f->figures[i]) && f->figures[i].expr->kind == MDP_X_AGG &&
		       f->figures[i].expr->agg == fn;
	return same;
}

/* The name of the shown figure that the window is over. */
static const char *windowed_name(const struct mdp_frame *f)
{
	const char *shown = f->q->show[0].name;
	for (int i = 0; i < f->nfigures; i++)
		for (int k = 0; f->figures[i].window && k < f->q->nshow; k++)
			if (mdp_same_expr(f->q->show[k].expr, f->figures[i].expr))
				shown = f->q->show[k].name;
	return shown;
}

int mdp_frame_assemble(struct mdp_frame *f)
{
	if (f->noptions && !said_again(f)) {
		f->nothing = true;
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->options[0]->from, f->options[0]->to,
					"it is not clear what this is said of");
	}
	mdp_frame_settle_compared(f);
	mdp_frame_settle_through(f);
	mdp_frame_settle_comparing(f);
	/* "premiums billed versus collected": a word between two, of which one is not understood */
	if (f->comparing && f->nfigures == 1 && f->figures[0].to <= f->comparing_from && !f->versus && !f->listed)
		return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->comparing_to - 1, f->comparing_to,
					"it is not said what is compared with what");
	int rc = mdp_frame_settle_now(f);
	if (rc >= 0)
		rc = mdp_frame_dated_figure(f);
	if (rc >= 0)
		rc = mdp_frame_settle_unit(f);
	if (rc >= 0)
		rc = mdp_frame_versus_periods(f);
	if (rc >= 0)
		rc = mdp_frame_settle_extreme(f);
	if (rc < 0)
		return rc;
	mdp_frame_settle_sorted(f);
	rc = mdp_frame_settle_tally(f);
	if (rc < 0)
		return rc;
	mdp_frame_settle_bare(f);
	rc = mdp_frame_settle_cut(f);
	if (rc >= 0)
		rc = mdp_frame_settle_returned(f);
	if (rc >= 0)
		rc = mdp_frame_settle_count(f);
	if (rc >= 0 && f->loose && f->nfigures > 1)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->loose->from, f->loose->to,
				      "it is not clear what `%s` has to do with the rest of the question",
				      f->loose->name);
	if (rc >= 0)
		rc = mdp_frame_settle_split(f);
	if (rc >= 0 && f->nsplit)
		mdp_frame_settle_each(f);
	if (rc >= 0)
		rc = mdp_frame_per(f);
	if (rc >= 0 && f->ranked)
		rc = mdp_frame_rank(f);
	else if (rc >= 0 && f->rank_by)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->rank_by->from, f->rank_by->to,
				      "an amount is nothing to split by");
	if (rc < 0)
		return rc;
	rc = mdp_frame_settle_people(f);
	if (rc >= 0)
		rc = mdp_frame_settle_which(f);
	if (rc >= 0)
		rc = mdp_frame_vague(f);
	if (rc < 0)
		return rc;
	rc = mdp_frame_settle_asides(f);
	if (rc >= 0)
		rc = mdp_frame_check_unit(f);
	if (rc < 0)
		return rc;
	bool aggregates = mdp_frame_amount(f) != NULL;
	rc = aggregates ? aggregate_query(f) : mdp_frame_list(f);
	if (rc >= 0)
		rc = mdp_frame_where(f);
	if (rc >= 0 && aggregates)
		rc = mdp_frame_settle_happened(f);
	for (int i = 0; rc >= 0 && f->ranks_all && i < f->nkeys; i++)
		mdp_frame_leave_out_null(f, &f->keys[i]);
	if (rc >= 0 && f->ranked)
		rc = mdp_frame_rank_finish(f);
	if (rc >= 0)
		rc = mdp_frame_orders(f);
	if (rc >= 0 && f->window != MDP_WIN_NONE && f->q->nshow)
		rc = mdp_frame_window(f, windowed_name(f));
	if (rc >= 0)
		rc = mdp_frame_settle_share(f);
	return rc < 0 ? rc : mdp_frame_check_idle(f);
}

/* "won deals as a part of …": a word torn from the noun that it stands right before. */
static bool is_torn(const struct mdp_node *clause, const struct mdp_node *next)
{
	const struct mdp_node *leaf = next;
	for (int depth = 0; leaf && !leaf->edge && leaf->nargs && depth < MDP_LIMIT_QUERY_DEPTH; depth++)
		leaf = leaf->args[0];
	return next && (mdp_node_is(clause, "flag") || mdp_node_is(clause, "eq")) && next->from == clause->to && leaf &&
	       leaf->edge && leaf->from == clause->to && leaf->edge->meaning.kind == MDP_CAT_ENTITY &&
	       !strcmp(leaf->edge->meaning.sub, "noun");
}

int mdp_frame_query(struct mdp_frame *f, const struct mdp_cover *cover, struct mdp_query **q)
{
	f->of = -1;
	f->target.entity = f->target.column = -1;
	f->q = MDP_NEW(f->x->a, struct mdp_query);
	int rc = 0;
	for (int i = 0; i < cover->nclauses && rc >= 0; i++) {
		if (!cover->clauses[i]->phrase)
			return -MDP_REFUSED;
		rc = mdp_frame_gather(f, cover->clauses[i]->phrase);
		if (i + 1 < cover->nclauses && is_torn(cover->clauses[i], cover->clauses[i + 1]))
			f->cost += mdp_lexicon_weight(f->x->l, "torn");
	}
	if (rc >= 0 && mdp_frame_forgets_who(f, cover)) {
		f->nothing = true;
		return -MDP_REFUSED;
	}
	if (rc >= 0 && f->meta && f->analysis)
		rc = mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->meta->from, f->meta->to,
				      "it is not clear what this has to do with the rest of the question");
	if (rc >= 0)
		mdp_frame_said_dates(f, cover);
	if (rc >= 0)
		rc = f->meta ? mdp_frame_meta(f) : f->analysis ? mdp_frame_analysis(f) : mdp_frame_assemble(f);
	if (rc >= 0 && !f->meta && !f->analysis)
		mdp_frame_same_event(f, cover);
	if (rc >= 0 && mdp_pred_impossible(f->q->where))
		rc = mdp_frame_refuse(
			f, MDP_REASON_UNSUPPORTED, 0, f->x->t->ntokens,
			"nothing can be all that is asked for here: two of the conditions rule each other out");
	if (rc >= 0 && f->versed)
		rc = mdp_frame_versus_wrap(f);
	return rc < 0 ? rc : mdp_frame_roles(f, f->q, q);
}
