# How much each feature of a reading (src/parse/features.h) adds to the doubt about it; made by tools/train-decision, do not edit.
# Doubt is 1 / (1 + exp(-(base + Σ weight × feature))); a reading with more than the threshold is asked about, not answered.
threshold = 0.6
base = -3.992
joining = 1.318
close = 2.379
clauses = 0.731
skipped = 0.001
other_words = 0.177
parts = 0.354
vague = 0.130
rivals = 0.174
torn = 0.574
values = 0.516
small = 0.356
figures = 0.104
amount_key = 2.851
empty = 4.991
long = 4.333
