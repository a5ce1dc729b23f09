#!/bin/sh
# own.sh MDP: the sample platform's own pages, models and definitions have nothing to find, and --fail-on decides what fails.
set -eu
mdp=$1
dir=$("${MDP_SOURCE_ROOT:?}/tests/fixture.sh" "$mdp")
out=$(mktemp "${TMPDIR:-/tmp}/mdp-lint.XXXXXX")
trap 'rm -f "$out"' EXIT
echo "1..1"
if "$mdp" lint --project "$dir" --fail-on note >"$out" && grep -qx "0 errors, 0 warnings, 0 notes" "$out"; then
	echo "ok 1 - the platform's own files are clean"
else
	sed 's/^/# /' "$out"
	echo "not ok 1 - the platform's own files are clean"
fi
