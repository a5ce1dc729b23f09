-- A software subscription business: accounts, and one row an account and month. The plan's columns repeat in the snapshots.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE SCHEMA analytics;
CREATE TABLE analytics.dim_accounts AS
SELECT 'acc_' || lpad(CAST(i AS VARCHAR), 5, '0') AS account_id, 'Company ' || i AS account_name, ['DE', 'FR', 'US', 'JP'][1 + h(i) % 4] AS country,
	['smb', 'mid', 'enterprise'][1 + h(i * 3) % 3] AS segment, DATE '2021-01-01' + CAST(h(i * 5) % 600 AS INTEGER) AS signed_up_on
FROM range(300) AS t(i);
CREATE TABLE analytics.fct_subscription_months AS
SELECT 'acc_' || lpad(CAST(a.i AS VARCHAR), 5, '0') AS account_id, DATE '2022-01-01' + INTERVAL (CAST(m.n AS INTEGER)) MONTH AS month,
	plan_id, ['starter', 'team', 'business', 'custom', 'edu'][plan_id] AS plan_name, CAST([9, 29, 99, 499, 4][plan_id] AS DECIMAL(10, 2)) AS plan_price,
	seats, CAST(seats * [9, 29, 99, 499, 4][plan_id] AS DECIMAL(12, 2)) AS mrr, h(a.i * 7 + m.n) % 200 AS open_tickets_count,
	h(a.i * 9 + m.n) % 1000 / 1000.0 AS usage_rate, CAST(h(a.i * 11 + m.n) % 5000 / 100.0 AS DECIMAL(12, 2)) AS overage_fees
FROM (SELECT i, 1 + h(i * 13) % 5 AS plan_id0 FROM range(300) AS t(i)) AS a,
	range(30) AS m(n),
	LATERAL (SELECT CASE WHEN m.n > 15 AND h(a.i * 15) % 4 = 0 THEN 1 + (plan_id0 % 5) ELSE plan_id0 END AS plan_id, 1 + h(a.i * 17 + m.n // 6) % 60 AS seats)
WHERE m.n >= h(a.i * 19) % 12;
CREATE TABLE analytics.fct_logins AS
SELECT uuid_of.id AS login_id, 'acc_' || lpad(CAST(h(i * 21) % 300 AS VARCHAR), 5, '0') AS account_id,
	TIMESTAMP '2023-01-01' + INTERVAL (CAST(h(i * 23) % 900000 AS INTEGER)) SECOND AS logged_in_at, ['web', 'ios', 'android'][1 + h(i * 25) % 3] AS device
FROM range(4000) AS t(i), LATERAL (SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS id) AS uuid_of;
