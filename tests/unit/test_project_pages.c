/* Measures and fan-outs in the SQL of Evidence pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clinic.h"
#include "project/read.h"
#include "tree.h"

static struct mdp_project p;
static struct mdp_catalog *c;
static struct mdp_engine *e;
static struct mdp_error err;

static int setup(void **state)
{
	(void)state;
	struct mdp_engine_options opt = { 0 };
	tree_make();
	memset(&err, 0, sizeof(err));
	memset(&p, 0, sizeof(p));
	setenv("HOME", tree_root, 1);
	c = clinic_make();
	assert_int_equal(0, mdp_engine_open(&e, &opt, &err));
	assert_int_equal(0, mdp_engine_script(e, clinic_sql, &err));
	tree_write("report/sources/db/treatments.sql", "select * from marts.treatments\n");
	tree_write("report/sources/db/people.sql",
		   "-- all of them\nselect id as person_id, city from marts.patients;\n");
	tree_write("report/sources/db/connection.yaml", "type: duckdb\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mdp_engine_free(e);
	mdp_catalog_free(c);
	mdp_project_release(&p);
	tree_remove();
	return 0;
}

static void enrich(const char *page)
{
	struct mdp_project_options opt = { .root = tree_root };
	mdp_project_release(&p);
	tree_write("report/pages/index.md", page);
	mdp_project_release(&p);
	assert_int_equal(0, mdp_project_find(&p, &opt, &err));
	assert_int_equal(0, mdp_project_enrich(&p, e, c, &err));
}

static const struct mdp_measure *measure(const char *name)
{
	for (int i = 0; i < c->nmeasures; i++)
		if (!strcmp(c->measures[i].name, name))
			return &c->measures[i];
	return NULL;
}

static bool has(const char **list, const char *text)
{
	for (; list && *list; list++)
		if (!strcmp(*list, text))
			return true;
	return false;
}

static const struct mdp_finding *finding(const char *code)
{
	for (int i = 0; i < c->nfindings; i++)
		if (!strcmp(c->findings[i].code, code))
			return &c->findings[i];
	return NULL;
}

#define VISITS                                                                                             \
	"```sql visits\nselect distinct visit_id, patient_id, visited_at, status, fee, patient_city from " \
	"db.treatments\n```\n"

static void test_deduplicated(void **state)
{
	(void)state;
	enrich("---\ntitle: Income\n---\n\n" VISITS "\n```sql totals\nselect\n  sum(fee) as total_income,\n  count(*) "
	       "as visits,\n  avg(fee) as avg_fee_usd\n"
	       "from ${visits}\nwhere visited_at >= '2024-01-01' and patient_city = '${inputs.city.value}'\n```\n\n"
	       "<BigValue data={totals} value=total_income title=\"Total Takings\" fmt=usd0/>\n"
	       "<BigValue\n  data={totals}\n  value='avg_fee_usd'\n/>\n"
	       "<Dropdown name=city data={cities} value=city>\n<DropdownOption value=\"%\"/>\n</Dropdown>\n");
	const struct mdp_measure *m = measure("income");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_string_equal("treatments.fee", m->expr->arg->name);
	assert_null(m->expr->where);
	assert_string_equal("report/pages/index.md", m->source.file);
	assert_int_equal(11, m->source.line);
	assert_string_equal("USD", m->unit);
	assert_true(has(m->synonyms, "total income"));
	assert_true(has(m->synonyms, "takings"));
	assert_true(has(m->synonyms, "fee"));
	assert_true(m->declared);
	assert_int_equal(2, m->uses);
	m = measure("average fee");
	assert_non_null(m);
	assert_string_equal("visit", m->expr->entity);
	assert_string_equal("USD", m->unit);
	/* the number of visits needs no definition */
	assert_null(measure("visits"));
	assert_int_equal(0, c->nfindings);
}

#define TAKEN(name, input)                                                                                        \
	"```sql " name "\nselect sum(minutes) as toil from db.treatments\nwhere patient_city = '${inputs." input  \
	".value}' and status = 'done' and visited_at >= '2024-01-01'\n```\n<BigValue data={" name "} value=toil " \
	"title=\"Drudgery\"/>\n"

static void test_inputs(void **state)
{
	(void)state;
	/* what the reader must choose first is no definition: its names are known, and say so */
	enrich(TAKEN("a", "town"));
	assert_null(measure("toil"));
	assert_null(measure("drudgery"));
	const struct mdp_finding *f = finding("page_input");
	assert_non_null(f);
	assert_true(has(f->names, "toil"));
	assert_true(has(f->names, "drudgery"));
	assert_int_equal(2, f->source.line);
}

static void test_input_with_default(void **state)
{
	(void)state;
	/* it is one of what is taken by default, and of what the page always leaves out */
	enrich(TAKEN("a", "town") "<Dropdown name=town data={towns} value=town defaultValue=\"Oslo\"/>\n");
	const struct mdp_measure *m = measure("toil");
	assert_non_null(m);
	assert_true(has(m->synonyms, "drudgery"));
	assert_null(finding("page_input"));
	assert_int_equal(MDP_P_AND, m->expr->where->kind);
	assert_int_equal(2, m->expr->where->nargs);
	assert_non_null(m->assumed);
	assert_string_equal("patients.city", m->assumed->left->name);
	assert_true(mdp_str_is(m->assumed->right[0]->value.s, "Oslo"));
}

static void test_input_of_all(void **state)
{
	(void)state;
	/* the page shows all until the reader chooses, by a default or as its SQL says */
	enrich("```sql a\nselect sum(minutes) as toil from db.treatments where patient_city like "
	       "'${inputs.town.value}'\n```\n<ButtonGroup name=town><ButtonGroupItem value=\"%\"/>"
	       "</ButtonGroup>\n"
	       "```sql b\nselect avg(minutes) as pace from db.treatments where (patient_city = '${inputs.town.value}' "
	       "or '${inputs.town.value}' = 'all')\n```\n");
	assert_null(measure("toil")->expr->where);
	assert_null(measure("pace")->expr->where);
}

static void test_fan_out(void **state)
{
	(void)state;
	enrich("```sql bad\nselect\n  sum(fee) as income,\n  sum(minutes) as work\nfrom db.treatments\n```\n");
	/* the definition is the visit's all the same */
	assert_int_equal(E_VISIT, measure("income")->entity);
	assert_int_equal(E_TREATMENT, measure("work")->entity);
	const struct mdp_finding *f = finding("fan_out");
	assert_non_null(f);
	assert_int_equal(1, c->nfindings);
	assert_int_equal(3, f->source.line);
	assert_non_null(strstr(f->text, "1,200"));
	assert_non_null(strstr(f->text, "600"));
	assert_non_null(strstr(f->text, "visit"));
}

static void test_average_fan_out(void **state)
{
	(void)state;
	assert_int_equal(0, mdp_engine_script(e, "update marts.treatments set fee = 40 where visit_id = 1", &err));
	enrich("```sql bad\nselect avg(fee) as avg_fee, avg(rate) as avg_rate from db.treatments\n```\n");
	assert_int_equal(1, c->nfindings);
	assert_string_equal("fan_out", c->findings[0].code);
	assert_non_null(strstr(c->findings[0].text, "85"));
	assert_non_null(strstr(c->findings[0].text, "90"));
}

static void test_join_of_finer(void **state)
{
	(void)state;
	/* visits joined back to their treatments repeat; patients joined to visits do not */
	enrich(VISITS "```sql bad\nselect sum(v.fee) as income from ${visits} v join db.treatments t on t.visit_id = "
		      "v.visit_id\n```\n"
		      "```sql good\nselect sum(v.fee) as income from ${visits} v left join db.people on person_id = "
		      "v.patient_id\n```\n");
	assert_int_equal(1, c->nfindings);
	assert_string_equal("fan_out", c->findings[0].code);
	assert_int_equal(5, c->findings[0].source.line);
	assert_int_equal(E_VISIT, measure("income")->entity);
}

static void test_grouping_undoes_repeats(void **state)
{
	(void)state;
	enrich("```sql ok\nwith v as (select visit_id, max(fee) as fee, sum(minutes) as minutes, count(*) as n from "
	       "db.treatments group by 1)\n"
	       "select sum(fee) as income, avg(minutes) as avg_length, avg(n) as avg_treatments from v\n```\n");
	assert_int_equal(0, c->nfindings);
	assert_string_equal("treatments.fee", measure("income")->expr->arg->name);
	const struct mdp_measure *m = measure("average length");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_int_equal(MDP_AGG_AVG, m->expr->agg);
	assert_int_equal(MDP_AGG_SUM, m->expr->arg->agg);
	assert_string_equal("treatment", m->expr->arg->entity);
	assert_string_equal("visit", measure("average treatments")->expr->entity);
}

static void test_groups_of_another_table(void **state)
{
	(void)state;
	/* patients who have visits: not all patients */
	enrich(VISITS
	       "```sql p\nwith per as (select patient_id, sum(fee) as spent, count(*) as n from ${visits} group by "
	       "all)\n"
	       "select avg(spent) as avg_spent, avg(case when n > 1 then 1 else 0 end) as return_rate from per\n```\n");
	const struct mdp_measure *m = measure("average spent");
	assert_non_null(m);
	assert_int_equal(E_PATIENT, m->entity);
	assert_int_equal(MDP_P_EXISTS, m->expr->where->kind);
	assert_string_equal("visit", m->expr->where->entity);
	m = measure("return rate");
	assert_non_null(m);
	assert_int_equal(MDP_OP_DIV, m->expr->op);
	assert_int_equal(MDP_P_AND, m->expr->arg->where->kind);
	assert_int_equal(MDP_P_EXISTS, m->expr->arg2->where->kind);
	assert_string_equal("patient", m->expr->arg2->entity);
	assert_string_equal("ratio", m->unit);
	assert_string_equal("currency", measure("average spent")->unit);
}

static void test_names_that_dbt_gave(void **state)
{
	(void)state;
	tree_write("dbt/dbt_project.yml", "name: clinic\n");
	tree_write("dbt/models/treatments.sql", "select 1");
	tree_write("dbt/models/m.yml", "models:\n  - name: treatments\n    columns:\n      - name: minutes\n"
				       "        meta: {metric: {name: work, agg: sum, synonyms: [load]}}\n");
	/* a page calls something else "load", and the work "total effort" */
	enrich("```sql a\nselect sum(minutes) as total_effort, sum(rate) / sum(minutes) as load, sum(rate) as load_pct "
	       "from db.treatments\n```\n");
	const struct mdp_measure *m = measure("work");
	assert_non_null(m);
	assert_string_equal("dbt/models/m.yml", m->source.file);
	assert_int_equal(1, m->uses);
	assert_true(has(m->synonyms, "effort"));
	assert_true(has(m->synonyms, "load"));
	assert_null(measure("load"));
	assert_non_null(measure("treatment load"));
	assert_non_null(measure("load percentage"));
}

static void test_ratios_and_conditions(void **state)
{
	(void)state;
	enrich(VISITS "```sql r\nselect\n  sum(case when status = 'open' then fee else 0 end) as open_fees,\n"
		      "  count(*) filter (where status = 'open') * 1.0 / nullif(count(*), 0) as open_rate_pct,\n"
		      "  round(sum(fee) / count(distinct patient_id), 2) as fee_per_patient\nfrom ${visits}\n```\n");
	assert_int_equal(0, c->nfindings);
	const struct mdp_measure *m = measure("open fees");
	assert_non_null(m);
	assert_non_null(m->expr->where);
	assert_string_equal("treatments.status", m->expr->where->left->name);
	m = measure("open rate");
	assert_non_null(m);
	assert_int_equal(MDP_X_OP, m->expr->kind);
	assert_int_equal(MDP_OP_DIV, m->expr->op);
	assert_string_equal("ratio", m->unit);
	assert_int_equal(MDP_ADDITIVE_NO, m->additive);
	m = measure("fee per patient");
	assert_non_null(m);
	assert_int_equal(MDP_AGG_COUNT_DISTINCT, m->expr->arg2->agg);
	assert_string_equal("patients.id", m->expr->arg2->arg->name);
}

static void test_filtered_pages(void **state)
{
	(void)state;
	/* a part of what another page shows whole is no definition; one that is always filtered is */
	enrich(VISITS "```sql whole\nselect sum(fee) as income from ${visits}\n```\n"
		      "```sql part\nselect sum(fee) as income from ${visits} where status = 'open'\n```\n"
		      "```sql only\nselect sum(minutes) as scan_time from db.treatments where kind = 'scan'\n```\n");
	assert_null(finding("two_definitions"));
	assert_null(measure("income")->expr->where);
	assert_int_equal(2, measure("income")->uses);
	assert_non_null(measure("scan time")->expr->where);
	assert_false(measure("minutes")->declared);
}

static void test_keyed_names(void **state)
{
	(void)state;
	enrich(VISITS "```sql top\nselect patient_id, sum(fee) as lifetime from ${visits} group by 1 order by 2 desc "
		      "limit 10\n```\n"
		      "```sql by_city\nselect patient_city, sum(fee) as income from ${visits} group by all\n```\n");
	assert_non_null(measure("income"));
	assert_null(measure("lifetime"));
	assert_false(has(measure("income")->synonyms, "lifetime"));
}

static void test_two_definitions(void **state)
{
	(void)state;
	enrich(VISITS "```sql a\nselect sum(fee) as income from ${visits}\n```\n```sql b\nselect sum(fee) as income "
		      "from ${visits}\n```\n"
		      "```sql c\nselect sum(minutes * rate) as income from db.treatments\n```\n");
	assert_string_equal("treatments.fee", measure("income")->expr->arg->name);
	assert_false(measure("income")->disputed);
	assert_non_null(measure("treatment income"));
	assert_int_equal(E_TREATMENT, measure("treatment income")->entity);
	assert_int_equal(11, finding("two_definitions")->source.line);
}

/* What each patient paid, added up, is what was paid. */
static void test_sum_of_sums(void **state)
{
	(void)state;
	enrich(VISITS "```sql whole\nselect sum(fee) as income from ${visits}\n```\n"
		      "```sql nested\nselect patient_city, sum(paid) as income from (select patient_id, "
		      "any_value(patient_city) "
		      "as patient_city, sum(fee) as paid from ${visits} group by patient_id) group by 1\n```\n");
	assert_null(finding("two_definitions"));
	assert_int_equal(2, measure("income")->uses);
}

static void test_bad_sql(void **state)
{
	(void)state;
	enrich("```sql broken\nselect sum(fee) as income\nfrom from db.treatments\n```\n"
	       "```sql unknown\nselect sum(nothing) as x1x, sum(a.fee) from nowhere a, ${ghost}\n```\n"
	       "```sql loop1\nselect * from ${loop2}\n```\n```sql loop2\nselect * from ${loop1}\n```\n"
	       "```sql empty\n```\n```sql\nselect 1\n```\n```sql open\nselect sum(minutes) as work from db.treatments");
	assert_int_equal(3, finding("sql_does_not_parse")->source.line);
	assert_non_null(finding("sql_circular"));
	assert_non_null(measure("work"));
	assert_false(measure("fee")->declared);
}

static void test_sql_that_does_not_run(void **state)
{
	(void)state;
	enrich(VISITS
	       "```sql a\nwith m as (select status, sum(fee) as f from ${visits} group by 1)\nselect * from m\norder "
	       "by nothing\n```\n"
	       "```sql b\nselect status, sum(fee) as income\nfrom ${visits}\ngroup by 1\norder by visited_at\n```\n"
	       "```sql c\nselect date_trunc('${inputs.grain}', visited_at) as d, sum(fee) as income from ${visits}\n"
	       "where status in ${inputs.some.value} and fee > ${inputs.least} group by 1 limit ${inputs.n}\n```\n"
	       "```sql d\nselect count(*) as n from db.people people where people.city = 'Oslo'\n```\n"
	       "```sql e\nselect 1 from db.people join db.treatments on treatments.patient_id = "
	       "people.person_id\n```\n");
	assert_int_equal(2, c->nfindings);
	assert_string_equal("sql_does_not_run", c->findings[0].code);
	assert_int_equal(7, c->findings[0].source.line);
	assert_non_null(strstr(c->findings[0].text, "nothing"));
	assert_string_equal("sql_does_not_run", c->findings[1].code);
	assert_int_equal(13, c->findings[1].source.line);
}

static void test_listed_queries(void **state)
{
	(void)state;
	/* files of queries/ that a page lists are queries of that page, under the names that Evidence gives them */
	tree_write("report/queries/money/all.sql", "-- what came in\nselect sum(fee) as income\nfrom (select distinct "
						   "visit_id, fee from db.treatments)\n");
	tree_write("report/queries/work.sql", "-- with what it builds on\nwith t as (select minutes from "
					      "db.treatments) select sum(minutes) as work from t\n");
	enrich("---\ntitle: Income\nqueries:\n  - money/all.sql\n  - effort: work.sql\n  - nowhere.sql\n---\n"
	       "<BigValue data={money_all} value=income title=\"Takings\" fmt=usd0/>\n"
	       "<BigValue data={effort} value=work title=\"Toil\"/>\n"
	       "```sql more\nselect income / 2 as half from ${money_all}\n```\n");
	const struct mdp_measure *m = measure("income");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_string_equal("report/queries/money/all.sql", m->source.file);
	assert_int_equal(2, m->source.line);
	assert_string_equal("USD", m->unit);
	assert_true(has(m->synonyms, "takings"));
	assert_true(has(measure("work")->synonyms, "toil"));
	assert_int_equal(1, c->nfindings);
	assert_string_equal("the page names a query that is not there: queries/nowhere.sql",
			    finding("sql_does_not_run")->text);
	assert_int_equal(6, finding("sql_does_not_run")->source.line);
}

static void test_generated_queries(void **state)
{
	(void)state;
	/* what was made from definitions defines nothing, but is a use of them; and it is read for mistakes as any other */
	tree_write("report/queries/a.sql",
		   "-- Generated by `mdp pages` from a.json: edit that, not this.\nwith v as (\n  select distinct "
		   "visit_id, fee\n  from db.treatments\n  where patient_city = $text$${inputs.city.value}$text$\n)\n"
		   "select sum(fee) as loot, count(*) as rounds from v\n");
	tree_write("report/queries/b.sql", "-- Generated by `mdp pages` from b.json: edit that, not this.\nselect "
					   "sum(fee) as loot\nfrom db.treatments\n");
	enrich(VISITS "```sql a\nselect sum(fee) as income from ${visits}\n```\n");
	int uses = measure("income")->uses;
	enrich("---\nqueries: [a.sql, b.sql]\n---\n<BigValue data={a} value=loot title=\"Swag\"/>\n" VISITS
	       "```sql mine\nselect sum(fee) as income from ${visits}\n```\n");
	assert_null(measure("loot"));
	assert_null(measure("rounds"));
	assert_false(has(measure("income")->synonyms, "swag"));
	assert_true(measure("income")->uses > uses);
	assert_string_equal("fan_out", finding("fan_out")->code);
	assert_string_equal("report/queries/b.sql", finding("fan_out")->source.file);
	assert_null(finding("two_definitions"));
	assert_null(finding("sql_does_not_run"));
}

static void test_other_sources(void **state)
{
	(void)state;
	/* a source is called by its connection's name; of what is no SQL nothing is known, so nothing is said */
	tree_write("report/sources/folder/connection.yaml", "name: clinic\ntype: duckdb\n");
	tree_write("report/sources/folder/all.sql", "select * from marts.treatments");
	tree_write("report/sources/agent/connection.yaml", "name: agent\ntype: mdp\n");
	tree_write("report/sources/agent/asked.question", "takings by city");
	tree_write("report/sources/agent/list.csv", "a,b\n1,2\n");
	enrich("```sql a\nselect sum(minutes) as work from clinic.all\n```\n"
	       "```sql b\nselect sum(takings) as loot from agent.asked\n```\n"
	       "```sql c\nselect l.a from agent.list l join ${b} on true\n```\n");
	assert_non_null(measure("work"));
	assert_int_equal(0, c->nfindings);
	enrich("```sql a\nselect * from agent.nothing\n```\n");
	assert_non_null(finding("sql_does_not_run"));
}

static void test_older_pages(void **state)
{
	(void)state;
	enrich("```python\nselect = 1\n```\n```takings\n-- all\nselect date_trunc('month', visited_at) as month, "
	       "sum(fee) as income\n"
	       "from (select distinct visit_id, visited_at, fee from analytics.treatments) group by month\n```\n"
	       "<BigValue data={takings.filter(d => d.a > 1)} value=income title=\"Monthly Takings\" fmt=usd/>\n");
	const struct mdp_measure *m = measure("income");
	assert_non_null(m);
	assert_int_equal(E_VISIT, m->entity);
	assert_string_equal("USD", m->unit);
	assert_int_equal(2, m->uses);
	/* of a series, so no name of the measure */
	assert_false(has(m->synonyms, "monthly takings"));
	assert_int_equal(1, c->nfindings);
	assert_string_equal("sql_does_not_run", c->findings[0].code);
}

static void test_attributes_of_references(void **state)
{
	(void)state;
	/* a price belongs to what is priced; its sum over rows is of the rows */
	c->columns[C_RATE].entity = E_PATIENT;
	enrich("```sql a\nselect sum(rate) as charged, median(rate) as middle, quantile_cont(rate, 0.9) as upper from "
	       "db.treatments\n```\n");
	assert_int_equal(0, c->nfindings);
	assert_int_equal(E_TREATMENT, measure("charged")->entity);
	assert_int_equal(MDP_AGG_MEDIAN, measure("middle")->expr->agg);
	assert_int_equal(MDP_AGG_PERCENTILE, measure("upper")->expr->agg);
	assert_true(measure("upper")->expr->p == 0.9);
}

static void test_odd_pages(void **state)
{
	(void)state;
	static const char *const pages[] = {
		"```sql a\n" VISITS,
		"```sql q\nselect 1\n```\n<BigValue <BigValue data={ value={{}\n<A b=\"\n<B ${ {...x} c=d\n<\n<C",
		"---\ntitle: [\n---\n```sql a\nselect ${\n```\n```sql b\nselect '${x', \"${y}\", /* ${z} \n```\n",
		"```sql d\nselect (select (select (select max(fee) from db.treatments))), sum(sum(fee)) as s from "
		"db.treatments\n```\n",
		"```sql w\nselect sum(fee) over (order by visited_at) as income, row_number() over () as income2 from "
		"db.treatments\n```\n",
		"```sql u\nselect sum(fee) as income from (select fee from db.treatments union select fee from "
		"db.treatments)\n```\n",
		"```sql v\nselect sum(x.fee) as income from db.treatments as x(a, b, fee)\n```\n",
		"```sql p\nselect sum(fee) as income from (pivot db.treatments on kind using sum(fee))\n```\n",
		"```sql s\nselect 1; drop table marts.treatments; select 2\n```\n",
		"```sql s\ndelete from marts.treatments\n```\n",
	};
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		enrich(pages[i]);
		mdp_project_release(&p);
	}
	assert_null(measure("income"));
	tree_write_n("report/pages/nul.md", "```sql a\nselect \0 1\n```\n", 24);
	tree_write("report/pages/utf.md", "```sql a\nselect sum(fee) as \xff\xfe from db.treatments\n```\n");
	enrich("ok");
	/* nothing was run */
	struct mdp_result res;
	assert_int_equal(0, mdp_engine_query(e, "select count(*) from marts.treatments", NULL, 0, 0, &res, &err));
	assert_int_equal(12, mdp_result_at(&res, 0, 0)->i);
	mdp_result_release(&res);
}

static void test_queries_in_files(void **state)
{
	(void)state;
	tree_write("report/queries/care/by-month.sql", "select date_trunc('month', visited_at) as month,\n  "
						       "sum(minutes) as effort from db.treatments group by 1\n");
	tree_write("report/queries/wrong.sql", "select patient_city, sum(fee) as cash\nfrom db.treatments group by 1");
	enrich("---\ntitle: Care\nqueries:\n  - care/by-month.sql\n  - poor: wrong.sql\n  - gone.sql\n---\n"
	       "<LineChart data={care_by_month} x=month y=effort yFmt=num0/>\n<BarChart data={poor} x=patient_city "
	       "y=cash/>\n"
	       "```sql last\nselect max(effort) as most from ${care_by_month}\n```\n");
	assert_non_null(measure("effort"));
	assert_string_equal("report/queries/care/by-month.sql", measure("effort")->source.file);
	assert_int_equal(2, measure("effort")->source.line);
	assert_string_equal("report/queries/wrong.sql", finding("fan_out")->source.file);
	assert_string_equal("report/pages/index.md", finding("sql_does_not_run")->source.file);
	assert_int_equal(6, finding("sql_does_not_run")->source.line);
	int fans = 0, runs = 0;
	for (int i = 0; i < c->nfindings; i++) {
		fans += !strcmp(c->findings[i].code, "fan_out");
		runs += !strcmp(c->findings[i].code, "sql_does_not_run");
	}
	assert_int_equal(1, fans);
	assert_int_equal(1, runs);
	c->nfindings = 0;
	enrich("---\ntitle: x\nqueries: [a: {\n---\n```sql a\nselect 1\n```\n");
	assert_string_equal("report/pages/index.md", finding("yaml")->source.file);
}

static void test_deep_sql(void **state)
{
	(void)state;
	char text[9000] = "```sql deep\nselect sum(";
	for (int i = 0; i < 400; i++)
		strcat(text, "(1+");
	strcat(text, "fee");
	for (int i = 0; i < 400; i++)
		strcat(text, ")");
	strcat(text, ") as income from db.treatments\n```\n");
	enrich(text);
	assert_null(measure("income"));
	snprintf(text, sizeof(text), "```sql d0\nselect fee from db.treatments\n```\n");
	for (int i = 1; i < 100; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "```sql d%d\nselect * from ${d%d}\n```\n", i,
			 i - 1);
	enrich(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(test_deduplicated),
		T(test_inputs),
		T(test_input_with_default),
		T(test_input_of_all),
		T(test_fan_out),
		T(test_average_fan_out),
		T(test_join_of_finer),
		T(test_grouping_undoes_repeats),
		T(test_ratios_and_conditions),
		T(test_groups_of_another_table),
		T(test_names_that_dbt_gave),
		T(test_filtered_pages),
		T(test_keyed_names),
		T(test_two_definitions),
		T(test_sum_of_sums),
		T(test_bad_sql),
		T(test_sql_that_does_not_run),
		T(test_listed_queries),
		T(test_generated_queries),
		T(test_other_sources),
		T(test_older_pages),
		T(test_attributes_of_references),
		T(test_odd_pages),
		T(test_deep_sql),
		T(test_queries_in_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
