#!/bin/sh
# update.sh BUILD: shows how the SQL of the planner's cases differs from tests/golden/plan.sql, and takes the new text.
set -eu
build=$(cd "${1:?usage: update.sh BUILD}" && pwd)
cd "$(dirname "$0")/../.."
new=$(mktemp)
trap 'rm -f "$new"' EXIT
MDP_GOLDEN_OUT=$new TZ=UTC "$build/tests/unit/test_plan" >"$new.log" 2>&1 || { cat "$new.log"; rm -f "$new.log"; exit 1; }
rm -f "$new.log"
diff -u tests/golden/plan.sql "$new" && echo "nothing has changed" || cat "$new" >tests/golden/plan.sql
