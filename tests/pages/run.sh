#!/bin/sh
# run.sh RUN: the generated queries of this repository's dashboards, on the platform that this program makes.
set -eu
dir=$(sh "$MDP_SOURCE_ROOT/tests/fixture.sh" "$MDP")
exec "$1" "$dir"
