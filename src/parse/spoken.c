#include "parse/spoken.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/banned.h"

#define SENTENCES 12 /* of one question */
#define NAME_WORDS 4 /* of a name that is explained */
#define BY_ITS_NAME 0.15 /* dearer, a value goes by another word */
#define SHORT_WORD 3 /* letters: a full stop behind fewer may be that of an abbreviation */

struct sentence {
	int from, to; /* tokens, without the mark at its end */
	char mark; /* 0: none */
	enum { ASKED, SET_ASIDE, EXPLAINS } is;
};

struct work {
	const struct mdp_lexicon *l;
	const struct mdp_lattice *t;
	struct mdp_arena *a;
	struct mdp_str asides; /* the file */
	struct sentence s[SENTENCES];
	int n;
	struct mdp_spoken *out;
	int cap_defined, cap_remarks;
	char *text; /* of the answer: the question, to be made blank */
};

/* --- words --- */

/* The phrases of a line of asides.lex. */
static struct mdp_str phrases(const struct work *w, const char *line)
{
	struct mdp_str text = w->asides, at, head;
	while (mdp_str_next(&text, '\n', &at))
		if (at.n && at.p[0] != '#' && mdp_str_next(&at, ':', &head) && mdp_str_is(head, line))
			return at;
	return (struct mdp_str){ "", 0 };
}

/* How many tokens the phrase takes up that stands there; 0: it does not. */
static int stands(const struct work *w, struct mdp_str phrase, int at, int to)
{
	struct mdp_str word;
	int n = 0;
	while (mdp_str_next(&phrase, ' ', &word)) {
		if (at + n >= to || !mdp_str_eq(w->t->tokens[at + n].folded, word))
			return 0;
		n++;
	}
	return n;
}

/* The longest phrase of a line that stands there; 0: none. */
static int begins(const struct work *w, const char *line, int at, int to)
{
	struct mdp_str all = phrases(w, line), one;
	int best = 0;
	while (mdp_str_next(&all, '|', &one)) {
		int n = stands(w, mdp_str_trim(one), at, to);
		best = n > best ? n : best;
	}
	return best;
}

/* Where a phrase of the line stands within; -1: nowhere. */
static int holds(const struct work *w, const char *line, int from, int to)
{
	for (int i = from; i < to; i++)
		if (begins(w, line, i, to))
			return i;
	return -1;
}

static struct mdp_str said(const struct work *w, int from, int to)
{
	struct mdp_span first = w->t->tokens[from].span, last = w->t->tokens[to - 1].span;
	return (struct mdp_str){ w->t->question.p + first.start, (size_t)(last.start + last.length - first.start) };
}

static void blank(struct work *w, int from, int to)
{
	struct mdp_str s = said(w, from, to);
	memset(w->text + (s.p - w->t->question.p), ' ', s.n);
}

static void remark(struct work *w, const char *code, const char *text)
{
	struct mdp_remark r = { code, text };
	MDP_PUSH(w->a, w->out->remarks, w->out->nremarks, w->cap_remarks, r);
}

/* --- sentences --- */

/* Does a sentence end with this token? */
static bool ends(const struct mdp_lattice *t, int i)
{
	const struct mdp_token *k = &t->tokens[i];
	if (k->kind != MDP_TOK_PUNCT)
		return false;
	if (mdp_str_is(k->surface, "?") || mdp_str_is(k->surface, "!") || i + 1 == t->ntokens)
		return true;
	if (!mdp_str_is(k->surface, ".") || i == 0)
		return false;
	const struct mdp_token *before = &t->tokens[i - 1], *next = &t->tokens[i + 1];
	return next->span.start > k->span.start + 1 && (next->capital || before->folded.n >= SHORT_WORD);
}

static void split(struct work *w)
{
	int from = 0;
	for (int i = 0; i < w->t->ntokens; i++) {
		bool end = ends(w->t, i), last = i + 1 == w->t->ntokens;
		if (!end && !last)
			continue;
		int to = end ? i : i + 1;
		if (to > from && w->n < SENTENCES)
			w->s[w->n++] = (struct sentence){ from, to, end ? w->t->tokens[i].surface.p[0] : 0, ASKED };
		else if (to > from) /* too many: none is looked at */
			w->n = SENTENCES + 1;
		if (w->n > SENTENCES)
			return;
		from = i + 1;
	}
}

/* --- what may not be set aside --- */

static bool is_word(const struct mdp_edge *e, const char *cat)
{
	return e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, cat);
}

/* Words that narrow what is asked, whatever stands around them. */
static bool narrows(const struct mdp_edge *e)
{
	static const char *const CATS[] = { "neg", "dir", "opposite", "missing", "num", "times", "withheld" };
	for (size_t i = 0; i < sizeof(CATS) / sizeof(CATS[0]); i++)
		if (is_word(e, CATS[i]))
			return true;
	return is_word(e, "set") && e->meaning.sub && strcmp(e->meaning.sub, "those") != 0;
}

static bool is_time(const struct mdp_edge *e)
{
	static const char *const CATS[] = { "rel", "month", "weekday", "quarter", "half", "fiscal", "holiday", "part" };
	for (size_t i = 0; i < sizeof(CATS) / sizeof(CATS[0]); i++)
		if (is_word(e, CATS[i]))
			return i > 0 || !e->meaning.sub || strcmp(e->meaning.sub, "this") != 0;
	return e->meaning.kind == MDP_CAT_NUMBER && e->unit &&
	       (!strcmp(e->unit, "year-like") || !strcmp(e->unit, "date") || !strcmp(e->unit, "yearmonth"));
}

/* Does the rest of the question name a period? */
static bool asks_of_time(const struct work *w, const struct sentence *but)
{
	for (int s = 0; s < w->n; s++)
		for (int i = w->t->first[w->s[s].from]; &w->s[s] != but && i < w->t->first[w->s[s].to]; i++)
			if (is_time(&w->t->edges[i]))
				return true;
	return false;
}

/* Does a word there go by the same stem outside of the sentence? */
static bool repeated(const struct work *w, const struct sentence *s, const struct mdp_edge *e)
{
	for (int i = 0; i < w->t->nedges; i++) {
		const struct mdp_edge *o = &w->t->edges[i];
		if ((o->to <= s->from || o->from >= s->to) && o->meaning.kind == e->meaning.kind &&
		    (e->meaning.kind == MDP_CAT_VALUE ? !strcmp(o->meaning.text, e->meaning.text)
						      : o->meaning.id == e->meaning.id))
			return true;
	}
	return false;
}

/* Is the same stretch also the name of a thing, of what is known of it, or a word that only connects? */
static bool is_name_too(const struct work *w, const struct mdp_edge *e)
{
	for (int i = w->t->first[e->from]; i < w->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &w->t->edges[i];
		bool names = o->meaning.kind == MDP_CAT_ENTITY || o->meaning.kind == MDP_CAT_MEASURE ||
			     o->meaning.kind == MDP_CAT_ATTR || is_word(o, "noise") || is_word(o, "conn") ||
			     is_word(o, "q") || is_word(o, "aux");
		if (o->to == e->to && names && o->meaning.cost <= e->meaning.cost)
			return true;
	}
	return false;
}

/* "finish" beside a value that is "finished": what they do, and no kind of them. A plural is one. */
static bool is_verb_of(const struct work *w, const struct mdp_edge *e)
{
	struct mdp_str word = w->t->tokens[e->from].folded,
		       value = mdp_str_of(e->meaning.surface ? e->meaning.surface : "");
	if (e->meaning.kind != MDP_CAT_VALUE || e->to != e->from + 1 || !value.n)
		return false;
	for (int i = w->t->first[e->from]; i < w->t->first[e->from + 1]; i++)
		if (is_word(&w->t->edges[i], "verb") && w->t->edges[i].to == e->to && e->meaning.cost > BY_ITS_NAME)
			return true;
	if (mdp_str_eq(word, value))
		return false;
	struct mdp_str longer = word.n > value.n ? word : value, shorter = word.n > value.n ? value : word;
	bool plural = longer.p[longer.n - 1] == 's' && longer.n - shorter.n <= 2 &&
		      !memcmp(longer.p, shorter.p, shorter.n - 1);
	return !plural;
}

/* Does it say of which things something is asked? */
static bool bounds(const struct work *w, const struct sentence *s)
{
	bool timed = asks_of_time(w, s);
	for (int at = s->from; at < s->to; at++) {
		const struct mdp_token *tok = &w->t->tokens[at];
		bool number = tok->kind == MDP_TOK_NUMBER && !(timed && tok->unit && !strcmp(tok->unit, "year-like"));
		if (number || tok->kind == MDP_TOK_QUOTED)
			return true;
		/* the name of something that is not known */
		if (tok->capital && at > s->from && tok->folded.n > 1 && w->t->first[at] == w->t->first[at + 1])
			return true;
		for (int i = w->t->first[at]; i < w->t->first[at + 1]; i++) {
			const struct mdp_edge *e = &w->t->edges[i];
			bool value = e->meaning.kind == MDP_CAT_VALUE;
			bool flag =
				e->meaning.kind == MDP_CAT_ATTR && e->meaning.sub && !strcmp(e->meaning.sub, "flag");
			if (narrows(e) || (is_time(e) && !timed))
				return true;
			if ((value || flag) && !is_name_too(w, e) && !is_verb_of(w, e) && !repeated(w, s, e))
				return true;
		}
	}
	return false;
}

/* --- definitions --- */

bool mdp_spoken_at(const struct mdp_lattice *t, int at, struct mdp_str name, int words)
{
	struct mdp_str word;
	for (int i = 0; i < words; i++)
		if (!mdp_str_next(&name, ' ', &word) || at + i >= t->ntokens ||
		    !mdp_str_eq(t->tokens[at + i].folded, word))
			return false;
	return true;
}

/* Is it said in another sentence too? */
static bool is_used(const struct work *w, const struct sentence *s, struct mdp_str name, int words)
{
	for (int at = 0; at + words <= w->t->ntokens; at++)
		if ((at + words <= s->from || at >= s->to) && mdp_spoken_at(w->t, at, name, words))
			return true;
	return false;
}

/* What stands before the word that explains: its words without those in parentheses; 0: no name. */
static int name_before(const struct work *w, int from, int to, struct mdp_str *name)
{
	const char *text = "";
	int n = 0;
	bool within = false;
	for (int i = from; i < to; i++) {
		const struct mdp_token *k = &w->t->tokens[i];
		if (k->kind == MDP_TOK_PUNCT && mdp_str_is(k->surface, "("))
			within = true;
		else if (k->kind == MDP_TOK_PUNCT && within && mdp_str_is(k->surface, ")"))
			within = false;
		else if (k->kind != MDP_TOK_WORD && !within)
			return 0;
		else if (!within)
			text = mdp_arena_printf(w->a, "%s%s%.*s", text, n++ ? " " : "", (int)k->folded.n, k->folded.p);
	}
	*name = mdp_str_of(text);
	return within ? 0 : n;
}

/* "TSC = total sales count": the sentence explains a word of another one. */
static bool explains(struct work *w, struct sentence *s)
{
	int at = holds(w, "means", s->from, s->to), n = 0;
	struct mdp_str name;
	if (at < 0) {
		/* "actual is what they signed": of a word that goes by nothing else */
		at = s->from + 1;
		if (at >= s->to || w->t->first[s->from] < w->t->first[at] || !(n = begins(w, "is", at, s->to)))
			return false;
	} else {
		n = begins(w, "means", at, s->to);
	}
	int words = name_before(w, s->from, at, &name);
	if (!words || words > NAME_WORDS || at + n >= s->to || !is_used(w, s, name, words))
		return false;
	struct mdp_defined d = { name, words, said(w, at + n, s->to), 0 };
	MDP_PUSH(w->a, w->out->defined, w->out->ndefined, w->cap_defined, d);
	struct mdp_str shown = said(w, s->from, s->to);
	remark(w, "defined_here", mdp_arena_printf(w->a, "as the question says: “%.*s”", (int)shown.n, shown.p));
	s->is = EXPLAINS;
	blank(w, s->from, s->to);
	return true;
}

/* "ASP (average sale price)": the words in parentheses are what the letters stand for, and are read in their place. */
static bool spelled_out(struct work *w)
{
	const struct mdp_lattice *t = w->t;
	bool found = false;
	for (int at = 0, next; at + 3 < t->ntokens; at = next) {
		next = at + 1;
		/* a short form that is known is several tokens in one place */
		while (next < t->ntokens && t->tokens[next].span.start == t->tokens[at].span.start)
			next++;
		struct mdp_str letters = mdp_utf8_fold(w->a, said(w, at, at + 1));
		int i = next + 1;
		if (t->tokens[at].kind != MDP_TOK_WORD || letters.n < 2 || next >= t->ntokens ||
		    !mdp_str_is(t->tokens[next].surface, "("))
			continue;
		for (size_t k = 0; k < letters.n && i < t->ntokens; k++, i++)
			if (t->tokens[i].kind != MDP_TOK_WORD || t->tokens[i].folded.p[0] != letters.p[k])
				break;
		if (i != next + 1 + (int)letters.n || i >= t->ntokens || !mdp_str_is(t->tokens[i].surface, ")"))
			continue;
		struct mdp_str name = said(w, at, at + 1), text = said(w, next + 1, i);
		blank(w, at, next + 1);
		blank(w, i, i + 1);
		remark(w, "defined_here",
		       mdp_arena_printf(w->a, "as the question says, %.*s stands for “%.*s”", (int)name.n, name.p,
					(int)text.n, text.p));
		found = true;
	}
	return found;
}

/* --- what is set aside --- */

/* Small words at the beginning of a sentence. */
static int past_noise(const struct work *w, int at, int to)
{
	static const char *const SMALL[] = { "so", "and", "but", "well", "hi", "hey", "hello", "ok", "okay", "," };
	for (bool more = true; more && at < to;) {
		more = false;
		for (size_t i = 0; i < sizeof(SMALL) / sizeof(SMALL[0]); i++)
			more |= mdp_str_is(w->t->tokens[at].folded, SMALL[i]);
		at += more;
	}
	return at;
}

/* A question that only leads up to the next one, and could not stand for it. */
static bool leads_up(const struct work *w, const struct sentence *s)
{
	int at = past_noise(w, s->from, s->to);
	bool why = begins(w, "why", at, s->to) > 0;
	if (!why && (s->mark != '?' || (!begins(w, "yesno", at, s->to) && !begins(w, "manner", at, s->to))))
		return false;
	return !begins(w, "requests", at, s->to) && s->to - at > 2;
}

/* Who wants to know (from `from` to `asks`) and what about: nothing of the data is named there, but people before. */
static bool is_talk(const struct work *w, int from, int asks, int to)
{
	int behind = asks + begins(w, "asks", asks, to);
	if (behind < to && !begins(w, "clause", behind, to))
		return false;
	for (int i = w->t->first[from]; i < w->t->first[to]; i++) {
		enum mdp_cat kind = w->t->edges[i].meaning.kind;
		if (kind == MDP_CAT_ATTR || kind == MDP_CAT_MEASURE || kind == MDP_CAT_VALUE ||
		    (kind == MDP_CAT_ENTITY && w->t->edges[i].from >= asks))
			return false;
	}
	return true;
}

/* A remark on why something is asked. `behind`: it stands behind the question, where it might be part of it. */
static bool remarks(const struct work *w, const struct sentence *s, bool behind)
{
	int at = past_noise(w, s->from, s->to), self;
	if (s->mark == '?' || holds(w, "bounds", s->from, s->to) >= 0)
		return false;
	int asks = holds(w, "asks", at, s->to);
	if (asks >= 0 && asks <= at + 4 && is_talk(w, at, asks, s->to))
		return true;
	if (behind)
		return false;
	if ((self = begins(w, "self", at, s->to)) > 0 && at + self < s->to) {
		struct mdp_str doing = w->t->tokens[at + self].folded;
		return doing.n > 4 && !memcmp(doing.p + doing.n - 3, "ing", 3) &&
		       !begins(w, "instructs", at + self, s->to);
	}
	return begins(w, "our", at, s->to) && holds(w, "changes", at, s->to) > at + 1;
}

/* The two values of one column that the sentence sets against each other; false: it does not. */
static bool two_values(const struct work *w, const struct sentence *s, const struct mdp_edge *out[2])
{
	int n = 0;
	for (int at = s->from; at < s->to;) {
		const struct mdp_edge *best = NULL;
		for (int i = w->t->first[at]; i < w->t->first[at + 1]; i++) {
			const struct mdp_edge *e = &w->t->edges[i];
			if (e->meaning.kind != MDP_CAT_VALUE || is_name_too(w, e) || is_verb_of(w, e))
				continue;
			bool goes_with = n && out[0]->meaning.column == e->meaning.column;
			if (!best || e->to > best->to || (goes_with && e->to == best->to))
				best = e;
		}
		if (best && n == 2)
			return false;
		if (best)
			out[n++] = best;
		at = best ? best->to : at + 1;
	}
	return n == 2 && strcmp(out[0]->meaning.text, out[1]->meaning.text) != 0;
}

/* What bounds a sentence beside these values. */
static bool bounds_beside(const struct work *w, const struct sentence *s, const struct mdp_edge *const values[2])
{
	struct sentence part = *s;
	int at = s->from;
	for (int i = 0; i <= 2; i++) {
		part.from = at;
		part.to = i < 2 ? values[i]->from : s->to;
		if (part.to > part.from && bounds(w, &part))
			return true;
		at = i < 2 ? values[i]->to : at;
	}
	return false;
}

/*
 * "Do people finish live courses more often than self-paced ones? Completion rate for both": the two that are set against each other
 * split what is asked behind. The words for them are put at the end of it.
 */
static bool sets_against(struct work *w, struct sentence *s, const char **added)
{
	const struct mdp_edge *values[2];
	struct sentence *next = s + 1;
	if (next != &w->s[w->n - 1] || s->mark != '?' || holds(w, "against", s->from, s->to) < 0 ||
	    !two_values(w, s, values) || bounds_beside(w, s, values))
		return false;
	for (int i = w->t->first[next->from]; i < w->t->first[next->to]; i++)
		if (w->t->edges[i].meaning.kind == MDP_CAT_VALUE &&
		    w->t->edges[i].meaning.column == values[0]->meaning.column)
			return false;
	for (int at = next->from; at < next->to; at++) {
		int n = begins(w, "forboth", at, next->to);
		if (n && at + n == next->to)
			blank(w, at, at + n);
	}
	struct mdp_str one = said(w, values[0]->from, values[0]->to), two = said(w, values[1]->from, values[1]->to);
	*added = mdp_arena_printf(w->a, " for %.*s vs %.*s", (int)one.n, one.p, (int)two.n, two.p);
	return true;
}

static void set_aside(struct work *w, struct sentence *s, const char *why)
{
	struct mdp_str text = said(w, s->from, s->to);
	int more = s->to < w->t->ntokens; /* its mark */
	remark(w, "set_aside", mdp_arena_printf(w->a, "%s: “%.*s%.*s”", why, (int)text.n, text.p, more, &s->mark));
	s->is = SET_ASIDE;
	blank(w, s->from, s->to + more);
}

/* What is asked is one sentence or more, and none points back to what was set aside. */
static bool stands_alone(const struct work *w)
{
	int asked = 0;
	for (int i = 0; i < w->n; i++) {
		const struct sentence *s = &w->s[i];
		if (s->is != ASKED || asked++) /* what stands behind a question may point at that */
			continue;
		bool after = false;
		for (int k = 0; k < i; k++)
			after |= w->s[k].is == SET_ASIDE;
		for (int at = s->from; after && at < s->to; at++)
			if (w->text[w->t->tokens[at].span.start] != ' ' && begins(w, "back", at, s->to))
				return false;
	}
	return asked > 0;
}

static void sort_sentences(struct work *w, const char **added)
{
	bool asked = false;
	for (int i = 0; i < w->n; i++) {
		struct sentence *s = &w->s[i];
		if (s->is != ASKED)
			continue;
		bool last = i + 1 == w->n;
		if (!asked && !last && leads_up(w, s)) {
			struct mdp_str text = said(w, s->from, s->to);
			if (sets_against(w, s, added)) {
				set_aside(w, s,
					  "what this sets against each other splits the answer; the rest of it is set "
					  "aside");
			} else if (holds(w, "against", s->from, s->to) < 0 && !bounds(w, s)) {
				w->out->lead = text;
				set_aside(w, s, "set aside, as the question behind it is answered");
			} else {
				asked = true;
			}
		} else if (!last && !asked && remarks(w, s, false) && !bounds(w, s)) {
			set_aside(w, s, "set aside");
		} else if (asked && remarks(w, s, true) && !bounds(w, s)) {
			set_aside(w, s, "set aside");
		} else {
			asked = true;
		}
	}
}

bool mdp_spoken_apart(const struct mdp_lexicon *l, const struct mdp_lattice *t, struct mdp_arena *a,
		      struct mdp_spoken *out)
{
	struct work w = { .l = l, .t = t, .a = a, .out = out };
	const char *added = "";
	memset(out, 0, sizeof(*out));
	if (mdp_lexicon_file(l, "asides.lex", &w.asides) < 0)
		return false;
	split(&w);
	if (w.n > SENTENCES)
		return false;
	w.text = mdp_arena_strndup(a, t->question.p, t->question.n);
	spelled_out(&w);
	for (int i = 0; i < w.n && w.n > 1; i++)
		explains(&w, &w.s[i]);
	if (w.n > 1)
		sort_sentences(&w, &added);
	if (!out->nremarks || !stands_alone(&w))
		return false;
	/* what ends the question stands before what is added to it */
	for (size_t k = t->question.n; *added && k > 0 && strchr("?.! ", w.text[k - 1]); k--)
		w.text[k - 1] = ' ';
	out->text = mdp_str_of(mdp_arena_printf(a, "%s%s", w.text, added));
	return true;
}

int mdp_spoken_phrase(const struct mdp_lexicon *l, const struct mdp_lattice *t, const char *line, int at, int to)
{
	struct work w = { .l = l, .t = t };
	return mdp_lexicon_file(l, "asides.lex", &w.asides) < 0 ? 0 : begins(&w, line, at, to);
}

void mdp_spoken_names(struct mdp_lattice *t, const struct mdp_defined *defined, int n, struct mdp_arena *a)
{
	struct mdp_edge *edges = MDP_NEW_ARRAY(a, (size_t)(t->nedges + t->ntokens) + 1, struct mdp_edge);
	int *first = MDP_NEW_ARRAY(a, (size_t)t->ntokens + 1, int);
	int count = 0, taken = 0; /* until there, a name that is explained stands for all else */
	for (int at = 0; at <= t->ntokens; at++) {
		first[at] = count;
		if (at == t->ntokens)
			break;
		int found = -1;
		for (int d = 0; d < n && at >= taken; d++)
			if (mdp_spoken_at(t, at, defined[d].name, defined[d].words))
				found = d;
		if (found >= 0) {
			struct mdp_edge e = { .from = at, .to = at + defined[found].words };
			e.meaning.kind = MDP_CAT_WORD;
			e.meaning.cat = "concept";
			e.meaning.sub = "=";
			e.meaning.column = defined[found].dated - 1;
			e.meaning.text = mdp_arena_strndup(a, defined[found].text.p, defined[found].text.n);
			edges[count++] = e;
			taken = e.to;
			continue;
		}
		for (int i = t->first[at]; i < t->first[at + 1]; i++) {
			bool crosses = false;
			for (int d = 0; d < n; d++)
				for (int k = at; k < t->edges[i].to; k++)
					crosses |= mdp_spoken_at(t, k, defined[d].name, defined[d].words);
			if (at >= taken && !crosses)
				edges[count++] = t->edges[i];
		}
	}
	t->edges = edges;
	t->nedges = count;
	t->first = first;
}
