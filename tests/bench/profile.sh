#!/bin/sh
# Knowing a warehouse that was never seen: `mdp describe` without a cache against the engine's own SUMMARIZE of the same table, order lines with
# 32 columns at three sizes; the peak of its memory; and many small tables.
set -eu
build=${1:?usage: profile.sh BUILD}
bench="$build/tests/bench"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
sizes=${MDP_BENCH_MILLIONS:-1 10 30}

# an order has four lines; 7 columns are of it, 6 of its customer, 6 of the product, the rest of the line
lines() { # MILLIONS
	cat <<SQL
create macro h(x, seed, n) as (hash(x, seed) % n)::bigint;
create table order_lines as select i as line_id, i // 4 as order_id, 1 + h(i // 4, 0, 200000) as customer_id, 1 + h(i, 0, 5000) as product_id,
  date '2020-01-01' + (i // 4 * 1800 // ($1 * 250000))::int as ordered_on, ['paid', 'open', 'sent', 'back'][1 + h(i // 4, 1, 4)] as status,
  ['card', 'cash', 'bill'][1 + h(i // 4, 2, 3)] as payment, (10 + h(i // 4, 3, 90000) / 100.0)::decimal(12, 2) as order_total,
  (h(i // 4, 4, 900) / 100.0)::decimal(12, 2) as shipping, h(i // 4, 5, 10) = 0 as is_gift, 'note ' || (h(i // 4, 6, 50)) as remark,
  'Customer ' || (1 + h(i // 4, 0, 200000)) as customer_name, 'c' || (1 + h(i // 4, 0, 200000)) || '@example.org' as customer_email,
  ['north', 'south', 'east', 'west'][1 + (1 + h(i // 4, 0, 200000)) % 4] as region, 'city ' || ((1 + h(i // 4, 0, 200000)) % 400) as city,
  18 + (1 + h(i // 4, 0, 200000)) % 70 as age, ['a', 'b', 'c'][1 + (1 + h(i // 4, 0, 200000)) % 3] as segment,
  'Product ' || (1 + h(i, 0, 5000)) as product_name, 'brand ' || ((1 + h(i, 0, 5000)) % 60) as brand, 'kind ' || ((1 + h(i, 0, 5000)) % 12) as category,
  (1 + (1 + h(i, 0, 5000)) % 800 / 10.0)::decimal(12, 2) as list_price, ((1 + h(i, 0, 5000)) % 300 / 10.0)::decimal(12, 2) as cost,
  (1 + h(i, 0, 5000)) % 2 = 0 as is_own, 1 + h(i, 7, 6) as quantity, (1 + h(i, 8, 8000) / 100.0)::decimal(12, 2) as unit_price,
  (h(i, 9, 300) / 100.0)::decimal(12, 2) as line_discount, h(i, 10, 20) = 0 as returned, 'w' || (h(i, 11, 9)) as warehouse,
  timestamp '2020-01-01' + to_seconds(i * 155520000 // ($1 * 1000000)) as created_at, 'batch ' || (i // 5000) as batch, h(i, 12, 100) / 100.0 as weight,
  nullif(h(i, 13, 30), 0) as bin from range($1 * 1000000) t(i);
SQL
}

peak() { # COMMAND...: peak memory in MB
	"$@" >/dev/null 2>&1 &
	pid=$!
	most=0
	while kb=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null) && [ -n "$kb" ]; do
		most=$kb
		sleep 0.1
	done
	wait "$pid"
	echo $((most / 1024))
}

echo 'summarize order_lines;' >"$dir/summarize.sql"
for m in $sizes; do
	lines "$m" >"$dir/make.sql"
	rm -f "$dir/lines.duckdb"
	"$bench/bare" "$dir/lines.duckdb" "$dir/make.sql"
	ms=$("$bench/versus" 3 : "exec $build/mdp describe --warehouse $dir/lines.duckdb --no-cache >/dev/null" \
		: "exec $bench/bare $dir/lines.duckdb $dir/summarize.sql >/dev/null")
	echo "$ms" | awk -v name="profile: $m million rows of 32 columns against SUMMARIZE" '{ printf "%s | %.1f s | %.1f s | %.2f x | <= 3 x\n", name, $1 / 1e3, $2 / 1e3, $1 / $2 }'
	if [ "$m" = 10 ]; then
		echo "profile: memory at 10 million rows | $(peak "$build/mdp" describe --warehouse "$dir/lines.duckdb" --no-cache) MB | | | <= 2048 MB"
	fi
done

awk -v q="'" 'BEGIN {
	for (i = 1; i <= 500; i++) {
		printf "create table t%d as select i as t%d_id, 1 + i %% 97 as t%d_id, i * 2.5 as amount, ", i, i, (i > 1 ? i - 1 : 501)
		printf "%sname %s || i as name, date %s2024-01-01%s + i::int as made_on from range(100) r(i);\n", q, q, q, q
	}
}' >"$dir/many.sql"
"$bench/bare" "$dir/many.duckdb" "$dir/many.sql"
echo 'select 1;' >"$dir/one.sql"
ms=$("$bench/versus" 3 : "exec $build/mdp describe --warehouse $dir/many.duckdb --no-cache >/dev/null" \
	: "exec $bench/bare $dir/many.duckdb $dir/one.sql >/dev/null")
echo "$ms" | awk '{ printf "profile: 500 tables of 100 rows | %.1f s | | | <= 10 s\n", $1 / 1e3 }'
