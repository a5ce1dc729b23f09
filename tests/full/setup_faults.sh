#!/bin/sh
# What is wrong with the machine is told in one line with the way out: another Python, no registry, an environment that is half made, a
# port that is taken. And the next run goes on.
set -u
root=${MDP_SOURCE_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
dir=$(mktemp -d) || exit 1
listener=
trap 'rm -rf "$dir"; [ -z "$listener" ] || kill "$listener" 2>/dev/null' EXIT
mkdir -p "$dir/tools" "$dir/bin"
cp "$root/tools/python-env" "$root/tools/airflow" "$root/tools/dbt" "$dir/tools/"
cp "$root/requirements.lock" "$dir/"
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

printf '#!/bin/sh\necho Filesystem Blocks Used Available\necho /dev/x 900 898 2\n' >bin/df
chmod +x bin/df
told "no room" 'the disk is full: 2 MB are free in .*, 450 MB are needed' env PATH="$dir/bin:$PATH" tools/python-env
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || echo 3.9\n' >bin/python3
chmod +x bin/python3
told "another Python" '3\.11 is needed, Python 3\.9\.2 was found.*MDP_PYTHON=' env MDP_PYTHON="$dir/bin/python3" tools/python-env
told "no Python" '3\.11 is needed, no Python was found' env MDP_PYTHON="$dir/bin/none" tools/python-env
told "Airflow without the environment" 'setup.sh --full' tools/airflow version
told "dbt without the environment" 'setup.sh --full' tools/dbt --version
nowhere='PIP_INDEX_URL=http://127.0.0.1:9/simple UV_INDEX_URL=http://127.0.0.1:9/simple UV_NO_CACHE=1 UV_HTTP_RETRIES=0 PIP_RETRIES=0 PIP_NO_CACHE_DIR=1'
# shellcheck disable=SC2086
told "no registry" 'registry was not reached' env -u PIP_FIND_LINKS -u UV_FIND_LINKS $nowhere tools/python-env
touch .venv/bin/airflow && chmod +x .venv/bin/airflow
told "an environment that is half made" 'not finished; ./setup.sh --full goes on' tools/airflow version
# shellcheck disable=SC2086
told "and the next run goes on with it" 'registry was not reached' env -u PIP_FIND_LINKS -u UV_FIND_LINKS $nowhere tools/python-env
n=$((n + 1))
grep -q 'completing .venv' out && echo "ok $n - instead of starting anew" || echo "not ok $n - instead of starting anew"
rm -rf .venv && mkdir -p .venv/bin && ln -s /nowhere/python .venv/bin/python && touch .venv/complete
# shellcheck disable=SC2086
told "an environment whose Python is gone" 'registry was not reached' env -u PIP_FIND_LINKS -u UV_FIND_LINKS $nowhere tools/python-env
n=$((n + 1))
grep -q 'making it anew' out && echo "ok $n - is made anew" || echo "not ok $n - is made anew"
python3 -c 'import socket, sys, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen()
print(s.getsockname()[1], flush=True)
time.sleep(60)' >port &
listener=$!
while [ ! -s port ] && kill -0 "$listener" 2>/dev/null; do sleep 0.1; done
touch .venv/bin/airflow .venv/complete && chmod +x .venv/bin/airflow
told "a port that is taken" 'port [0-9]+ is taken; choose another: AIRFLOW_PORT=' env AIRFLOW_PORT="$(cat port)" tools/airflow standalone
exec 8>airflow/.lock
flock -n 8
told "Airflow that runs here already" 'at work here already' sh -c 'exec 8>&-; tools/airflow standalone'
exec 8>&-
echo "1..$n"
