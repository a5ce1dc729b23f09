-- A chain of cafés: keys named id, references by other nouns than the tables', versions of guests, a calendar, sentinel dates.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE clients AS SELECT i + 1 AS id, 'F' || (h(i) % 50) AS first_name, 'L' || (h(i * 3) % 50) AS last_name FROM range(220) AS t(i);
CREATE TABLE purchases AS
SELECT i + 1 AS id, 1 + h(i * 5) % 220 AS user_id, DATE '2023-01-01' + CAST(h(i * 7) % 500 AS INTEGER) AS purchase_date, ['placed', 'shipped', 'returned'][1 + h(i * 9) % 3] AS status
FROM range(1500) AS t(i);
CREATE TABLE payments AS
SELECT i + 1 AS id, 1 + h(i * 11) % 1500 AS purchase_id, ['card', 'coupon', 'transfer'][1 + h(i * 13) % 3] AS method, CAST(1 + h(i * 15) % 9000 / 100.0 AS DECIMAL(8, 2)) AS amount
FROM range(1700) AS t(i);
CREATE TABLE baristas AS
SELECT 1000 + i * 37 AS employee_number, 'B' || i AS full_name, CASE WHEN i > 0 THEN 1000 + (h(i * 17) % least(i, 5)) * 37 END AS reports_to FROM range(30) AS t(i);
CREATE TABLE dim_machines AS
SELECT row_number() OVER (ORDER BY i, v) AS machine_key, 'M' || lpad(CAST(i AS VARCHAR), 3, '0') AS machine_id, ['espresso', 'filter'][1 + (h(i * 19) + v) % 2] AS mode,
	DATE '2022-01-01' + CAST(v * 200 + h(i) % 100 AS INTEGER) AS valid_from, CASE WHEN v = 2 THEN DATE '9999-12-31' ELSE DATE '2022-07-19' + CAST(v * 200 + h(i) % 100 AS INTEGER) END AS valid_to
FROM range(25) AS t(i), range(3) AS u(v);
CREATE TABLE readings AS
SELECT i AS reading_id, 1 + h(i * 21) % 75 AS machine_key, CASE WHEN i % 400 = 3 THEN TIMESTAMP '1900-01-01' ELSE TIMESTAMP '2024-01-01' + INTERVAL (CAST(h(i * 23) % 300000 AS INTEGER)) MINUTE END AS read_at,
	80 + h(i * 25) % 150 / 10.0 AS temperature, h(i * 27) % 40 AS cups_count
FROM range(3000) AS t(i);
