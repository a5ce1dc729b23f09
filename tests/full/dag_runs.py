"""The DAGs under a scheduler, as `make airflow` starts it: five loads at the same time do not collide and start dbt, a publish starts
the dashboards, and data that fails its tests leaves the published models as they were."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time

from platform_copy import SOURCE, VENV, Cases, Platform, contents, differences

TABLES = ("products", "users", "transactions", "campaigns", "pageviews")
PATIENCE = 480  # seconds for a chain, on a machine that has other things to do
REST = 15  # seconds without a run, after which a chain has ended

TRIGGER = """
import sys
from datetime import datetime, timezone
from airflow.api.common.trigger_dag import trigger_dag
from airflow.utils.types import DagRunTriggeredByType
for dag in sys.argv[1:]:
    trigger_dag(dag, triggered_by=DagRunTriggeredByType.CLI, run_after=datetime.now(timezone.utc))
"""

case = Cases()
p = Platform(*sys.argv[1:3])
shutil.copytree(SOURCE / "tools", p.root / "tools")
(p.root / ".venv").symlink_to(SOURCE / ".venv")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
env = {**os.environ, "AIRFLOW_PORT": str(port), "AIRFLOW_HOME": str(p.root / "airflow"), "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False"}


def ask(sql: str) -> list:
    with sqlite3.connect(f"file:{p.root}/airflow/airflow.db?mode=ro", uri=True, timeout=30) as db:
        return db.execute(sql).fetchall()


def until(what) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if what():
                return True
        except sqlite3.OperationalError:  # not made yet, or locked
            pass
        if standalone.poll() is not None:
            return False
        time.sleep(2)
    return False


def runs() -> dict:
    return {(dag, state): n for dag, state, n in ask("select dag_id, state, count(*) from dag_run group by 1, 2")}


def nothing_runs() -> bool:
    waiting = ask("select count(*) from asset_dag_run_queue")[0][0]
    return not waiting and not any(state in ("running", "queued") for _, state in runs())


def at_rest() -> bool:
    """Nothing runs and nothing begins: between two runs of a chain, and between two loads of the day, there is a moment of silence."""
    for _ in range(REST):
        if not nothing_runs():
            return False
        time.sleep(1)
    return True


def trigger(*dags: str):
    done = subprocess.run([VENV / "python", "-c", TRIGGER, *dags], env=env, cwd=p.root, capture_output=True, text=True)
    case.ok(done.returncode == 0, f"triggered {', '.join(dags)}", done.stderr)


def fresh_data():
    trigger(*(f"ingest_{table}" for table in TABLES))
    finished = until(lambda: runs().get(("build_evidence", "success"), 0) >= 1 and at_rest())
    case.ok(finished, "the chain runs from the loads to the dashboards", runs())
    # after five in the morning the scheduler starts the loads of the day beside these
    case.ok(all(runs().get((f"ingest_{t}", "success"), 0) >= 1 and not runs().get((f"ingest_{t}", "failed")) for t in TABLES),
            "five loads at the same time all succeed", runs())
    case.ok(runs().get(("run_dbt", "success"), 0) >= 1 and not runs().get(("run_dbt", "failed")), "a fresh load starts run_dbt", runs())
    extras = {uri: json.loads(extra) for uri, extra in ask("select a.uri, e.extra from asset_event e join asset a on a.id = e.asset_id")}
    case.ok(all(extras[f"mdp://warehouse/raw/{t}"]["rows"][f"raw.{t}"] > 0 for t in TABLES), "loads note their rows", extras)
    noted = extras["mdp://warehouse/marts/"] if "mdp://warehouse/marts/" in extras else extras["mdp://warehouse/marts"]
    made = contents(p.warehouse)
    counts = {name: rows[0] for name, (_, _, rows) in made.items()}
    case.ok(noted["checks_passed"] >= 70 and all(counts[n] == noted["rows"][n] for n in counts if n.startswith("marts.")), "and so does the publish", noted)
    want = contents(p.fixture / "warehouse" / "data.duckdb")
    case.ok(not differences(want, made), "what is published is what mdp pipeline makes", differences(want, made))


def bad_data():
    before = contents(p.warehouse, ("marts",))
    file = p.root / "sources" / "postgres" / "products.csv"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines, lines[1]]))
    trigger("ingest_products")
    failed = until(lambda: runs().get(("run_dbt", "failed"), 0) >= 1 and at_rest())
    case.ok(failed, "a product that is there twice fails run_dbt", runs())
    states = dict(ask("select task_id, state from task_instance where dag_id = 'run_dbt' and run_id = "
                      "(select run_id from dag_run where dag_id = 'run_dbt' and state = 'failed')"))
    case.ok(states.get("staging_test") == "failed" and states.get("publish") == "upstream_failed", "in the test of staging", states)
    case.ok(runs().get(("build_evidence", "success")) == evidence_runs, "the dashboards are not built from it", runs())
    after = contents(p.warehouse, ("marts",))
    case.ok(len(before) == 3 and not differences(before, after), "the published models stay as they were", differences(before, after))


standalone = None
try:
    done = subprocess.run(["tools/airflow", "db", "migrate"], cwd=p.root, env=env, capture_output=True, text=True)
    case.ok(done.returncode == 0, "Airflow's database is made", done.stdout + done.stderr)
    log = open(p.root / "standalone.log", "w")
    standalone = subprocess.Popen(["tools/airflow", "standalone"], cwd=p.root, env=env, stdout=log, stderr=log, start_new_session=True)
    ready = until(lambda: len(ask("select 1 from dag where is_stale = 0")) == 7 and ask("select 1 from job where job_type = 'SchedulerJob' and state = 'running'"))
    if case.ok(ready, "the scheduler is up and knows seven DAGs", (p.root / "standalone.log").read_text()[-4000:]):
        fresh_data()
        evidence_runs = runs().get(("build_evidence", "success"))
        bad_data()
finally:
    if standalone and standalone.poll() is None:
        os.killpg(standalone.pid, signal.SIGTERM)
        try:
            standalone.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(standalone.pid, signal.SIGKILL)
    p.remove()
case.done()
