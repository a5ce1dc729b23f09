# Sourced by the shell tests here: ok DESCRIPTION COMMAND..., and the plan at the end.
# shellcheck shell=sh
cases=0
ok() {
	cases=$((cases + 1))
	what=$1
	shift
	if "$@"; then
		echo "ok $cases - $what"
	else
		echo "not ok $cases - $what"
	fi
}
not() {
	! "$@"
}
contains() { # TEXT FILE
	grep -qF -- "$1" "$2"
}
lines() { # N FILE
	[ "$(wc -l <"$2")" -eq "$1" ]
}
done_testing() {
	echo "1..$cases"
}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export root="${MDP_SOURCE_ROOT:?}"
