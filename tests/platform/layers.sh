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
platform parts <<SQL
create schema raw; create table raw.drives as select i as drive_id, ['mail', 'web'][1 + i % 2] as channel from range(498) t(i);
create table raw.gifts as select i as gift_id, (i * 7) % 465 as drive_id, date '2024-01-01' + (i % 200)::int as given_on, (i % 50) * 1.5 as amount, 'd' || (i % 90) as donor_id from range(3000) t(i);
create table fct_gifts as from raw.gifts;
create table dim_drives as select drive_id, channel, count(*) as gifts from raw.drives join raw.gifts using (drive_id) group by all;
create table gift_days as select given_on, count(distinct donor_id) as donors, sum(amount) + 1 as target from raw.gifts group by all;
SQL
printf 'sources: [{name: raw, tables: [{name: drives}, {name: gifts}]}]\n' >"$p/models/sources.yml"
model models/fct_gifts.sql "select * from {{ source('raw', 'gifts') }}"
model models/dim_drives.sql "select d.drive_id, d.channel, count(*) as gifts from {{ source('raw', 'drives') }} d join {{ source('raw', 'gifts') }} g on g.drive_id = d.drive_id group by 1, 2"
model models/gift_days.sql "select given_on, count(distinct donor_id) as donors, sum(amount) + 1 as target from {{ source('raw', 'gifts') }} group by 1"
ok "of a thing that the source has more of, that is told" has "dim_drives holds 465 of the 498 drives that raw.drives has" ask "how many drives"
rm "$p/w.duckdb" && printf 'drop table fct_gifts;\n' >>"$p/sql/schema.sql" && "$load_db" "$p/w.duckdb" "$p/sql" >"$tmp/log" 2>&1
ok "counts of different things that a model makes are not added up" lacks "^Donors" ask "total donors"
platform marks <<SQL
create table parcels as select i as parcel_id, ['air', 'sea'][1 + i % 2] as lane, date '2024-01-01' + (i % 200)::int as shipped_on, (i % 50) * 1.5 as charge, i % 23 = 0 as is_deleted, (i % 31 = 0)::int as is_test from range(800) t(i);
create table crates as select i as crate_id, date '2024-01-01' + (i % 200)::int as packed_on, (i % 50) * 2 as litres, case when i % 20 = 0 then timestamp '2024-09-01' end as deleted_at from range(500) t(i);
create table vans as select i as van_id, ['red', 'blue'][1 + i % 2] as colour from range(40) t(i);
create table hauls as select i as haul_id, case when i % 50 = 0 then null when i % 20 = 3 then 900 else i % 40 end as van_id, date '2024-01-01' + (i % 200)::int as hauled_on, (i % 50) * 1.5 as toll from range(800) t(i);
SQL
ok "rows marked as deleted are told of" has "35 of 800 rows of parcels are marked as deleted (is_deleted)" ask "total charge by lane"
ok "so are tests, by a number" has "26 of 800 rows of parcels are marked as test (is_test)" ask "how many parcels"
ok "and a time that only deleted rows have" has "25 of 500 rows of crates are marked as deleted (deleted_at)" ask "total litres"
ok "keys without a partner, with their share of the rows" has "(40 of 800 rows, 5.0 %)" ask "total toll by colour"
ok "and rows without a key" has "rows without a van (16 of 800 rows, 2.0 %)" ask "total toll by colour"
model models/parcels.sql 'select 1'
model models/parcels.yml "models: [{name: parcels, meta: {sql_filter: '\${TABLE}.is_deleted = false'}}]"
printf 'tables:\n  crates: {filter: deleted_at is null}\n' >"$p/mdp.yaml"
ok "a filter of the model's meta is applied" has "There are 765 parcels" ask "how many parcels"
ok "and said" has "only rows of parcels with is_deleted = false, as declared in models/parcels.yml:1" ask "total charge"
ok "unless the question speaks of it" has "There are 35 parcels" ask "how many deleted parcels"
ok "a filter in mdp.yaml is applied to sums and lists" has "23,500" ask "total litres"
printf 'tables:\n  crates: {filter: no such column}\n' >"$p/mdp.yaml"
ok "one that is not understood is an error with its place" sh -c '"$1" --project "$2" --no-cache ask "how many crates" 2>&1 | grep -q "mdp.yaml:2"' sh "$mdp" "$p"
done_testing
