"""`mdp build` and dbt make the same of the same project: tables, columns with their types, rows, results of tests, and what is left
after a broken model and after data that fails its tests. What dbt built is published by `mdp publish`."""

import json
import shutil
import sys

import duckdb
from platform_copy import Cases, Platform, contents, differences

case = Cases()
p = Platform(*sys.argv[1:3])
theirs = p.root / "dbt" / "data.duckdb"
target = p.root / "dbt_project" / "target"


def dbt_from(raw, *args):
    theirs.parent.mkdir(exist_ok=True)
    shutil.copyfile(raw, theirs)
    return p.dbt(theirs, *args)


def full_name(node) -> str:
    return f"{node['source_name']}_{node['name']}" if node["resource_type"] == "source" else node["name"]


def results(kind: str) -> dict:
    """Of dbt's last run: by the name that mdp gives the same thing, (status, failing rows)."""
    nodes = json.loads((target / "manifest.json").read_text())
    every = {**nodes["nodes"], **nodes["sources"]}
    out = {}
    for result in json.loads((target / "run_results.json").read_text())["results"]:
        node = nodes["nodes"].get(result["unique_id"])
        if not node or node["resource_type"] != kind:
            continue
        name = node["name"]
        if node.get("test_metadata"):
            # a test of a source names no node that it is attached to: it is the one that occurs in the test's name
            words = {u: full_name(every[u]) for u in node["depends_on"]["nodes"] if u in every}
            thing = words.get(node.get("attached_node")) or next(w for w in words.values() if f"_{w}_{node['column_name']}" in name)
            name = f"{node['test_metadata']['name']}_{thing}_{node['column_name']}"
        status = {"pass": "ok", "success": "ok", "fail": "failed", "error": "failed"}.get(result["status"], result["status"])
        out[name] = (status, result.get("failures"))
    return out


def ours(report: dict) -> dict:
    return {s["name"]: (s["status"], s["rows"]) for s in report["steps"] if s["phase"] == "test" and s["what"] == "test"}


def as_it_is(raw):
    code, report = p.mdp("build")
    case.ok(code == 0, "mdp build", report)
    code, said = dbt_from(raw, "build")
    case.ok(code == 0, "dbt build", said)
    mine, other = contents(p.warehouse), contents(theirs)
    case.ok(len(mine) >= 13 and not differences(mine, other), "the same tables, columns, types and rows", differences(mine, other))
    mine, other = ours(report), results("test")
    case.ok(len(mine) >= 70 and mine == other, "the same tests with the same results", differences(mine, other))


def published_by_mdp():
    before = contents(p.warehouse)
    answer = p.mdp("ask", "--as-of", "2025-01-15", "revenue by status in 2024")[1]
    code, report = p.mdp("publish", str(theirs))
    case.ok(code == 0 and not theirs.exists(), "mdp publish takes what dbt built", report)
    case.ok(not differences(before, contents(p.warehouse)), "and publishes that")
    again = p.mdp("ask", "--as-of", "2025-01-15", "revenue by status in 2024")[1]
    case.ok(again.get("rows") and again["rows"] == answer["rows"], "questions have the same answers", again)


def broken_model(raw):
    model = p.root / "dbt_project" / "models" / "marts" / "dim_products.sql"
    good = model.read_text()
    before = contents(p.warehouse)
    model.write_text(good.replace("price - cost as margin", "price - price_paid as margin"))
    code, report = p.mdp("build")
    failed = [s["name"] for s in report["steps"] if s["status"] == "failed"]
    case.ok(code == 1 or code == 5, f"mdp build fails on a broken model (exit {code})", report)
    case.ok("dim_products" in json.dumps(report["error"]) + json.dumps(failed), "and names it", report["error"])
    case.ok(not differences(before, contents(p.warehouse)), "the published warehouse stays")
    code, said = dbt_from(raw, "run")
    models = results("model")
    case.ok(code == 1 and models["dim_products"][0] == "failed" and models["fct_orders"][0] == "skipped", "dbt fails on the same model", models)
    code, report = p.mdp("publish", str(theirs))
    case.ok(code != 0 and theirs.exists(), "mdp publish refuses what dbt left", report)
    case.ok(not differences(before, contents(p.warehouse)), "the published warehouse stays then too")
    model.write_text(good)


def failing_data(raw):
    bad = p.root / "bad" / "data.duckdb"
    bad.parent.mkdir()
    before = contents(p.warehouse)
    shutil.copyfile(raw, bad)
    with duckdb.connect(str(bad)) as db:
        db.execute("insert into raw.products select * from raw.products where product_id = 3")
        db.execute("update raw.users set customer_segment = 'no such segment' where user_id in (5, 6, 7)")
        db.execute("update raw.transactions set transaction_date = null where transaction_id = (select min(transaction_id) from raw.transactions)")
        db.execute("delete from raw.users where user_id = 11")
    keep = p.root / "keep.duckdb"
    p.warehouse.rename(keep)
    shutil.copyfile(bad, p.warehouse)
    code, report = p.mdp("build")
    case.ok(code == 1, "mdp build fails on bad data", report)
    case.ok("staging.stg_users" not in contents(p.warehouse), "and publishes nothing")
    keep.rename(p.warehouse)
    code, said = dbt_from(bad, "run")
    case.ok(code == 0, "dbt run", said)
    code, said = p.dbt(theirs, "test")
    mine, other = ours(report), results("test")
    failed = sorted(name for name, (status, _) in other.items() if status == "failed")
    case.ok(code == 1 and len(failed) >= 6, f"dbt test fails on bad data: {', '.join(failed)}", said)
    case.ok(mine == other, "the same tests fail with the same numbers of rows", differences(mine, other))
    code, report = p.mdp("publish", str(theirs))
    case.ok(code == 1 and theirs.exists(), "mdp publish refuses it", report)
    case.ok(not differences(before, contents(p.warehouse)), "the published warehouse stays")


try:
    code, report = p.mdp("ingest")
    case.ok(code == 0, "mdp ingest", report)
    raw = p.root / "raw.duckdb"
    shutil.copyfile(p.warehouse, raw)
    as_it_is(raw)
    published_by_mdp()
    broken_model(raw)
    failing_data(raw)
    code, said = dbt_from(raw, "docs", "generate")
    case.ok(code == 0 and (target / "catalog.json").is_file(), "dbt docs generate", said)
finally:
    p.remove()
case.done()
