#!/bin/sh
# fixture.sh MDP: prints the folder of a platform made by this program at the default scale (sources generated, warehouse built
# and published). It is made once and again only when the program or the platform's files are newer; tests read it and
# copy what they change. It was loaded in the morning of 2 January 2025.
set -eu
mdp=$(realpath "${1:?usage: fixture.sh MDP}")
root=${MDP_SOURCE_ROOT:-$(cd "$(dirname "$0")/.." && pwd)}
dir=$(dirname "$mdp")/fixture
exec 9>"$dir.lock"
flock 9
stale() {
	[ ! -f "$dir/made" ] || [ -n "$(find "$mdp" "$root/dbt_project" "$root/evidence" \( -name node_modules -o -name .evidence \
		-o -name .stage -o -path "$root/evidence/build" \) -prune -o -newer "$dir/made" ! -name '.dashboards.log*' -type f -print -quit 2>/dev/null)" ]
}
if stale; then
	rm -rf "$dir"
	mkdir -p "$dir"
	cp -r "$root/dbt_project" "$dir/"
	[ ! -d "$root/evidence" ] || (cd "$root" && tar cf - --exclude node_modules --exclude .evidence --exclude .stage --exclude evidence/build evidence) | (cd "$dir" && tar xf -)
	[ ! -d "$root/airflow/dags" ] || { mkdir -p "$dir/airflow" && cp -r "$root/airflow/dags" "$dir/airflow/"; }
	ln -s "$mdp" "$dir/mdp"
	export MDP_NOW=2025-01-02T06:00:00Z
	(cd "$dir" && ./mdp generate --out sources >made.log 2>&1 && ./mdp pipeline >>made.log 2>&1) || {
		cat "$dir/made.log" >&2
		exit 1
	}
	touch "$dir/made"
fi
echo "$dir"
