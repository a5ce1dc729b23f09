-- Advertising: one wide table, already added up by day, ad group, device and country, with rates that were rounded and counts of
-- people that cannot be added. Days are text. Conversions know the creative by its tag, not by its id.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE perf_daily AS
WITH base AS (
	SELECT d, g, v, k, 400 + h(d * 61 + g * 7 + v * 3 + k) % 20000 AS impressions, h(d * 67 + g * 11 + v * 5 + k) % 90 AS x
	FROM range(90) AS t(d), range(60) AS u(g), range(3) AS w(v), range(6) AS z(k) WHERE h(g * 13 + v * 17 + k) % 3 = 0),
counted AS (SELECT *, 1 + impressions * x // 2000 AS clicks, CAST(impressions * (20 + h(g) % 60) / 10000.0 + h(d + g * 3 + k) % 100 / 100.0 AS DECIMAL(12, 2)) AS spend FROM base)
SELECT strftime(DATE '2024-01-01' + CAST(d AS INTEGER), '%Y-%m-%d') AS report_date, 'Brand ' || chr(65 + CAST(g // 3 % 8 AS INTEGER)) AS advertiser, 9000 + g // 3 * 11 AS campaign_id,
	['Spring', 'Summer', 'Always on', 'Launch', 'Clearance'][1 + g // 3 % 5] || ' ' || (g // 3) AS campaign_name, 77000 + g * 13 AS ad_group_id, 'Group ' || g AS ad_group_name, ['mobile', 'desktop', 'tablet'][1 + v] AS device_type,
	['DE', 'FR', 'US', 'CA', 'JP', 'NA'][1 + k] AS country_code, ['Europe', 'Europe', 'America', 'America', 'Asia', 'Africa'][1 + k] AS region_name, CAST(impressions AS BIGINT) AS impressions, CAST(clicks AS BIGINT) AS clicks,
	spend AS spend_usd, round(100.0 * clicks / impressions, 2) AS ctr, round(spend / clicks, 4) AS cpc, round(1000.0 * spend / impressions, 3) AS cpm,
	CASE WHEN h(d * 3 + g + k) % 300 = 0 THEN -1 ELSE CAST(impressions * 0.4 AS BIGINT) + h(d * 71 + g) % 50 END AS unique_reach, CAST(1 + h(g * 19 + d // 7) % 10 AS INTEGER) AS quality_score
FROM counted;
CREATE TABLE creative AS
SELECT 31 + i * 17 AS creative_id, 'cr_' || left(md5(CAST(i AS VARCHAR)), 10) AS creative_tag, 77000 + h(i * 23) % 60 * 13 AS ad_group_id, ['300x250', '728x90', '160x600', '970x250'][1 + h(i * 29) % 4] AS ad_size,
	CASE WHEN h(i * 31) % 12 = 0 THEN '' ELSE 'https://shop.example/p/' || h(i * 37) % 90 END AS landing_url
FROM range(150) AS t(i);
CREATE TABLE conversion_log AS
SELECT md5('c' || i) AS conv_id, 'cr_' || left(md5(CAST(h(i * 41) % 140 AS VARCHAR)), 10) AS creative_tag, TIMESTAMP '2024-01-01' + INTERVAL (h(i * 43) % 129600) MINUTE AS converted_at, CAST(5 + h(i * 47) % 20000 / 100.0 AS DECIMAL(8, 2)) AS conv_value
FROM range(4000) AS t(i);
CREATE TABLE budget_monthly AS
SELECT 9000 + g * 11 AS campaign_id, '2024-' || lpad(CAST(m + 1 AS VARCHAR), 2, '0') AS month, CAST(1000 + h(g * 53 + m) % 9000 AS DECIMAL(10, 2)) AS budget_usd FROM range(20) AS t(g), range(3) AS u(m);
