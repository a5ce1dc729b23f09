/*
 * A view that refers to what is not there, or to the file by another name, binds only when it is read: so each is.
 */
#include "publish/audit.h"

#include "base/date.h"
#include "base/banned.h"

static const char sql_relations[] = "SELECT schema_name, table_name, 'table' FROM duckdb_tables() WHERE database_name "
				    "= current_database() AND NOT internal AND schema_name <> '" MDP_KEPT_SCHEMA "' "
				    "UNION ALL SELECT schema_name, view_name, 'view' FROM duckdb_views() WHERE "
				    "database_name = current_database() AND NOT internal "
				    "ORDER BY 1, 2";

static const char sql_type[] =
	"SELECT table_type FROM information_schema.tables WHERE table_catalog = current_database() "
	"AND table_schema = $1 AND table_name = $2";

static const char *text_at(struct mdp_arena *a, const struct mdp_result *res, int64_t r, int c)
{
	const struct mdp_value *v = mdp_result_at(res, r, c);

	return mdp_arena_strndup(a, v->s.p, v->s.n);
}

int mdp_audit_type(struct mdp_engine *e, struct mdp_arena *a, const char *schema, const char *name, const char **type,
		   struct mdp_error *err)
{
	const struct mdp_value binds[] = { mdp_value_text(mdp_str_of(schema)), mdp_value_text(mdp_str_of(name)) };
	struct mdp_result res;
	int rc = mdp_engine_query(e, sql_type, binds, 2, 1, &res, err);

	*type = !rc && res.nrows ? text_at(a, &res, 0, 0) : NULL;
	mdp_result_release(&res);
	return rc;
}

static int read_relation(struct mdp_engine *e, struct mdp_arena *a, struct mdp_step *step, const char *schema,
			 const char *name, struct mdp_error *err)
{
	const char *sql = mdp_arena_printf(a, "SELECT count(*) FROM %s.%s", mdp_engine_ident(a, schema),
					   mdp_engine_ident(a, name));
	struct mdp_error why = { 0 };
	struct mdp_result res;
	double began = mdp_clock_ms();
	int rc = mdp_engine_query(e, sql, NULL, 0, 0, &res, &why);

	step->name = mdp_arena_printf(a, "%s.%s", schema, name);
	step->ms = mdp_clock_ms() - began;
	step->rows = rc ? -1 : mdp_result_at(&res, 0, 0)->i;
	step->status = rc ? MDP_STEP_FAILED : MDP_STEP_OK;
	mdp_result_release(&res);
	if (!rc)
		return 0;
	step->message = mdp_arena_strdup(a, why.primary);
	rc = mdp_fail(err, MDP_WAREHOUSE, "the %s %s cannot be read", step->what, step->name);
	mdp_error_detail(err, "%s", why.primary);
	mdp_error_hint(err,
		       "build the file under the name it is published as: names inside a database hold its file name");
	return rc;
}

int mdp_audit_relations(struct mdp_engine *e, struct mdp_report *report, const struct mdp_progress *progress,
			struct mdp_error *err)
{
	struct mdp_arena a = { 0 };
	struct mdp_result res;
	int rc = mdp_engine_query(e, sql_relations, NULL, 0, 0, &res, err);

	mdp_arena_init(&a);
	if (!rc && res.nrows == 0)
		rc = mdp_fail(err, MDP_WAREHOUSE, "the file holds no tables");
	for (int64_t r = 0; !rc && r < res.nrows; r++) {
		struct mdp_step step = { .phase = MDP_PHASE_TEST, .what = text_at(&a, &res, r, 2) };

		rc = read_relation(e, &a, &step, text_at(&a, &res, r, 0), text_at(&a, &res, r, 1), err);
		mdp_report_step(report, progress, &step, (int)r + 1, (int)res.nrows);
	}
	mdp_result_release(&res);
	mdp_arena_release(&a);
	return rc;
}
