#!/bin/sh
# What mdp.yaml adds to a warehouse that says nothing by itself: each key is seen in `ask` and in `describe`.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: configured.sh MDP LOAD_DB} load_db=${2:?usage: configured.sh MDP LOAD_DB}
# shellcheck disable=SC2154
p="$tmp/p"
mkdir -p "$p" "$tmp/sql"
cat >"$tmp/sql/schema.sql" <<'SQL'
create table people (badge integer primary key, full_name varchar, ward varchar);
insert into people select 700 + i * 13, 'Person ' || i, 'ward ' || (i % 5) from range(1, 41) t(i);
create table jobs (job_id integer primary key, x7 integer, started date, trip varchar, trip_fee decimal(8, 2), cost decimal(8, 2), tip decimal(8, 2));
insert into jobs select i, 700 + (1 + i % 40) * 13, date '2024-01-01' + (i % 366)::int, 't' || (i // 3), 20 + (i // 3) % 17 * 1.5, 5 + i % 11 * 0.75, i % 4 * 0.5 from range(1, 1201) t(i);
create table scratch_jobs as select * from jobs;
SQL
"$load_db" "$p/w.duckdb" "$tmp/sql" >"$tmp/log" 2>&1 || { sed 's/^/# /' "$tmp/log"; exit 1; }
cat >"$p/mdp.yaml" <<'YAML'
platform: Workshop
warehouse: w.duckdb
fiscal_year_start: 4
tables:
  scratch_jobs: {hidden: true}
  jobs:
    columns:
      cost: {label: outlay, synonyms: [expenditure]}
      tip: {hidden: true}
joins:
  - jobs.x7 = people.badge
entities:
  job: {time: started, measure: outlay sum}
  trip: {key: jobs.trip, plural: trips, synonyms: [tour]}
metrics:
  outlay sum: {table: jobs, agg: sum, expr: cost, synonyms: [spending]}
YAML
run() { "$mdp" --project "$p" --no-cache "$@" >"$tmp/out" 2>"$tmp/err"; }
has() { # PATTERN COMMAND...
	pattern=$1
	shift
	run "$@"
	grep -q -- "$pattern" "$tmp/out" || { sed 's/^/# /' "$tmp/out" "$tmp/err"; return 1; }
}
lacks() {
	pattern=$1
	shift
	run "$@"
	! grep -q -- "$pattern" "$tmp/out" "$tmp/err" || { sed 's/^/# /' "$tmp/out" "$tmp/err"; return 1; }
}
ok "the platform has its name" has "platform Workshop" describe
ok "a hidden table is not there" lacks scratch_jobs describe
ok "a hidden column is not asked" sh -c '! "$1" --project "$2" ask "total tip" >/dev/null 2>&1' sh "$mdp" "$p"
ok "a declared join is described with its coverage" has "jobs.x7 → people.badge" describe jobs
ok "a declared join is used" has "ward 3" ask "spending by ward"
ok "a metric by its synonym" has "mdp.yaml:" ask "total spending"
ok "a label and its synonym" has "^Outlay" ask "total expenditure"
ok "a declared thing is described" has "jobs.trip" describe trip
ok "a declared thing is counted" has "401" ask "how many tours are there"
ok "what it determines belongs to it" has "trip_fee .*of trip" describe jobs
ok "the main amount is marked" has "main amount" describe "outlay sum"
ok "the fiscal year" has "2023-04-01 to 2024-03-31" ask --as-of 2024-12-31 "spending in fiscal year 2024"

bad() { # TEXT PATTERN
	printf '%s\n' "$1" >"$p/mdp.yaml"
	if ! "$mdp" --project "$p" ask "total cost" >"$tmp/out" 2>&1 && grep -q -- "$2" "$tmp/out"; then return 0; fi
	sed 's/^/# /' "$tmp/out"
	return 1
}
ok "a wrong key tells line, column and the nearest" bad "warehouse: w.duckdb
tabels: {}" "line 2, column 1"
ok "an unknown table has a nearest" bad "warehouse: w.duckdb
tables:
  jobz: {}" "did you mean jobs"
ok "so has an unknown table that is hidden" bad "warehouse: w.duckdb
tables:
  jobz: {hidden: true}" "did you mean jobs"
printf 'warehouse: w.duckdb\njoins: [jobs.x7 = people.badge]\nentities:\n  job: {key: people.badge}\n' >"$p/mdp.yaml"
ok "a name that another thing has is a finding with both numbers" has "40 by this key, and 1200 known by" lint
told() { # a question is answered, and what is not used is told beside it
	run ask "total cost" && grep -q "1200 known by" "$tmp/err"
}
ok "and told to who asks, who is answered" told
ok "an unknown measure has a nearest" bad "warehouse: w.duckdb
entities:
  job: {measure: costs}" "did you mean cost"
ok "a join in another form is an error" bad "warehouse: w.duckdb
joins: [jobs.x7]" "table.column = table.column"
printf 'warehouse: w.duckdb\njoins: [jobs.x7 = people.ward]\n' >"$p/mdp.yaml"
ok "a join to what is no key is a finding with its numbers" has "5 values on 40 rows" lint
ok "the value that is wrong is where the error is" bad "warehouse: w.duckdb
metrics:
  spending:
    table: jobs
    agg: smu
    expr: cost" "mdp.yaml:5"
ok "an unknown column of a metric has a nearest" bad "warehouse: w.duckdb
metrics:
  spending: {table: jobs, agg: sum, expr: csot * 2}" "did you mean cost"
ok "so has one in its condition" bad "warehouse: w.duckdb
metrics:
  spending: {table: jobs, agg: sum, expr: cost, where: x8 = 1}" "did you mean x7"
ok "a key written twice is an error with its place" bad "warehouse: w.duckdb
platform: a
platform: b" "line 3, column 1"
printf 'warehouse: w.duckdb\nentities:\n  turn: {key: [jobs.started, jobs.tip]}\n' >"$p/mdp.yaml"
ok "a key that does not name the rows it nearly names" has "key_not_unique" lint
printf 'warehouse: w.duckdb\nplatform: [x\n' >"$p/mdp.yaml"
ok "questions are not asked past a file that does not parse" bad "warehouse: w.duckdb
platform: [x" "mdp.yaml:3: line 3, column"
ok "describe goes on without it" has "jobs, 1,200 rows" describe
ok "and tells it, once" sh -c '[ "$(grep -c "mdp.yaml:3: .*nothing in it is used" "$1")" = 1 ]' sh "$tmp/err"
ok "lint goes on without it" has "mdp.yaml:3: error: .*\[config\]" lint
done_testing
