-- A logistics network: every shipment has two sites and two dates; legs belong to shipments; headers carry sums of their lines.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE sites (site_id INTEGER, site_name VARCHAR, region VARCHAR, capacity INTEGER);
INSERT INTO sites SELECT 300 + i, 'Hub ' || i, ['north', 'south', 'east', 'west'][1 + i % 4], 50 + h(i) % 500 FROM range(40) AS t(i);
CREATE TABLE carriers AS SELECT 'CR' || i AS carrier_code, 'Carrier ' || chr(CAST(65 + i AS INTEGER)) AS carrier_name, h(i) % 50 / 10.0 AS rating FROM range(9) AS t(i);
CREATE TABLE shipment_lines AS
SELECT s.i * 10 + n AS line_id, 80000 + s.i AS shipment_id, 'SKU-' || (h(s.i * 3 + n) % 150) AS sku, 1 + h(s.i * 5 + n) % 20 AS units,
	CAST(1 + h(s.i * 7 + n) % 5000 / 100.0 AS DECIMAL(10, 2)) AS freight_cost
FROM range(3000) AS s(i), range(6) AS u(n) WHERE n <= h(s.i * 9) % 6;
CREATE TABLE shipments AS
SELECT 80000 + i AS shipment_id, 300 + h(i * 11) % 40 AS origin_site_id, 300 + h(i * 13) % 40 AS destination_site_id,
	'CR' || (h(i * 15) % 9) AS carrier_code, DATE '2023-03-01' + CAST(h(i * 17) % 600 AS INTEGER) AS shipped_on,
	DATE '2023-03-01' + CAST(h(i * 17) % 600 + 1 + h(i * 19) % 9 AS INTEGER) AS delivered_on,
	['standard', 'express'][1 + h(i * 21) % 2] AS service_level, l.units AS total_units, l.cost AS total_freight_cost
FROM range(3000) AS t(i) JOIN (SELECT shipment_id - 80000 AS k, sum(units) AS units, sum(freight_cost) AS cost FROM shipment_lines GROUP BY 1) AS l ON l.k = t.i;
CREATE TABLE stock_levels AS
SELECT 300 + s.i AS site_id, DATE '2024-01-01' + CAST(d.n AS INTEGER) AS stock_date, h(s.i * 23 + d.n) % 4000 AS stock_on_hand
FROM range(40) AS s(i), range(60) AS d(n);
