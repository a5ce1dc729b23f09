-- Bookings of hotels, one row a charge with a number of its own, and what the booking comes to repeated on each. Booking numbers
-- were given out again, 2 % of them, to other guests; so a booking is its number and its guest.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE SCHEMA marts;
CREATE TABLE marts.dim_hotels AS
SELECT i + 1 AS hotel_id, ['Seaview', 'Alpina', 'Roma Centro', 'Lakeside', 'Old Town'][1 + i] AS hotel_name,
	['Brighton', 'Davos', 'Rome', 'Zug', 'York'][1 + i] AS city, ['UK', 'CH', 'IT', 'CH', 'UK'][1 + i] AS country,
	CAST(20 + h(i) % 70 AS INTEGER) AS rooms
FROM range(5) AS t(i);
CREATE TABLE marts.dim_guests AS
SELECT i + 1 AS guest_id, ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Fi', 'Gus', 'Hal'][1 + h(i) % 8] || ' ' || ['Ames', 'Bell', 'Cole', 'Dunn', 'Eng', 'Ford'][1 + h(i * 3) % 6] AS guest_name,
	['gold', 'silver', 'basic', 'basic'][1 + h(i * 5) % 4] AS loyalty_tier, ['DE', 'UK', 'CH', 'IT', 'FR', NULL][1 + h(i * 7) % 6] AS nationality,
	DATE '1940-01-01' + CAST(h(i * 9) % 22000 AS INTEGER) AS birth_date, TIMESTAMP '2021-01-01' + INTERVAL (h(i * 11) % 21600) HOUR AS registered_at
FROM range(1200) AS t(i);
CREATE TABLE marts.dim_services AS
SELECT i + 1 AS service_id, ['Single room', 'Double room', 'Suite', 'Breakfast', 'Dinner', 'Massage', 'Sauna', 'Parking', 'Late checkout'][1 + i] AS service_name,
	['room', 'room', 'room', 'food', 'food', 'spa', 'spa', 'extra', 'extra'][1 + i] AS service_type,
	CAST([90, 140, 300, 18, 45, 70, 25, 15, 30][1 + i] AS DECIMAL(8, 2)) AS list_price
FROM range(9) AS t(i);
CREATE TABLE marts.fct_bookings AS
WITH booking AS (
	SELECT i, 'B' || CASE WHEN h(i * 13) % 100 < 2 AND i > 100 THEN i - 83 ELSE i END AS booking_no, CAST(1 + h(i * 17) % 1050 AS INTEGER) AS guest_id,
		CAST(1 + h(i * 19) % 5 AS INTEGER) AS hotel_id, DATE '2022-01-01' + CAST(h(i * 23) % 1000 AS INTEGER) AS arrival_date,
		CASE h(i * 29) % 10 WHEN 0 THEN 'no_show' WHEN 1 THEN 'cancelled' ELSE 'stayed' END AS booking_status,
		['website', 'agency', 'phone', NULL][1 + h(i * 31) % 4] AS channel, h(i * 37) % 4 AS extras, h(i * 41) % 4 = 0 AS reduced
	FROM range(8000) AS t(i)),
charge AS (
	SELECT booking.*, n, CAST(CASE n WHEN 0 THEN 1 + h(i * 43) % 3 ELSE 4 + (h(i * 47) + 2 * n) % 6 END AS INTEGER) AS service_id,
		CAST(1 + h(i * 53 + n) % 5 AS INTEGER) AS units
	FROM booking, range(4) AS u(n) WHERE n <= extras),
summed AS (
	SELECT charge.*, service_name, service_type, list_price, sum(units * list_price) OVER (PARTITION BY i) AS charges
	FROM charge JOIN marts.dim_services USING (service_id)),
taxed AS (
	SELECT *, CAST(charges * 0.07 AS DECIMAL(10, 2)) AS city_tax, CAST(CASE WHEN reduced THEN charges * 0.1 ELSE 0 END AS DECIMAL(10, 2)) AS discount FROM summed)
SELECT CAST(row_number() OVER (ORDER BY i, n) AS INTEGER) AS charge_id, booking_no, guest_id, loyalty_tier, hotel_id, hotel_name, city, arrival_date, service_id, service_name,
	service_type, units, list_price AS unit_price, CAST(charges AS DECIMAL(10, 2)) AS charges, city_tax, discount,
	CAST(charges + city_tax - discount AS DECIMAL(10, 2)) AS amount_due, booking_status, channel, CAST(units * list_price * 0.6 AS DECIMAL(10, 2)) AS service_cost
FROM taxed JOIN marts.dim_guests USING (guest_id) JOIN marts.dim_hotels USING (hotel_id);
