-- An energy utility: premises, meters, tariffs with the days from and to which they are valid, meter readings with a running
-- register, bills and payments. Short names, and what such systems leave behind: 9999-12-31 for "still there", a credit score of
-- 999 for "not asked", one town name in two counties.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE premise AS
SELECT i + 20001 AS prem_no, (1 + h(i) % 180) || ' ' || ['High', 'Mill', 'Station', 'Park', 'Church'][1 + h(i * 3) % 5] || ' Street' AS addr_line,
	['Ashford', 'Brookton', 'Carrick', 'Dunmore', 'Eastby', 'Fenwick', 'Glenham', 'Hartley', 'Inver', 'Jarrow', 'Kelso', 'Newport'][1 + h(i * 5) % 12] AS town,
	CASE WHEN h(i * 5) % 12 = 11 AND h(i * 7) % 5 = 0 THEN 'South'
		ELSE ['North', 'North', 'North', 'West', 'West', 'South', 'South', 'South', 'East', 'East', 'East', 'West'][1 + h(i * 5) % 12] END AS county,
	['terrace', 'flat', 'detached', 'shop', 'unknown'][1 + CASE WHEN h(i * 9) % 40 = 0 THEN 4 ELSE h(i * 9) % 4 END] AS dwelling_type
FROM range(600) AS t(i);
CREATE TABLE meter AS
SELECT 'MX' || lpad(CAST(h(i * 11) % 10000 * 1000 + i AS VARCHAR), 8, '0') AS meter_serial, i % 600 + 20001 AS prem_no, DATE '2015-01-01' + CAST(h(i * 13) % 2500 AS INTEGER) AS installed_on,
	CASE WHEN i < 640 THEN DATE '9999-12-31' ELSE DATE '2023-02-01' + CAST(h(i * 17) % 300 AS INTEGER) END AS removed_on, ['single', 'three'][1 + h(i * 19) % 2] AS phase
FROM range(700) AS t(i);
CREATE TABLE tariff AS
SELECT 'T' || chr(65 + CAST(i AS INTEGER)) AS tariff_cd, DATE '2021-01-01' + CAST(n * 365 AS INTEGER) AS valid_from, DATE '2021-12-31' + CAST(n * 365 AS INTEGER) AS valid_to,
	['domestic', 'domestic', 'domestic', 'domestic', 'commercial', 'commercial', 'commercial', 'green', 'green', 'green'][1 + i] AS tariff_group,
	CAST(0.2 + (h(i * 21 + n) % 2000) / 10000.0 AS DECIMAL(8, 4)) AS unit_rate, CAST(0.3 + (h(i * 23 + n) % 400) / 1000.0 AS DECIMAL(8, 4)) AS standing_charge
FROM range(10) AS t(i), range(4) AS u(n);
CREATE TABLE account AS
SELECT i + 1 AS acct_id, ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Fi', 'Gus', 'Hal'][1 + h(i) % 8] || ' ' || ['Ames', 'Bell', 'Cole', 'Dunn', 'Eng', 'Ford'][1 + h(i * 3) % 6] AS cust_name,
	20001 + h(i * 25) % 600 AS prem_no, 'T' || chr(65 + CAST(h(i * 27) % 10 AS INTEGER)) AS tariff_cd, DATE '2018-01-01' + CAST(h(i * 29) % 2000 AS INTEGER) AS opened_on,
	CASE WHEN h(i * 31) % 20 = 0 THEN 999 ELSE 300 + h(i * 33) % 280 END AS credit_score, 'user' || i || '@mail.example' AS email
FROM range(800) AS t(i);
CREATE TABLE reading AS
SELECT meter_serial, DATE '2023-01-01' + INTERVAL (m) MONTH AS read_dt, reg AS register, CAST(1000 + h(m0 + r0) % 9000 + m * 180 + h(m0 + m + r0) % 60 AS INTEGER) AS register_level,
	CAST(120 + h(m0 + m * 7 + r0) % 200 AS INTEGER) AS usage_kwh, ['A', 'A', 'A', 'E'][1 + h(m0 + m * 9 + r0) % 4] AS read_type
FROM (SELECT *, CAST(hash(meter_serial) >> 8 AS BIGINT) AS m0 FROM meter), range(12) AS t(m), (VALUES ('day', 0), ('night', 5003)) AS r(reg, r0) WHERE h(m0) % 3 > 0 OR reg = 'day';
CREATE TABLE bill AS
WITH base AS (
	SELECT i, 1 + h(i * 35) % 800 AS acct_id, DATE '2023-01-01' + CAST(h(i * 37) % 11 * 30 AS INTEGER) AS period_start, 26 + h(i * 39) % 12 AS days_billed,
		200 + h(i * 41) % 900 AS usage_kwh
	FROM range(5000) AS t(i)),
priced AS (
	SELECT *, CAST(usage_kwh * 0.2731 AS DECIMAL(10, 2)) AS energy_amt, CAST(days_billed * 0.45 + h(i * 43) % 300 / 100.0 AS DECIMAL(10, 2)) AS standing_amt FROM base)
SELECT 700000 + i AS bill_no, acct_id, period_start, period_start + CAST(days_billed AS INTEGER) AS period_end, days_billed, usage_kwh, round(usage_kwh / days_billed, 2) AS avg_daily_kwh,
	energy_amt, standing_amt, CAST((energy_amt + standing_amt) * 0.05 AS DECIMAL(10, 2)) AS vat_amt,
	CAST(energy_amt + standing_amt + CAST((energy_amt + standing_amt) * 0.05 AS DECIMAL(10, 2)) AS DECIMAL(10, 2)) AS bill_amount
FROM priced;
CREATE TABLE payment AS
SELECT 'P' || (900000 + i) AS pay_ref, 700000 + h(i * 45) % 4000 AS bill_no, DATE '2023-02-01' + CAST(h(i * 47) % 400 AS INTEGER) AS paid_on,
	CAST(20 + h(i * 49) % 20000 / 100.0 AS DECIMAL(10, 2)) AS paid_amt, ['card', 'direct debit', 'cash', 'N/A'][1 + CASE WHEN h(i * 51) % 50 = 0 THEN 3 ELSE h(i * 51) % 3 END] AS method
FROM range(6000) AS t(i);
