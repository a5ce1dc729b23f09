"""The DAGs without a scheduler and without a database: all are read, nothing is done while they are, and assets connect them as they should."""

import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

home = tempfile.mkdtemp(prefix="mdp-airflow-")
os.environ.update(AIRFLOW_HOME=home, AIRFLOW__CORE__LOAD_EXAMPLES="False", AIRFLOW__CORE__UNIT_TEST_MODE="False", AIRFLOW__LOGGING__LOGGING_LEVEL="ERROR")

from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.sdk import AssetAny  # noqa: E402
from platform_copy import SOURCE, Cases  # noqa: E402

case = Cases()
folder = SOURCE / "airflow" / "dags"
sys.path.insert(0, str(folder))

# What starts at import would be a process, a connection or a file that is written: each is told by an audit hook.
deeds = []
watching = False


def watch(event, args):
    if not watching:
        return
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect"):
        deeds.append((event, args))
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") and str(SOURCE) in str(args[0]):
        deeds.append((event, args))


sys.addaudithook(watch)
DagBag(dag_folder=str(folder))  # what Airflow itself does the first time is not counted
for name in [n for n in sys.modules if n == "mdp_tasks" or n.startswith("unusual_prefix")]:
    del sys.modules[name]
watching = True
began = time.monotonic()
bag = DagBag(dag_folder=str(folder))
took = time.monotonic() - began
done_by_dags = list(deeds)
subprocess.run(["true"])
watching = False

INGEST = [f"ingest_{t}" for t in ("products", "users", "transactions", "campaigns", "pageviews")]
case.ok(not bag.import_errors, "every file is read", bag.import_errors)
case.ok(sorted(bag.dags) == sorted([*INGEST, "run_dbt", "build_evidence"]), "the seven DAGs are there", sorted(bag.dags))
case.ok(not done_by_dags and deeds, "reading them starts nothing and writes nothing", done_by_dags)
case.ok(took < 5, f"and takes {took:.1f} s")


def outlets(dag) -> set:
    return {asset.uri for t in dag.tasks for asset in t.outlets}


def awaited(dag) -> set:
    condition = getattr(dag.timetable, "asset_condition", None)
    return {asset.uri for asset in getattr(condition, "objects", [condition]) if asset}


def chain(dag) -> list:
    return [t.task_id for t in dag.topological_sort()]


raw = {f"mdp://warehouse/raw/{name.removeprefix('ingest_')}" for name in INGEST}
for name in INGEST:
    dag = bag.dags[name]
    case.ok(outlets(dag) == {f"mdp://warehouse/raw/{name.removeprefix('ingest_')}"}, f"{name} tells its own asset", outlets(dag))
    case.ok({"as_of", "scope", "strict", "max_age_days"} <= set(dag.params), f"{name} has its params", list(dag.params))
dbt, evidence = bag.dags["run_dbt"], bag.dags["build_evidence"]
case.ok(awaited(dbt) == raw and isinstance(dbt.timetable.asset_condition, AssetAny), "a fresh load of any source starts run_dbt", awaited(dbt))
case.ok(outlets(dbt) == {"mdp://warehouse/marts"} == awaited(evidence), "a publish starts build_evidence", (outlets(dbt), awaited(evidence)))
case.ok(chain(dbt) == ["stage", "staging_run", "staging_test", "marts_run", "marts_test", "publish"], "run_dbt tests before it goes on", chain(dbt))
case.ok(all(len(t.downstream_task_ids) <= 1 and t.trigger_rule == "all_success" for t in dbt.tasks), "and nothing in it runs after a failure")
for name, dag in sorted(bag.dags.items()):
    limits = all(t.retries >= 1 and t.execution_timeout and t.execution_timeout <= timedelta(hours=1) for t in dag.tasks)
    case.ok(limits and dag.dagrun_timeout and not dag.catchup and dag.max_active_runs == 1, f"{name}: retries, time-outs, no catch-up, one run at a time")
    case.ok(dag.doc_md and dag.tags, f"{name} says what it does")

# the condition that dbt's own selection makes of the two test tasks: together they are all tests, none twice
selected = []
for extra in (["path:models/staging", "--indirect-selection", "cautious"], ["path:models/marts", "path:models/semantic"], None):
    args = ["dbt", "--quiet", "--no-use-colors", "ls", "--resource-type", "test", "--target-path", f"{home}/target", "--log-path", f"{home}/logs"]
    if extra:
        args += ["--select", *extra]
    done = subprocess.run(args, cwd=SOURCE / "dbt_project", capture_output=True, text=True)
    selected.append([line for line in done.stdout.splitlines() if line.strip()])
staging, marts, every = selected
case.ok(len(every) > 70 and sorted(staging + marts) == sorted(every), "staging_test and marts_test are all tests, none twice",
        f"{len(staging)} + {len(marts)} of {len(every)}")
subprocess.run(["rm", "-rf", home])
case.done()
