#!/bin/sh
# browser_engine.sh RUN: the generated queries in the engine that the pages use in the browser.
set -eu
modules=$MDP_SOURCE_ROOT/evidence/node_modules
if [ ! -d "$modules/@duckdb/duckdb-wasm" ]; then
	echo "1..0 # SKIP Evidence is not installed (./setup.sh --full)"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" "$(sh "$MDP_SOURCE_ROOT/tests/fixture.sh" "$MDP")" "$work" >"$work/log" || { cat "$work/log"; exit 1; }
node "$MDP_SOURCE_ROOT/tests/pages/browser_engine.cjs" "$work" "$modules"
