#!/bin/sh
# Conversations on platforms of many trades, written before any of their turns was tried; that a whole question after an answer is free of
# it; and that what means nothing is not answered. talk.sh MDP LOAD_DB
set -u
# shellcheck source=../../tools/tap.sh
. "$(dirname "$0")/../../tools/tap.sh"
mdp=${1:?usage: talk.sh MDP LOAD_DB} load_db=${2:?usage: talk.sh MDP LOAD_DB}
here=$root/tests/questions/talk
fixture=$("$root/tests/fixture.sh" "$mdp") || exit 1

score() { # MIN-RIGHT MAX-WRONG OPTIONS... FILE
	right=$1 wrong=$2
	shift 2
	"$mdp" eval --list all --min-right "$right" --max-wrong "$wrong" "$@" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }
}
platform() { # NAME MIN-RIGHT MAX-WRONG: a folder with the SQL of a warehouse, perhaps a dbt project around it, and turns
	cp -r "$here/$1" "$tmp/$1" && "$load_db" "$tmp/$1/$1.duckdb" "$tmp/$1" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }
	if [ -f "$tmp/$1/dbt_project.yml" ]; then
		score "$2" "$3" --project "$tmp/$1" "$here/$1/turns.yaml"
	else
		score "$2" "$3" --warehouse "$tmp/$1/$1.duckdb" "$here/$1/turns.yaml"
	fi
}
ok "a chain of gyms" platform gymclub 60 0
ok "a hotel chain" platform hotelchain 58 0
ok "a publisher" platform publisher 59 0
ok "a dairy co-operative, in short names" platform dairy 30 2
ok "a contact centre, with dbt" platform contact_centre 56 0
ok "a charity" platform charity 36 1
ok "a veterinary practice" platform vet 39 2

# Each question of a file after an answer about something else: none may be taken for a change of that in silence.
after() { # FILE FIRST MIN-RIGHT MAX-WRONG
	sed -E "s/ask: (\"([^\"\\\\]|\\\\.)*\")/ask: [\"$2\", \\1]/" "$root/tests/questions/$1" >"$tmp/after.yaml"
	score "$3" "$4" --project "$fixture" "$tmp/after.yaml"
}
ok "whole questions are free of the answer before" after ecommerce.yaml "units sold by category" 87 0
ok "also as people say them" after spoken.yaml "units sold by category" 20 0
ok "and where a line can be both, both are offered" after words.yaml "revenue by state in 2024" 62 0

nonsense() { # FIRST
	printf 'questions:\n' >"$tmp/nonsense.yaml"
	sed "s/.*/- {ask: [\"$1\", \"&\"], expect: refuse}/" "$here/nonsense.txt" >>"$tmp/nonsense.yaml"
	score "$(grep -c . "$here/nonsense.txt")" 0 --project "$fixture" "$tmp/nonsense.yaml"
}
ok "what means nothing is refused or offered after a table" nonsense "revenue by state in 2024"
ok "and after a list" nonsense "top 5 products by units sold"
why() { # LINE... of a conversation whose last asks why, then the same as a question of its own
	for line in "$@"; do whole=$line; done
	for line in "$@"; do [ "$line" = "$whole" ] || printf '%s\n' "$line"; done | "$mdp" chat --project "$fixture" >"$tmp/chat" 2>&1
	"$mdp" ask --no-chart --project "$fixture" "$whole" | head -n 1 >"$tmp/whole"
	[ -s "$tmp/whole" ] && grep -qxFf "$tmp/whole" "$tmp/chat" || { sed 's/^/# /' "$tmp/whole" "$tmp/chat"; return 1; }
}
ok "why? is asked of the change of what was shown" why "revenue in Q3 2023" "why?" "why did revenue change in Q3 2023"
ok "of the month that is named, where there are several" why "revenue by month in 2023" "why in march?" "why did revenue change in March 2023"
ok "and of two periods that were compared" why "revenue in Q3 2023" "vs Q3 2022" "why is that?" "why did revenue change Q3 2023 versus Q3 2022"
ok "and goes on: of another period" why "revenue in Q3 2023" "why?" "and for Q4?" "why did revenue change in Q4 2023"
ok "of a part, and of another figure" why "revenue in Q3 2023" "why?" "only completed" "and orders?" "why did the number of completed orders change in Q3 2023"
shows() { # PATTERN PATTERN LINE...: both are on the screen at the end
	one=$1 two=$2
	shift 2
	printf '%s\n' "$@" | "$mdp" chat --project "$fixture" --as-of 2024-12-31 >"$tmp/chat" 2>&1
	grep -q "$one" "$tmp/chat" && grep -q "$two" "$tmp/chat" || { sed 's/^/# /' "$tmp/chat"; return 1; }
}
ok "a chart of a comparison has both periods" shows '^high_value   *2023 .*█' '^   *2024 .*█' "revenue by customer segment, 2024 vs 2023" /chart
ok "one of a list is no grid of two ids" shows '^3331, 4873  *\$370.42' 'listed orders' "revenue by state in 2024" "which ones?" "only CA and high value" /chart
ok "what goes on needs an answer" shows "there is no answer yet" "not_a_question" "what about texas"
done_testing
