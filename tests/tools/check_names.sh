#!/bin/sh
# tools/check-names finds what it is for, and finds nothing here.
set -u
# shellcheck source=tap.sh
. "$(dirname "$0")/tap.sh"
mdp=${1:?usage: check_names.sh MDP}
fixture=$("$(dirname "$0")/../fixture.sh" "$mdp") || exit 1
copy() {
	rm -rf "$tmp/copy"
	mkdir -p "$tmp/copy"
	cp -r "$root/src" "$root/data" "$tmp/copy/"
}
finds() { # LINE FILE
	copy
	echo "$1" >>"$tmp/copy/$2"
	! "$root/tools/check-names" "$mdp" "$fixture" "$tmp/copy" >"$tmp/out" && contains "$2" "$tmp/out"
}
clean() { # [ROOT]
	"$root/tools/check-names" "$mdp" "$fixture" "$@" >"$tmp/out" || { sed 's/^/# /' "$tmp/out"; return 1; }
}
ok "nothing of the sample shop is in code or data" clean
ok "a column" finds 'static const char *x = "customer_segment";' src/answer/human.c
ok "a table" finds 'int fct_orders;' src/answer/human.c
ok "a value" finds 'static const char *x = "PayPal";' src/answer/human.c
ok "a value of two words" finds 'static const char *x = "Home & Garden";' src/plan/make.c
ok "a column in the data" finds 'synonym: payment_method' data/lexicon/en/abbrev.lex
copy
echo '/* such as "customer_segment" */' >>"$tmp/copy/src/answer/human.c"
ok "but not an example in a comment" clean "$tmp/copy"
done_testing
