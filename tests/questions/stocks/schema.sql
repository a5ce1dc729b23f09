CREATE TABLE branches AS SELECT 10 + i AS branch_no, ['north', 'south', 'west'][1 + i % 3] AS area FROM range(9) AS t(i);
CREATE TABLE accounts AS SELECT 5000 + i * 7 AS account_no, 10 + CAST(hash('b' || i) >> 40 AS BIGINT) % 9 AS branch_no FROM range(300) AS t(i);
CREATE TABLE balances AS SELECT 5000 + i * 7 AS account_no, DATE '2024-03-20' + CAST(d AS INTEGER) AS balance_date, CAST(100 + CAST(hash('a' || i) >> 40 AS BIGINT) % 90000 + CAST(hash('s' || i || '/' || d) >> 40 AS BIGINT) % 500 AS DECIMAL(12, 2)) AS ledger_balance FROM range(300) AS t(i), range(20) AS u(d);
CREATE TABLE weeks AS SELECT (year(d) * 100 + month(d)) * 100 + day(d) AS day_key, d AS day FROM (SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS d FROM range(120) AS t(i));
CREATE TABLE stores AS SELECT i + 1 AS store_key, ['mall', 'street'][1 + i % 2] AS store_kind FROM range(12) AS t(i);
CREATE TABLE shelf_counts AS SELECT w.day_key, s + 1 AS store_key, 300 + p AS product_key, CAST(hash('q' || s || '/' || p) >> 40 AS BIGINT) % 80 + CAST(hash('v' || s || '/' || p || '/' || w.day_key) >> 40 AS BIGINT) % 5 AS stock_on_hand FROM weeks AS w, range(12) AS t(s), range(30) AS u(p) WHERE dayofweek(w.day) = 0;
