#!/bin/sh
# The catalog that follows a publish is left out: it is no part of the load.
# `mdp ingest` against a bare load of the same files by the engine: same columns, same types, into a new file.
set -eu
build=${1:?usage: ingest.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
bench="$build/tests/bench"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp -r "$here/../../dbt_project" "$dir/dbt_project"
mkdir "$dir/warehouse"

measure() { # NAME SCALE RUNS
	"$build/mdp" generate --scale "$2" --out "$dir/sources" >/dev/null
	# what ingest loads, as one would write it by hand: names and types are those of the loaded tables
	"$build/mdp" ingest --project "$dir" -q --no-cache
	"$bench/load_script" "$dir/warehouse/data.duckdb" "$dir/sources" >"$dir/load.sql"
	ms=$("$bench/versus" "$3" "rm -f $dir/warehouse/data.duckdb" "exec $build/mdp ingest --project $dir -q --no-cache" \
		"rm -f $dir/bare.duckdb" "exec $bench/bare $dir/bare.duckdb $dir/load.sql")
	echo "$ms" | awk -v name="$1" '{ printf "%s | %.0f ms | %.0f ms | %.2f x | <= 1.1 x\n", name, $1, $2, $1 / $2 }'
}

measure "ingest: 93 thousand rows" 1 9
measure "ingest: 1.8 million rows" 20 5
