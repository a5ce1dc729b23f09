#!/bin/sh
# Are the data as new as Airflow's schedule promises? The platform of the fixture was loaded on 2 January 2025 at 06:00 UTC, and its
# DAGs load it daily at 05:00 UTC; the clock is set by MDP_NOW.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$(realpath "${1:?usage: freshness.sh MDP}")
fixture=$("$(dirname "$0")/../fixture.sh" "$mdp") || exit 1
export TZ=UTC

test_at() { # NOW [OPTION...]
	now=$1
	shift
	MDP_NOW=$now "$mdp" test --project "$fixture" "$@" >"$tmp/out" </dev/null
}
said_at() { # NOW QUESTION [OPTION...]
	now=$1
	shift
	MDP_NOW=$now "$mdp" ask --project "$fixture" --format json "$@" >"$tmp/out" </dev/null
}
every() { # TEXT: it is said of each of the three tables
	[ "$(grep -c "$1" "$tmp/out")" -eq 3 ] || { sed 's/^/# /' "$tmp/out"; return 1; }
}
says() {
	contains "$1" "$tmp/out" || { sed 's/^/# /' "$tmp/out"; return 1; }
}

test_at 2025-01-02T09:00:00Z
ok "three hours after the load all is on time" every "2025-01-02 06:00 UTC  daily at 05:00 UTC (ingest_[a-z]*) *on time"
test_at 2025-01-03T10:00:00Z
ok "five hours after the next was due a run may still be at work" every " on time"
test_at 2025-01-03T11:30:00Z
ok "half a day later it is late" every " late"
test_at 2025-01-03T11:30:00Z --format json
ok "JSON says so, and since when" says '"loaded":"2025-01-02T06:00:00Z","expected":"daily at 05:00 UTC (ingest_users)","next_due":"2025-01-03T05:00:00Z","freshness":"late"'
TZ=America/New_York test_at 2025-01-02T09:00:00Z
ok "times are told in the zone of TZ" every "2025-01-02 01:00 EST  daily at 05:00 UTC"

said_at 2025-01-02T09:00:00Z "How many customers are there?"
ok "data that came in time are no caveat" says '"caveats":[]'
said_at 2025-01-05T09:00:00Z "How many customers are there?"
ok "late data are" says '"code":"late_data","text":"the data of dim_customers are late: last loaded 2025-01-02 06:00 UTC, 3 days ago; expected daily at 05:00 UTC (ingest_users)"'
ok "only those that the answer was made from" not contains "fct_orders are late" "$tmp/out"
said_at 2025-01-05T09:00:00Z "revenue in 2024"
ok "what was over before the load is not late" says '"caveats":[]'
said_at 2025-01-05T09:00:00Z --as-of 2025-01-02 "How many customers are there?"
ok "nor is anything on the day of the load" says '"caveats":[]'
said_at 2025-01-02T09:00:00Z --as-of 2025-01-09 "How many customers are there?"
ok "a later day counts as any other" says '"code":"late_data"'
said_at 2026-11-23T09:00:00Z --as-of latest "How many customers are there?"
ok "nothing is late on the last day of the data" says '"caveats":[]'

# another platform: a schedule every 30 minutes, and nothing but the file's own time
other=$tmp/other
mkdir -p "$other/airflow/dags"
cp "$fixture/warehouse/data.duckdb" "$other/data.duckdb"
cat >"$other/airflow/dags/copy.py" <<'DAG'
from datetime import timedelta
from airflow.sdk import DAG

EVERY = timedelta(minutes=30)
with DAG(dag_id="copy_customers", schedule=EVERY):
    copy("dim_customers")
DAG
fixture=$other
touch -d 2025-01-02T06:00:00Z "$other/data.duckdb"
test_at 2025-01-02T06:40:00Z
ok "without a record of loads the file's time bounds them" says "before 2025-01-02 06:00 UTC  every 30 minutes (copy_customers)  on time"
test_at 2025-01-02T06:50:00Z
ok "and a load that was due after it is missed" says "every 30 minutes (copy_customers)  late"
rm -r "$other/airflow"
test_at 2025-01-02T06:50:00Z
ok "without a schedule nothing is said" not contains "loaded" "$tmp/out"
done_testing
