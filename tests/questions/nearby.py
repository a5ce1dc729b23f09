#!/usr/bin/env python3
"""nearby.py MDP LOAD_DB: what refusals point at and suggest (nearby.tsv), what "what can I ask" tells, and the lines of an overview, on every test
platform: each question that is suggested or told must answer. One conversation a platform; each line of it is begun anew."""
import json
import pathlib
import subprocess
import sys
import tempfile

mdp, load_db = sys.argv[1:3]
here = pathlib.Path(__file__).resolve().parent
HELP = ["what can I ask about customers", "help me", "what do you know?", "give me some examples"]
tests = 0


def ok(name, good, seen=""):
    global tests
    tests += 1
    print(f"{'ok' if good else 'not ok'} {tests} - {name}")
    if not good:
        print("".join(f"# {line}\n" for line in str(seen).splitlines()), end="")


def platform(name, scratch):
    if name == "demo":
        return ["--project", subprocess.run([here.parent / "fixture.sh", mdp], capture_output=True, text=True, check=True).stdout.strip()]
    folder = scratch / name
    folder.mkdir()
    (folder / "schema.sql").write_text((here.parent / "platforms" / name / "warehouse.sql").read_text())
    subprocess.run([load_db, f"{folder}.duckdb", folder], capture_output=True, check=True)
    return ["--warehouse", f"{folder}.duckdb"]


def say(where, lines):
    """The answer to each line; none goes on from the one before."""
    said = "".join(f"/reset\n{line}\n" for line in lines)
    out = subprocess.run([mdp, "chat", "--format", "json", "--as-of", "latest", *where], input=said, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()][1::2]


cases = [line.split("\t") for line in (here / "nearby.tsv").read_text().splitlines() if line and line[0] != "#"]
with tempfile.TemporaryDirectory() as scratch:
    others = sorted(path.parent.name for path in here.parent.glob("platforms/*/warehouse.sql"))
    for name in dict.fromkeys(["demo"] + others):
        where = platform(name, pathlib.Path(scratch))
        [told] = say(where, ["what can I ask?"])
        examples = [row[1] for row in told["rows"] or [] if row[0] == "question"]
        ok(f"{name}: ten examples", len(examples) == 10 and len(set(examples)) == 10, json.dumps(told["rows"], indent=1))
        for question, answer in zip(examples, say(where, examples)):
            ok(f"{name}: {question}", answer["status"] == "answered" and answer["rows"], json.dumps(answer["reason"]))
        [overview] = say(where, ["how are we doing?"])
        lines = [(row[0], row[-1]) for row in overview["rows"] or []]
        asked = list(dict.fromkeys(question for _, question in lines if question))
        ok(f"{name}: an overview", overview["status"] == "answered" and [a for a, _ in lines][:2] == ["period", "the period before"] and asked,
           json.dumps([overview["reason"], lines]))
        for question, answer in zip(asked, say(where, asked)):
            ok(f"{name}: {question}", answer["status"] == "answered" and answer["rows"], json.dumps(answer["reason"]))
        mine = [case for case in cases if case[0] == name]
        suggested = []
        for (_, question, words, near), answer in zip(mine, say(where, [case[1] for case in mine])):
            reason = answer["reason"] or {"span": None, "suggestions": []}
            span = reason["span"] or [0, 0]
            at = question.encode()[span[0]:span[1]].decode()
            good = answer["status"] == "refused" and words in (at, "?")
            good &= near == "?" or (near in reason["suggestions"] if near != "-" else not reason["suggestions"])
            ok(f"{name}: {question}", good and len(reason["suggestions"]) <= 3, json.dumps([answer["status"], at, reason], indent=1))
            suggested += reason["suggestions"]
        for question, answer in zip(suggested, say(where, suggested)):
            ok(f"{name}: suggested: {question}", answer["status"] == "answered" and answer["restated"] == question, json.dumps(answer["reason"]))
        if name == "demo":
            asked = {q: a for q, a in zip(HELP, say(where, HELP))}
            ok("asked in other words", all(a["restated"] == "what can i ask" for q, a in asked.items() if "about" not in q), asked)
            ok("about something", asked[HELP[0]]["rows"] != asked[HELP[1]]["rows"] and "about customers" in asked[HELP[0]]["answer"], asked)
            said = "revenue by weather\n2\nrevenue by state\nhow many paying customers\n1\n"
            out = subprocess.run([mdp, "chat", "--format", "json", *where], input=said, capture_output=True, text=True).stdout
            answers = [json.loads(line) for line in out.splitlines()]
            ok("a number takes a suggestion", answers[1]["restated"] == answers[0]["reason"]["suggestions"][1], out)
            ok("also where the question might have gone on from an answer", answers[4]["restated"] == "number of customers", out)
            one = subprocess.run([mdp, "ask", *where, "--format", "json", "--pick", "1", "revenue by weather"], capture_output=True, text=True).stdout
            ok("--pick takes one", json.loads(one)["restated"] == answers[0]["reason"]["suggestions"][0], one)
            none = subprocess.run([mdp, "ask", *where, "--pick", "9", "revenue by weather"], capture_output=True, text=True)
            ok("but none that is not there", none.returncode == 2 and "no choice 9" in none.stderr, none.stderr)
print(f"1..{tests}")
