#!/bin/sh
# run.sh RUN FILE…: the query cases on the platform that this program makes.
set -eu
run=$1
shift
dir=$(sh "$MDP_SOURCE_ROOT/tests/fixture.sh" "$MDP")
exec "$run" "$dir/warehouse/data.duckdb" "$@"
