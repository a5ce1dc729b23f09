/*
 * The memory of a conversation, and what each line does to it. Understanding a line is src/parse/follow.c; which of its readings is
 * answered is settled as for any question (src/ask/ask.c).
 */
#include "ask/talk.h"

#include <stdlib.h>
#include <string.h>

#include "ask/chosen.h"
#include "ask/session.h"
#include "base/limits.h"
#include "base/banned.h"

/* One answered line; everything of it lives in its arena. */
struct turn {
	struct mdp_arena arena;
	const char *line, *restated, *json;
	struct mdp_query *query;
	struct mdp_shown shown;
};

struct offer { /* what a number picks */
	const char *text;
	const struct mdp_query *query; /* NULL: the text is a question */
};

struct mdp_conversation {
	struct mdp_preference prefers[MDP_LIMIT_TALK_CHOICES];
	int nprefers;
	struct turn turns[MDP_LIMIT_TALK_TURNS];
	int nturns;
	struct mdp_arena arena; /* of the offers */
	struct offer *offers;
	int noffers;
	const char *asked; /* the line they answer */
	const char *failed; /* the last line, if it had no answer and was about the data; NULL */
};

struct mdp_conversation *mdp_conversation_new(void)
{
	struct mdp_conversation *c = calloc(1, sizeof(*c));
	if (c)
		mdp_arena_init(&c->arena);
	return c;
}

static void drop_offers(struct mdp_conversation *c)
{
	mdp_arena_release(&c->arena);
	mdp_arena_init(&c->arena);
	c->offers = NULL;
	c->noffers = 0;
	c->asked = c->failed = NULL;
}

static void clear(struct mdp_conversation *c)
{
	for (int i = 0; i < c->nturns; i++)
		mdp_arena_release(&c->turns[i].arena);
	c->nturns = 0;
	for (int i = 0; i < c->nprefers; i++)
		mdp_arena_release(&c->prefers[i].arena);
	c->nprefers = 0;
	drop_offers(c);
}

void mdp_conversation_free(struct mdp_conversation *c)
{
	if (!c)
		return;
	clear(c);
	mdp_arena_release(&c->arena);
	free(c);
}

int mdp_conversation_turns(const struct mdp_conversation *c)
{
	return c->nturns;
}

void mdp_conversation_turn(const struct mdp_conversation *c, int i, const char **line, const char **restated,
			   const char **query)
{
	*line = c->turns[i].line;
	*restated = c->turns[i].restated;
	*query = c->turns[i].json;
}

static struct turn *last(struct mdp_conversation *c)
{
	return c->nturns ? &c->turns[c->nturns - 1] : NULL;
}

static struct turn *push(struct mdp_conversation *c)
{
	if (c->nturns == MDP_LIMIT_TALK_TURNS) {
		mdp_arena_release(&c->turns[0].arena);
		memmove(c->turns, c->turns + 1, (size_t)(c->nturns - 1) * sizeof(c->turns[0]));
		c->nturns--;
	}
	struct turn *t = &c->turns[c->nturns++];
	memset(t, 0, sizeof(*t));
	mdp_arena_init(&t->arena);
	return t;
}

/* The query outlives the answer it came from. */
static bool keep_query(struct turn *t, const struct mdp_query *q)
{
	t->json = mdp_query_dump(&t->arena, q);
	if (mdp_query_load(&t->arena, mdp_str_of(t->json), &t->query, NULL) < 0)
		return false;
	t->query = mdp_query_canonical(&t->arena, t->query);
	t->shown.query = t->query;
	return true;
}

static void keep_rows(struct mdp_arena *a, struct mdp_shown *shown, const struct mdp_answer *ans)
{
	const struct mdp_result *r = &ans->result;
	int64_t n = r->nrows < MDP_LIMIT_TALK_ROWS ? r->nrows : MDP_LIMIT_TALK_ROWS;
	const char **names = MDP_NEW_ARRAY(a, (size_t)r->ncolumns + 1, const char *);
	struct mdp_value *values = MDP_NEW_ARRAY(a, (size_t)(n * r->ncolumns) + 1, struct mdp_value);
	for (int i = 0; i < r->ncolumns; i++)
		names[i] = mdp_arena_strdup(a, ans->columns && ans->columns[i].name ? ans->columns[i].name
										    : r->columns[i].name);
	for (int64_t i = 0; i < n * r->ncolumns; i++) {
		values[i] = r->values[i];
		if (values[i].s.p)
			values[i].s.p = mdp_arena_strndup(a, values[i].s.p, values[i].s.n);
	}
	shown->names = names;
	shown->ncolumns = r->ncolumns;
	shown->values = values;
	shown->nrows = r->nrows;
	shown->kept = n;
}

static void forget(struct mdp_conversation *c)
{
	if (c->nturns)
		mdp_arena_release(&c->turns[--c->nturns].arena);
}

static void remember(struct mdp_conversation *c, const char *line, const struct mdp_answer *ans)
{
	struct turn *t = push(c);
	t->line = mdp_arena_strdup(&t->arena, line);
	t->restated = mdp_arena_strdup(&t->arena, ans->restated);
	if (keep_query(t, ans->query))
		keep_rows(&t->arena, &t->shown, ans);
	else
		forget(c);
}

void mdp_conversation_from(struct mdp_session *s, struct mdp_conversation *c, const char *line,
			   const struct mdp_query *q)
{
	struct mdp_arena a;
	struct mdp_answer ans = { .question = line };
	mdp_arena_init(&a);
	mdp_ask_query(s, q, &a, &ans);
	ans.query = ans.status == MDP_ANSWERED ? ans.query : q;
	remember(c, line, &ans);
	mdp_answer_release(&ans);
	mdp_arena_release(&a);
}

/* What the answer leaves open, for a number to pick. */
static void keep_offers(struct mdp_conversation *c, const char *line, const struct mdp_answer *ans)
{
	struct mdp_arena fresh;
	mdp_arena_init(&fresh); /* the line may live in what is dropped */
	const char *asked = mdp_arena_strdup(&fresh, line);
	int n = ans->nchoices ? ans->nchoices : ans->nsuggestions, kept = 0;
	struct offer *offers = MDP_NEW_ARRAY(&fresh, (size_t)n + 1, struct offer);
	for (int i = 0; i < n; i++) {
		struct mdp_query *q = NULL;
		const char *text = ans->nchoices ? ans->choices[i].text : ans->suggestions[i];
		if (ans->nchoices &&
		    mdp_query_load(&fresh, mdp_str_of(mdp_query_dump(&fresh, ans->choices[i].query)), &q, NULL) < 0)
			break;
		offers[kept++] = (struct offer){ mdp_arena_strdup(&fresh, text), q };
	}
	const char *failed = c->failed ? mdp_arena_strdup(&fresh, c->failed) : NULL;
	drop_offers(c);
	mdp_arena_release(&c->arena);
	c->failed = failed;
	c->arena = fresh;
	c->offers = offers;
	c->noffers = kept;
	c->asked = asked;
}

static void told(struct mdp_session *s, struct mdp_answer *ans, struct mdp_arena *a, const char *line, const char *text)
{
	mdp_answer_begin(s, ans, a);
	ans->question = line;
	ans->status = MDP_ANSWERED;
	ans->sentence = text;
}

static int refuse(struct mdp_session *s, struct mdp_answer *ans, struct mdp_arena *a, const char *line,
		  enum mdp_reason why, const char *text)
{
	struct mdp_error err = { 0 };
	mdp_refuse(&err, why, "%s", text);
	mdp_answer_begin(s, ans, a);
	ans->question = line;
	mdp_answer_fail(ans, a, &err);
	return mdp_exit_code(MDP_REFUSED);
}

/* --- acts --- */

static int again(struct mdp_session *s, struct mdp_conversation *c, struct mdp_arena *a, struct mdp_answer *ans,
		 const char *line)
{
	ans->question = line;
	return mdp_ask_query(s, last(c)->query, a, ans);
}

static const struct mdp_change *one_change(struct mdp_arena *a, const char *what, const char *from, const char *to)
{
	struct mdp_change *change = MDP_NEW(a, struct mdp_change);
	*change = (struct mdp_change){ what, from, to };
	return change;
}

static int act(struct mdp_session *s, struct mdp_conversation *c, enum mdp_act what, const char *line,
	       struct mdp_arena *a, struct mdp_answer *ans)
{
	int code;
	switch (what) {
	case MDP_ACT_CHART:
		code = again(s, c, a, ans, line);
		ans->chart = true;
		ans->changes = one_change(a, "shown", NULL, "as a chart");
		ans->nchanges = 1;
		return code;
	case MDP_ACT_BACK:
		if (c->nturns < 2)
			return refuse(s, ans, a, line, MDP_REASON_UNSUPPORTED, "there is no answer before that one");
		const char *was = mdp_arena_strdup(a, last(c)->line);
		forget(c);
		code = again(s, c, a, ans, line);
		ans->changes = one_change(a, "back", was, mdp_arena_strdup(a, last(c)->line));
		ans->nchanges = 1;
		return code;
	case MDP_ACT_RESET:
		clear(c);
		told(s, ans, a, line, "What was said before is forgotten.");
		return 0;
	case MDP_ACT_ASK:
		break;
	}
	return refuse(s, ans, a, line, MDP_REASON_NOT_A_QUESTION, "this says nothing about the answer before");
}

/* --- lines --- */

/* A fragment that fits nothing, and would be a question by itself: offered, not asked. */
static bool offer_whole(struct mdp_session *s, const char *line, const struct mdp_error *why, struct mdp_arena *a,
			struct mdp_answer *ans)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	if (mdp_parse(s->parser, mdp_str_of(line), s->today, a, &r, &err) < 0 || !r.n ||
	    r.items[0].query->kind == MDP_Q_META)
		return false;
	mdp_answer_begin(s, ans, a);
	ans->question = line;
	ans->choices = MDP_NEW(a, struct mdp_choice);
	ans->choices[0] =
		(struct mdp_choice){ .text = mdp_restate(s->catalog, r.items[0].query, a), .query = r.items[0].query };
	ans->nchoices = 1;
	mdp_fail(&err, MDP_CHOICE, "this does not fit the answer before (%s); by itself it would be a new question",
		 why->primary);
	err.reason = MDP_REASON_AMBIGUOUS;
	mdp_answer_fail(ans, a, &err);
	return true;
}

/* Does it say more than a name, so that nobody would say it of another answer? */
static bool says_it_all(const struct mdp_query *q, bool asks)
{
	bool rich = q->where || q->nby || q->limit || q->having || q->kind != MDP_Q_SELECT, plain = q->nshow > 0;
	for (int i = 0; i < q->nshow; i++) {
		bool column = q->kind == MDP_Q_SELECT && q->show[i].expr->kind == MDP_X_COLUMN && !q->nby;
		rich &= asks || !column;
		plain &= column;
	}
	/* "show cost", of what was listed as well as of all */
	return q->kind != MDP_Q_META && (rich || (asks && !plain));
}

/* A question of its own that fits nothing in the answer before. */
static bool stands_alone(struct mdp_session *s, const char *line, const struct mdp_turns *steps, struct mdp_arena *a)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	return steps->free && mdp_parse(s->parser, mdp_str_of(line), s->today, a, &r, &err) >= 0 && r.n &&
	       says_it_all(r.items[0].query, steps->asks);
}

static int ask_fragment(struct mdp_session *s, struct mdp_conversation *c, const char *line,
			const struct mdp_turns *steps, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct mdp_error refusal = steps->problem;
	if (steps->n && steps->items[0].act != MDP_ACT_ASK)
		return act(s, c, steps->items[0].act, line, a, ans);
	if (steps->n) {
		ans->question = line;
		int code = mdp_ask_turns(s, steps, NULL, a, ans, &refusal);
		if (ans->status != MDP_STATUS_REFUSED)
			return code;
	}
	if (stands_alone(s, line, steps, a))
		return mdp_ask(s, mdp_str_of(line), a, ans);
	if (steps->names && offer_whole(s, line, &refusal, a, ans))
		return mdp_exit_code(MDP_CHOICE);
	if (s->suggest) {
		int code = mdp_ask(s, mdp_str_of(line), a, ans);
		if (ans->nsuggestions)
			return code;
		mdp_answer_release(ans);
	}
	mdp_answer_begin(s, ans, a);
	ans->question = line;
	mdp_answer_fail(ans, a, &refusal);
	return mdp_exit_code(refusal.code);
}

static int ask_either(struct mdp_session *s, struct mdp_conversation *c, const char *line,
		      const struct mdp_turns *steps, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct mdp_readings r;
	struct mdp_error refusal = { 0 };
	int rc = mdp_parse(s->parser, mdp_str_of(line + steps->start), s->today, a, &r, &refusal);
	bool plain = rc >= 0 && r.n && r.items[0].query->kind != MDP_Q_META;
	if (plain && !steps->n && !says_it_all(r.items[0].query, steps->asks) &&
	    offer_whole(s, line, &steps->problem, a, ans))
		return mdp_exit_code(MDP_CHOICE);
	if (!plain || !steps->n)
		return steps->n ? ask_fragment(s, c, line, steps, a, ans) : mdp_ask(s, mdp_str_of(line), a, ans);
	ans->question = line;
	return mdp_ask_turns(s, steps, r.items[0].query, a, ans, &refusal);
}

/* "and the second?" of an answer that only has the first: the same with so many rows. */
static int follow_further(struct mdp_session *s, const struct mdp_shown *shown, const char *line, struct mdp_arena *a,
			  struct mdp_turns *steps, struct mdp_error *err)
{
	struct mdp_shown more = { 0 };
	struct mdp_query *q = NULL;
	struct mdp_answer ans = { .question = line };
	struct mdp_turns again;
	if (steps->n || steps->row < 2 || steps->row > MDP_LIMIT_TALK_ROWS || !shown->query->limit ||
	    mdp_query_load(a, mdp_str_of(mdp_query_dump(a, shown->query)), &q, NULL) < 0)
		return 0;
	q->limit = (int)steps->row;
	q->ties = false;
	if (mdp_ask_query(s, q, a, &ans) == 0 && ans.query) {
		more.query = ans.query;
		keep_rows(a, &more, &ans);
		if (mdp_follow(s->parser, mdp_str_of(line), &more, s->today, a, &again, err) >= 0 && again.n)
			*steps = again;
	}
	mdp_answer_release(&ans);
	return 0;
}

/*
 * After a line that had no answer, of which answer is this? What says that line again is a second try at it; what refers to an answer, or
 * goes on, may well be meant of the one that was not given: the person's to say.
 */
static bool is_of_failed(const struct mdp_session *s, const struct mdp_conversation *c, const struct mdp_turns *steps,
			 const char *line, struct mdp_arena *a)
{
	if (!c->failed || !steps->n || steps->items[0].act != MDP_ACT_ASK || steps->kind != MDP_LINE_FRAGMENT)
		return false;
	return steps->refers || !mdp_follow_repeats(s->parser, mdp_str_of(c->failed), mdp_str_of(line), a);
}

static int offer_back(struct mdp_session *s, const struct turn *before, const struct mdp_query *q, const char *line,
		      struct mdp_arena *a, struct mdp_answer *ans)
{
	mdp_answer_begin(s, ans, a);
	ans->question = line;
	ans->choices = MDP_NEW(a, struct mdp_choice);
	ans->choices[0] = (struct mdp_choice){ .text = mdp_restate(s->catalog, q, a), .query = q };
	ans->nchoices = 1;
	mdp_fail(&ans->reason, MDP_CHOICE, "the line before had no answer; of “%s” it would be this", before->line);
	ans->reason.reason = MDP_REASON_AMBIGUOUS;
	struct mdp_error kept = ans->reason;
	mdp_answer_fail(ans, a, &kept);
	return mdp_exit_code(kept.code);
}

/* harmless: had the line no answer, that would leave nothing to be in doubt about. */
static int say(struct mdp_session *s, struct mdp_conversation *c, const char *line, struct mdp_arena *a,
	       struct mdp_answer *ans, bool *harmless)
{
	struct mdp_turns steps;
	struct mdp_error err = { 0 };
	struct turn *before = last(c);
	if (!before && c->failed &&
	    (mdp_follow_goes_on(s->parser, mdp_str_of(line), a) || mdp_follow_refers(s->parser, mdp_str_of(line), a)))
		return refuse(s, ans, a, line, MDP_REASON_NOT_A_QUESTION,
			      "the line before had no answer that this could go on from: ask a whole question first");
	if (!before) {
		int code = mdp_ask(s, mdp_str_of(line), a, ans);
		if (ans->status != MDP_STATUS_REFUSED || ans->nsuggestions ||
		    !mdp_follow_goes_on(s->parser, mdp_str_of(line), a))
			return code;
		mdp_answer_release(ans);
		return refuse(s, ans, a, line, MDP_REASON_NOT_A_QUESTION,
			      "there is no answer yet that this could go on from: ask a whole question first");
	}
	before->shown.before = c->nturns > 1 ? c->turns[c->nturns - 2].query : NULL;
	if (mdp_follow(s->parser, mdp_str_of(line), &before->shown, s->today, a, &steps, &err) < 0 ||
	    follow_further(s, &before->shown, line, a, &steps, &err) < 0) {
		mdp_answer_begin(s, ans, a);
		ans->question = line;
		mdp_answer_fail(ans, a, &err);
		return mdp_exit_code(err.code);
	}
	*harmless = steps.strange || steps.passes;
	if (is_of_failed(s, c, &steps, line, a))
		return offer_back(s, before, steps.items[0].query, line, a, ans);
	switch (steps.kind) {
	case MDP_LINE_WHOLE:
		return mdp_ask(s, mdp_str_of(line + steps.start), a, ans);
	case MDP_LINE_EITHER:
		return ask_either(s, c, line, &steps, a, ans);
	case MDP_LINE_FRAGMENT:
		break;
	}
	return ask_fragment(s, c, line, &steps, a, ans);
}

/* --- choices that are remembered --- */

static void prefer(struct mdp_conversation *c, const struct offer *chosen)
{
	const struct mdp_query *others[MDP_LIMIT_TALK_CHOICES];
	int n = 0;
	for (int i = 0; i < c->noffers && n < MDP_LIMIT_TALK_CHOICES; i++)
		if (&c->offers[i] != chosen && c->offers[i].query)
			others[n++] = c->offers[i].query;
	if (c->nprefers == MDP_LIMIT_TALK_CHOICES) {
		mdp_arena_release(&c->prefers[0].arena);
		memmove(c->prefers, c->prefers + 1, (size_t)(c->nprefers - 1) * sizeof(c->prefers[0]));
		c->nprefers--;
	}
	mdp_preference_of(&c->prefers[c->nprefers++], chosen->query, others, n);
}

static int decide(struct mdp_session *s, struct mdp_conversation *c, int code, struct mdp_arena *a,
		  struct mdp_answer *ans)
{
	int pick = ans->status == MDP_STATUS_CHOICE ? mdp_preferred(c->prefers, c->nprefers, ans, a) : -1;
	if (pick < 0)
		return code;
	const struct mdp_change *change = one_change(a, "as chosen before", NULL, ans->choices[pick].text);
	code = mdp_ask_query(s, ans->choices[pick].query, a, ans);
	ans->changes = change;
	ans->nchanges = 1;
	return code;
}

static const struct offer *picked(const struct mdp_conversation *c, struct mdp_str line)
{
	long long n;
	line = mdp_str_trim(line);
	return c->noffers && mdp_str_to_i64(line, &n) && n >= 1 && n <= c->noffers ? &c->offers[n - 1] : NULL;
}

int mdp_converse(struct mdp_session *s, struct mdp_conversation *c, struct mdp_str line, struct mdp_arena *a,
		 struct mdp_answer *ans)
{
	const struct offer *o = picked(c, line);
	const char *text = mdp_arena_strndup(a, line.p, line.n);
	int code;
	bool harmless = false;
	memset(ans, 0, sizeof(*ans));
	if (o && o->query) {
		struct mdp_query *q = NULL;
		text = mdp_arena_strdup(a, c->asked);
		const struct mdp_change *change = one_change(a, "chosen", NULL, mdp_arena_strdup(a, o->text));
		if (mdp_query_load(a, mdp_str_of(mdp_query_dump(a, o->query)), &q, &ans->reason) < 0)
			return refuse(s, ans, a, text, MDP_REASON_INVALID_QUERY, "this choice cannot be asked");
		if (c->noffers > 1)
			prefer(c, o);
		ans->question = text;
		code = mdp_ask_query(s, q, a, ans);
		ans->changes = change;
		ans->nchanges = 1;
	} else if (o) {
		text = mdp_arena_strdup(a, o->text);
		code = mdp_ask(s, mdp_str_of(text), a, ans);
	} else {
		code = say(s, c, text, a, ans, &harmless);
		code = decide(s, c, code, a, ans);
	}
	bool acted = ans->nchanges == 1 && (!strcmp(ans->changes[0].what, "back") || ans->chart);
	/* what failed before a line that means nothing is still what failed last */
	c->failed = ans->status == MDP_ANSWERED ? NULL : harmless ? c->failed : text;
	keep_offers(c, text, ans);
	if (ans->status == MDP_ANSWERED && ans->query && !acted)
		remember(c, text, ans);
	return code;
}
