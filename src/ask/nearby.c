/*
 * What is in the way is found by asking without it: each try is a whole question, and what it answers with is discarded but for its
 * restatement. Tries go from near to far: the word replaced by a name that looks like it, left out with the small words that hold it,
 * left out with what it introduces, replaced by what the platform is mostly asked for.
 */
#include "ask/nearby.h"

#include <string.h>

#include "ask/offers.h"
#include "base/limits.h"
#include "base/banned.h"

#define OTHERS 2 /* things of one kind that are tried in the place of something */

struct nearby {
	struct mdp_session *s;
	struct mdp_arena *a;
	struct mdp_answer *ans;
	struct mdp_str question;
	struct mdp_readings r;
	struct mdp_offers found;
	int far[MDP_LIMIT_NEARBY_FOUND + 1]; /* bytes of the question that each does without */
	const char *asked[MDP_LIMIT_NEARBY_TRIES];
	int tries;
	double until;
};

static bool enough(const struct nearby *k)
{
	return k->found.n == k->found.max || k->tries == MDP_LIMIT_NEARBY_TRIES || mdp_clock_ms() > k->until;
}

static bool try(struct nearby *k, const char *text)
{
	int before = k->found.n, lost = text ? (int)k->question.n - (int)strlen(text) : 0;
	if (!text || enough(k))
		return false;
	for (int i = 0; i < k->tries; i++)
		if (!strcmp(k->asked[i], text))
			return false;
	k->asked[k->tries++] = text;
	mdp_offer_try(k->s, text, &k->found, k->a);
	for (int i = before; i < k->found.n; i++)
		k->far[i] = lost > 0 ? lost : 0;
	return k->found.n > before;
}

/* Are word `at` and the next one written as one ("first-time")? */
static bool joined(const struct nearby *k, int at)
{
	int end = k->r.words[at].span.start + k->r.words[at].span.length;
	return k->r.words[at + 1].span.start == end + 1 && k->question.p[end] == '-';
}

/* The question with words [from, to) replaced; `with` "" leaves them out. */
static const char *changed(const struct nearby *k, int from, int to, const char *with)
{
	const struct mdp_word *w = k->r.words;
	while (from > 0 && joined(k, from - 1))
		from--;
	while (to < k->r.nwords && joined(k, to - 1))
		to++;
	int start = w[from].span.start, end = w[to - 1].span.start + w[to - 1].span.length;
	return mdp_arena_printf(k->a, "%.*s%s%.*s", start, k->question.p, with, (int)k->question.n - end,
				k->question.p + end);
}

/* Back over the words that only lead to word `at` ("in", "for the"). */
static int leading(const struct nearby *k, int at)
{
	while (at > 0 && k->r.words[at - 1].small)
		at--;
	return at;
}

/* To the next small word behind `at`, where another part begins. */
static int part_end(const struct nearby *k, int at)
{
	int to = at + 1;
	while (to < k->r.nwords && !k->r.words[to].small)
		to++;
	return to;
}

/* Without [from, to), as little as answers. */
static bool without(struct nearby *k, int from, int to)
{
	if (from == 0 && to == k->r.nwords)
		return false;
	if (try(k, changed(k, from, to, "")))
		return true;
	int lead = leading(k, from);
	if (lead < from && (lead > 0 || to < k->r.nwords) && try(k, changed(k, lead, to, "")))
		return true;
	int end = part_end(k, to - 1);
	return end > to && (lead > 0 || end < k->r.nwords) &&
	       (try(k, changed(k, from, end, "")) || (lead < from && try(k, changed(k, lead, end, ""))));
}

/* Lost words but `but` are left out, with what leads to them; `but` becomes `with`. NULL where one of them says something. */
static const char *only(const struct nearby *k, int but, const char *with)
{
	const char *text = "";
	int done = 0;
	for (int i = 0; i < k->r.nwords; i++) {
		const struct mdp_word *w = &k->r.words[i];
		if (!w->lost)
			continue;
		if (i != but && !w->unknown && !w->small)
			return NULL;
		int from = i == but ? i : leading(k, i), start = k->r.words[from].span.start;
		start = start < done ? done : start;
		text = mdp_arena_printf(k->a, "%s%.*s%s", text, start - done, k->question.p + done,
					i == but ? with : "");
		done = w->span.start + w->span.length;
	}
	return mdp_arena_printf(k->a, "%s%.*s", text, (int)k->question.n - done, k->question.p + done);
}

static void replace_by_near(struct nearby *k, int word)
{
	const char *near[OTHERS + 1];
	int n = mdp_lexicon_near_names(k->s->lexicon, k->a, k->r.words[word].folded, near, OTHERS + 1);
	for (int i = 0, good = 0; i < n && good < OTHERS; i++)
		good += try(k, changed(k, word, word + 1, near[i])) || try(k, only(k, word, near[i]));
}

/* What most is split by, in the place of a word that goes by nothing. */
static void replace_by_keys(struct nearby *k, int word)
{
	const struct mdp_catalog *c = k->s->catalog;
	int ids[3 * OTHERS], n = mdp_offer_keys(c, -1, ids, 3 * OTHERS);
	for (int i = 0, good = 0; i < n && good < OTHERS; i++)
		good += try(k, changed(k, word, word + 1, c->columns[ids[i]].words));
}

/* Was anything of the data understood? Else nothing is near. */
static bool names_something(const struct nearby *k)
{
	static const char *const TYPES[] = { "measure", "dimension", "entity", "value", "period" };
	for (int i = 0; i < k->r.nunderstood; i++)
		for (size_t t = 0; t < sizeof(TYPES) / sizeof(TYPES[0]); t++)
			if (!strcmp(k->r.understood[i].type, TYPES[t]))
				return true;
	return false;
}

/* What most is asked for, likewise. */
static void replace_by_figures(struct nearby *k, int word)
{
	const struct mdp_catalog *c = k->s->catalog;
	int ids[3 * OTHERS], n = mdp_offer_figures(c, ids, 3 * OTHERS);
	for (int i = 0, good = 0; i < n && good < OTHERS; i++)
		good += try(k, changed(k, word, word + 1, c->measures[ids[i]].name)) ||
			try(k, only(k, word, c->measures[ids[i]].name));
}

/* One word proved to be in the way: it is that which the refusal names. */
static void blame(struct nearby *k, int word)
{
	struct mdp_error *e = &k->ans->reason;
	const struct mdp_word *w = &k->r.words[word];
	const char *hint = mdp_arena_strdup(k->a, e->hint);
	mdp_refuse(e, MDP_REASON_UNSUPPORTED, "it is not clear what “%.*s” does in this question", w->span.length,
		   k->question.p + w->span.start);
	mdp_error_hint(e, "%s", hint);
	mdp_error_span(e, w->span);
}

/* Known words that have no place: the one without which there is an answer is in the way. */
static void without_each(struct nearby *k, bool lost)
{
	bool blamed = false;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < k->r.nwords && !enough(k); i++) {
			const struct mdp_word *w = &k->r.words[i];
			if (w->small || w->lost == (pass == 1))
				continue;
			if (without(k, i, i + 1) && lost && !blamed) {
				blame(k, i);
				blamed = true;
			}
		}
}

static int word_at(const struct nearby *k, int byte)
{
	for (int i = 0; i < k->r.nwords; i++)
		if (k->r.words[i].span.start + k->r.words[i].span.length > byte)
			return i;
	return k->r.nwords;
}

/* Where the refusal points at. */
static void without_span(struct nearby *k)
{
	struct mdp_span span = k->ans->reason.span;
	int from = word_at(k, span.start), to = span.length ? word_at(k, span.start + span.length - 1) + 1 : from;
	if (from < to && to <= k->r.nwords)
		without(k, from, to);
}

/* What does not add up. */
static void as_average(struct nearby *k)
{
	struct mdp_span span = k->ans->reason.span;
	if (span.length)
		try(k, mdp_arena_printf(k->a, "%.*saverage %s", span.start, k->question.p, k->question.p + span.start));
}

static void other_period(struct nearby *k)
{
	for (int i = 0; k->r.instead && i < k->r.nunderstood; i++) {
		struct mdp_span span = k->r.understood[i].span;
		int from = word_at(k, span.start), to = word_at(k, span.start + span.length - 1) + 1;
		if (strcmp(k->r.understood[i].type, "period") != 0 || from >= to || to > k->r.nwords)
			continue;
		if (!try(k, changed(k, from, to, k->r.instead)))
			try(k, changed(k, from, to, mdp_arena_printf(k->a, "in %s", k->r.instead)));
	}
}

static const struct mdp_understood *piece(const struct nearby *k, const char *type)
{
	for (int i = 0; i < k->r.nunderstood; i++)
		if (!strcmp(k->r.understood[i].type, type))
			return &k->r.understood[i];
	return NULL;
}

/* A period of a thing that has several dates, or is in several events: each of them, by name. */
static void each_date(struct nearby *k)
{
	const struct mdp_catalog *c = k->s->catalog;
	const struct mdp_understood *thing = piece(k, "entity"), *period = piece(k, "period");
	int e = thing ? mdp_catalog_entity(c, mdp_str_of(thing->meaning)) : -1, good = 0;
	if (e < 0 || !period)
		return;
	int start = period->span.start, end = start + period->span.length;
	const char *before = mdp_arena_strndup(k->a, k->question.p, (size_t)start), *after = k->question.p + end;
	for (int i = 0; i < c->ncolumns && good < 1; i++)
		if (c->columns[i].entity == e && c->columns[i].mirror < 0 && !c->columns[i].hidden &&
		    (c->columns[i].role == MDP_ROLE_TIME_EVENT || i == c->entities[e].time))
			good += try(k, mdp_arena_printf(k->a, "%swith %s %s%s", before, c->columns[i].words,
							period->text, after));
	for (int i = 0; i < c->nlinks && good < OTHERS; i++) {
		const struct mdp_entity *event = &c->entities[c->links[i].from];
		if (c->links[i].to == e && event->time >= 0 && event->own_table)
			good += try(k, mdp_arena_printf(k->a, "%sthat have %s %s%s", before, event->plural,
							period->text, after));
	}
}

/* --- of a query that no plan answers --- */

static struct mdp_query *copy(const struct nearby *k)
{
	struct mdp_query *q = NULL;
	const char *json = mdp_query_dump(k->a, k->ans->query);
	return mdp_query_load(k->a, mdp_str_of(json), &q, NULL) < 0 ? NULL : q;
}

static bool try_query(struct nearby *k, const struct mdp_query *q)
{
	if (enough(k))
		return false;
	k->asked[k->tries++] = "";
	k->far[k->found.n] = 0;
	return mdp_offer_try_query(k->s, q, &k->found, k->a);
}

static struct mdp_expr *column(const struct nearby *k, int col)
{
	return mdp_expr_column(k->a, mdp_catalog_column_name(k->s->catalog, k->a, col));
}

/* Order, windows and the like refer to keys by name: such a query is changed as a whole or not at all. */
static bool is_plain(const struct mdp_query *q)
{
	return q && q->kind == MDP_Q_SELECT && q->nby == 1 && q->norder == 0 && !q->having;
}

static void other_key(struct nearby *k)
{
	const struct mdp_catalog *c = k->s->catalog;
	int keys[8], n, of = mdp_catalog_entity(c, mdp_str_of(k->ans->query->of ? k->ans->query->of : ""));
	const struct mdp_expr *shown = k->ans->query->nshow ? k->ans->query->show[0].expr : NULL;
	if (shown && shown->kind == MDP_X_MEASURE && mdp_catalog_measure(c, mdp_str_of(shown->name)) >= 0)
		of = c->measures[mdp_catalog_measure(c, mdp_str_of(shown->name))].entity;
	else if (shown && shown->kind == MDP_X_AGG && shown->entity)
		of = mdp_catalog_entity(c, mdp_str_of(shown->entity));
	n = mdp_offer_keys(c, of, keys, 8);
	for (int i = 0, good = 0; i < n && good < OTHERS; i++) {
		struct mdp_query *q = copy(k);
		if (!is_plain(q))
			return;
		q->of = of >= 0 ? c->entities[of].name : q->of;
		q->by[0] = (struct mdp_out){ .name = c->columns[keys[i]].words, .expr = column(k, keys[i]) };
		good += try_query(k, q);
	}
}

static void other_figure(struct nearby *k)
{
	const struct mdp_catalog *c = k->s->catalog;
	int figures[8], n = mdp_offer_figures(c, figures, 8);
	for (int i = 0, good = 0; i < n && good < 1; i++) {
		struct mdp_query *q = copy(k);
		const struct mdp_measure *m = &c->measures[figures[i]];
		if (!is_plain(q) || q->nshow != 1)
			return;
		q->of = c->entities[m->entity].name;
		q->show[0] = (struct mdp_out){ .name = m->name, .expr = mdp_expr_measure(k->a, m->name) };
		good += try_query(k, q);
	}
}

static void change_query(struct nearby *k)
{
	if (k->ans->reason.reason == MDP_REASON_NOT_SPLITTABLE && is_plain(k->ans->query)) {
		other_key(k);
		other_figure(k);
	}
}

/* --- */

static void look(struct nearby *k)
{
	int unknown = -1, nlost = 0;
	for (int i = 0; i < k->r.nwords; i++) {
		nlost += k->r.words[i].lost;
		if (k->r.words[i].lost && k->r.words[i].unknown && unknown < 0)
			unknown = i;
	}
	if (k->ans->reason.reason == MDP_REASON_OUTSIDE_DATA)
		other_period(k);
	if (k->r.n && k->ans->query)
		change_query(k);
	if (k->ans->reason.reason == MDP_REASON_AMBIGUOUS)
		each_date(k);
	if (k->ans->reason.reason == MDP_REASON_NOT_ADDITIVE)
		as_average(k);
	for (int i = 0; i < k->r.nwords; i++)
		if (k->r.words[i].lost && k->r.words[i].unknown)
			replace_by_near(k, i);
	if (unknown >= 0) {
		if (k->r.words[unknown].splits)
			replace_by_keys(k, unknown);
		bool left = try(k, only(k, -1, "")) || without(k, unknown, unknown + 1);
		bool alone = unknown + 1 == k->r.nwords || k->r.words[unknown + 1].small;
		if (!left && alone && !k->found.n && names_something(k))
			replace_by_figures(k, unknown);
	} else if (nlost) {
		without_each(k, true);
	} else if (!k->r.n) {
		without_span(k);
		without_each(k, false);
	}
}

/* In the order in which they were found, where several are as near. */
static void nearest_first(struct nearby *k)
{
	for (int i = 1; i < k->found.n; i++)
		for (int j = i; j > 0 && k->far[j] < k->far[j - 1]; j--) {
			const char *text = k->found.texts[j];
			int far = k->far[j];
			k->found.texts[j] = k->found.texts[j - 1];
			k->far[j] = k->far[j - 1];
			k->found.texts[j - 1] = text;
			k->far[j - 1] = far;
		}
}

void mdp_ask_nearby(struct mdp_session *s, struct mdp_str question, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct nearby k = { .s = s, .a = a, .ans = ans, .question = question };
	struct mdp_error err = { 0 };
	enum mdp_reason why = ans->reason.reason;
	if (ans->status != MDP_STATUS_REFUSED || why == MDP_REASON_WRITE_REQUEST || why == MDP_REASON_OPINION ||
	    mdp_parse(s->parser, question, s->today, a, &k.r, &err) < 0)
		return;
	k.until = mdp_clock_ms() + MDP_LIMIT_NEARBY_MS;
	if (s->engine)
		mdp_engine_set_timeout(s->engine, MDP_LIMIT_NEARBY_MS);
	k.question.p = mdp_arena_strndup(a, question.p, question.n);
	k.found.texts = MDP_NEW_ARRAY(a, MDP_LIMIT_NEARBY_FOUND, const char *);
	k.found.max = MDP_LIMIT_NEARBY_FOUND;
	look(&k);
	if (s->engine)
		mdp_engine_set_timeout(s->engine, s->opt.timeout_ms);
	nearest_first(&k);
	ans->suggestions = k.found.texts;
	ans->nsuggestions = k.found.n < MDP_LIMIT_SUGGESTIONS ? k.found.n : MDP_LIMIT_SUGGESTIONS;
}
