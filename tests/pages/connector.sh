#!/bin/sh
# The Evidence connector's own tests, with node's test runner, against this program and its platform.
set -eu
if ! node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; then
	echo "1..0 # SKIP Node 20 or newer is not installed"
	exit 0
fi
MDP_PLATFORM=$(sh "$MDP_SOURCE_ROOT/tests/fixture.sh" "$MDP")
export MDP_PLATFORM
cd "$(dirname "$MDP")"
exec node --test-reporter=tap "$MDP_SOURCE_ROOT/evidence/connectors/mdp/test/connector.test.cjs"
