#!/bin/sh
# Pairs over LINES… [36000 1000000 4000000] lines against the self-join that a person would write, which counts pairs and no more.
set -eu
build=${1:?usage: basket.sh BUILD [LINES…]}
shift
[ $# -gt 0 ] || set -- 36000 1000000 4000000
bench="$build/tests/bench"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/schema"
cat >"$dir/join.sql" <<SQL
with l as (select distinct order_id, product_id from order_lines)
select a.product_id, b.product_id, count(*) as n from l as a join l as b on b.order_id = a.order_id and b.product_id > a.product_id
group by all having n >= 5 order by n desc limit 10
SQL
for lines in "$@"; do
	cat >"$dir/schema/schema.sql" <<-SQL
		create table products as select i as product_id, 'Product ' || i as product_name from range(1, 1001) t(i);
		create table orders as select i as order_id, date '2023-01-01' + (i % 730)::int as ordered_on from range(1, $lines // 3 + 1) t(i);
		create table order_lines as select i as line_id, 1 + i // 3 as order_id, 1 + (hash(i) % 1000)::int as product_id from range($lines // 3 * 3) t(i);
	SQL
	rm -f "$dir/w.duckdb"
	"$build/tests/questions/load_db" "$dir/w.duckdb" "$dir/schema"
	ask="exec $build/mdp ask --warehouse $dir/w.duckdb 'top 10 pairs of products in the same order' >/dev/null"
	sh -c "$ask" # the catalog is made once
	# few lines: the whole program is to be quick; many: the statement
	"$bench/versus" 3 : "$ask" : "exec $bench/bare_query $dir/w.duckdb $dir/join.sql >/dev/null" |
		awk -v n="$lines" '{ printf "pairs of %d lines | %.0f ms | %.0f ms | %.2f x | %s\n", n, $1, $2, $1 / $2, n < 100000 ? "<= 300 ms" : "<= 3 x" }'
done
