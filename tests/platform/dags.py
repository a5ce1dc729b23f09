"""The DAGs without Airflow: its few names that they use are stood in for, so that every file can be read on any machine and its shape
checked (tests/full/dags.py does the same with Airflow itself). Nothing may happen when a file is read."""

import ast
import sys
import types
from datetime import timedelta
from pathlib import Path

ROOT = Path(sys.argv[1])
FOLDER = ROOT / "airflow" / "dags"
RAW = ("products", "users", "transactions", "campaigns", "pageviews")
cases = 0
failed = 0


def ok(good, what, why=""):
    global cases, failed
    cases += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {cases} - {what}")
    if not good and str(why):
        print("\n".join(f"# {line}" for line in str(why).splitlines()))


# --- the stand-in

current = None
dags = {}


class Asset:
    def __init__(self, uri):
        self.uri = uri


class AssetAny:
    def __init__(self, *assets):
        self.assets = assets


class Param:
    def __init__(self, default=None, **schema):
        self.default, self.schema = default, schema


class DAG:
    def __init__(self, dag_id, **settings):
        self.dag_id, self.settings, self.tasks = dag_id, settings, []
        dags[dag_id] = self

    def __enter__(self):
        global current
        current = self
        return self

    def __exit__(self, *_):
        global current
        current = None


class Task:
    """What calling a decorated function gives: it follows whatever it is given, or is put after with >>."""

    def __init__(self, task_id, settings, after):
        self.task_id, self.settings, self.after = task_id, settings, list(after)
        current.tasks.append(self)

    def __rshift__(self, other):
        other.after.append(self)
        return other


def task(function=None, task_id=None, **settings):
    def decorate(f):
        return lambda *args, **kwargs: Task(task_id or f.__name__, settings, [a for a in [*args, *kwargs.values()] if isinstance(a, Task)])

    return decorate(function) if function else decorate


def not_at_import(*args, **kwargs):
    raise AssertionError("something is done when the file is read")


class AirflowException(Exception):
    pass


def module(name, **names):
    made = types.ModuleType(name)
    made.__dict__.update(names)
    sys.modules[name] = made


SDK = {"DAG": DAG, "Asset": Asset, "AssetAny": AssetAny, "Param": Param, "task": task, "get_current_context": not_at_import}
ERRORS = {name: type(name, (AirflowException,), {}) for name in ("AirflowFailException", "AirflowSkipException")}
module("airflow")
module("airflow.sdk", **SDK)
module("airflow.sdk.exceptions", AirflowException=AirflowException, **ERRORS)

# --- reading

deeds = []
sys.dont_write_bytecode = True


def watch(event, args):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "sqlite3.connect"):
        deeds.append(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        deeds.append((event, args[0]))


files = sorted(FOLDER.glob("*.py"))
sys.path.insert(0, str(FOLDER))
sys.addaudithook(watch)
for file in files:
    before = set(dags)
    text = file.read_text()
    tree = ast.parse(text)
    why = ""
    try:
        exec(compile(tree, str(file), "exec"), {"__name__": file.stem, "__file__": str(file)})
    except Exception as error:  # told as a failed case
        why = f"{type(error).__name__}: {error}"
    ok(not why, f"{file.name} is read", why)
    made = set(dags) - before
    if file.stem != "mdp_tasks":
        ok(made == {file.stem}, "and holds the DAG of its name", made)
        ok(ast.get_docstring(tree), "and says what it does")
ok(not deeds, "reading them starts nothing and writes nothing", deeds)

# --- their shape


def outlets(dag):
    return {a.uri for t in dag.tasks for a in t.settings.get("outlets", [])}


def schedule(dag):
    s = dag.settings["schedule"]
    return {a.uri for a in s.assets} if isinstance(s, AssetAny) else {s.uri} if isinstance(s, Asset) else s


raw = {f"mdp://warehouse/raw/{name}" for name in RAW}
ok(set(dags) == {*(f"ingest_{name}" for name in RAW), "run_dbt", "build_evidence"}, "the seven DAGs are there", sorted(dags))
for name in RAW:
    dag = dags[f"ingest_{name}"]
    ok(outlets(dag) == {f"mdp://warehouse/raw/{name}"}, f"ingest_{name} tells its own asset", outlets(dag))
    ok(schedule(dag) == "0 5 * * *", "and runs in the morning", schedule(dag))
    ok({"as_of", "scope", "strict", "max_age_days"} == set(dag.settings["params"]), "and has its params", list(dag.settings["params"]))
ok(schedule(dags["run_dbt"]) == raw, "a fresh load of any source starts run_dbt", schedule(dags["run_dbt"]))
ok(outlets(dags["run_dbt"]) == {"mdp://warehouse/marts"} == schedule(dags["build_evidence"]), "a publish starts build_evidence")
chain = [t.task_id for t in dags["run_dbt"].tasks]
ok(chain == ["stage", "staging_run", "staging_test", "marts_run", "marts_test", "publish"], "run_dbt tests before it goes on", chain)
for dag in dags.values():
    names = [t.task_id for t in dag.tasks]
    ok(all([a.task_id for a in t.after] == names[i - 1 : i] for i, t in enumerate(dag.tasks) if i), f"the tasks of {dag.dag_id} follow each other", names)
    s = dag.settings
    limits = s["default_args"]
    ok(
        limits["retries"] >= 1 and limits["execution_timeout"] <= timedelta(hours=1) and s["dagrun_timeout"] and s["max_active_runs"] == 1
        and s["catchup"] is False,
        "with retries, time-outs, no catch-up, one run at a time",
        s,
    )
declared = (ROOT / "dbt_project" / "models" / "staging" / "_sources.yml").read_text()
ok(all(f"- name: {name}\n" in declared for name in RAW), "what is loaded is what the dbt project declares")
folders = {p.name for p in (ROOT / "dbt_project" / "models").iterdir() if p.is_dir()}
run_dbt = (FOLDER / "run_dbt.py").read_text()
ok(all(f'"{folder}"' in run_dbt for folder in folders), "every folder of models is built by run_dbt", folders)
print(f"1..{cases}")
sys.exit(failed > 0)
