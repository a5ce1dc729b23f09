/*
 * A small catalog made by hand, for tests of what stands on one: visits of patients with treatments. marts.treatments has a row a
 * treatment; fee is of the visit and repeats on each of its rows; patients have a table of their own.
 */
#ifndef MDP_TESTS_CLINIC_H
#define MDP_TESTS_CLINIC_H

#include "catalog/catalog.h"

enum { T_TREATMENTS, T_PATIENTS };
enum {
	C_TREATMENT_ID,
	C_VISIT_ID,
	C_PATIENT_ID,
	C_VISITED_AT,
	C_KIND,
	C_STATUS,
	C_MINUTES,
	C_RATE,
	C_FEE,
	C_PATIENT_CITY,
	C_ID,
	C_CITY,
	C_BORN,
	C_BALANCE
};
enum { E_TREATMENT, E_VISIT, E_PATIENT };

struct clinic_column {
	int table;
	const char *name, *words;
	enum mdp_type type;
	enum mdp_role role;
	enum mdp_additivity additive;
	const char *unit;
	int entity, mirror;
	int64_t distinct;
};

static const struct clinic_column clinic_columns[] = {
	{ T_TREATMENTS, "treatment_id", "treatment id", MDP_T_INT, MDP_ROLE_ID, MDP_ADDITIVE_NO, NULL, E_TREATMENT, -1,
	  12 },
	{ T_TREATMENTS, "visit_id", "visit id", MDP_T_INT, MDP_ROLE_ID, MDP_ADDITIVE_NO, NULL, E_VISIT, -1, 6 },
	{ T_TREATMENTS, "patient_id", "patient id", MDP_T_INT, MDP_ROLE_ID, MDP_ADDITIVE_NO, NULL, E_PATIENT, C_ID, 3 },
	{ T_TREATMENTS, "visited_at", "visited at", MDP_T_DATE, MDP_ROLE_TIME_EVENT, MDP_ADDITIVE_NO, NULL, E_VISIT, -1,
	  6 },
	{ T_TREATMENTS, "kind", "kind", MDP_T_TEXT, MDP_ROLE_CATEGORY, MDP_ADDITIVE_NO, NULL, E_TREATMENT, -1, 3 },
	{ T_TREATMENTS, "status", "status", MDP_T_TEXT, MDP_ROLE_CATEGORY, MDP_ADDITIVE_NO, NULL, E_VISIT, -1, 2 },
	{ T_TREATMENTS, "minutes", "minutes", MDP_T_INT, MDP_ROLE_QUANTITY, MDP_ADDITIVE_YES, NULL, E_TREATMENT, -1,
	  9 },
	{ T_TREATMENTS, "rate", "rate", MDP_T_DOUBLE, MDP_ROLE_MONEY, MDP_ADDITIVE_NO, "currency", E_TREATMENT, -1, 9 },
	{ T_TREATMENTS, "fee", "fee", MDP_T_DOUBLE, MDP_ROLE_MONEY, MDP_ADDITIVE_YES, "currency", E_VISIT, -1, 6 },
	{ T_TREATMENTS, "patient_city", "patient city", MDP_T_TEXT, MDP_ROLE_GEO, MDP_ADDITIVE_NO, NULL, E_PATIENT,
	  C_CITY, 2 },
	{ T_PATIENTS, "id", "id", MDP_T_INT, MDP_ROLE_ID, MDP_ADDITIVE_NO, NULL, E_PATIENT, -1, 4 },
	{ T_PATIENTS, "city", "city", MDP_T_TEXT, MDP_ROLE_GEO, MDP_ADDITIVE_NO, NULL, E_PATIENT, -1, 2 },
	{ T_PATIENTS, "born", "born", MDP_T_DATE, MDP_ROLE_TIME_RECORD, MDP_ADDITIVE_NO, NULL, E_PATIENT, -1, 4 },
	{ T_PATIENTS, "balance", "balance", MDP_T_DOUBLE, MDP_ROLE_LEVEL, MDP_ADDITIVE_SEMI, "currency", E_PATIENT, -1,
	  4 },
};

static inline int *clinic_key(struct mdp_arena *a, int column)
{
	int *key = MDP_NEW_ARRAY(a, 1, int);
	key[0] = column;
	return key;
}

/* An inferred measure as the profile makes it: the sum of a column. */
static inline void clinic_measure(struct mdp_catalog *c, int column)
{
	struct mdp_arena *a = &c->arena;
	const struct mdp_column *col = &c->columns[column];
	c->measures[c->nmeasures++] = (struct mdp_measure){
		.name = col->words,
		.entity = col->entity,
		.expr = mdp_expr_agg(a, MDP_AGG_SUM, c->entities[col->entity].name,
				     mdp_expr_column(a, mdp_catalog_column_name(c, a, column))),
		.unit = col->unit,
		.additive = col->additive,
		.time = -1,
	};
}

static inline struct mdp_catalog *clinic_make(void)
{
	struct mdp_catalog *c = mdp_catalog_new();
	struct mdp_arena *a = &c->arena;
	c->ncolumns = (int)(sizeof(clinic_columns) / sizeof(clinic_columns[0]));
	c->columns = MDP_NEW_ARRAY(a, (size_t)c->ncolumns, struct mdp_column);
	for (int i = 0; i < c->ncolumns; i++) {
		const struct clinic_column *s = &clinic_columns[i];
		c->columns[i] = (struct mdp_column){ .table = s->table,
						     .ordinal = i - (s->table == T_PATIENTS ? C_ID : 0),
						     .name = s->name,
						     .words = s->words,
						     .sql_type = "X",
						     .type = s->type,
						     .role = s->role,
						     .additive = s->additive,
						     .unit = s->unit,
						     .distinct = s->distinct,
						     .entity = s->entity,
						     .mirror = s->mirror };
	}
	c->tables = MDP_NEW_ARRAY(a, 2, struct mdp_table);
	c->ntables = 2;
	c->tables[0] = (struct mdp_table){ .schema = "marts",
					   .name = "treatments",
					   .words = "treatments",
					   .rows = 12,
					   .first_column = 0,
					   .ncolumns = C_ID,
					   .row_entity = E_TREATMENT };
	c->tables[1] = (struct mdp_table){ .schema = "marts",
					   .name = "patients",
					   .words = "patients",
					   .rows = 4,
					   .first_column = C_ID,
					   .ncolumns = c->ncolumns - C_ID,
					   .row_entity = E_PATIENT };
	c->entities = MDP_NEW_ARRAY(a, 3, struct mdp_entity);
	c->nentities = 3;
	c->entities[E_TREATMENT] = (struct mdp_entity){ .name = "treatment",
							.plural = "treatments",
							.table = 0,
							.key = clinic_key(a, C_TREATMENT_ID),
							.nkey = 1,
							.own_table = true,
							.count = 12,
							.label = -1,
							.time = -1 };
	c->entities[E_VISIT] = (struct mdp_entity){ .name = "visit",
						    .plural = "visits",
						    .table = 0,
						    .key = clinic_key(a, C_VISIT_ID),
						    .nkey = 1,
						    .count = 6,
						    .label = -1,
						    .time = C_VISITED_AT };
	c->entities[E_PATIENT] = (struct mdp_entity){ .name = "patient",
						      .plural = "patients",
						      .table = 1,
						      .key = clinic_key(a, C_ID),
						      .nkey = 1,
						      .own_table = true,
						      .count = 4,
						      .label = -1,
						      .time = -1 };
	c->sites = MDP_NEW_ARRAY(a, 4, struct mdp_site);
	c->nsites = 4;
	c->sites[0] = (struct mdp_site){
		.entity = E_TREATMENT, .table = 0, .key = clinic_key(a, C_TREATMENT_ID), .unique = true
	};
	c->sites[1] = (struct mdp_site){ .entity = E_VISIT, .table = 0, .key = clinic_key(a, C_VISIT_ID) };
	c->sites[2] = (struct mdp_site){ .entity = E_PATIENT, .table = 0, .key = clinic_key(a, C_PATIENT_ID) };
	c->sites[3] = (struct mdp_site){ .entity = E_PATIENT, .table = 1, .key = clinic_key(a, C_ID), .unique = true };
	c->links = MDP_NEW_ARRAY(a, 2, struct mdp_link);
	c->nlinks = 2;
	c->links[0] = (struct mdp_link){ .from = E_TREATMENT, .to = E_VISIT, .from_site = 0, .to_site = 1 };
	c->links[1] = (struct mdp_link){ .from = E_VISIT, .to = E_PATIENT, .from_site = 1, .to_site = 2 };
	c->measures = MDP_NEW_ARRAY(a, 3, struct mdp_measure);
	clinic_measure(c, C_MINUTES);
	clinic_measure(c, C_FEE);
	clinic_measure(c, C_BALANCE);
	return c;
}

/* The same rows, for tests that run SQL: the sum of fee is 600 once a visit, 1200 over treatments. */
static const char *const clinic_sql =
	"create schema marts;"
	"create table marts.treatments (treatment_id int, visit_id int, patient_id int, visited_at date, kind text, "
	"status text,"
	" minutes int, rate double, fee double, patient_city text);"
	"insert into marts.treatments values"
	" (1,1,1,'2024-01-01','exam','paid',10,1.0,100,'Oslo'),(2,1,1,'2024-01-01','scan','paid',20,1.5,100,'Oslo'),"
	" (3,1,1,'2024-01-01','cast','paid',30,2.0,100,'Oslo'),(4,2,1,'2024-01-02','exam','open',11,1.0,100,'Oslo'),"
	" (5,3,2,'2024-01-03','exam','paid',12,1.0,100,'Bergen'),(6,3,2,'2024-01-03','scan','paid',21,1.5,100,'Bergen')"
	","
	" (7,4,2,'2024-01-04','scan','paid',22,1.6,100,'Bergen'),(8,5,3,'2024-01-05','exam','paid',13,1.1,100,'Oslo'),"
	" (9,5,3,'2024-01-05','cast','paid',31,2.1,100,'Oslo'),(10,6,3,'2024-01-06','exam','open',14,1.2,100,'Oslo'),"
	" (11,6,3,'2024-01-06','scan','open',23,1.7,100,'Oslo'),(12,6,3,'2024-01-06','cast','open',32,2.2,100,'Oslo');"
	"create table marts.patients (id int, city text, born date, balance double);"
	"insert into marts.patients values "
	"(1,'Oslo','1980-01-01',5),(2,'Bergen','1990-01-01',6),(3,'Oslo','2000-01-01',7),"
	" (4,'Bergen','2001-01-01',8);";

#endif
