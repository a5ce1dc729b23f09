#!/bin/sh
# Which tables of a dbt project are asked about: marts stay though snapshots, exports, features or other schemas read them; of versions the
# latest is meant; and what is left out is told.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: layers.sh MDP LOAD_DB} load_db=${2:?usage: layers.sh MDP LOAD_DB}
# shellcheck disable=SC2154
platform() { # NAME, SQL on stdin: a dbt project over a warehouse of that SQL
	p="$tmp/$1"
	mkdir -p "$p/models" "$p/sql" && cat >"$p/sql/schema.sql"
	"$load_db" "$p/w.duckdb" "$p/sql" >"$tmp/log" 2>&1 || sed 's/^/# /' "$tmp/log"
	printf 'name: p\nprofile: p\n' >"$p/dbt_project.yml"
	printf 'p: {target: dev, outputs: {dev: {type: duckdb, path: w.duckdb}}}\n' >"$p/profiles.yml"
}
model() { # PATH SQL
	mkdir -p "$p/$(dirname "$1")" && printf '%s\n' "$2" >"$p/$1"
}
has() { # PATTERN COMMAND...
	pattern=$1
	shift
	"$mdp" --project "$p" --no-cache "$@" >"$tmp/out" 2>"$tmp/err"
	grep -q -- "$pattern" "$tmp/out" || { sed 's/^/# /' "$tmp/out" "$tmp/err"; return 1; }
}
lacks() {
	! has "$@" >/dev/null || { sed 's/^/# /' "$tmp/out"; return 1; }
}
sql="create table stg_hires as select i as hire_id, i % 9 as yard_id, date '2024-01-01' + (i % 200)::int as hired_on, (i % 50) * 1.5 as fee from range(800) t(i);
create table stg_yards as select i as yard_id, 'Yard ' || i as yard_name, ['Oslo', 'Bergen'][1 + i % 2] as town from range(9) t(i);
create table fct_hires as from stg_hires; create table dim_yards as from stg_yards;"
marts() {
	model models/stg_hires.sql 'select 1'
	model models/stg_yards.sql 'select 1'
	model models/fct_hires.sql "select * from {{ ref('stg_hires') }}"
	model models/dim_yards.sql "select * from {{ ref('stg_yards') }}"
}
platform snap <<SQL
$sql
create schema kept; create table kept.hires_history as select *, timestamp '2024-08-01' as dbt_valid_from, null::timestamp as dbt_valid_to from stg_hires;
SQL
marts
model snapshots/hires_history.sql "{% snapshot hires_history %}{{ config(target_schema='kept', unique_key='hire_id', strategy='check', check_cols='all') }}select * from {{ ref('stg_hires') }}{% endsnapshot %}"
ok "a snapshot in another schema hides no marts" has "Bergen" ask "total fee by town"
ok "it is told that the snapshot is left out" has "kept.hires_history (a snapshot)" test
ok "and by describe, and that staging is" has "main.stg_hires: staging or intermediate" describe
platform export <<SQL
$sql
create schema main_outbound; create view main_outbound.export_yard as select yard_id, sum(fee) as fee from fct_hires group by 1;
SQL
marts
model models/export_yard.sql "{{ config(schema='outbound') }} select yard_id, sum(fee) as fee from {{ ref('fct_hires') }} group by 1"
ok "an export in another schema hides no marts" has "Bergen" ask "total fee by town"
ok "it is told of the export" has "main_outbound.export_yard (an export" test
platform features <<SQL
create schema main_marts; create schema main_features;
create table main_marts.sailings as select i as sailing_id, i % 7 as skipper_id, date '2024-01-01' + (i % 200)::int as sailed_on, (i % 50) * 2 as knots_paid from range(700) t(i);
create table main_marts.skippers as select i as skipper_id, ['north', 'south'][1 + i % 2] as coast from range(7) t(i);
create table main_features.skipper_vector as select skipper_id, sum(knots_paid) as knots_paid, count(*) as trips from main_marts.sailings group by 1;
SQL
printf 'name: p\nprofile: p\nmodels:\n  p:\n    marts: {+schema: marts}\n    features: {+schema: features}\n' >"$p/dbt_project.yml"
model models/marts/sailings.sql 'select 1'
model models/marts/skippers.sql 'select 1'
model models/features/skipper_vector.sql "select * from {{ ref('sailings') }} join {{ ref('skippers') }} using (skipper_id)"
ok "marts of which all are read by features are asked about" has "north" ask "total knots paid by coast"
platform versions <<SQL
create table dim_guests_v1 as select i as guest_id, 'G' || i as guest_name, 'old' as tier from range(40) t(i);
create table dim_guests_v2 as select i as guest_id, 'G' || i as guest_name, ['gold', 'plain'][1 + i % 2] as tier from range(40) t(i);
create view dim_guests as from dim_guests_v2;
create table fct_stays as select i as stay_id, i % 40 as guest_id, date '2024-01-01' + (i % 200)::int as stayed_on, 1 + i % 5 as nights from range(600) t(i);
SQL
model models/dim_guests_v1.sql 'select 1'
model models/dim_guests_v2.sql 'select 1'
model models/fct_stays.sql "select * from {{ ref('dim_guests') }}"
model models/guests.yml "models:
  - name: dim_guests
    latest_version: 2
    versions: [{v: 1}, {v: 2}]"
ok "the latest version is meant" has "gold" ask "total nights by tier"
ok "an older one is left out, and told" has "dim_guests_v1 (not the latest version of dim_guests)" test
ok "the latest goes by the model's name" has '"answer": *"There are 40 guests' ask --format json "how many guests"
ok "and is there once" lacks "main  *dim_guests  *40" test
done_testing
