-- Kiosks: a ticket is numbered within its kiosk and day, and has no table of its own; the amounts of the ticket stand on each of
-- its lines, and payments are in another table. Orders to the depots are numbered within the depot; their lines have an identifier.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TABLE kiosk AS
SELECT i + 1 AS kiosk_no, 'Kiosk ' || ['North', 'Station', 'Harbour', 'Market', 'Park', 'Bridge'][1 + i] AS kiosk_name, ['Aston', 'Aston', 'Bury', 'Calne', 'Bury', 'Diss'][1 + i] AS town
FROM range(6) AS t(i);
CREATE TABLE article AS
SELECT 100 + i * 3 AS article_no, 'Article ' || chr(65 + CAST(i % 26 AS INTEGER)) || i AS article_name, ['snack', 'drink', 'paper', 'other'][1 + h('a' || i) % 4] AS article_group,
	CAST(0.5 + h('p' || i) % 900 / 100.0 AS DECIMAL(8, 2)) AS list_price
FROM range(90) AS t(i);
CREATE TABLE ticket_line AS
WITH ticket AS (
	SELECT k AS kiosk_no, DATE '2024-03-01' + CAST(d AS INTEGER) AS business_date, n AS ticket_no, k || '/' || d || '/' || n AS t,
		DATE '2024-03-01' + CAST(d AS INTEGER) + INTERVAL (420 + n * 9 + h('m' || k || '/' || d || '/' || n) % 9) MINUTE AS sold_at
	FROM range(1, 7) AS a(k), range(61) AS b(d), range(1, 40) AS c(n) WHERE n <= 6 + h('n' || k || '/' || d) % 20),
line AS (
	SELECT *, t || '/' || l AS u FROM ticket, range(1, 5) AS e(l) WHERE l <= 1 + h('l' || t) % 100 // 40 + h('k' || t) % 2)
SELECT kiosk_no, business_date, ticket_no, l AS line_no, sold_at, article_no, pieces, unit_price, CAST(pieces * unit_price AS DECIMAL(10, 2)) AS line_amount,
	CAST(h('b' || t) % 5 * 0.25 AS DECIMAL(8, 2)) AS bottle_deposit,
	CAST(sum(pieces * unit_price) OVER (PARTITION BY t) + h('b' || t) % 5 * 0.25 AS DECIMAL(10, 2)) AS ticket_total
FROM (SELECT *, 100 + h('x' || u) % 90 * 3 AS article_no, 1 + h('q' || u) % 10 // 7 + h('r' || u) % 2 AS pieces FROM line)
JOIN (SELECT article_no, list_price AS unit_price FROM article) USING (article_no);
CREATE TABLE payment AS
SELECT kiosk_no, business_date, ticket_no, s AS split_no, ['cash', 'card', 'voucher'][1 + h('y' || kiosk_no || business_date || ticket_no || s) % 100 // 45] AS payment_kind,
	CAST(CASE WHEN n = 1 THEN ticket_total WHEN s = 1 THEN floor(ticket_total / 2) ELSE ticket_total - floor(ticket_total / 2) END AS DECIMAL(10, 2)) AS paid_amount,
	h('z' || kiosk_no || business_date || ticket_no) % 40 AS wait_seconds
FROM (SELECT DISTINCT kiosk_no, business_date, ticket_no, ticket_total, CASE WHEN h('w' || kiosk_no || business_date || ticket_no) % 3 = 0 THEN 2 ELSE 1 END AS n FROM ticket_line), range(1, 3) AS f(s)
WHERE s <= n;
CREATE TABLE depot_order_line AS
WITH o AS (
	SELECT d AS depot_code, n AS order_id, DATE '2024-03-01' + CAST(h('od' || d || n) % 60 AS INTEGER) AS ordered_on, CAST(5 + h('of' || d || n) % 3000 / 100.0 AS DECIMAL(8, 2)) AS freight_fee, 1 + h('ok' || d || n) % 6 AS kiosk_no
	FROM (VALUES ('DA'), ('DB'), ('DC'), ('DD')) AS a(d), range(1, 400) AS c(n) WHERE n < 150 + h('c' || d) % 250)
SELECT 50000 + row_number() OVER (ORDER BY h('s' || depot_code || order_id || l)) * 7 AS depot_line_id, depot_code, order_id, ordered_on, kiosk_no, 100 + h('ox' || depot_code || order_id || l) % 90 * 3 AS article_no,
	6 * (1 + h('oq' || depot_code || order_id || l) % 8) AS ordered_qty, freight_fee
FROM o, range(1, 6) AS f(l) WHERE l <= 1 + h('ol' || depot_code || order_id) % 5;
