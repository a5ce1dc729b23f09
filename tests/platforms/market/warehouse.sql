-- A market's receipts, one row a scanned item, with the amounts of the receipt repeated on each row. Receipt numbers start anew
-- now and then, so 3 % of them were given to another member.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE members AS
SELECT 10000 + i AS member_no, 'm' || i || '@mail.example' AS email, 'Town ' || (h(i) % 40) AS town,
	['gold', 'silver', 'basic'][1 + h(i * 7) % 3] AS tier, DATE '2019-01-01' + CAST(h(i * 3) % 900 AS INTEGER) AS joined_on
FROM range(900) AS t(i);
CREATE TABLE articles AS
SELECT 'A' || lpad(CAST(i AS VARCHAR), 4, '0') AS article_code, 'Article ' || (i % 70) AS article_name,
	['food', 'drink', 'home', 'toys'][1 + h(i) % 4] AS aisle, CAST(1 + h(i * 11) % 9000 / 100.0 AS DECIMAL(10, 2)) AS list_price
FROM range(80) AS t(i);
CREATE TABLE receipts AS
WITH receipt AS (
	SELECT i, CASE WHEN h(i * 5) % 100 < 3 AND i > 100 THEN 500000 + i - 97 ELSE 500000 + i END AS receipt_no,
		10000 + h(i * 13) % 900 AS member_no, DATE '2022-01-01' + CAST(h(i * 17) % 700 AS INTEGER) AS bought_on,
		['card', 'cash', 'voucher'][1 + h(i * 19) % 3] AS paid_by, 1 + h(i * 23) % 5 AS items,
		CASE WHEN h(i * 29) % 10 = 0 THEN CAST(h(i * 31) % 12 AS INTEGER) END AS promotion_id
	FROM range(6000) AS t(i)),
item AS (
	SELECT receipt.*, n, 'A' || lpad(CAST(h(i * 37 + n) % 80 AS VARCHAR), 4, '0') AS article_code,
		1 + h(i * 41 + n) % 3 AS pieces
	FROM receipt, range(5) AS u(n) WHERE n < items),
priced AS (
	SELECT item.*, article_name, aisle, list_price FROM item JOIN articles USING (article_code))
SELECT receipt_no, member_no, bought_on, paid_by, article_code, article_name, aisle, pieces, list_price AS piece_price,
	CAST(sum(pieces * list_price) OVER (PARTITION BY i) AS DECIMAL(12, 2)) AS goods_amount,
	CAST(CASE WHEN i % 4 = 0 THEN 2.5 ELSE 0 END AS DECIMAL(12, 2)) AS bag_fee,
	CAST(sum(pieces * list_price) OVER (PARTITION BY i) + CASE WHEN i % 4 = 0 THEN 2.5 ELSE 0 END AS DECIMAL(12, 2)) AS bill_amount,
	town AS member_town, promotion_id, 'Promo ' || promotion_id AS promotion_name, CAST(promotion_id * 1000 + 37 AS DECIMAL(12, 2)) AS promotion_budget
FROM priced JOIN members USING (member_no);
