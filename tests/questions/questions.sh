#!/bin/sh
# The question files on the platform of tests/fixture.sh: none wrong, and not fewer right than before.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: questions.sh MDP LOAD_DB} load_db=${2:?usage: questions.sh MDP LOAD_DB}
fixture=$("$(dirname "$0")/../fixture.sh" "$mdp") || exit 1
floor=$(cat "$root/tests/questions/right")

scored() { # FILE MIN-RIGHT
	"$mdp" eval --project "$fixture" --list wrong --min-right "$2" --max-wrong 0 "$1" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }
	sed -n 's/^/# /p' "$tmp/score"
}
ok "ecommerce.yaml: at least $floor right, none wrong" scored "$root/tests/questions/ecommerce.yaml" "$floor"
ok "words.yaml: the same needs in other words, none wrong" scored "$root/tests/questions/words.yaml" 67
ok "spoken.yaml: as people say it, none wrong" scored "$root/tests/questions/spoken.yaml" 65
ok "paraphrases.yaml: other words and combinations, at most 1 wrong" "$mdp" eval --project "$fixture" --min-right 50 --max-wrong 1 "$root/tests/questions/paraphrases.yaml"
talks() { # FILE MIN-RIGHT [PLATFORM [MAX-WRONG]]: conversations
	[ "${3:-}" ] || { "$mdp" eval --project "$fixture" --list all --min-right "$2" --max-wrong "${4:-0}" "$1" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }; return 0; }
	mkdir -p "$tmp/talk-$3" && cp "$root/tests/platforms/$3/warehouse.sql" "$tmp/talk-$3/schema.sql" && "$load_db" "$tmp/talk-$3.duckdb" "$tmp/talk-$3" >"$tmp/score" 2>&1 &&
		"$mdp" eval --warehouse "$tmp/talk-$3.duckdb" --list all --min-right "$2" --max-wrong 0 "$1" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }
}
ok "conversations about the shop" talks "$root/tests/questions/talk/shop.yaml" 64
ok "conversations about the shop, written blind" talks "$root/tests/questions/talk/shop_blind.yaml" 95
ok "conversations about a hotel group" talks "$root/tests/questions/talk/hotel.yaml" 12 hotel
ok "conversations about subscriptions" talks "$root/tests/questions/talk/subscriptions.yaml" 7 subscriptions
ok "conversations about a ferry line" talks "$root/tests/questions/talk/ferry.yaml" 5 ferry
ok "conversations about a supermarket's members" talks "$root/tests/questions/talk/market.yaml" 22 market
ok "conversations about health claims" talks "$root/tests/questions/talk/claims.yaml" 8 claims
lawful() { # FILE
	"$mdp" eval --project "$fixture" --list unlawful --format json "$1" >"$tmp/law" 2>&1
	grep -q '"list":\[\]' "$tmp/law" || { sed 's/^/# /' "$tmp/law"; return 1; }
}
ok "every restatement, asked again, is understood as the same" lawful "$root/tests/questions/ecommerce.yaml"
database() { # FOLDER MIN-RIGHT [PLATFORM [MAX-WRONG]]: on its own schema.sql, or the warehouse of one of tests/platforms
	mkdir -p "$tmp/$1" && cp "$root/tests/$([ "${3:-}" ] && echo "platforms/$3/warehouse.sql" || echo "questions/$1/schema.sql")" "$tmp/$1/schema.sql" &&
	"$load_db" "$tmp/$1.duckdb" "$tmp/$1" >"$tmp/score" 2>&1 &&
		"$mdp" eval --warehouse "$tmp/$1.duckdb" --list all --min-right "$2" --max-wrong "${4:-0}" "$root/tests/questions/$1/questions.yaml" >"$tmp/score" 2>&1 ||
		{ sed 's/^/# /' "$tmp/score"; return 1; }
}
ok "years that are numbers, days that are text" database years 6
ok "stocks, which are not added up over time" database stocks 13
ok "stocks at years and months, and numbers that are no amounts" database moments 22
ok "rankings, ratios and results that are said in several parts" database ranked 40
ok "aggregates of finer tables are no rivals of them" database rollups 24
ok "roles, by which one thing is referred to several times" database roles 27
ok "names as warehouses write them, in the words of people" database names 16
ok "figures in several units, parts of a hundred" database figures 17
ok "figures in several units, parts of a hundred" database figures 27
ok "figures in several units, parts of a hundred" database figures 33
ok "figures in several units, parts of a hundred" database figures 43
ok "figures in several units, parts of a hundred" database figures 50
shows() { # QUESTION TEXT: on the warehouse of figures
	"$mdp" ask -q --no-chart --warehouse "$tmp/figures.duckdb" "$1" >"$tmp/shown" 2>&1
	grep -qF -- "$2" "$tmp/shown" || { sed 's/^/# /' "$tmp/shown"; return 1; }
}
ok "parts of one are no percents" shows "average breakage percent" "is 0.4"
ok "fields of structs and JSON, intervals" database parts 11
ok "a sign only where the currency is known" shows "amount by currency" "(298,854.50)"
ok "the unit that a condition leaves" shows "amount in CHF" "CHF 299,412.00"
ok "the unit that a name says" shows "total charge eur" "€40,500.00"
ok "cents are cents" shows "total postage cents" "13,690 cents"
ok "the only unit of a column" shows "total award" "NOK 221,300.00"
ok "digits beyond a double" shows "total atoms" "124,750,000,000,000,000,000,000"
# what an answer says beside its number, a question a line
mkdir -p "$tmp/told" && cp "$root/tests/questions/told/schema.sql" "$tmp/told/schema.sql" && "$load_db" "$tmp/told.duckdb" "$tmp/told" >"$tmp/score" 2>&1
told() { # QUESTION TEXT
	"$mdp" ask --no-chart --warehouse "$tmp/told.duckdb" "$1" >"$tmp/shown" 2>&1
	case $2 in
	-*) ! grep -qF -- "${2#-}" "$tmp/shown" && grep -q "^Understood" "$tmp/shown" ;;
	*) grep -qF -- "$2" "$tmp/shown" ;;
	esac || { sed 's/^/# /' "$tmp/shown"; return 1; }
}
grep -v '^#' "$root/tests/questions/told/told.tsv" >"$tmp/told.tsv"
while IFS='	' read -r question text; do
	ok "told: $question: $text" told "$question" "$text"
done <"$tmp/told.tsv"
rows() { # FORMAT TEXT: of two rows of three, in bytes as od writes them
	"$mdp" ask -q --no-chart -f "$1" --limit 2 --warehouse "$tmp/told.duckdb" "sittings by mood" 2>&1 | od -An -c | tr -d ' \n' >"$tmp/shown"
	grep -qF -- "$2" "$tmp/shown" || { sed 's/^/# /' "$tmp/shown"; return 1; }
}
ok "csv holds a zero byte" rows csv 'half\0way,30'
ok "and tells on stderr that there are more rows" rows csv '2of3rows(--limit)'
ok "json counts all rows" rows json '"row_count":3,"truncated":true'
ok "markdown says how many more there are" rows md '1morerow'
ok "html does" rows html '1morerow'
ok "prefixes, snapshots and repeated totals of a ferry line" database ferry 14 ferry
ok "a hotel group's desk" database hotel 15 hotel 2
ok "a clinic's front desk" database clinic 9 clinic 1
ok "a software subscription business" database subscriptions 17 subscriptions
# the same kinds of questions on several platforms: every one right
kinds() { # FILE
	platform=$(basename "$1" .yaml) all=$(grep -c '^- ' "$1")
	case $platform in
	shop) "$mdp" eval --project "$fixture" --list all --min-right "$all" "$1" >"$tmp/score" 2>&1 ;;
	*)
		schema="$root/tests/questions/kinds/$platform.sql"
		[ -f "$schema" ] || schema="$root/tests/platforms/$platform/warehouse.sql"
		mkdir -p "$tmp/kinds-$platform" && cp "$schema" "$tmp/kinds-$platform/schema.sql" &&
			"$load_db" "$tmp/kinds-$platform.duckdb" "$tmp/kinds-$platform" >"$tmp/score" 2>&1 &&
			"$mdp" eval --warehouse "$tmp/kinds-$platform.duckdb" --list all --min-right "$all" "$1" >"$tmp/score" 2>&1
		;;
	esac || { sed 's/^/# /' "$tmp/score"; return 1; }
}
for file in "$root"/tests/questions/kinds/*.yaml; do
	ok "kinds of questions: $(basename "$file" .yaml)" kinds "$file"
done
# Those still answered wrongly are named in tests/questions/known_wrong; no other may be.
no_other_wrong() { # FILE OPTION VALUE
	"$mdp" eval "$2" "$3" --list wrong "$1" >"$tmp/score" 2>&1 || { sed 's/^/# /' "$tmp/score"; return 1; }
	sed -n 's/^\([A-Za-z0-9]*\) wrong (.*/\1/p' "$tmp/score" | sort >"$tmp/wrong"
	grep '^[A-Z]' "$root/tests/questions/known_wrong" | sort >"$tmp/known"
	initial=$(sed -n 's/^- {id: \([A-Z]\).*/\1/p' "$1" | head -n 1)
	grep "^$initial" "$tmp/known" | comm -23 - "$tmp/wrong" | sed 's/.*/# & is wrong no more: take it out of known_wrong/'
	comm -13 "$tmp/known" "$tmp/wrong" >"$tmp/new"
	[ ! -s "$tmp/new" ] || { sed 's/.*/# & is wrong/' "$tmp/new"; return 1; }
}
known_wrong() { # FOLDER
	mkdir -p "$tmp/$1" && cp "$root/tests/questions/$1/schema.sql" "$tmp/$1/schema.sql" && "$load_db" "$tmp/$1.duckdb" "$tmp/$1" >"$tmp/score" 2>&1 &&
		no_other_wrong "$root/tests/questions/$1/known_wrong.yaml" --warehouse "$tmp/$1.duckdb"
}
ok "of what was once wrong in silence, nothing is but what is known" no_other_wrong "$root/tests/questions/known_wrong.yaml" --project "$fixture"
ok "nor of what was at a sales team" known_wrong deals
ok "nor of what was in an atlas" known_wrong atlas
# what rows are known by, and which column is meant: small databases of which every question must be right
for folder in "$root"/tests/questions/keys/*/; do
	name=keys/$(basename "$folder")
	ok "$name: every question right" database "$name" "$(grep -c '^- ' "$folder/questions.yaml")"
done
# a platform with files: what they say and the data do not bear out
mkdir -p "$tmp/files" && cp -r "$root/tests/questions/files/." "$tmp/files" && "$load_db" "$tmp/files/w.duckdb" "$tmp/files" >"$tmp/score" 2>&1
files() { # QUESTION TEXT
	MDP_NOW=2024-04-20T22:30:00Z "$mdp" ask --no-chart --project "$tmp/files" "$1" >"$tmp/shown" 2>&1
	grep -qF -- "$2" "$tmp/shown" || { sed 's/^/# /' "$tmp/shown"; return 1; }
}
while IFS='	' read -r question text; do
	ok "files: $question: $text" files "$question" "$text"
done <"$root/tests/questions/files/told.tsv"
ok "a floor that is missed fails with 1" sh -c '"$1" eval --project "$2" --min-right 100000 "$3" >/dev/null 2>&1; [ $? -eq 1 ]' sh "$mdp" "$fixture" "$root/tests/questions/ecommerce.yaml"
printf 'questions:\n- {ask: "x", golden: "y"}\n' >"$tmp/slip.yaml"
ok "an unknown member is an error with its place" sh -c '"$1" eval --project "$2" "$3" 2>&1 | grep -q "slip.yaml:2"' sh "$mdp" "$fixture" "$tmp/slip.yaml"
printf 'questions:\n- {ask: "How many orders are there in total?", gold: "select -1"}\n' >"$tmp/wrong.yaml"
ok "a wrong answer counts as wrong" sh -c '"$1" eval --project "$2" --format json "$3" | grep -q "\"wrong\":1,"' sh "$mdp" "$fixture" "$tmp/wrong.yaml"
one() { # QUESTION-MEMBERS OPTIONS...: the outcome of one question
	printf 'questions:\n- {%s}\n' "$1" >"$tmp/one.yaml"
	shift
	"$mdp" eval --project "$fixture" --format json "$@" "$tmp/one.yaml" 2>&1
}
gives() { # COUNT QUESTION-MEMBERS OPTIONS...
	count=$1
	shift
	one "$@" >"$tmp/score" && grep -q "\"$count\":1," "$tmp/score" || { sed 's/^/# /' "$tmp/score"; return 1; }
}
orders='select count(distinct transaction_id || user_id || transaction_date) from marts.fct_orders'
ok "an alternative gold is as right" gives right "ask: \"How many orders are there in total?\", gold: \"select -1\", alt: \"$orders\""
ok "or one of a list of them" gives right "ask: \"How many orders are there in total?\", gold: \"select -1\", alt: [\"select -2\", \"$orders\"]"
ok "and an answer that is none of them is wrong" gives wrong "ask: \"How many orders are there in total?\", gold: \"select -1\", alt: \"select -2\""
ok "right_or_refused takes a refusal for right" gives right "ask: \"How many frobs are there?\", gold: \"select -1\", expect: right_or_refused"
ok "but no wrong answer" gives wrong "ask: \"How many orders are there in total?\", gold: \"select -1\", expect: right_or_refused"
ok "--any looks among the readings" gives any "ask: \"How many orders are there in total?\", gold: \"$orders\"" --any 5
ok "--any finds none where none gives the gold" sh -c 'grep -q "\"any\":0," "$1"' sh "$(one "ask: \"How many orders are there in total?\", gold: \"select -1\"" --any 5 >"$tmp/any"; echo "$tmp/any")"
ok "--sample asks every Nth question" sh -c '"$1" eval --project "$2" --format json --sample 50 "$3" | grep -q "\"questions\":2,"' sh "$mdp" "$fixture" "$root/tests/questions/words.yaml"
shared="$root/../shared/questions/ecommerce.yaml"
[ ! -f "$shared" ] || ok "ecommerce.yaml is the shared file" cmp "$shared" "$root/tests/questions/ecommerce.yaml"
done_testing
