/*
 * Aliases of names. First the words of the name are read: short forms written out, words written together taken apart, letters of a
 * longer word of the same warehouse. Each reading then goes through the rules below: without what repeats its table, without its
 * unit, with the noun of its verb, the other way round. Every step adds to the cost.
 */
#include "lexicon/derive.h"

#include <ctype.h>
#include <string.h>

#include "catalog/words.h"
#include "lexicon/lexicon_int.h"

#include "base/banned.h"

#define WORDS 8 /* of one reading */
#define READINGS 8 /* of one name */
#define CHOICES 4 /* of one word */

struct list {
	struct mdp_str w[WORDS];
	int n;
	double cost;
	const char *how;
	int next; /* words before it are read */
};

struct work {
	struct mdp_lexicon *l;
	const struct mdp_naming *of;
	struct mdp_aliases *out;
	struct list table; /* words of the table */
	struct list readings[READINGS];
	int nreadings;
};

static struct list list_of(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;
	struct list t = { .n = 0 };

	while (rest.n && t.n < WORDS && mdp_str_next(&rest, ' ', &w))
		if (w.n)
			t.w[t.n++] = w;
	return t;
}

static const char *join(struct work *d, const struct list *t, int from, int to)
{
	const char *s = "";
	for (int i = from; i < to; i++)
		s = mdp_arena_printf(&d->l->arena, "%s%s%.*s", s, *s ? " " : "", (int)t->w[i].n, t->w[i].p);
	return s;
}

static const char *stem(struct work *d, struct mdp_str w)
{
	return mdp_lexicon_stem(d->l, &d->l->arena, w);
}

static bool same(struct work *d, struct mdp_str a, struct mdp_str b)
{
	return mdp_str_eq(a, b) || (a.n > 2 && b.n > 2 && strcmp(stem(d, a), stem(d, b)) == 0);
}

static void emit(struct work *d, const char *words, double cost, const char *how)
{
	struct mdp_aliases *out = d->out;
	if (!*words || strcmp(words, d->of->words) == 0)
		return;
	for (int i = 0; i < out->n; i++)
		if (strcmp(out->items[i].words, words) == 0) {
			if (cost < out->items[i].cost)
				out->items[i] = (struct mdp_alias){ words, cost, how };
			return;
		}
	if (out->n < MDP_ALIASES)
		out->items[out->n++] = (struct mdp_alias){ words, cost, how };
}

static bool generic(const struct mdp_lexicon *l, struct mdp_str w, const char *place)
{
	const char *g = mdp_map_get(&l->generic, w);
	return g && (!place || strcmp(g, place) == 0 || (strcmp(g, "when") == 0 && strcmp(place, "tail") == 0));
}

static const struct mdp_forms *forms(struct work *d, struct mdp_str w)
{
	return mdp_map_get(&d->l->forms_of, mdp_str_of(stem(d, w)));
}

static const char *marks(struct work *d, struct mdp_str w)
{
	const struct mdp_forms *f = mdp_map_get(&d->l->forms_of, w);
	for (int i = 0; f && i < f->n; i++)
		if (!strcmp(f->items[i].kind, "start") || !strcmp(f->items[i].kind, "end"))
			return f->items[i].kind;
	return NULL;
}

/* A preposition; `by` tells who. */
static bool connects(struct work *d, struct mdp_str w)
{
	const struct mdp_phrase *p = mdp_lexicon_phrase_of(d->l, w);

	for (int i = 0; p && i < p->n; i++)
		if (p->items[i].kind == MDP_CAT_WORD && !strcmp(p->items[i].cat, "conn"))
			return true;
	return false;
}

/* ---- reading words ---- */

static const char *written_out(struct mdp_str w)
{
	for (int i = 0; mdp_data_short[i]; i++) {
		const char *tab = strchr(mdp_data_short[i], '\t');
		if (tab && mdp_str_eq(w, (struct mdp_str){ mdp_data_short[i], (size_t)(tab - mdp_data_short[i]) }))
			return tab + 1;
	}
	return NULL;
}

struct choice {
	const char *words;
	double cost;
};

struct choices {
	struct choice items[CHOICES];
	int n;
};

static void choose(struct choices *c, const char *words, double cost)
{
	if (c->n < CHOICES)
		c->items[c->n++] = (struct choice){ words, cost };
}

/* The word of the table that `w` begins, or whose first letter it is; NULL if none. */
static const struct mdp_str *of_table(const struct work *d, struct mdp_str w)
{
	for (int i = d->table.n - 1; i >= 0; i--)
		if (d->table.w[i].n > w.n && memcmp(d->table.w[i].p, w.p, w.n) == 0)
			return &d->table.w[i];
	return NULL;
}

/* What a part of a word written together stands for; NULL when it is no word. */
static const char *part_of(struct work *d, struct mdp_str w, bool first, bool last)
{
	const char *full = written_out(w);
	const struct mdp_forms *f = mdp_map_get(&d->l->shorts, w);
	const struct mdp_str *owner;

	if (full)
		return full;
	if ((w.n >= 3 && mdp_lexicon_plain(d->l, w)) || (last && w.n >= 2 && generic(d->l, w, NULL)))
		return mdp_arena_strndup(&d->l->arena, w.p, w.n);
	if (f && f->n && w.n >= 3)
		return f->items[0].word;
	owner = first ? of_table(d, w) : NULL;
	if (owner && (w.n > 1 || last))
		return mdp_arena_strndup(&d->l->arena, owner->p, owner->n);
	return NULL;
}

/* "custid", "clubname", "flno", "gtype": two words written together, the longest second one first; then three. */
static const char *apart(struct work *d, struct mdp_str w)
{
	struct mdp_arena *a = &d->l->arena;
	for (size_t cut = 1; cut + 2 <= w.n; cut++) {
		struct mdp_str left = { w.p, cut }, right = { w.p + cut, w.n - cut };
		bool tail = generic(d->l, right, NULL);
		const struct mdp_str *owner = cut < 2 && tail && right.n > 2 ? of_table(d, left) : NULL;
		const char *one = cut < 2 ? NULL : part_of(d, left, true, false), *two = part_of(d, right, false, true);
		if (owner && two)
			return mdp_arena_printf(a, "%.*s %s", (int)owner->n, owner->p, two);
		if (one && two && (cut > 2 || tail))
			return mdp_arena_printf(a, "%s %s", one, two);
	}
	for (size_t cut = 3; cut + 5 <= w.n; cut++)
		for (size_t to = cut + 2; to + 2 <= w.n; to++) {
			struct mdp_str mid = { w.p + cut, to - cut };
			const char *one = part_of(d, (struct mdp_str){ w.p, cut }, true, false),
				   *two = mid.n > 2 ? part_of(d, mid, false, false) : NULL,
				   *three = part_of(d, (struct mdp_str){ w.p + to, w.n - to }, false, true);
			if (!two && connects(d, mid))
				two = mdp_arena_strndup(a, mid.p, mid.n);
			if (one && two && three)
				return mdp_arena_printf(a, "%s %s %s", one, two, three);
		}
	return NULL;
}

bool mdp_lexicon_letters_in(struct mdp_str w, struct mdp_str word)
{
	size_t i = 0;
	for (size_t k = 0; k < word.n && i < w.n; k++) {
		if (word.p[k] == w.p[i])
			i++;
		else if (k == 0)
			return false;
	}
	return i == w.n;
}

static bool no_vowel(struct mdp_str w)
{
	for (size_t i = 1; i < w.n; i++)
		if (strchr("aeiou", w.p[i]))
			return false;
	return true;
}

/* Words of this warehouse that `w` may shorten: it begins them, or is their consonants. */
static void longer(struct work *d, struct mdp_str w, struct choices *c)
{
	const struct mdp_forms *f = mdp_map_get(&d->l->longer, (struct mdp_str){ w.p, 1 });
	for (int i = 0; f && i < f->n; i++) {
		struct mdp_str word = mdp_str_of(f->items[i].word);
		if (word.n < w.n + 2)
			continue;
		if (memcmp(word.p, w.p, w.n) == 0)
			choose(c, f->items[i].word, 0.15);
		else if (no_vowel(w) && mdp_lexicon_letters_in(w, word) && word.p[word.n - 1] == w.p[w.n - 1])
			choose(c, f->items[i].word, 0.25);
	}
}

static struct choices choices_of(struct work *d, struct mdp_str w)
{
	struct choices c = { .n = 0 };
	const struct mdp_forms *f = mdp_map_get(&d->l->shorts, w);
	const struct mdp_str *owner = of_table(d, w);
	bool letters = w.n >= 2;

	for (size_t i = 0; i < w.n; i++)
		letters &= isalpha((unsigned char)w.p[i]) != 0;
	for (int i = 0; f && i < f->n; i++)
		choose(&c, f->items[i].word, i ? 0.15 : 0.05);
	if (c.n || !letters)
		return c;
	bool word = mdp_lexicon_plain(d->l, w) || generic(d->l, w, NULL);
	/* "pay method" of payments is the payment method too, though "pay" is a word */
	if (owner && w.p == d->readings[0].w[0].p && (!word || (w.n >= 3 && owner->n >= w.n + 3)))
		choose(&c, mdp_arena_strndup(&d->l->arena, owner->p, owner->n), 0.05);
	if (word)
		return c;
	const char *parts = w.n >= 4 ? apart(d, w) : NULL;
	if (parts)
		choose(&c, parts, 0.05);
	if (w.n >= 3 && w.n <= 6)
		longer(d, w, &c);
	return c;
}

/* Reading `from` with word i read as `words`. */
static void read_as(struct work *d, const struct list *from, int i, struct choice as)
{
	struct list t = { .cost = from->cost + as.cost, .how = "short form" }, inner = list_of(as.words);
	if (d->nreadings == READINGS || from->n - 1 + inner.n > WORDS)
		return;
	for (int k = 0; k < from->n; k++) {
		if (k != i) {
			t.w[t.n++] = from->w[k];
			continue;
		}
		for (int m = 0; m < inner.n; m++)
			t.w[t.n++] = inner.w[m];
		t.next = i; /* "clubdesc" is the club desc, which is its description */
	}
	d->readings[d->nreadings++] = t;
}

static void read_words(struct work *d, struct list first)
{
	d->readings[d->nreadings++] = first;
	if (first.n > 1 && first.w[0].n == 1) {
		/* "LName" splits at each capital */
		struct list glued = { .n = first.n - 1, .cost = 0.05, .how = "short form" };
		const char *both = mdp_arena_printf(&d->l->arena, "%.*s%.*s", (int)first.w[0].n, first.w[0].p,
						    (int)first.w[1].n, first.w[1].p);
		memcpy(glued.w, first.w + 1, (size_t)glued.n * sizeof(*glued.w));
		glued.w[0] = mdp_str_of(both);
		d->readings[d->nreadings++] = glued;
	}
	for (int r = 0; r < d->nreadings; r++) {
		for (int i = d->readings[r].next; i < d->readings[r].n; i++) {
			struct choices c = choices_of(d, d->readings[r].w[i]);
			for (int k = 0; k < c.n; k++)
				read_as(d, &d->readings[r], i, c.items[k]);
			if (c.n)
				break;
		}
	}
}

/* ---- rules ---- */

static bool initials(const struct list *t, struct mdp_str w)
{
	if (w.n < 1 || (int)w.n != t->n)
		return false;
	for (int i = 0; i < t->n; i++)
		if (t->w[i].p[0] != w.p[i])
			return false;
	return true;
}

/* "stu_fname", "ps_price", "church_name" of a table of churches: without the table, and with its whole word. */
static void without_table(struct work *d, const struct list *t)
{
	const struct list *own = &d->table;
	struct mdp_str w = t->n ? t->w[0] : (struct mdp_str){ 0 };

	if (t->n < 2 || own->n == 0)
		return;
	const char *rest = join(d, t, 1, t->n);
	const char *table = join(d, own, 0, own->n);
	struct mdp_str head = own->w[own->n - 1];
	if (same(d, w, head)) {
		emit(d, rest, t->cost + 0.08, "without its table");
		emit(d, mdp_arena_printf(&d->l->arena, "%s %s", table, rest), t->cost + 0.1, "with its table");
	} else if (own->n > 1 && same(d, w, own->w[0])) {
		emit(d, rest, t->cost + 0.2, "without its table");
	}
	bool begins = w.n >= 2 && head.n > w.n && memcmp(head.p, w.p, w.n) == 0 && !mdp_lexicon_plain(d->l, w);
	if (!begins && !initials(own, w))
		return;
	emit(d, rest, t->cost + 0.1, "without its table");
	emit(d, mdp_arena_printf(&d->l->arena, "%s %s", mdp_words_singular(&d->l->arena, table), rest), t->cost + 0.1,
	     "with its table");
}

static const char *unit_of(struct work *d, struct mdp_str w)
{
	const struct mdp_forms *f = mdp_map_get(&d->l->units, w);
	return f && f->n ? f->items[0].word : NULL;
}

/* The short form of the unit that the numbers are known to have: "min" of minutes, which elsewhere is the least of something. */
static bool is_own_unit(const struct work *d, struct mdp_str w)
{
	const char *unit = d->of->unit;
	return unit && w.n > 2 && w.n < strlen(unit) && !strncmp(unit, w.p, w.n);
}

/* "height_feet", "sales_in_billion": without the unit, and as it is said. */
static void without_unit(struct work *d, const struct list *t)
{
	int n = t->n;
	const char *unit = NULL;

	while (n > 1 && (unit_of(d, t->w[n - 1]) || is_own_unit(d, t->w[n - 1]))) {
		unit = join(d, t, n - 1, t->n);
		n--;
	}
	if (!unit || d->of->holds == MDP_HOLDS_TIME || d->of->holds == MDP_HOLDS_THINGS)
		return; /* numbers may be stored as text */
	if (n > 1 && connects(d, t->w[n - 1]))
		n--;
	const char *what = join(d, t, 0, n);
	emit(d, what, t->cost + 0.05, "without its unit");
	emit(d, mdp_arena_printf(&d->l->arena, "%s in %s", what, unit), t->cost + 0.05, "with its unit");
}

/* "num_rooms", "bedroom_count": the number of them. */
static void as_count(struct work *d, const struct list *t)
{
	struct mdp_arena *a = &d->l->arena;
	struct mdp_str first = t->w[0], last = t->w[t->n - 1];
	static const char *const counts[] = { "count", "cnt", NULL }, *const heads[] = { "num",   "number", "no",
											 "nr",    "nbr",    "n",
											 "count", "cnt",    NULL };
	const char *what = NULL;

	if (d->of->holds == MDP_HOLDS_TIME || d->of->holds == MDP_HOLDS_THINGS || t->n < 2)
		return;
	for (int i = 0; counts[i]; i++)
		if (mdp_str_is(last, counts[i]))
			what = join(d, t, 0, t->n - 1);
	for (int i = 0; heads[i] && !what; i++)
		if (mdp_str_is(first, heads[i]))
			what = join(d, t, mdp_str_is(t->w[1], "of") && t->n > 2 ? 2 : 1, t->n);
	if (!what)
		return;
	emit(d, mdp_arena_printf(a, "number of %s", what), t->cost + 0.05, "a count");
	emit(d, mdp_arena_printf(a, "%s count", what), t->cost + 0.05, "a count");
	emit(d, mdp_arena_printf(a, "count of %s", what), t->cost + 0.1, "a count");
	emit(d, what, t->cost + 0.12, "a count");
}

static bool is_when(const struct mdp_lexicon *l, struct mdp_str w)
{
	static const char *const more[] = { "year", "day", "month", "timestamp", NULL };
	const char *g = mdp_map_get(&l->generic, w);

	if (g && strcmp(g, "when") == 0)
		return true;
	for (int i = 0; more[i]; i++)
		if (mdp_str_is(w, more[i]))
			return true;
	return false;
}

/* "active_from_date", "date_assigned_to": when something begins or ends. */
static void as_end(struct work *d, const struct list *t)
{
	struct mdp_arena *a = &d->l->arena;
	if (d->of->holds != MDP_HOLDS_TIME)
		return;
	for (int i = 0; i < t->n; i++) {
		const char *kind = marks(d, t->w[i]);
		if (!kind)
			continue;
		emit(d, mdp_arena_printf(a, "%s date", kind), t->cost + 0.2, "an end of a time");
		emit(d, mdp_arena_printf(a, "%s", kind), t->cost + 0.25, "an end of a time");
		if (i > 0 && !is_when(d->l, t->w[0]))
			emit(d, mdp_arena_printf(a, "%s %s date", join(d, t, 0, i), kind), t->cost + 0.2,
			     "an end of a time");
		return;
	}
}

/* "directed_by", "founded_in", "date_hired", "hire_date": what is done, by whom and when. */
static void of_verb(struct work *d, const struct list *t)
{
	struct mdp_arena *a = &d->l->arena;
	bool time = d->of->holds == MDP_HOLDS_TIME;

	for (int i = 0; i < t->n; i++) {
		const struct mdp_forms *f = forms(d, t->w[i]);
		bool after = i + 1 < t->n;
		bool by = after && mdp_str_is(t->w[i + 1], "by"), dated = t->n == 2 && is_when(d->l, t->w[!i]);
		const char *when = dated ? join(d, t, !i, !i + 1) : time ? "date" : NULL;
		bool prep = after && i + 2 == t->n && !by && connects(d, t->w[i + 1]);
		for (int k = 0; f && t->n == 2 && !i && !dated && !prep && !by && k < f->n; k++)
			if (!strcmp(f->items[k].kind, "event"))
				emit(d, mdp_arena_printf(a, "%s %s", f->items[k].word, join(d, t, 1, 2)), t->cost + 0.1,
				     "of what is done");
		if (!f || (!by && !prep && !dated && i + 1 < t->n))
			continue;
		for (int k = 0; k < f->n; k++) {
			const char *kind = f->items[k].kind, *word = f->items[k].word;
			if (!strcmp(kind, "agent") && by)
				emit(d, word, t->cost + 0.1, "who does it");
			else if (!strcmp(kind, "agent of") && i + 1 == t->n) {
				emit(d, mdp_arena_printf(a, "%s by", word), t->cost + 0.15, "by whom it is done");
				emit(d, word, t->cost + 0.3, "what they do");
			} else if (!strcmp(kind, "event") && when && (dated || prep || t->n == 1)) {
				emit(d, mdp_arena_printf(a, "%s %s", word, when), t->cost + 0.1, "when it is done");
				emit(d, mdp_arena_printf(a, "%s of %s", when, word), t->cost + 0.1, "when it is done");
			} else if (!strcmp(kind, "event") && prep && d->of->holds == MDP_HOLDS_TEXT) {
				emit(d, mdp_arena_printf(a, "%s place", word), t->cost + 0.15, "where it is done");
				emit(d, mdp_arena_printf(a, "place of %s", word), t->cost + 0.15, "where it is done");
			} else if (!strcmp(kind, "event of") && dated && when) {
				emit(d, mdp_arena_printf(a, "%s %s", when, word), t->cost + 0.15, "when it is done");
				emit(d, mdp_arena_printf(a, "%s %s", word, when), t->cost + 0.15, "when it is done");
			}
		}
	}
}

/* "date_of_birth", "year_built", "birth date": the words the other way round. */
static void turned(struct work *d, const struct list *t)
{
	struct mdp_arena *a = &d->l->arena;
	for (int i = 1; i + 1 < t->n; i++)
		if (mdp_str_is(t->w[i], "of"))
			emit(d, mdp_arena_printf(a, "%s %s", join(d, t, i + 1, t->n), join(d, t, 0, i)), t->cost + 0.1,
			     "turned round");
	if (t->n < 2 || t->n > 3 || d->of->holds == MDP_HOLDS_THINGS)
		return; /* "type of dish" asks for what a dish has, though there be rows called dish types */
	struct mdp_str first = t->w[0], last = t->w[t->n - 1];
	for (int i = 0; i < t->n; i++)
		if (connects(d, t->w[i]) || !isalpha((unsigned char)t->w[i].p[0]))
			return;
	if (is_when(d->l, first) || is_when(d->l, last)) {
		bool front = is_when(d->l, first);
		const char *when = front ? join(d, t, 0, 1) : join(d, t, t->n - 1, t->n),
			   *what = front ? join(d, t, 1, t->n) : join(d, t, 0, t->n - 1);
		emit(d, mdp_arena_printf(a, "%s %s", front ? what : when, front ? when : what), t->cost + 0.1,
		     "turned round");
		emit(d, mdp_arena_printf(a, "%s of %s", when, what), t->cost + 0.1, "turned round");
	} else if (!mdp_map_get(&d->l->mute, last) && !generic(d->l, first, "head")) {
		emit(d, mdp_arena_printf(a, "%s of %s", join(d, t, t->n - 1, t->n), join(d, t, 0, t->n - 1)),
		     t->cost + 0.1, "turned round");
	}
}

/* "home_town" is also written together, and a single word may be written apart ("lifespan"). */
static void spaced(struct work *d, const struct list *t)
{
	struct mdp_arena *a = &d->l->arena;
	if (t->n == 2 && t->w[0].n > 2 && t->w[1].n > 2)
		emit(d, mdp_arena_printf(a, "%.*s%.*s", (int)t->w[0].n, t->w[0].p, (int)t->w[1].n, t->w[1].p),
		     t->cost + 0.1, "written together");
	if (t->n != 1 || t->w[0].n < 8 || !mdp_lexicon_plain(d->l, t->w[0]))
		return;
	for (size_t cut = 4; cut + 4 <= t->w[0].n; cut++) {
		struct mdp_str left = { t->w[0].p, cut }, right = { t->w[0].p + cut, t->w[0].n - cut };
		if (mdp_lexicon_plain(d->l, left) && mdp_lexicon_plain(d->l, right))
			emit(d, mdp_arena_printf(a, "%.*s %.*s", (int)left.n, left.p, (int)right.n, right.p),
			     t->cost + 0.15, "written apart");
	}
}

/* "zip_postcode", "state_province": words of one ring beside each other are choices. */
static void alternatives(struct work *d, const struct list *t)
{
	bool any = false;

	for (int i = 0; i + 1 < t->n; i++)
		any |= mdp_lexicon_ringed(d->l, t->w[i], t->w[i + 1]);
	for (int i = 0; any && i < t->n; i++)
		emit(d, join(d, t, i, i + 1), t->cost + (i ? 0.15 : 0.1), "one of its words");
}

/* "shows per day", "value in location": what stands before a preposition. */
static void before_preposition(struct work *d, const struct list *t)
{
	for (int i = 1; i + 1 < t->n; i++) {
		if (!connects(d, t->w[i]) || marks(d, t->w[0]))
			continue;
		bool says_little = i == 1 && (mdp_map_get(&d->l->mute, t->w[0]) || generic(d->l, t->w[0], NULL));
		if (!says_little)
			emit(d, join(d, t, 0, i), t->cost + 0.2, "what comes before a preposition");
		return;
	}
}

/* "operating_system": its first letters, where they are no word. */
static void acronym(struct work *d, const struct list *t)
{
	char letters[WORDS + 1];
	int n;

	if (t->n < 2 || t->n > 4 || d->of->holds == MDP_HOLDS_THINGS)
		return;
	for (n = 0; n < t->n; n++) {
		letters[n] = t->w[n].p[0];
		if (t->w[n].n < 3 || !isalpha((unsigned char)letters[n]) || connects(d, t->w[n]))
			return;
	}
	letters[n] = '\0';
	struct mdp_str s = { letters, (size_t)n };
	if (!mdp_lexicon_phrase(d->l, mdp_str_of(stem(d, s))) && !generic(d->l, s, NULL) && !written_out(s))
		emit(d, mdp_arena_strdup(&d->l->arena, letters), t->cost + 0.3, "its first letters");
}

/* Rows of "has_skill" are skills of somebody, of "enrolled_in" that somebody enrolled; "student_enrolment": the last word. */
static void of_things(struct work *d, const struct list *t)
{
	if (d->of->holds != MDP_HOLDS_THINGS || t->n < 2)
		return;
	struct mdp_str last = t->w[t->n - 1];
	if (connects(d, last)) {
		for (int i = 0; i + 1 < t->n; i++)
			if (i + 2 == t->n || !mdp_lexicon_plain(d->l, t->w[i]))
				emit(d, join(d, t, i, t->n - 1), t->cost + 0.25, "what its rows do");
		emit(d, join(d, t, t->n - 2, t->n), t->cost + 0.2, "what its rows do");
		return;
	}
	int n = t->n;
	while (n > 1 && generic(d->l, t->w[n - 1], "tail") && !mdp_map_get(&d->l->classes, t->w[n - 1]))
		n--;
	if (n < t->n)
		emit(d, join(d, t, 0, n), t->cost + 0.15, "without words that say little");
	if (n > 1 && generic(d->l, t->w[0], "head"))
		emit(d, join(d, t, 1, n), t->cost + 0.15, "without words that say little");
	if (!mdp_map_get(&d->l->mute, t->w[n - 1]))
		for (int i = 1; i < n; i++)
			emit(d, join(d, t, i, n), t->cost + 0.3, "its last words");
}

void mdp_lexicon_derive(struct mdp_lexicon *l, const struct mdp_naming *of, struct mdp_aliases *out)
{
	static void (*const rules[])(struct work * d, const struct list *t) = {
		without_table, without_unit, as_count,           as_end,  of_verb,   turned,
		spaced,        alternatives, before_preposition, acronym, of_things,
	};
	struct work d = { .l = l, .of = of, .out = out };

	out->n = 0;
	d.table = list_of(of->table ? of->table : "");
	read_words(&d, list_of(of->words));
	for (int r = 0; r < d.nreadings; r++) {
		struct list *t = &d.readings[r];
		emit(&d, join(&d, t, 0, t->n), t->cost, t->how ? t->how : "name");
		for (size_t k = 0; t->n && k < sizeof(rules) / sizeof(rules[0]); k++)
			rules[k](&d, t);
	}
	/* What is left without the table is a name of its own: "height feet" of "mountain height feet". */
	for (int i = 0, n = out->n; i < n; i++) {
		struct mdp_alias alias = out->items[i];
		if (strcmp(alias.how, "without its table") != 0)
			continue;
		struct list t = list_of(alias.words);
		t.cost = alias.cost;
		for (size_t k = 1; t.n && k < sizeof(rules) / sizeof(rules[0]); k++)
			rules[k](&d, &t);
	}
}
