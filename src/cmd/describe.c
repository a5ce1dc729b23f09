/*
 * What is known about a thing, in words, with how it is known: one function a kind. Everything inferred says on how
 * many rows it was seen and how many speak against it.
 */
#include <stdio.h>
#include <string.h>
#include "cmd/describe.h"
#include "base/banned.h"

#define SHOWN_VALUES 8
#define SHOWN_PATHS 12

struct describer {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_buf *out;
};

static void line(struct describer *d, const char *name, const char *text)
{
	if (text && text[0])
		mdp_buf_printf(d->out, "  %-13s %s\n", name, text);
}

static const char *place(struct describer *d, const struct mdp_source *s)
{
	if (!s->file)
		return NULL;
	return s->line > 0 ? mdp_arena_printf(d->a, "%s:%d", s->file, s->line) : s->file;
}

static const char *evidence(struct describer *d, const struct mdp_evidence *e)
{
	if (!e->how)
		return NULL;
	const char *where = place(d, &e->source);
	if (e->rows <= 0)
		return where ? mdp_arena_printf(d->a, "%s (%s)", e->how, where) : e->how;
	return mdp_arena_printf(
		d->a, "%s (%s rows, %s exceptions)%s%s", e->how,
		mdp_value_human(d->a, &(struct mdp_value){ .type = MDP_T_INT, .i = e->rows }, NULL),
		mdp_value_human(d->a, &(struct mdp_value){ .type = MDP_T_INT, .i = e->exceptions }, NULL),
		where ? ", " : "", where ? where : "");
}

static const char *words_of(struct describer *d, const char **words)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; words && words[i]; i++)
		mdp_buf_printf(&b, "%s%s", i ? ", " : "", words[i]);
	const char *text = mdp_arena_strdup(d->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return text;
}

static const char *columns_of(struct describer *d, const int *columns, int n)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < n; i++)
		mdp_buf_printf(&b, "%s%s", i ? ", " : "", mdp_catalog_column_name(d->c, d->a, columns[i]));
	const char *text = mdp_arena_strdup(d->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return text;
}

static const char *number(struct describer *d, int64_t n)
{
	struct mdp_value v = mdp_value_int(n);
	return mdp_value_human(d->a, &v, NULL);
}

/* "monthly from 2023-01-01 to 2024-12-01; 1 of 24 months without a row; the last quarter in part" */
static const char *coverage(struct describer *d, const struct mdp_coverage *k)
{
	char first[MDP_DATE_TEXT], last[MDP_DATE_TEXT];
	int64_t from = mdp_date_trunc(k->first, k->grain);
	int64_t after = mdp_date_add(mdp_date_trunc(k->last, k->grain), k->grain, 1);
	const char *text;

	if (k->grain == MDP_GRAIN_NONE)
		return NULL;
	text = mdp_arena_printf(d->a, "each %s from %s to %s; %s of %s without a row", mdp_grain_word(k->grain),
				mdp_date_print(k->first, first), mdp_date_print(k->last, last), number(d, k->empty),
				number(d, k->periods));
	for (int g = k->grain == MDP_GRAIN_MONTH ? MDP_GRAIN_QUARTER : MDP_GRAIN_MONTH; g <= MDP_GRAIN_YEAR; g++) {
		enum mdp_grain grain = (enum mdp_grain)g;
		bool begins = from > mdp_date_trunc(k->first, grain);
		bool ends = after < mdp_date_add(mdp_date_trunc(k->last, grain), grain, 1);

		if (begins || ends)
			text = mdp_arena_printf(d->a, "%s; %s %s in part", text,
						begins && ends ? "first and last"
						: begins       ? "first"
							       : "last",
						mdp_grain_word(grain));
	}
	return text;
}

/* "exposure weekly report, of Finance (models/exposures.yml:3)" */
static const char *use_text(struct describer *d, const struct mdp_use *u)
{
	const char *where = place(d, &u->source), *text;

	text = mdp_arena_printf(d->a, "%s %s%s%s%s", mdp_use_word(u->kind), u->label ? u->label : u->name,
				u->type && u->kind == MDP_USE_EXPOSURE ? ", a " : "",
				u->type && u->kind == MDP_USE_EXPOSURE ? u->type : "",
				u->owner ? mdp_arena_printf(d->a, ", of %s", u->owner) : "");
	if (u->metrics)
		text = mdp_arena_printf(d->a, "%s: %s", text, words_of(d, u->metrics));
	return where ? mdp_arena_printf(d->a, "%s (%s)", text, where) : text;
}

static void table_uses(struct describer *d, int id)
{
	const struct mdp_table *t = &d->c->tables[id];

	line(d, "tags", words_of(d, t->tags));
	line(d, "group", t->group);
	for (int i = 0; i < d->c->nuses; i++) {
		const struct mdp_use *u = &d->c->uses[i];

		for (int k = 0; u->kind != MDP_USE_GROUP && k < u->ntables; k++)
			if (u->tables[k] == id)
				line(d, "used by", use_text(d, u));
	}
}

static void describe_table(struct describer *d, int id)
{
	const struct mdp_table *t = &d->c->tables[id];
	mdp_buf_printf(d->out, "table %s.%s\n", t->schema, t->name);
	line(d, "description", t->description);
	line(d, "rows", number(d, t->rows));
	if (t->only)
		line(d, "rows of", mdp_arena_printf(d->a, "%s.%s, %s", t->schema, t->rows_of, t->only));
	line(d, "a row is", t->row_entity >= 0 ? d->c->entities[t->row_entity].name : NULL);
	if (t->snapshot >= 0)
		line(d, "snapshot",
		     mdp_arena_printf(d->a, "of the same things at each %s%s%s; %s",
				      mdp_catalog_column_name(d->c, d->a, t->snapshot),
				      t->snapshot_within < 0 ? "" : " and ",
				      t->snapshot_within < 0 ? "" : d->c->columns[t->snapshot_within].name,
				      evidence(d, &t->snapshot_evidence)));
	if (t->filter)
		line(d, "usual filter", t->filter_text);
	if (t->aggregate_of >= 0)
		line(d, "aggregate of",
		     mdp_arena_printf(d->a, "%s.%s, where what it sums and counts is asked for",
				      d->c->tables[t->aggregate_of].schema, d->c->tables[t->aggregate_of].name));
	line(d, "defined in", place(d, &t->source));
	for (int i = 0; i < d->c->nsites; i++) {
		const struct mdp_site *s = &d->c->sites[i];
		if (s->table != id)
			continue;
		const struct mdp_entity *e = &d->c->entities[s->entity];
		line(d, "holds keys of",
		     mdp_arena_printf(d->a, "%s%s%s: %s%s", e->name, s->role ? ", as " : "", s->role ? s->role : "",
				      e->nkey ? columns_of(d, s->key, e->nkey) : "none, each row is one",
				      s->unique && e->nkey ? " (once)" : ""));
	}
	table_uses(d, id);
	mdp_describe_columns(d->c, id, d->a, d->out);
	mdp_describe_joins(d->c, id, -1, d->a, d->out);
	mdp_describe_arithmetic(d->c, id, -1, d->a, d->out);
}

static const char *entries_of(struct describer *d, const struct mdp_column *col)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < col->nvalues && i < SHOWN_VALUES; i++)
		mdp_buf_printf(&b, "%s%s (%s)", i ? ", " : "", col->values[i].text, number(d, col->values[i].count));
	if (col->nvalues > SHOWN_VALUES)
		mdp_buf_printf(&b, ", … %d in all", col->nvalues);
	const char *text = mdp_arena_strdup(d->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return text;
}

/* What one dimension lies under or above; what is odd about its values. */
static void column_details(struct describer *d, int id)
{
	for (int i = 0; i < d->c->nlevels; i++) {
		const struct mdp_level *l = &d->c->levels[i];
		const char *example = l->example ? mdp_arena_printf(d->a, ", such as %s", l->example) : "";
		if (l->fine == id)
			line(d, "lies in",
			     mdp_arena_printf(d->a, "%s; %s%s", mdp_catalog_column_name(d->c, d->a, l->coarse),
					      evidence(d, &l->evidence), example));
		if (l->coarse == id)
			line(d, "splits into", mdp_catalog_column_name(d->c, d->a, l->fine));
	}
	for (int i = 0; i < d->c->noddities; i++) {
		const struct mdp_oddity *o = &d->c->oddities[i];
		if (o->column == id)
			line(d, "odd values",
			     mdp_arena_printf(d->a, "“%s”, %s: %s of %s rows (%s); %s", o->example,
					      mdp_oddity_word(o->kind), number(d, o->evidence.exceptions),
					      number(d, o->evidence.rows), o->evidence.how, o->treatment));
	}
	for (int i = 0; i < d->c->nidentities; i++) {
		const struct mdp_identity *r = &d->c->identities[i];
		if (r->kind == MDP_ID_RATIO && r->c == id)
			line(d, "is",
			     mdp_arena_printf(d->a, "%s%s ÷ %s; %s of %s rows differ",
					      r->factor > 1 ? mdp_arena_printf(d->a, "%g × ", r->factor) : "",
					      mdp_catalog_column_name(d->c, d->a, r->a),
					      mdp_catalog_column_name(d->c, d->a, r->b), number(d, r->exceptions),
					      number(d, r->checked)));
	}
}

static void describe_lineage(struct describer *d, int origin)
{
	struct mdp_lineage_line *lines;
	int n = mdp_catalog_lineage(d->c, d->a, origin, &lines);
	for (int i = 0; i < n; i++) {
		const struct mdp_lineage_line *l = &lines[i];
		bool unknown = d->c->origins[l->origin].kind == MDP_ORIGIN_UNKNOWN;
		const char *made = l->made ? mdp_arena_printf(d->a, unknown ? ": %s" : " = %s", l->made) : "";
		const char *place = l->place ? mdp_arena_printf(d->a, "  (%s)", l->place) : "";
		const char *filled = l->filled ? mdp_arena_printf(d->a, "  filled by %s", l->filled) : "";
		line(d, i ? "" : "comes from",
		     mdp_arena_printf(d->a, "%*s%s%s%s%s%s", 2 * l->depth, "", l->name, made, place, filled,
				      l->again ? "  as above" : ""));
	}
}

static void describe_column(struct describer *d, int id)
{
	const struct mdp_column *col = &d->c->columns[id];
	mdp_buf_printf(d->out, "column %s\n", mdp_catalog_column_name(d->c, d->a, id));
	line(d, "description", col->description);
	line(d, "label", col->label);
	line(d, "also", words_of(d, col->synonyms));
	line(d, "tags", words_of(d, col->tags));
	line(d, "type",
	     mdp_arena_printf(d->a, "%s, %s%s%s", col->sql_type, mdp_role_word(col->role), col->unit ? ", in " : "",
			      col->unit ? col->unit : ""));
	line(d, "role by", col->role_how);
	line(d, "read", evidence(d, &col->read_evidence));
	if (col->entity >= 0)
		line(d, "belongs to", mdp_arena_printf(d->a, "each %s", d->c->entities[col->entity].name));
	line(d, "known by", evidence(d, &col->owner_evidence));
	if (col->mirror >= 0)
		line(d, "copy of", mdp_catalog_column_name(d->c, d->a, col->mirror));
	line(d, "distinct", number(d, col->distinct));
	line(d, "missing", col->nulls ? number(d, col->nulls) : NULL);
	if (col->min.type != MDP_T_NULL_)
		line(d, "range",
		     mdp_arena_printf(d->a, "%s to %s", mdp_value_print(d->a, &col->min),
				      mdp_value_print(d->a, &col->max)));
	line(d, "covers", coverage(d, &col->coverage));
	line(d, "values", entries_of(d, col));
	column_details(d, id);
	mdp_describe_joins(d->c, col->table, id, d->a, d->out);
	mdp_describe_arithmetic(d->c, -1, id, d->a, d->out);
	line(d, "defined in", place(d, &col->source));
	if (col->doubt)
		line(d, "in doubt", mdp_arena_printf(d->a, "%s, %s", place(d, &col->doubt_source), col->doubt));
	describe_lineage(d, col->origin);
}

static void entity_links(struct describer *d, int id)
{
	for (int i = 0; i < d->c->nlinks; i++) {
		const struct mdp_link *l = &d->c->links[i];
		if (l->from == id)
			line(d, "has one",
			     mdp_arena_printf(d->a, "%s%s; %s", d->c->entities[l->to].name,
					      l->optional ? " at most" : "", evidence(d, &l->evidence)));
		if (l->to == id)
			line(d, "has many", d->c->entities[l->from].plural);
	}
}

static void entity_drills(struct describer *d, int id)
{
	struct mdp_drill paths[SHOWN_PATHS];
	int n = mdp_catalog_drills(d->c, id, paths, SHOWN_PATHS);
	for (int i = 0; i < n; i++) {
		const char *text = "";
		for (int k = paths[i].n - 1; k >= 0; k--)
			text = mdp_arena_printf(d->a, "%s%s%s", text, text[0] ? " > " : "",
						d->c->columns[paths[i].columns[k]].words);
		line(d, "drill path", text);
	}
}

static void describe_entity(struct describer *d, int id)
{
	const struct mdp_entity *e = &d->c->entities[id];
	mdp_buf_printf(d->out, "entity %s (%s)\n", e->name, e->plural);
	line(d, "description", e->description);
	line(d, "also", words_of(d, e->synonyms));
	line(d, "count", number(d, e->count));
	line(d, "key", e->nkey ? columns_of(d, e->key, e->nkey) : "none: each row");
	if (e->nalmost)
		line(d, "almost a key",
		     mdp_arena_printf(d->a, "%s; %s", columns_of(d, e->almost, e->nalmost),
				      evidence(d, &e->almost_evidence)));
	line(d, "home",
	     mdp_arena_printf(d->a, "%s.%s%s", d->c->tables[e->table].schema, d->c->tables[e->table].name,
			      e->own_table ? "" : ", where the key repeats"));
	line(d, "known by", evidence(d, &e->evidence));
	if (e->label >= 0)
		line(d, "named by",
		     mdp_arena_printf(d->a, "%s%s", mdp_catalog_column_name(d->c, d->a, e->label),
				      e->label_unique ? "" : " (not unique)"));
	if (e->time >= 0)
		line(d, "happens at", mdp_catalog_column_name(d->c, d->a, e->time));
	entity_links(d, id);
	entity_drills(d, id);
	for (int i = 0; i < d->c->ncolumns; i++)
		if (d->c->columns[i].entity == id && mdp_catalog_original(d->c, i) == i && !d->c->columns[i].hidden)
			line(d, "has",
			     mdp_arena_printf(d->a, "%s (%s)", mdp_catalog_column_name(d->c, d->a, i),
					      mdp_role_word(d->c->columns[i].role)));
}

/* By the attributes of what it may be split, and of what not. */
static void measure_splits(struct describer *d, const struct mdp_measure *m)
{
	static const char *const words[] = {
		[MDP_ADDITIVE_NO] = "no: computed anew from its parts",
		[MDP_ADDITIVE_YES] = "yes",
		[MDP_ADDITIVE_SEMI] = "at one moment, not over time",
	};
	const char *by = "", *not_by = "";

	for (int e = 0; e < d->c->nentities; e++) {
		const char *name = d->c->entities[e].name;

		if (mdp_catalog_determines(d->c, m->entity, e))
			by = mdp_arena_printf(d->a, "%s%s%s", by, by[0] ? ", " : "", name);
		else if (mdp_catalog_determines(d->c, e, m->entity))
			not_by = mdp_arena_printf(d->a, "%s%s%s", not_by, not_by[0] ? ", " : "", name);
	}
	line(d, "adds up", words[m->additive]);
	line(d, "split by", by);
	line(d, "not split by", not_by);
}

static void describe_measure(struct describer *d, int id)
{
	const struct mdp_measure *m = &d->c->measures[id];
	mdp_buf_printf(d->out, "measure %s\n", m->name);
	line(d, "description", m->description);
	line(d, "also", words_of(d, m->synonyms));
	line(d, "of", d->c->entities[m->entity].name);
	line(d, "expression", m->expr ? mdp_expr_dump(d->a, m->expr) : NULL);
	line(d, "unit", m->unit);
	measure_splits(d, m);
	line(d, "main amount", m->main ? mdp_arena_printf(d->a, "of %s", d->c->entities[m->entity].plural) : NULL);
	line(d, "elsewhere", m->rival);
	line(d, "no time", m->no_time);
	line(d, "known by", m->declared ? "a definition in a file" : "a column of the data");
	line(d, "defined in", place(d, &m->source));
	if (m->uses)
		line(d, "used", mdp_arena_printf(d->a, "in %d place%s", m->uses, m->uses == 1 ? "" : "s"));
}

static void describe_platform(struct describer *d)
{
	const struct mdp_catalog *c = d->c;
	mdp_buf_printf(d->out, "platform%s%s\n", c->platform ? " " : "", c->platform ? c->platform : "");
	for (int i = 0; i < c->ntables; i++)
		line(d, "table",
		     mdp_arena_printf(d->a, "%s.%s, %s rows", c->tables[i].schema, c->tables[i].name,
				      number(d, c->tables[i].rows)));
	for (int i = 0; i < c->nentities; i++)
		line(d, "entity",
		     mdp_arena_printf(d->a, "%s, %s: %s", c->entities[i].name, number(d, c->entities[i].count),
				      c->entities[i].nkey ? columns_of(d, c->entities[i].key, c->entities[i].nkey)
							  : "without a key"));
	mdp_describe_joins(c, -1, -1, d->a, d->out);
	mdp_describe_arithmetic(c, -1, -1, d->a, d->out);
	for (int i = 0; i < c->nmeasures; i++) {
		const char *where = place(d, &c->measures[i].source);
		line(d, "measure",
		     mdp_arena_printf(d->a, "%s, of %s%s%s%s", c->measures[i].name,
				      c->entities[c->measures[i].entity].name, where ? " (" : "", where ? where : "",
				      where ? ")" : ""));
	}
	for (int i = 0; i < c->nuses; i++)
		if (c->uses[i].kind != MDP_USE_PAGE)
			line(d, "used as", use_text(d, &c->uses[i]));
	for (int i = 0; i < c->noddities; i++) {
		const struct mdp_oddity *o = &c->oddities[i];
		int then = mdp_catalog_then(c, o->column);
		if (then >= 0 && c->columns[then].mirror < 0) /* told of all versions */
			continue;
		line(d, "odd values",
		     mdp_arena_printf(d->a, "%s “%s”, %s: %s of %s rows; %s",
				      mdp_catalog_column_name(c, d->a, o->column), o->example, mdp_oddity_word(o->kind),
				      number(d, o->evidence.exceptions), number(d, o->evidence.rows), o->treatment));
	}
	for (int i = 0; i < c->nleft_out; i++)
		line(d, "left out",
		     mdp_arena_printf(d->a, "%s.%s: %s", c->left_out[i].schema, c->left_out[i].name,
				      c->left_out[i].why));
	for (int i = 0; i < c->nfindings; i++) {
		const char *where = place(d, &c->findings[i].source);
		line(d, "finding",
		     mdp_arena_printf(d->a, "%s%s%s", c->findings[i].text, where ? ", " : "", where ? where : ""));
	}
}

static void gap(struct describer *d, bool *any)
{
	if (*any)
		mdp_buf_putc(d->out, '\n');
	*any = true;
}

/* Every thing of that name: a word can be an entity, a measure and a column at once. */
bool mdp_describe(const struct mdp_catalog *c, const char *name, struct mdp_arena *a, struct mdp_buf *out)
{
	struct describer d = { c, a, out };
	if (!name) {
		describe_platform(&d);
		return true;
	}
	const char *left, *right;
	if (mdp_describe_is_join(a, name, &left, &right) && mdp_describe_join(c, left, right, a, out))
		return true;
	struct mdp_str s = mdp_str_of(name);
	bool any = false;
	int measure = mdp_catalog_measure(c, s), entity = mdp_catalog_entity(c, s), table = mdp_catalog_table(c, s);
	if (measure >= 0) {
		gap(&d, &any);
		describe_measure(&d, measure);
	}
	if (entity >= 0) {
		gap(&d, &any);
		describe_entity(&d, entity);
	}
	if (table >= 0) {
		gap(&d, &any);
		describe_table(&d, table);
	}
	int column = mdp_catalog_column(c, s);
	for (int i = 0; i < c->ncolumns; i++) {
		/* "table.column" names one; a bare name all of that name. */
		if (i != column &&
		    (strchr(name, '.') || (strcmp(c->columns[i].name, name) && strcmp(c->columns[i].words, name))))
			continue;
		gap(&d, &any);
		describe_column(&d, i);
	}
	return any;
}

/* Text inside the double quotes of a label. */
static const char *label(struct describer *d, const char *text)
{
	char *copy = mdp_arena_strdup(d->a, text);
	for (char *p = copy; *p; p++)
		if (*p == '"' || *p == '\\')
			*p = '\'';
	return copy;
}

void mdp_describe_graph(const struct mdp_catalog *c, bool mermaid, struct mdp_arena *a, struct mdp_buf *out)
{
	struct describer d = { c, a, out };
	mdp_buf_puts(out, mermaid ? "flowchart LR\n" : "digraph platform {\n\trankdir=LR;\n\tnode [shape=box];\n");
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		if (mermaid)
			mdp_buf_printf(out, "\te%d[\"%s<br/>%s\"]\n", i, label(&d, e->name), number(&d, e->count));
		else
			mdp_buf_printf(out, "\te%d [label=\"%s\\n%s\"];\n", i, label(&d, e->name),
				       number(&d, e->count));
	}
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_link *l = &c->links[i];
		const char *role = c->sites[l->to_site].role;
		if (mermaid)
			mdp_buf_printf(out, role ? "\te%d -->|%s| e%d\n" : "\te%d -->%s e%d\n", l->from,
				       role ? label(&d, role) : "", l->to);
		else
			mdp_buf_printf(out, "\te%d -> e%d [label=\"%s\"%s];\n", l->from, l->to,
				       role ? label(&d, role) : "", l->optional ? ", style=dashed" : "");
	}
	mdp_buf_puts(out, mermaid ? "" : "}\n");
}
