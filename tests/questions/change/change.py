#!/usr/bin/env python3
"""change.py MDP LOAD_DB: changes that are planted in two platforms over several seeds: a segment loses volume, a price rises, a rate of one
segment rises. What was planted comes first, the parts of each split add up to the change to the cent, and the effects are those that are
computed here from the rows."""
import csv
import datetime
import io
import pathlib
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

mdp, load_db = sys.argv[1:3]
SEEDS = [3, 17, 40]
tests = 0


def ok(name, good, seen=""):
    global tests
    tests += 1
    print(f"{'ok' if good else 'not ok'} {tests} - {name}")
    if not good:
        print("".join(f"# {line}\n" for line in str(seen).splitlines()), end="")


def values(rows):
    return ",\n".join("(" + ", ".join("null" if v is None else f"'{v}'" if isinstance(v, str) else str(v) for v in row) + ")" for row in rows)


def day_of(rng, quarter):
    return datetime.date(2023, 1 + 3 * quarter, 1) + datetime.timedelta(days=rng.randrange(90))


# A consignment has lines of articles: pieces × rate. In Q2 one depot loses most of its consignments, in Q3 one article's rate rises, in
# Q4 the consignments of one kind of clients come late, and there is a new article.
def carrier(rng):
    depots, kinds = ["Arden", "Brink", "Corve", "Delph"], ["retail", "trade", "state"]
    lost, dear, late = rng.choice(depots), rng.randrange(9), rng.choice(kinds)
    articles = [(f"R{i:02}", f"Article {chr(65 + i)}", ["crate", "drum", "sack"][i % 3], rng.randrange(700, 2600)) for i in range(10)]
    clients = [(500 + i, f"Client {i}", kinds[i % 3]) for i in range(60)]
    heads, lines, n = [], [], 0
    for quarter in range(4):
        for i in range(800):
            depot, client, day = depots[i % 4], clients[rng.randrange(60)], day_of(rng, quarter)
            if quarter >= 1 and depot == lost and i % 16 < 12:
                continue
            n += 1
            bad = rng.random() < (0.45 if quarter == 3 and client[2] == late else 0.08)
            heads.append((n, client[0], depot, day.isoformat(), "late" if bad else "in time"))
            for article in rng.sample(range(9 if quarter < 3 else 10), rng.randrange(1, 4)):
                rate = articles[article][3] * (2 if quarter >= 2 and article == dear else 1) + rng.randrange(-20, 21)
                lines.append((n, articles[article][0], rng.randrange(1, 6), f"{rate // 100}.{rate % 100:02}"))
    sql = f"""create table clients as select * from (values {values(clients)}) t(client_id, client_name, client_kind);
create table articles as select article_code, article_name, package from (values {values(articles)}) t(article_code, article_name, package, base);
create table consignments as select consignment_id, client_id, depot, cast(booked_on as date) as booked_on, arrival from
  (values {values(heads)}) t(consignment_id, client_id, depot, booked_on, arrival);
create table consignment_lines as select consignment_id, article_code, pieces, cast(piece_rate as decimal(10, 2)) as piece_rate,
  cast(pieces * cast(piece_rate as decimal(10, 2)) as decimal(12, 2)) as line_charge from
  (values {values(lines)}) t(consignment_id, article_code, pieces, piece_rate);"""
    quarter_of = {h[0]: (datetime.date.fromisoformat(h[3]).month - 1) // 3 for h in heads}
    named = {a[0]: a[1] for a in articles}
    rows = [(quarter_of[x[0]], named[x[1]], x[2], Fraction(x[3])) for x in lines]
    kind = {c[0]: c[2] for c in clients}
    each = [(quarter_of[h[0]], kind[h[1]], h[4] == "late") for h in heads]
    return sql, rows, each, {
        "figure": "line charge", "volume": ("depot", lost), "price": ("article", articles[dear][1]),
        "rate": ("late rate", "client kind", late)}


# Stays in one table: nights × nightly rate, of a lodge; the channel loses volume, a lodge becomes dearer, a region is complained of.
def lodges(rng):
    channels, regions = ["agency", "direct", "portal", "walk-in"], ["coast", "hills", "moor"]
    lost, dear, late = rng.choice(channels), rng.randrange(10), rng.choice(regions)
    houses = [(10 + i, f"Lodge {chr(65 + i)}", regions[i % 3], rng.randrange(5000, 16000)) for i in range(10)]
    stays = []
    for quarter in range(4):
        for i in range(1000):
            channel, house = channels[i % 4], houses[(i // 4) % 10]
            if quarter >= 1 and channel == lost and i % 16 < 12:
                continue
            rate = house[3] * (2 if quarter >= 2 and house[0] == 10 + dear else 1) + rng.randrange(-300, 301)
            nights = rng.randrange(1, 7)
            bad = rng.random() < (0.4 if quarter == 3 and house[2] == late else 0.06)
            stays.append((len(stays) + 1, day_of(rng, quarter).isoformat(), house[0], channel, nights, f"{rate // 100}.{rate % 100:02}",
                          "complained" if bad else "content"))
    sql = f"""create table lodges as select lodge_id, lodge_name, region from (values {values(houses)}) t(lodge_id, lodge_name, region, base);
create table stays as select stay_id, cast(arrived_on as date) as arrived_on, lodge_id, channel, nights,
  cast(nightly_rate as decimal(10, 2)) as nightly_rate, cast(nights * cast(nightly_rate as decimal(10, 2)) as decimal(12, 2)) as stay_charge, guest_mood
  from (values {values(stays)}) t(stay_id, arrived_on, lodge_id, channel, nights, nightly_rate, guest_mood);"""
    of = {h[0]: h for h in houses}
    quarter = lambda s: (datetime.date.fromisoformat(s[1]).month - 1) // 3
    rows = [(quarter(s), of[s[2]][1], s[4], Fraction(s[5])) for s in stays]
    each = [(quarter(s), of[s[2]][2], s[6] == "complained") for s in stays]
    return sql, rows, each, {
        "figure": "stay charge", "volume": ("channel", lost), "price": ("lodge", houses[dear][1]),
        "rate": ("complained rate", "region", late)}


def ask(where, question, day="2024-02-01"):
    out = subprocess.run([mdp, "ask", "--as-of", day, "--format", "csv", "--warehouse", where, question], capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(out.stdout))) if out.returncode == 0 else [], out.stdout[:1500] + out.stderr[:1500]


def adds_up(rows, least):
    """The largest difference between the change and the sum of a split's parts."""
    sums, whole = defaultdict(float), float(rows[0]["change"])
    for r in rows[1:]:
        sums[r["by"]] += float(r["change"])
    return len(sums) >= least and max(abs(s - whole) for s in sums.values())


def effects(rows, quarter):
    """Volume, mix and price of the things of both quarters, to the cent."""
    sums = defaultdict(lambda: [0, 0, 0, 0])
    for q, item, quantity, price in rows:
        if q in (quarter - 1, quarter):
            sums[item][q == quarter] += quantity
            sums[item][2 + (q == quarter)] += quantity * price
    q0, q1, v0, v1 = (sum(s[i] for s in sums.values()) for i in range(4))
    prices = {item: s[3] - s[1] * s[2] / s[0] for item, s in sums.items()}
    volume, price = (q1 / Fraction(q0) - 1) * v0, sum(prices.values())
    return {"volume": float(volume), "price": float(price), "mix": float(v1 - v0 - volume - price)}, prices


def rates(each, quarter, rows, by):
    """Is each part's own effect what it is, and does a split's sum of rate and mix come to the change?"""
    counts = defaultdict(lambda: [0, 0, 0, 0])
    for q, part, hit in each:
        if q in (quarter - 1, quarter):
            counts[part][q == quarter] += 1
            counts[part][2 + (q == quarter)] += hit
    d1 = sum(c[1] for c in counts.values())
    off = 0
    for r in rows:
        if r["by"] == by and r["part"] in counts:
            c = counts[r["part"]]
            off = max(off, abs(float(r["rate effect"]) - (c[3] / c[1] - c[2] / c[0]) * c[1] / d1),
                      abs(float(r["rate effect"]) + float(r["mix effect"]) - float(r["change"])))
    return off


with tempfile.TemporaryDirectory() as scratch:
    for seed in SEEDS:
        for make in (carrier, lodges):
            sql, lines, each, planted = make(random.Random(f"{make.__name__} {seed}"))
            folder = pathlib.Path(scratch) / f"{make.__name__}{seed}"
            folder.mkdir()
            (folder / "schema.sql").write_text(sql)
            subprocess.run([load_db, f"{folder}.duckdb", folder], capture_output=True, check=True)
            name = f"{make.__name__}, seed {seed}"
            by, part = planted["volume"]
            rows, seen = ask(f"{folder}.duckdb", f"why did {planted['figure']} fall in Q2 2023")
            splits = [r for r in rows if r["by"] not in ("all", "number and average") and not r["by"].startswith("volume")]
            ok(f"{name}: the lost segment comes first", splits and (splits[0]["by"], splits[0]["part"]) == (by, part), seen)
            ok(f"{name}: volume, to the cent", rows and adds_up(rows, 4) < 0.005, seen)

            rows, seen = ask(f"{folder}.duckdb", "how are we doing", "2023-05-02")
            ok(f"{name}: an overview tells of it", [r["of"] for r in rows if r["about"] == "fell most"] == [f"{by} {part}"], seen)

            thing, item = planted["price"]
            rows, seen = ask(f"{folder}.duckdb", f"why did {planted['figure']} rise in Q3 2023")
            first = [r for r in rows if r["by"] == f"volume or price of each {thing}"]
            ok(f"{name}: the price comes first", first and first[0]["part"].split(" [")[0] == f"price of {item}", seen)
            wanted, prices = effects(lines, 2)
            found = {r["part"]: float(r["change"]) for r in rows if r["by"] == f"volume and price by {thing}"}
            off = [w for w, v in wanted.items() if abs(found.get(w, 0) - v) > 0.08]  # prices of each are rounded to cents
            off += [p for p, v in prices.items() for r in first if r["part"].split(" [")[0] == f"price of {p}" and abs(float(r["change"]) - v) > 0.0051]
            ok(f"{name}: volume, mix and price are those of the rows", rows and not off, f"{off} {wanted} {found}\n{seen}")
            ok(f"{name}: price, to the cent", rows and adds_up(rows, 5) < 0.005, seen)

            new = sum(quantity * price for q, item, quantity, price in lines if item == "Article J")
            if new:
                rows, seen = ask(f"{folder}.duckdb", f"why did {planted['figure']} change in Q4 2023")
                found = [float(r["change"]) for r in rows if r["part"] == "new articles"]
                ok(f"{name}: what is new is all of it", found and abs(found[0] - new) < 0.005 and adds_up(rows, 5) < 0.005, seen)

            figure, by, part = planted["rate"]
            rows, seen = ask(f"{folder}.duckdb", f"why did the {figure} rise in Q4 2023")
            splits = [r for r in rows if r["by"] not in ("all", "numerator and denominator")]
            ok(f"{name}: the rate's segment comes first", splits and (splits[0]["by"], splits[0]["part"]) == (by, part), seen)
            ok(f"{name}: rate and mix add up", rows and adds_up(rows, 2) < 1e-9 and rates(each, 3, rows, by) < 1e-9, seen)
    # one of many that have a name of their own
    folder = pathlib.Path(scratch) / "stores"
    folder.mkdir()
    (folder / "schema.sql").write_text("""create table stores as select i as store_id, 'Store ' || i as store_name from range(1, 151) t(i);
create table visits as select i as visit_id, 1 + (hash(i) % 150)::int as store_id, date '2023-01-01' + (hash(i * 7) % 180)::int as visited_on,
  (10 + hash(i * 3) % 90)::decimal(8, 2) as paid from range(40000) t(i) where not (1 + (hash(i) % 150)::int = 77 and hash(i * 7) % 180 >= 90);""")
    subprocess.run([load_db, f"{folder}.duckdb", folder], capture_output=True, check=True)
    rows, seen = ask(f"{folder}.duckdb", "why did paid change in Q2 2023")
    ok("a store of many that closed comes first", [r["part"] for r in rows if r["by"] == "store name"][:1] == ["Store 77"] and adds_up(rows, 2) < 0.005, seen)
print(f"1..{tests}")
