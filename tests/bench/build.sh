#!/bin/sh
# The catalog that follows a publish is left out: it is no part of the build.
# `mdp build` (a staged copy, models, tests, publishing) against the engine running the same statements in place.
set -eu
build=${1:?usage: build.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
bench="$build/tests/bench"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp -r "$here/../../dbt_project" "$dir/dbt_project"
mkdir "$dir/warehouse" "$dir/bare"

measure() { # NAME SCALE RUNS
	rm -f "$dir/warehouse/data.duckdb"
	"$build/mdp" generate --scale "$2" --out "$dir/sources" >/dev/null
	"$build/mdp" ingest --project "$dir" -q --no-cache
	cp "$dir/warehouse/data.duckdb" "$dir/raw.duckdb"
	"$build/mdp" build --project "$dir" --dump=sql >"$dir/build.sql"
	ms=$("$bench/versus" "$3" "cp $dir/raw.duckdb $dir/warehouse/data.duckdb" "exec $build/mdp build --project $dir -q --no-cache" \
		"cp $dir/raw.duckdb $dir/bare/data.duckdb" "exec $bench/bare $dir/bare/data.duckdb $dir/build.sql")
	echo "$ms" | awk -v name="$1" '{ printf "%s | %.0f ms | %.0f ms | %.2f x | <= 1.2 x\n", name, $1, $2, $1 / $2 }'
}

measure "build: 93 thousand rows" 1 9
measure "build: 1.8 million rows" 20 5
