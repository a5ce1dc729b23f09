-- A platform that has figures by the names of analyses: these are meant.
CREATE TABLE plan_months AS
SELECT i + 1 AS row_no, ['basic', 'plus', 'team'][1 + i % 3] AS plan, DATE '2024-01-01' + INTERVAL (i // 3) MONTH AS month_start,
	100 + (i * 37) % 60 AS signups, 10 + (i * 17) % 13 AS conversions, 5 + (i * 11) % 9 AS repeat_purchases
FROM range(36) AS t(i);
