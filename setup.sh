#!/bin/sh
# From a fresh clone to an answered question: installs what is missing, builds the program, generates the data, builds the warehouse
# and asks it something. Every step can be interrupted; run it again and it goes on where it was.
set -eu

cd "$(dirname "$0")"
question='How much in sales did we do last quarter?'
log=.setup.log
mode=all

usage() {
	cat <<'USAGE'
usage: ./setup.sh [--deps | --deps=lint | --deps=all | --full] [--help]

  (nothing)    install what is missing, build, generate the data, build the warehouse, ask a first question
  --deps       only install what is missing for building and testing
  --deps=lint  that, and what `make lint` uses (clang, clang-format, clang-tidy)
  --deps=all   that, and what --full and its tests use (Python, npm, a browser)
  --full       all of the first line, and then dbt, Airflow and Evidence: a Python environment (.venv, 400 MB), npm packages
               (evidence/node_modules, 650 MB), Airflow's database, and a first run of its DAGs
  --help       this

Missing Debian packages are installed with apt-get when this runs as root or sudo is there; otherwise one line says
what to install. Nothing else on the machine is touched: all the rest stays in this folder.
USAGE
}

fail() {
	echo "setup: $*" >&2
	exit 1
}

for arg; do
	case $arg in
	--help | -h)
		usage
		exit 0
		;;
	--full) mode=full ;;
	--deps) mode=deps ;;
	--deps=lint) mode=lint ;;
	--deps=all) mode=all_deps ;;
	*)
		echo "setup: unknown option '$arg'; see ./setup.sh --help" >&2
		exit 2
		;;
	esac
done

# --- what is missing: found by looking for the thing itself, so that a machine that has it otherwise is left alone

have() {
	command -v "$1" >/dev/null 2>&1
}
header() {
	echo "#include <$1>" | cc -E -x c - >/dev/null 2>&1
}
module() {
	pkg-config --exists "$1" 2>/dev/null
}
duckdb_here() {
	[ -f third_party/duckdb/libduckdb.so ] || { header duckdb.h && echo 'int main(void){return 0;}' |
		cc -x c - -lduckdb -o /dev/null 2>/dev/null; }
}

# a Python 3.11 that can make virtual environments, unless the environment is there or uv makes it
python_packages() {
	[ ! -e .venv/complete ] || return 0
	for python in ${MDP_PYTHON:-python3.11 python3 /usr/bin/python3}; do
		"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || continue
		have uv || "$python" -c 'import venv, ensurepip' 2>/dev/null || echo python3.11-venv
		return 0
	done
	# another Python was named, or the distribution has no 3.11: tools/python-env says so
	[ -n "${MDP_PYTHON-}" ] || ! apt-cache show python3.11-venv >/dev/null 2>&1 || echo python3.11 python3.11-venv
}

missing_packages() {
	have cc || echo gcc
	header stdio.h || echo libc6-dev
	have make || echo make
	have meson || echo meson
	have ninja || echo ninja-build
	have pkg-config || echo pkg-config
	module jansson || echo libjansson-dev
	module yaml-0.1 || echo libyaml-dev
	module libutf8proc || echo libutf8proc-dev
	module libpcre2-8 || echo libpcre2-dev
	module libedit || echo libedit-dev
	module cmocka || echo libcmocka-dev
	header libstemmer.h || echo libstemmer-dev
	# npm fetches libduckdb and Evidence; a machine that has the first already needs no npm for the quick way
	{ duckdb_here && [ "$mode" != full ]; } || {
		have npm || echo npm
		[ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
	}
	[ "$mode" != full ] || python_packages
	if [ "$mode" = all_deps ]; then
		python_packages
		have npm || echo npm
		have chromium || echo chromium
		have zsh || echo zsh
		have fish || echo fish
	fi
	if [ "$mode" = lint ] || [ "$mode" = all_deps ]; then
		have git || echo git
		have clang || echo clang
		have clang-format || echo clang-format
		have clang-tidy || echo clang-tidy
	fi
}

install_packages() { # PACKAGE...
	sudo=
	if [ "$(id -u)" -ne 0 ]; then
		sudo=sudo
		have sudo || fail "please install these packages and run this again: apt-get install $*"
	fi
	have apt-get || fail "please install what Debian calls: $*"
	export DEBIAN_FRONTEND=noninteractive
	apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -y"
	# an installation that was interrupted is finished first
	[ -z "$(dpkg --audit 2>/dev/null)" ] || $sudo dpkg --configure -a || return 1
	# old lists name packages that are gone; new ones are only fetched when the old do not do
	$apt install --no-install-recommends "$@" || {
		$apt update && $apt install --no-install-recommends "$@"
	}
}

# --- steps

now() {
	date +%s%N
}
seconds() { # NANOSECONDS
	echo "$(($1 / 1000000000)).$(($1 / 100000000 % 10)) s"
}

start=$(now)
n=0

# step TEXT COMMAND...: runs it, its output in the log; tells the time, or the end of the log when it fails
step() {
	text=$1
	shift
	n=$((n + 1))
	begin=$(now)
	printf '%s. %s ... ' "$n" "$text"
	if "$@" >"$log" 2>&1; then
		seconds $(($(now) - begin))
	else
		echo "failed"
		tail -n 25 "$log" | sed 's/^/   | /' >&2
		fail "'$text' failed, see above; put that right and run ./setup.sh again, it goes on from there"
	fi
}

trap 'echo; echo "setup: interrupted; run ./setup.sh again, it goes on from here" >&2; exit 130' INT TERM HUP

packages=$(missing_packages | tr '\n' ' ')
packages=${packages% }
if [ -n "$packages" ]; then
	# shellcheck disable=SC2086
	if [ "$(id -u)" -ne 0 ] && ! have sudo; then
		fail "please install these packages and run this again: apt-get install $packages"
	fi
	# shellcheck disable=SC2086
	step "installing $(echo "$packages" | wc -w) packages ($packages)" install_packages $packages
	left=$(missing_packages | tr '\n' ' ')
	[ -z "$left" ] || fail "still missing after installing: $left; see $log"
fi
if [ "$mode" = deps ] || [ "$mode" = lint ] || [ "$mode" = all_deps ]; then
	[ -n "$packages" ] || echo "setup: nothing is missing"
	rm -f "$log"
	exit 0
fi

sources_are_there() {
	for f in postgres/products postgres/users postgres/transactions salesforce/campaigns analytics/pageviews; do
		[ -s "sources/$f.csv" ] || return 1
	done
	[ -s sources/manifest.json ]
}

# Each first run of a DAG leaves a mark, so that a setup that is run again does only what is left.
first_run() { # DAG
	if [ -e "airflow/.first-run/$1" ]; then
		return 0
	fi
	step "first run of $1" tools/airflow dags test "$1"
	mkdir -p airflow/.first-run
	: >"airflow/.first-run/$1"
}

full_setup() {
	if [ -e .venv/complete ]; then
		step "checking .venv" tools/python-env
	else
		step "installing dbt and Airflow into .venv (one minute or two)" tools/python-env
	fi
	if [ -e evidence/node_modules/.complete ]; then
		step "checking Evidence" tools/dashboards install
	else
		step "installing Evidence into evidence/node_modules (one minute or two)" tools/dashboards install
	fi
	step "making or migrating Airflow's database" tools/airflow db migrate
	for dag in ingest_products ingest_users ingest_transactions ingest_campaigns ingest_pageviews run_dbt build_evidence; do
		first_run "$dag"
	done
	# the first run of build_evidence has built them, unless they were removed since
	[ -e evidence/build/index.html ] || step "building the dashboards (about a minute)" tools/dashboards build
	step "dbt's documentation" tools/dbt docs generate
}

step "fetching libduckdb" tools/fetch-duckdb
step "building the program" make
if sources_are_there; then
	echo "   data is in sources/ already (remove it to generate it anew)"
else
	step "generating data" ./mdp generate
fi
step "building the warehouse" ./mdp pipeline
if [ "$mode" = full ]; then
	full_setup
fi
rm -f "$log"
echo "   ready after $(seconds $(($(now) - start)))"

echo
# the generated data ends with 2024, so "today" is a day soon after
echo "\$ ./mdp ask --as-of 2025-01-15 \"$question\""
echo
./mdp ask --as-of 2025-01-15 "$question"
if [ "$mode" = full ]; then
	cat <<'NEXT'

Next:
  make dashboards                        the dashboards, on http://127.0.0.1:3000/
  make airflow                           Airflow's web page; switch the DAGs on there
  tools/airflow dags test run_dbt        one DAG, now, without a scheduler
  cd dbt_project && ../.venv/bin/dbt build    dbt by hand
  ./mdp chat                             one question after another
  make test-full                         the tests of dbt and Airflow
NEXT
	exit 0
fi
cat <<'NEXT'

Next:
  ./mdp ask "top 5 products by revenue in 2024"
  ./mdp chat            one question after another
  ./mdp describe        what it knows of the data, and from where
  ./mdp --help          everything else
  make test             the tests
NEXT
