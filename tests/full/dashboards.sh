#!/bin/sh
# dashboards.sh MDP: builds the dashboards and opens them in a browser (tests/browser). Skipped with a word where Evidence or Chromium
# is not there; Chromium is installed when this runs as root. Screenshots are left in the build folder, under screenshots/.
set -u
mdp=$(realpath "${1:?usage: dashboards.sh MDP}")
root=${MDP_SOURCE_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root" || exit 1

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}
[ -e evidence/node_modules/.complete ] || skip "Evidence is not installed; ./setup.sh --full installs it"
[ -e warehouse/data.duckdb ] || skip "there is no warehouse; ./setup.sh makes it"
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
bail() {
	sed 's/^/# /' "$out" | tail -n 25
	echo "Bail out! $*"
	exit 1
}
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
if [ -z "$CHROMIUM" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get install -y --no-install-recommends chromium >"$out" 2>&1 || {
		apt-get update && apt-get install -y --no-install-recommends chromium
	} >"$out" 2>&1
	CHROMIUM=$(command -v chromium)
fi
[ -n "$CHROMIUM" ] || skip "there is no Chromium; install it (Debian: apt-get install chromium) or name it: CHROMIUM=/path"
export CHROMIUM
if [ ! -e tests/browser/node_modules/.package-lock.json ]; then
	npm --prefix tests/browser ci >"$out" 2>&1 || bail "playwright-core could not be installed"
fi
tools/dashboards build >"$out" 2>&1 || bail "the dashboards could not be built"
shots=${MESON_BUILD_ROOT:-$(dirname "$mdp")}/screenshots
mkdir -p "$shots"
# mdp finds its platform from the folder; the day is that of the machine
unset MDP_NOW
exec node tests/browser/dashboards.mjs "$mdp" "$root" "$shots"
