"""A platform of its own for a test: the project, links to the sources, and no warehouse yet. And cases told in TAP."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

SOURCE = Path(os.environ["MDP_SOURCE_ROOT"])
VENV = SOURCE / ".venv" / "bin"


class Platform:
    def __init__(self, mdp: str, fixture: str):
        self.root = Path(tempfile.mkdtemp(prefix="mdp-full-"))
        self.fixture = Path(fixture)
        shutil.copytree(SOURCE / "dbt_project", self.root / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
        shutil.copytree(self.fixture / "sources", self.root / "sources")
        shutil.copytree(SOURCE / "airflow" / "dags", self.root / "airflow" / "dags", ignore=shutil.ignore_patterns("__pycache__"))
        (self.root / "mdp").symlink_to(os.path.abspath(mdp))
        self.warehouse = self.root / "warehouse" / "data.duckdb"

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def mdp(self, *args: str) -> tuple[int, dict]:
        done = subprocess.run([self.root / "mdp", *args, "--format", "json"], cwd=self.root, capture_output=True, text=True)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        return done.returncode, json.loads(lines[-1]) if lines else {"stderr": done.stderr}

    def dbt(self, file: Path, *args: str) -> tuple[int, str]:
        done = subprocess.run(
            [VENV / "dbt", "--no-use-colors", *args], cwd=self.root / "dbt_project", capture_output=True, text=True,
            env={**os.environ, "MDP_WAREHOUSE": str(file)},
        )
        return done.returncode, done.stdout + done.stderr


def contents(file: Path, schemas=("raw", "staging", "marts", "semantic")) -> dict:
    """Every table and view but the times of loads: its kind, its columns with their types in their order, the number and a checksum of its rows."""
    out = {}
    with duckdb.connect(str(file), read_only=True) as db:
        db.execute("set timezone = 'UTC'")
        relations = db.execute(
            "select table_schema, table_name, table_type from information_schema.tables where list_contains(?, table_schema) and table_name <> 'ingest_loads'", [list(schemas)]
        ).fetchall()
        for schema, name, kind in relations:
            columns = db.execute(f'describe "{schema}"."{name}"').fetchall()
            rows = db.execute(
                f'select count(*), md5(string_agg(h, \'\' order by h)) from (select md5(cast(t as varchar)) h from "{schema}"."{name}" t)'
            ).fetchone()
            out[f"{schema}.{name}"] = (kind, tuple((c[0], c[1]) for c in columns), rows)
    return out


def differences(left: dict, right: dict) -> str:
    return "; ".join(f"{name}: {left.get(name)} / {right.get(name)}" for name in sorted({*left, *right}) if left.get(name) != right.get(name))


class Cases:
    """ok(…) for each thing that is checked; the exit code at the end."""

    def __init__(self):
        self.n = self.bad = 0

    def ok(self, good, what: str, why="") -> bool:
        self.n += 1
        print(f"{'ok' if good else 'not ok'} {self.n} - {what}", flush=True)
        if not good:
            self.bad += 1
            for line in str(why).splitlines()[-40:]:
                print(f"# {line}")
        return bool(good)

    def done(self):
        print(f"1..{self.n}")
        sys.exit(1 if self.bad else 0)
