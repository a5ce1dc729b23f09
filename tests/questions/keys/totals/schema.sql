-- A row for all districts beside one for each, and days, months and years of the same takings in one table.
CREATE TABLE district_takings AS SELECT district, m AS month_start, CAST(amount AS DECIMAL(12, 2)) AS amount FROM (SELECT d AS district, DATE '2024-01-01' + INTERVAL (i) MONTH AS m, 1000 + CAST(hash(d || i) >> 40 AS BIGINT) % 90000 / 100.0 AS amount FROM range(12) AS t(i), (VALUES ('East'), ('West'), ('Hill')) AS v(d));
INSERT INTO district_takings SELECT 'Total', month_start, sum(amount) FROM district_takings GROUP BY month_start;
CREATE TABLE ferry_tolls AS SELECT 'day' AS span, day AS begins_on, CAST(50 + CAST(hash('t' || day) >> 40 AS BIGINT) % 9000 / 100.0 AS DECIMAL(12, 2)) AS toll FROM (SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS day FROM range(366) AS t(i));
INSERT INTO ferry_tolls SELECT 'month', date_trunc('month', begins_on), sum(toll) FROM ferry_tolls WHERE span = 'day' GROUP BY 2;
INSERT INTO ferry_tolls SELECT 'year', date_trunc('year', begins_on), sum(toll) FROM ferry_tolls WHERE span = 'day' GROUP BY 2;
