-- A ferry line. All columns of a table begin with its short name; who made a sailing, and in which ship, is called otherwise than the keys are, and ships' numbers and
-- pilots' licences are kept elsewhere for a few. The total of a booking stands on each of its lines. What is held at the berths of the ports is looked at each day, and some
-- days were loaded twice with other deliveries; who rents a berth at the time stands beside it.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TABLE dim_port AS
SELECT 'PT' || (1000 + i * 37) AS prt_code, ['Aldmouth', 'Brea', 'Corran', 'Dunhaven', 'Eriska', 'Fladda', 'Gigha', 'Holm'][1 + i] AS prt_name, ['north', 'north', 'west', 'east'][1 + i % 4] AS prt_coast,
	DATE '1950-01-01' + CAST(h('o' || i) % 20000 AS INTEGER) AS prt_opened_on
FROM range(8) AS t(i);
CREATE TABLE dim_crew AS
SELECT 3000 + i AS crw_no, 'Crew ' || chr(65 + CAST(i % 26 AS INTEGER)) || i AS crw_name, ['master', 'mate', 'engineer', 'deck'][1 + h('cr' || i) % 4] AS crw_rank, 3000 + 1 + h('cb' || i) % 12 AS crw_reports_to
FROM range(1, 141) AS t(i);
CREATE TABLE fct_sailing AS
SELECT 'S' || (700000 + i * 11) AS sai_ref, 'PT' || (1000 + h('f' || i) % 8 * 37) AS sai_origin_prt_code, 'PT' || (1000 + (h('f' || i) + 1 + h('t' || i) % 7) % 8 * 37) AS sai_destination_prt_code,
	DATE '2024-01-01' + CAST(i * 366 // 1500 AS INTEGER) AS sai_departs_on, 3001 + h('ma' || i) % 139 AS sai_sailed_by, 40 + h('fu' || i) % 160 AS sai_fuel_litres
FROM range(1500) AS t(i);
CREATE TABLE fct_booking_line AS
WITH booking AS (
	SELECT 20000 + b AS booking_no, DATE '2024-01-01' + CAST(h('bd' || b) % 360 AS INTEGER) AS booked_on, ['web', 'phone', 'desk'][1 + h('bc' || b) % 3] AS channel, 1 + h('bn' || b) % 5 AS n,
		CAST(20 + h('bt' || b) % 20000 / 100.0 AS DECIMAL(10, 2)) AS total
	FROM range(1400) AS t(b))
SELECT booking_no AS bkl_booking_no, l AS bkl_line_no, 'S' || (700000 + h('bs' || booking_no) % 1500 * 11) AS bkl_sai_ref, booked_on AS bkl_booked_on, channel AS bkl_channel, n AS bkl_passenger_count, total AS bkl_booking_total,
	CASE WHEN h('lic' || booking_no || l) % 100 < 30 THEN NULL ELSE 'FC' || (500000 + h('who' || booking_no || l) % 420 * 7) END AS bkl_card, 5 + h('bag' || booking_no || l) % 25 AS bkl_baggage_kg
FROM booking, range(1, 6) AS s(l) WHERE l <= n;
CREATE TABLE dim_frequent AS
SELECT 'FC' || (500000 + i * 7) AS frq_number, 'Person ' || i AS frq_name, ['basic', 'silver', 'gold'][1 + h('ft' || i) % 3] AS frq_tier FROM range(400) AS t(i);
CREATE TABLE fct_refund AS
SELECT bkl_booking_no AS rfd_booking_no, bkl_line_no AS rfd_line_no, bkl_booked_on + CAST(200 + h('rd' || bkl_booking_no || bkl_line_no) % 60 AS INTEGER) AS rfd_paid_on, CAST(5 + h('ra' || bkl_booking_no || bkl_line_no) % 3000 / 100.0 AS DECIMAL(10, 2)) AS rfd_amount
FROM fct_booking_line WHERE h('rf' || bkl_booking_no || bkl_line_no) % 25 = 0;
CREATE TABLE fct_berth_day AS
WITH d AS (
	SELECT DATE '2024-03-01' + CAST(k AS INTEGER) AS day, 'PT' || (1000 + p * 37) AS port, b AS berth, k, p, (k + h('len' || p || '/' || b) % 40) // 45 AS turn
	FROM range(122) AS t(k), range(8) AS u(p), range(1, 7) AS v(b)),
r AS (SELECT *, CASE WHEN h('vac' || port || '/' || berth || '/' || turn) % 9 > 0 THEN 'K' || (8000 + h('ct' || port || '/' || berth || '/' || turn) % 90000) END AS contract FROM d)
SELECT day AS brt_day, port AS brt_prt_code, berth AS brt_berth_no, contract AS brt_contract_ref, CASE WHEN contract IS NULL THEN 0 ELSE 300 + h(contract) % 90 * 10 END AS brt_rent, h('dl' || port || '/' || berth || '/' || k) % 700 AS brt_fuel_in,
	200 + h('st' || port || '/' || berth) % 4000 + h('w' || port || '/' || berth || '/' || k) % 30 AS brt_fuel_held, CAST(1.1 + h('pr' || port) % 60 / 100.0 AS DECIMAL(6, 2)) AS brt_fuel_price,
	CAST((200 + h('st' || port || '/' || berth) % 4000 + h('w' || port || '/' || berth || '/' || k) % 30) * (1.1 + h('pr' || port) % 60 / 100.0) AS DECIMAL(12, 2)) AS brt_fuel_value
FROM r;
INSERT INTO fct_berth_day SELECT brt_day, brt_prt_code, brt_berth_no, brt_contract_ref, brt_rent, brt_fuel_in + 3, brt_fuel_held, brt_fuel_price, brt_fuel_value FROM fct_berth_day WHERE h('twice' || brt_day || brt_prt_code) % 60 = 0;
