#!/bin/sh
# Ten statements over order lines (BENCH_LINES, 10 million; 100000000 takes some twenty minutes and 10 GB in BENCH_DIR) against SQL by hand: as they
# are without what is kept of orders, and with it (the whole program then, against the hand-written statements in a bare one).
set -eu
build=$(cd "${1:?usage: lines.sh BUILD}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
mdp=$build/mdp
lines=${BENCH_LINES:-10000000}
runs=${BENCH_RUNS:-5}
dir=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/mdp-lines.XXXXXX")
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/schema"
# one to three lines an order, in order of their numbers; nothing that is not ordinary
cat >"$dir/schema/schema.sql" <<SQL
CREATE TABLE customers AS SELECT 'C' || i AS customer_no, ['hills', 'coast', 'plain', 'lakes'][1 + i % 4] AS area FROM range($lines // 100) AS t(i);
CREATE TABLE lines AS SELECT 'L' || (i * 3 + m) AS line_no, 'O' || i AS order_no, DATE '2023-01-01' + CAST(i * 730 // ($lines // 2) AS INTEGER) AS ordered_on, 'C' || CAST(hash(i) >> 20 AS BIGINT) % ($lines // 100) AS customer_no, ['shop', 'web', 'phone'][1 + CAST(hash(i + 1) >> 20 AS BIGINT) % 3] AS channel, CAST(10 + CAST(hash(i + 2) >> 20 AS BIGINT) % 90000 / 100 AS DECIMAL(12, 2)) AS order_total, 'P' || CAST(hash(i * 7 + m) >> 20 AS BIGINT) % 500 AS product_no, CAST(1 + CAST(hash(i * 11 + m) >> 20 AS BIGINT) % 9 AS INTEGER) AS quantity FROM range($lines // 2) AS t(i), range(3) AS u(m) WHERE m <= CAST(hash(i + 3) >> 20 AS BIGINT) % 3;
SQL
"$build/tests/questions/load_db" "$dir/w.duckdb" "$dir/schema" >&2
began=$(date +%s.%N)
MDP_KEEP_ROWS=0 "$mdp" ask --warehouse "$dir/w.duckdb" "how many lines" >&2
profiled=$(date +%s.%N)
sum() { # OURS-COMMAND
	tab=$(printf '\t')
	while IFS="$tab" read -r ask hand; do
		echo "$hand" >"$dir/hand.sql"
		MDP_KEEP_ROWS=0 "$mdp" ask --warehouse "$dir/w.duckdb" --dump=sql "$ask" >"$dir/ours.sql"
		echo "$ask" >"$dir/ask"
		"$build/tests/bench/versus" "$runs" : "$1" : "exec $build/tests/bench/bare_query $dir/w.duckdb $dir/hand.sql" | sed "s/\$/	$ask/"
	done <"$here/lines.tsv"
}
million=$((lines / 1000000))
sum "exec $build/tests/bench/bare_query $dir/w.duckdb $dir/ours.sql" >"$dir/long"
sed 's/^/# long /' "$dir/long" >&2
awk -v m="$million" '{ a += $1; b += $2 } END { printf "ten statements on %d million lines against SQL by hand | %.0f ms | %.0f ms | %.2f x | <= 1.05 x\n", m, a, b, a / b }' "$dir/long"
rm -f "$dir"/.w.duckdb.*
keep=$(date +%s.%N)
"$mdp" ask --warehouse "$dir/w.duckdb" "how many lines" >&2
kept=$(date +%s.%N)
sum "exec $mdp ask --warehouse $dir/w.duckdb \"\$(cat $dir/ask)\"" >"$dir/short"
sed 's/^/# kept /' "$dir/short" >&2
awk -v m="$million" '/lines|quantity/ { next } { a += $1; b += $2 } END { printf "those once an order, as kept, whole program, %d million lines | %.0f ms | %.0f ms | %.2f x | <= 0.1 x\n", m, a, b, a / b }' "$dir/short"
side=$(stat -c %s "$dir"/.w.duckdb.*.kept.duckdb) whole=$(stat -c %s "$dir/w.duckdb")
echo "$began $profiled $keep $kept $side $whole" | awk -v m="$million" '{
	printf "profile of %d million lines | %.1f s | | | <= %d s\n", m, $2 - $1, 3 * m + 10
	printf "keeping the orders of %d million lines | %.1f s | | | <= %d s\n", m, ($4 - $3) - ($2 - $1), 3 * m + 10
	printf "disk of the orders of %d million lines against the warehouse | %.0f MB | %.0f MB | %.2f x | <= 1.0 x\n", m, $5 / 1e6, $6 / 1e6, $5 / $6 }'
