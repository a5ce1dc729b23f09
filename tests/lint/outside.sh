#!/bin/sh
# outside.sh MDP LOAD_DB: pages that read tables which questions do not see are checked as well, and by the names of mdp.yaml where those
# do not bear more tables.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$1 load=$2
p=$tmp/platform
mkdir -p "$p/pages" "$p/models/marts" "$tmp/db"
cat >"$tmp/db/schema.sql" <<'SQL'
create schema marts;
create schema loaded;
create table marts.dim_shelf as select i + 1 as shelf_id, 'shelf ' || i as shelf_name from range(30) t(i);
create table loaded.slip_lines as select i as slip_line_id, 5000 + i // 3 as slip_no, 1 + (hash(i) % 30)::int as shelf_id, (hash(i // 3) % 90000 / 100.0)::decimal(10, 2) as slip_total,
	(hash(i * 7) % 4000 / 100.0)::decimal(10, 2) as line_amount from range(3000) t(i);
SQL
"$load" "$p/w.duckdb" "$tmp/db" >"$tmp/log" 2>&1 || { sed 's/^/# /' "$tmp/log"; exit 1; }
printf 'name: x\nmodels: {x: {marts: {+schema: marts}}}\n' >"$p/dbt_project.yml"
echo 'select * from loaded.shelves' >"$p/models/marts/dim_shelf.sql"
cat >"$p/pages/index.md" <<'MD'
```sql slips
select sum(slip_total) as slip_amount from loaded.slip_lines where shelf_id > 10
```

```sql lines
select sum(line_amount) as amount, count(distinct slip_no) as slips from loaded.slip_lines
```
MD
printf 'warehouse: w.duckdb\nschemas: [marts]\n' >"$p/mdp.yaml"
finds() { "$mdp" lint --project "$p" "$@" >"$tmp/out" 2>"$tmp/err"; [ $? -eq 1 ] && grep -q "pages/index.md:2: error: sum(slip_total).*\\[fan_out\\]" "$tmp/out"; }
ok "a statement over a table that questions do not see is checked" finds
ok "and the right one beside it is not told" sh -c '[ "$(grep -c "error: \\|warning: " "$1")" = 1 ]' sh "$tmp/out"
ok "from the cache as well" finds
ok "questions see what they saw" sh -c '! "$1" --project "$2" ask "how many slips" >/dev/null 2>&1' sh "$mdp" "$p"
"$mdp" lint --project "$p" --schema marts >"$tmp/out" 2>&1
ok "where schemas were asked for those have to do" sh -c '! grep -q fan_out "$1"' sh "$tmp/out"
done_testing
