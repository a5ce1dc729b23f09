#!/bin/sh
# The catalog of a warehouse that was seen before, against merely reading the bytes of the file it is kept in: the sample shop, many tables, and
# one wide table.
set -eu
build=${1:?usage: catalog.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
bench="$build/tests/bench"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

load() { # NAME WAREHOUSE
	"$bench/catalog_load" "$2" | awk -v name="$1" '{ printf "kept catalog: %s (%.1f MB) | %.2f ms | %.2f ms | %.2f x | <= 5 ms\n", name, $3, $1, $2, $1 / $2 }'
}

fixture=$("$here/../fixture.sh" "$build/mdp")
load "the sample shop" "$fixture/warehouse/data.duckdb"
awk -v q="'" 'BEGIN {
	for (i = 1; i <= 500; i++) {
		printf "create table t%d as select i as t%d_id, 1 + i %% 97 as t%d_id, i * 2.5 as amount, ", i, i, (i > 1 ? i - 1 : 501)
		printf "%sname %s || i as name, date %s2024-01-01%s + i::int as made_on from range(100) r(i);\n", q, q, q, q
	}
}' >"$dir/many.sql"
"$bench/bare" "$dir/many.duckdb" "$dir/many.sql"
load "500 tables" "$dir/many.duckdb"
awk 'BEGIN {
	printf "create table wide as select i as id"
	for (i = 0; i < 2000; i++)
		printf ", (i * %d %% 97) as c%d", i, i
	print " from range(200) as t(i);"
}' >"$dir/wide.sql"
"$bench/bare" "$dir/wide.duckdb" "$dir/wide.sql"
load "2,000 columns" "$dir/wide.duckdb"
