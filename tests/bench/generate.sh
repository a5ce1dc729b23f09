#!/bin/sh
# generate.sh BUILD: the generator against DuckDB writing the same rows to CSV. BENCH_SCALE and BENCH_RUNS change its size.
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/mdp-bench-XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
"$1/tests/bench/generate" "$folder" "${BENCH_SCALE:-100}" "${BENCH_RUNS:-3}"
