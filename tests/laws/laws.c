/*
 * laws NAME BUDGET (--project DIR | --warehouse FILE) [QUESTIONS.yaml…]: tries the laws on one platform. A line a law: its name, how often it
 * was broken and how often tried; examples on lines that begin with "#".
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "eval/eval.h"
#include "laws.h"
#include "base/banned.h"

#define MAX_SHOWN 4 /* examples of a broken law */

static const char *const NAMES[] = {
#define X(id, name, what) name,
	LAWS(X)
#undef X
};
static const char *const WHAT[] = {
#define X(id, name, what) what,
	LAWS(X)
#undef X
};

struct trial {
	struct mdp_session *s;
	struct words w;
	int tried[NLAWS], broken[NLAWS];
	int shown, asked, answered;
};

static void broken(struct trial *t, enum law law, const char *question, const char *how)
{
	t->broken[law]++;
	if (t->broken[law] <= t->shown)
		printf("# %s: %s%s%s\n", NAMES[law], question, how ? " | " : "", how ? how : "");
}

/* Asks; true when it was answered with a query of its own. The answer is to be released. */
static bool ask(struct trial *t, const char *question, struct mdp_arena *a, struct mdp_answer *ans)
{
	*ans = (struct mdp_answer){ 0 };
	mdp_ask(t->s, mdp_str_of(question), a, ans);
	t->asked++;
	return ans->status == MDP_ANSWERED && ans->query && ans->query->kind != MDP_Q_META;
}

/* The query of an answered question, canonical; NULL when it is not answered. */
static const char *query_of(struct trial *t, const char *question, struct mdp_arena *a)
{
	struct mdp_answer ans;
	bool yes = ask(t, question, a, &ans);
	const char *text = yes ? mdp_query_dump(a, mdp_query_canonical(a, ans.query)) : NULL;
	mdp_answer_release(&ans);
	return text;
}

/* (a) Nothing is lost: `before` is the query without the word that was put in; NULL where no answer will do. */
static void must_differ(struct trial *t, enum law law, const char *question, const char *before, struct mdp_arena *a)
{
	struct mdp_answer ans;
	bool yes = ask(t, question, a, &ans) || ans.status == MDP_ANSWERED;
	t->tried[law]++;
	if (yes && (!before || (ans.query && !strcmp(before, mdp_query_dump(a, mdp_query_canonical(a, ans.query))))))
		broken(t, law, question, ans.restated);
	mdp_answer_release(&ans);
}

static bool names_something(const char *type)
{
	static const char *const types[] = { "measure", "entity", "dimension", "value" };
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(type, types[i]))
			return true;
	return false;
}

/* The question without what ends it. */
static const char *open_end(struct mdp_arena *a, const char *question)
{
	size_t n = strlen(question);
	while (n && strchr(".?! ", question[n - 1]))
		n--;
	return mdp_arena_strndup(a, question, n);
}

#define COUNT_OF(list) ((int)(sizeof(list) / sizeof((list)[0])))

/* Words that mean nothing anywhere. */
static const char *const EMPTY_BEFORE[] = { "frobbed", "glorpy", "quuxish" };
static const char *const EMPTY_AFTER[] = { "with glorp", "that are frobbed", "without any zibble", "for quux",
					   "by plugh" };
/* Words that say something about any figure: whoever does not know them must not pass over them. */
static const char *const STRONG_BEFORE[] = {
	"paying",  "returning", "repeat",      "former",           "inactive",           "running",
	"average", "no",        "half of the", "only the largest", "all but the oldest", "non-"
};
static const char *const STRONG_AFTER[] = { "as a percentage of the total",
					    "compared with the year before",
					    "per day",
					    "excluding weekends",
					    "year over year",
					    "above average",
					    "as a running total",
					    "that never came back",
					    "over 500",
					    "or not",
					    "growth",
					    "without repeats of last year" };

/* Puts words before what names something and behind the whole; each question takes the next ones of the lists. */
static void put_words_in(struct trial *t, const struct base *b, const struct mdp_answer *ans, struct mdp_arena *a)
{
	const char *before = mdp_query_dump(a, mdp_query_canonical(a, ans->query)), *text = open_end(a, b->text);
	int k = t->answered;
	for (int i = 0; i < ans->nunderstood; i++) {
		const struct mdp_understood *u = &ans->understood[i];
		if (!u->type || !names_something(u->type))
			continue;
		const char *strong = STRONG_BEFORE[k % COUNT_OF(STRONG_BEFORE)], *rest = b->text + u->span.start;
		int n = (int)u->span.start;
		must_differ(
			t, LAW_LOST,
			mdp_arena_printf(a, "%.*s%s %s", n, b->text, EMPTY_BEFORE[k % COUNT_OF(EMPTY_BEFORE)], rest),
			NULL, a);
		if (!strstr(b->text, strong))
			must_differ(t, LAW_DROPPED,
				    mdp_arena_printf(a, "%.*s%s%s%s", n, b->text, strong,
						     strong[strlen(strong) - 1] == '-' ? "" : " ", rest),
				    before, a);
		k++;
	}
	for (int i = 0; i < 2; i++, k++) {
		must_differ(t, LAW_LOST, mdp_arena_printf(a, "%s %s", text, EMPTY_AFTER[k % COUNT_OF(EMPTY_AFTER)]),
			    NULL, a);
		must_differ(t, LAW_DROPPED,
			    mdp_arena_printf(a, "%s %s", text, STRONG_AFTER[k % COUNT_OF(STRONG_AFTER)]), before, a);
	}
}

/* Sentences that lead up to a question, or say why it is asked. */
static const char *const LEADS[] = { "Are things getting frobbed? %s", "Why does that happen? %s",
				     "My boss is asking about this. %s",
				     "%s. The board wants to know how it adds up." };
/* Sentences that bound it: whoever does not know them must not set them aside. */
static const char *const BOUNDS[] = {
	"Leave out the frobbed ones. %s", "%s. Only the glorpy ones count.",  "We ignore whatever is quuxish. %s",
	"%s. Match plugh exactly.",       "Is nothing frobbed in 2019? %s",   "Are 500 of them frobbed? %s",
	"%s. Is zibble meant?",           "Are the largest ones frobbed? %s", "%s. The board wants to see glorp."
};

static bool tells_of(const struct mdp_answer *ans, const char *code)
{
	for (int i = 0; i < ans->ncaveats; i++)
		if (!strcmp(ans->caveats[i].code, code))
			return true;
	return false;
}

/* What is said around a question. `with` is a printf format of one text. */
static const char *around(struct mdp_arena *a, const char *with, const char *text)
{
	const char *at = strstr(with, "%s");
	return mdp_arena_printf(a, "%.*s%s%s", (int)(at - with), with, text, at + 2);
}

/* Is a value the name of a thing or a figure as well ("room", an item of a bill)? Then who says it need not mean the value. */
static bool names_more(const struct mdp_catalog *c, const char *value, struct mdp_arena *a)
{
	const char *many = mdp_words_plural(a, value);
	bool found = false;
	for (int i = 0; i < c->nentities && c->entities[i].name; i++)
		found |= !strcasecmp(c->entities[i].name, value) || !strcasecmp(c->entities[i].plural, value);
	for (int i = 0; i < c->nmeasures; i++)
		found |= !strcasecmp(c->measures[i].name, value) || !strcasecmp(c->measures[i].name, many);
	return found;
}

static void lead_up(struct trial *t, const struct base *b, const struct mdp_answer *base, struct mdp_arena *a)
{
	const char *before = mdp_query_dump(a, mdp_query_canonical(a, base->query)), *text = open_end(a, b->text);
	const char *question = around(a, LEADS[t->answered % COUNT_OF(LEADS)], text);
	struct mdp_answer ans;
	if (strpbrk(text, ".?!")) /* several sentences: they may be about one another */
		return;
	t->tried[LAW_ASIDE]++;
	if (ask(t, question, a, &ans) &&
	    (strcmp(before, mdp_query_dump(a, mdp_query_canonical(a, ans.query))) != 0 || !tells_of(&ans, "set_aside")))
		broken(t, LAW_ASIDE, question, ans.restated);
	mdp_answer_release(&ans);
	for (int i = 0; i < 2; i++)
		must_differ(t, LAW_ASIDE, around(a, BOUNDS[(2 * t->answered + i) % COUNT_OF(BOUNDS)], text), NULL, a);
	for (int i = 0; i < t->w.splits.n; i++) {
		const struct mdp_column *k = &t->w.c->columns[t->w.splits.items[i].column];
		const char *value = k->nvalues ? k->values[0].text : NULL;
		if (!value || !words_sayable(&k->values[0]) || strstr(before, value) || names_more(t->w.c, value, a))
			continue;
		must_differ(t, LAW_ASIDE, mdp_arena_printf(a, "Is %s getting frobbed? %s", value, text), before, a);
		break;
	}
}

/* A period, and a value of an attribute that the question does not speak of. */
static void add_conditions(struct trial *t, const struct base *b, const struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_catalog *c = t->w.c;
	const char *before = mdp_query_dump(a, mdp_query_canonical(a, ans->query)), *text = open_end(a, b->text);
	if (!b->dated && !strstr(before, "during"))
		must_differ(t, LAW_UNCHANGED, mdp_arena_printf(a, "%s in 2019", text), before, a);
	for (int i = 0; i < t->w.splits.n; i++) {
		const struct split *s = &t->w.splits.items[i];
		const struct mdp_column *k = &c->columns[s->column];
		if (s->column == b->column || !ans->query->of || !strstr(text, s->name))
			continue;
		for (int v = 0; v < k->nvalues && v < 2; v++)
			if (words_sayable(&k->values[v]) && !strstr(before, k->values[v].text))
				must_differ(t, LAW_UNCHANGED,
					    mdp_arena_printf(a, "%s for %s %s", text, k->words, k->values[v].text),
					    before, a);
	}
}

/* Is the restatement understood as the query it was made of, or at least answered by it? */
static bool restates(struct trial *t, const struct mdp_answer *ans, struct mdp_arena *a)
{
	struct mdp_readings r;
	struct mdp_error err = { 0 };
	struct mdp_answer again;
	if (mdp_parse(mdp_session_parser(t->s), mdp_str_of(ans->restated), mdp_session_today(t->s), a, &r, &err) >= 0 &&
	    r.n && mdp_query_same(r.items[0].query, ans->query))
		return true;
	bool same = ask(t, ans->restated, a, &again) && mdp_query_same(again.query, ans->query);
	mdp_answer_release(&again);
	return same;
}

/* (b) The same is understood as the same. */
static void say_again(struct trial *t, const struct base *b, const struct mdp_answer *ans, struct mdp_arena *a)
{
	struct mdp_answer again;
	t->tried[LAW_TWICE]++;
	if (!ask(t, b->text, a, &again) || strcmp(again.sql.text, ans->sql.text) != 0)
		broken(t, LAW_TWICE, b->text, NULL);
	mdp_answer_release(&again);
	t->tried[LAW_RESTATED]++;
	if (!restates(t, ans, a))
		broken(t, LAW_RESTATED, b->text, ans->restated);
}

/* Both are understood as one query, or neither is understood. */
static void same_meaning(struct trial *t, enum law law, const char *one, const char *other, struct mdp_arena *a)
{
	const char *x = query_of(t, one, a);
	if (!x)
		return;
	const char *y = query_of(t, other, a);
	t->tried[law]++;
	/* another order may be one that is not understood; another writing of a number may not */
	if (y ? strcmp(x, y) != 0 : law == LAW_DIGITS)
		broken(t, law, other, one);
}

static void turn_around(struct trial *t, const struct split *s, struct mdp_arena *a)
{
	const struct mdp_column *k = &t->w.c->columns[s->column];
	const char *year = s->year ? s->year : "2024";
	const char *n = s->name;
	same_meaning(t, LAW_ORDER, mdp_arena_printf(a, "%s by %s in %s", n, k->words, year),
		     mdp_arena_printf(a, "%s in %s by %s", n, year, k->words), a);
	same_meaning(t, LAW_ORDER, mdp_arena_printf(a, "%s by %s in %s", n, k->words, year),
		     mdp_arena_printf(a, "in %s, %s by %s", year, n, k->words), a);
	for (int v = 0, m = 0; v < k->nvalues && m < 1; v++) {
		if (!words_sayable(&k->values[v]))
			continue;
		m++;
		const char *value = k->values[v].text;
		const char *one = mdp_arena_printf(a, "%s for %s %s in %s", n, k->words, value, year);
		same_meaning(t, LAW_ORDER, one, mdp_arena_printf(a, "%s in %s for %s %s", n, year, k->words, value), a);
		same_meaning(t, LAW_ORDER, one, mdp_arena_printf(a, "in %s, %s for %s %s", year, n, k->words, value),
			     a);
		same_meaning(t, LAW_ORDER, mdp_arena_printf(a, "%s by month for %s %s", n, k->words, value),
			     mdp_arena_printf(a, "%s for %s %s by month", n, k->words, value), a);
	}
	same_meaning(t, LAW_DIGITS, mdp_arena_printf(a, "top 5 %s by %s", k->words, n),
		     mdp_arena_printf(a, "top five %s by %s", k->words, n), a);
	same_meaning(t, LAW_DIGITS, mdp_arena_printf(a, "%s in the last 3 months", n),
		     mdp_arena_printf(a, "%s in the last three months", n), a);
}

static int column_of(const struct mdp_answer *ans, const char *name)
{
	for (int i = 0; i < ans->result.ncolumns; i++)
		if (!strcmp(ans->columns[i].name, name))
			return i;
	return -1;
}

/* The figure of a row; NaN when there is none. */
static double figure_at(const struct mdp_answer *ans, int64_t row)
{
	int column = ans->query->nshow ? column_of(ans, ans->query->show[0].name) : -1;
	const struct mdp_value *v =
		column < 0 || row >= ans->result.nrows ? NULL : mdp_result_at(&ans->result, row, column);
	if (!v || v->type == MDP_T_TEXT)
		return (double)NAN;
	return v->type == MDP_T_NULL_ ? 0 : mdp_value_number(v);
}

static bool near(double x, double y)
{
	return fabs(x - y) <= 1e-6 * fmax(fabs(x), fabs(y)) + 1e-9;
}

/* (c) Each value on its own gives its row among all, and the rows add up. */
static void add_up(struct trial *t, const struct split *s, struct mdp_arena *a)
{
	const struct mdp_column *k = &t->w.c->columns[s->column];
	const char *split = mdp_arena_printf(a, "%s by %s", s->name, k->words);
	struct mdp_answer all, one;
	double sum = 0;
	bool whole = ask(t, split, a, &all) && all.query->kind == MDP_Q_SELECT && all.query->nby == 1 &&
		     !all.query->limit && all.columns;
	int key = whole ? column_of(&all, all.query->by[0].name) : -1, tried = 0;
	for (int64_t r = 0; key >= 0 && r < all.result.nrows; r++) {
		const char *value = mdp_value_print(a, mdp_result_at(&all.result, r, key));
		struct mdp_entry entry = { .text = value };
		sum += figure_at(&all, r);
		if (!words_sayable(&entry) || tried >= 4 * t->w.budget)
			continue;
		const char *question = mdp_arena_printf(a, "%s for %s %s", s->name, k->words, value);
		if (ask(t, question, a, &one) && !one.query->nby && one.columns) {
			tried++;
			t->tried[LAW_ROW]++;
			if (!near(figure_at(&one, 0), figure_at(&all, r)))
				broken(t, LAW_ROW, question,
				       mdp_arena_printf(a, "%g alone, %g among all: %s", figure_at(&one, 0),
							figure_at(&all, r), one.restated));
		}
		mdp_answer_release(&one);
	}
	if (key >= 0) {
		if (ask(t, s->name, a, &one) && !one.query->nby && one.columns && !isnan(sum)) {
			t->tried[LAW_SUM]++;
			if (!near(figure_at(&one, 0), sum))
				broken(t, LAW_SUM, split,
				       mdp_arena_printf(a, "%g in all, %g added up", figure_at(&one, 0), sum));
		}
		mdp_answer_release(&one);
	}
	mdp_answer_release(&all);
}

static void try_all(struct trial *t)
{
	for (int i = 0; i < t->w.bases.n; i++) {
		struct mdp_arena a;
		struct mdp_answer ans;
		mdp_arena_init(&a);
		if (ask(t, t->w.bases.items[i].text, &a, &ans)) {
			t->answered++;
			put_words_in(t, &t->w.bases.items[i], &ans, &a);
			add_conditions(t, &t->w.bases.items[i], &ans, &a);
			lead_up(t, &t->w.bases.items[i], &ans, &a);
			say_again(t, &t->w.bases.items[i], &ans, &a);
		}
		mdp_answer_release(&ans);
		mdp_arena_release(&a);
	}
	for (int i = 0; i < t->w.splits.n; i++) {
		struct mdp_arena a;
		mdp_arena_init(&a);
		turn_around(t, &t->w.splits.items[i], &a);
		add_up(t, &t->w.splits.items[i], &a);
		mdp_arena_release(&a);
	}
}

static int number(const char *text, int otherwise)
{
	return text ? (int)strtol(text, NULL, 10) : otherwise;
}

static int read_questions(struct trial *t, const char *path, struct mdp_arena *a, struct mdp_error *err)
{
	struct mdp_question_file file;
	int rc = mdp_questions_read(a, path, &file, err);
	int step = file.n / (t->w.budget * 8) + 1;
	for (int i = 0; i < file.n && rc >= 0; i += step)
		if (file.items[i].nturns == 1 && !file.items[i].as_of && file.items[i].expect == MDP_EXPECT_ANSWER)
			words_add(&t->w, file.items[i].turns[0], true, -1);
	return rc;
}

static int set_up(struct trial *t, int argc, char **argv, struct mdp_arena *a, struct mdp_error *err)
{
	struct mdp_session_options opt = { .threads = 1 };
	if (!strcmp(argv[3], "--project"))
		opt.project.root = argv[4];
	else
		opt.project.warehouse = argv[4];
	int rc = mdp_session_open(&t->s, &opt, err);
	if (rc >= 0)
		rc = mdp_session_set_as_of(t->s, argc > 5 ? "2024-12-31" : "latest", err);
	if (rc < 0)
		return rc;
	t->w = (struct words){ .c = mdp_session_catalog(t->s), .a = a, .budget = number(argv[2], 2) };
	t->shown = number(getenv("LAWS_SHOW"), MAX_SHOWN);
	words_make(&t->w);
	for (int i = 5; i < argc && rc >= 0; i++)
		rc = read_questions(t, argv[i], a, err);
	return rc;
}

int main(int argc, char **argv)
{
	struct trial t = { 0 };
	struct mdp_error err = { 0 };
	struct mdp_arena a;
	if (argc < 5)
		return 2;
	mdp_arena_init(&a);
	int rc = set_up(&t, argc, argv, &a, &err);
	if (rc < 0) {
		printf("# %s: %s %s\n", argv[1], err.primary, err.detail);
		return 1;
	}
	try_all(&t);
	printf("# %s: %d questions, %d answered, %d asked\n", argv[1], t.w.bases.n, t.answered, t.asked);
	for (int law = 0; law < NLAWS; law++)
		printf("%s %s %d %d %s\n", argv[1], NAMES[law], t.broken[law], t.tried[law], WHAT[law]);
	mdp_session_free(t.s);
	mdp_arena_release(&a);
	return 0;
}
