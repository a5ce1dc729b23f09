"""What the DAGs have in common: running ./mdp and dbt, the assets between them, and the file that dbt builds in.

The DAGs decide order, time and retries; all work is done by the same commands that a person types. Nothing here runs when a
DAG file is read. A task that ends with a check that failed is not tried again, because the same data fails it again; a
warehouse that another run holds, or a disk that had no room, is.

`run_dbt` builds in a copy of the warehouse, beside it, and `mdp publish` puts the copy in the warehouse's place when
everything has passed: until then, and after any failure, readers see what was published before.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from airflow.sdk import Asset, Param, get_current_context, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

ROOT = Path(os.environ.get("MDP_ROOT") or Path(__file__).resolve().parents[2])
LOCK_WAIT = "300"  # seconds that a command waits for another run to let go of the warehouse

RAW = {name: Asset(f"mdp://warehouse/raw/{name}") for name in ("products", "users", "transactions", "campaigns", "pageviews")}
MARTS = Asset("mdp://warehouse/marts")
DASHBOARDS = Asset("mdp://evidence/pages")

DEFAULTS = {
    "retries": 2,
    "retry_delay": timedelta(seconds=20),
    "execution_timeout": timedelta(minutes=15),
}
SETTINGS = {
    "catchup": False,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(hours=1),
    "default_args": DEFAULTS,
}
AS_OF = Param(
    None, type=["null", "string"], format="date", title="As of",
    description="The day by which the age of the data is judged; empty: the day of the run. What is loaded and built does not depend on it.",
)
MAX_AGE = Param(
    None, type=["null", "integer"], minimum=0, title="Oldest data", description="Fail when the newest data is more days old; empty: never."
)
INGEST_PARAMS = {
    "as_of": AS_OF,
    "max_age_days": MAX_AGE,
    "scope": Param("table", enum=["table", "full"], title="Scope", description="This table, or all tables at once, all or nothing."),
    "strict": Param(False, type="boolean", title="Strict", description="A line that does not fit fails the run."),
}

log = logging.getLogger("airflow.task")


def warehouse() -> Path:
    return (ROOT / "dbt_project" / os.environ.get("MDP_WAREHOUSE", "../warehouse/data.duckdb")).resolve()


def staged() -> Path:
    """Of the same file name, because the views in it name their database."""
    return warehouse().parent / ".dbt" / warehouse().name


def base() -> Path:
    """A second name of the published file that the staged one was copied from."""
    return warehouse().parent / ".dbt" / "base"


def built() -> Path:
    """A second name of the file that was published last by run_dbt: a load that came later has put another in its place."""
    return warehouse().parent / ".dbt.built"


def run(command: list[str], *, cwd: Path = ROOT, env: dict[str, str] | None = None, final: tuple[int, ...] = ()) -> list[str]:
    """Runs a command, its output in the task's log as it comes. Exit codes in `final` are failures that trying again does not mend."""
    log.info("$ %s", " ".join(command))
    try:
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )
    except OSError as error:
        raise AirflowFailException(f"cannot run {command[0]}: {error.strerror}; ./setup.sh --full installs what is missing") from None
    lines: list[str] = []
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            log.info("%s", lines[-1])
        code = process.wait()
    finally:  # a time-out or a stop of the task must not leave the command at work
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
    if code:
        failure = AirflowFailException if code in final else AirflowException
        raise failure(f"{Path(command[0]).name} {command[1]} ended with exit code {code}: {reason(lines)}")
    return lines


def reason(lines: list[str]) -> str:
    for line in lines:
        if line.startswith("mdp: "):
            return line.removeprefix("mdp: ")
    return lines[-1].strip() if lines else "it said nothing"


def mdp(verb: str, *args: str) -> dict:
    """Runs ./mdp and returns what it reports."""
    lines = run([str(ROOT / "mdp"), verb, "--format", "json", *args], final=(1, 2, 3, 4))
    return next((json.loads(line) for line in reversed(lines) if line.startswith("{")), {})


def dbt(verb: str, *args: str) -> list[str]:
    """Runs dbt on the project, in the staged file."""
    if not staged().is_file():
        raise AirflowFailException("there is no staged warehouse; run this DAG from its first task")
    program = Path(sys.executable).with_name("dbt")
    env = {"MDP_WAREHOUSE": str(staged()), "DO_NOT_TRACK": "1", "DBT_PROFILES_DIR": str(ROOT / "dbt_project")}
    return run([str(program), "--no-use-colors", verb, *args], cwd=ROOT / "dbt_project", env=env, final=(1,))


def the_day(context) -> date:
    return date.fromisoformat(context["params"].get("as_of") or f"{context['dag_run'].run_after:%Y-%m-%d}")


def note(asset: Asset, values: dict) -> dict:
    """What a run did: kept with the event of its asset, and as the task's result."""
    log.info("note: %s", json.dumps(values))
    get_current_context()["outlet_events"][asset].extra = values
    return values


def too_old(newest: date | None, today: date, limit: int | None) -> dict:
    age = (today - newest).days if newest else None
    if limit is not None and (age is None or age > limit):
        raise AirflowFailException(f"the newest data is of {newest or 'no day'}, more than {limit} days before {today}")
    return {"as_of": str(today), "newest": str(newest) if newest else None, "days_old": age}


def load(table: str, day_column: str) -> None:
    """The task of an ingest DAG. Runs at the same time wait for each other; each publishes what it loaded, all or nothing."""

    @task(task_id="load")
    def ingest(params: dict | None = None) -> dict:
        tables = [] if params["scope"] == "full" else [table]
        report = mdp("ingest", "--wait", LOCK_WAIT, *(["--strict"] if params["strict"] else []), *tables)
        rows = {step["name"]: step["rows"] for step in report["steps"] if step["phase"] == "ingest"}
        return {"rows": rows, "rejected_lines": report["rejected_lines"]}

    @task(outlets=[RAW[table]])
    def check_age(loaded: dict) -> dict:
        import duckdb

        context = get_current_context()
        today = the_day(context)
        sql = f"select max(cast({day_column} as date)) from raw.{table} where cast({day_column} as date) <= ?"
        with duckdb.connect(str(warehouse()), read_only=True) as db:
            newest = db.execute(sql, [today]).fetchone()[0]
        return note(RAW[table], {**loaded, **too_old(newest, today, context["params"]["max_age_days"])})

    check_age(ingest())


def started_by_asset() -> bool:
    return str(get_current_context()["dag_run"].run_type).endswith("asset_triggered")


def stage_copy() -> None:
    """Copies the warehouse to where dbt builds; a run that an asset started is skipped when nothing was loaded since the last."""
    if not warehouse().is_file():
        raise AirflowFailException(f"there is no {warehouse()}; run the ingest DAGs first")
    if started_by_asset() and built().is_file() and built().samefile(warehouse()):
        raise AirflowSkipException("nothing was loaded since the last build")
    shutil.rmtree(staged().parent, ignore_errors=True)
    staged().parent.mkdir()
    os.link(warehouse(), base())
    shutil.copyfile(base(), staged())
    log.info("copied %s (%d bytes)", warehouse(), staged().stat().st_size)
    if missing := not_loaded():
        why = f"not loaded yet: {', '.join(missing)}"
        if started_by_asset():  # the first loads of a new warehouse end one after the other; the last of them starts a run too
            raise AirflowSkipException(why)
        raise AirflowFailException(f"{why}; run the ingest DAGs first")


def not_loaded() -> list[str]:
    """Sources of which the staged warehouse has no table."""
    import duckdb

    with duckdb.connect(str(staged()), read_only=True) as db:
        have = {name for (name,) in db.execute("select table_name from information_schema.tables where table_schema = 'raw'").fetchall()}
    return sorted(set(RAW) - have)


def publish_staged() -> dict:
    """Publishes the copy. It must not undo what was published while it was built: a load has then started a run of its own."""
    context = get_current_context()
    if not warehouse().is_file() or not warehouse().samefile(base()):
        newer = "the warehouse was replaced while this was built"
        if started_by_asset():
            raise AirflowSkipException(f"{newer}; the run that the newer load starts builds it")
        raise AirflowFailException(f"{newer}; run this DAG again")
    today = the_day(context)
    built_next = staged().with_name("built")
    built_next.unlink(missing_ok=True)
    os.link(staged(), built_next)
    report = mdp("publish", "--wait", LOCK_WAIT, "--replacing", str(base()), str(staged()))
    built_next.replace(built())
    shutil.rmtree(staged().parent, ignore_errors=True)
    rows = {step["name"]: step["rows"] for step in report["steps"] if step["what"] in ("table", "view")}
    checks = sum(step["phase"] == "test" for step in report["steps"])
    last_day = mdp("test", "--as-of", str(today)).get("last_day")
    age = too_old(date.fromisoformat(last_day) if last_day else None, today, None)
    return note(MARTS, {"rows": rows, "checks_passed": checks, **age})
