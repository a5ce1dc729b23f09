#!/bin/sh
# databases.sh BUILD FOLDER [mdp eval options]: builds a database from each folder below FOLDER that holds schema.sql, Parquet files and
# questions.yaml, and scores the questions of all of them. Databases are kept under BUILD/databases.
set -eu
build=${1:?usage: databases.sh BUILD FOLDER [options]}
folder=${2:?usage: databases.sh BUILD FOLDER [options]}
shift 2
mkdir -p "$build/databases"
for dir in "$folder"/*/; do
	name=$(basename "$dir")
	[ -f "$dir/questions.yaml" ] || continue
	[ -f "$build/databases/$name.duckdb" ] || "$build/tests/questions/load_db" "$build/databases/$name.duckdb" "$dir"
done
"$build/mdp" eval --warehouse-dir "$build/databases" "$@" "$folder"/*/questions.yaml
