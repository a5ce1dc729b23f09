#!/bin/sh
# What keeps the dashboards from being installed, built or served is told in one line with the way out.
set -u
root=${MDP_SOURCE_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
command -v npm >/dev/null || {
	echo "1..0 # SKIP npm is not installed"
	exit 0
}
dir=$(mktemp -d) || exit 1
listener=
trap 'rm -rf "$dir"; [ -z "$listener" ] || kill "$listener" 2>/dev/null' EXIT
mkdir -p "$dir/tools" "$dir/old" "$dir/none" "$dir/evidence"
cp "$root/tools/dashboards" "$dir/tools/"
cp -r "$root/evidence/package.json" "$root/evidence/package-lock.json" "$root/evidence/scripts" "$root/evidence/no-telemetry" \
	"$root/evidence/connectors" "$dir/evidence/"
cd "$dir" || exit 1
n=0

# told WHAT PATTERN COMMAND...: the command fails, and its last line holds the pattern
told() {
	what=$1 pattern=$2
	shift 2
	n=$((n + 1))
	if "$@" >out 2>&1; then
		echo "not ok $n - $what: it did not fail"
	elif tail -n 1 out | grep -qE "$pattern"; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		sed 's/^/# /' out
	fi
}

for tool in sh dirname sed cut sha256sum cat rm awk df; do ln -s "$(command -v $tool)" none/$tool; done
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ "$1" != --version ] || exec echo v16.20.2\nexit 1\n' >old/node
chmod +x old/node
told "no Node" 'Node is not installed; install Node' env PATH="$dir/none" tools/dashboards install
told "an old Node" 'newer is needed, v16\.20\.2 was found' env PATH="$dir/old:$PATH" tools/dashboards install
told "not installed" 'not installed here; \./setup.sh --full' tools/dashboards sources
told "no registry" 'registry was not reached' env npm_config_registry=http://127.0.0.1:9/ npm_config_fetch_retries=0 \
	npm_config_cache="$dir/cache" npm_config_userconfig=/dev/null tools/dashboards install
mkdir -p evidence/node_modules
told "half installed" 'not finished; tools/dashboards install goes on' tools/dashboards build
sha256sum evidence/package-lock.json | cut -d' ' -f1 >evidence/node_modules/.complete
told "no warehouse" 'no warehouse yet; \./mdp pipeline' tools/dashboards sources
told "no build" 'no build yet; tools/dashboards build' node evidence/scripts/serve.mjs
mkdir -p evidence/build
echo '<p>built</p>' >evidence/build/index.html
told "no port" 'is not a port: none' env DASHBOARDS_PORT=none tools/dashboards
DASHBOARDS_PORT=0 tools/dashboards >served &
listener=$!
while [ ! -s served ] && kill -0 "$listener" 2>/dev/null; do sleep 0.1; done
port=$(sed -n 's/.*:\([0-9]*\)\/.*/\1/p' served)
told "a port that is taken" "port $port is taken; choose another: DASHBOARDS_PORT=" env DASHBOARDS_PORT="$port" tools/dashboards
mkdir -p evidence/.stage evidence/node_modules/@evidence-dev/evidence evidence/.evidence/template/static/data
echo '{}' >evidence/.evidence/template/static/data/manifest.json
echo $$ >evidence/.stage/pid
told "another build" "another build is at work \(process $$\)" node evidence/scripts/build.mjs
echo "1..$n"
