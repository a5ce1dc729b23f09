#!/usr/bin/env python3
"""Writes tests/questions/analyses/textbook: the set of mlxtend's user guide as a platform, and its rules for pairs. mlxtend==0.23.4"""
import pathlib
import pandas as pd
from mlxtend.frequent_patterns import apriori, association_rules
from mlxtend.preprocessing import TransactionEncoder

DATA = [
    ["Milk", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Dill", "Onion", "Nutmeg", "Kidney Beans", "Eggs", "Yogurt"],
    ["Milk", "Apple", "Kidney Beans", "Eggs"],
    ["Milk", "Unicorn", "Corn", "Kidney Beans", "Yogurt"],
    ["Corn", "Onion", "Onion", "Kidney Beans", "Ice cream", "Eggs"],
]
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "questions" / "analyses" / "textbook"

encoder = TransactionEncoder()
frame = pd.DataFrame(encoder.fit(DATA).transform(DATA), columns=encoder.columns_)
rules = association_rules(apriori(frame, min_support=0.01, use_colnames=True), metric="support", min_threshold=0.01)
foods = sorted({food for basket in DATA for food in basket})
number = {food: i + 1 for i, food in enumerate(foods)}
FOLDER.mkdir(exist_ok=True)
with open(FOLDER / "schema.sql", "w") as out:
    rows = ", ".join(f"({number[food]}, '{food}')" for food in foods)
    out.write(f"create table foods as select * from (values {rows}) t(food_id, food_name);\n")
    out.write("create table orders as select i as order_no, date '2024-01-01' + i::int as ordered_on from range(1, 6) t(i);\n")
    rows = ", ".join(f"({line + 1}, {order + 1}, {number[food]})" for line, (order, food) in
                     enumerate((o, f) for o, basket in enumerate(DATA) for f in basket))
    out.write(f"create table order_lines as select * from (values {rows}) t(line_no, order_no, food_id);\n")
with open(FOLDER / "pairs.csv", "w") as out:
    out.write("food,with_food,together,support,confidence,confidence_back,lift\n")
    pairs = []
    for _, r in rules.iterrows():
        a, b = list(r.antecedents), list(r.consequents)
        if len(a) == len(b) == 1 and number[a[0]] < number[b[0]]:
            back = r.support / r["consequent support"]
            pairs.append((number[a[0]], number[b[0]], round(r.support * len(DATA)), r.support, r.confidence, back, r.lift))
    for p in sorted(pairs):
        out.write(",".join(f"{v:.10g}" for v in p) + "\n")
