-- A repair shop: calls for help with times of day, jobs and invoices that know only days, and visits of which a request has several.
CREATE TABLE clients AS SELECT i AS client_id, 'Client ' || i AS client_name, ['north', 'south', 'west'][1 + i % 3] AS region,
	DATE '2022-01-03' + CAST((i * 37) % 700 AS INTEGER) AS joined_on FROM range(1, 61) t(i);
CREATE TABLE requests AS SELECT 1000 + i AS request_id, 1 + (i * 13) % 60 AS client_id, ['urgent', 'normal', 'low'][1 + i % 3] AS priority,
	TIMESTAMP '2024-01-01 08:00:00' + INTERVAL ((i * 1171) % 525600) MINUTE AS raised_at,
	CASE WHEN i % 11 = 0 THEN NULL ELSE TIMESTAMP '2024-01-01 08:00:00' + INTERVAL ((i * 1171) % 525600 + 7 + (i * 53) % 900) MINUTE END AS answered_at,
	CASE WHEN i % 7 = 0 THEN NULL ELSE TIMESTAMP '2024-01-01 08:00:00' + INTERVAL ((i * 1171) % 525600 + 1000 + (i * 97) % 9000) MINUTE END AS resolved_at
	FROM range(400) t(i);
CREATE TABLE visits AS SELECT 5000 + i AS visit_id, 1000 + (i * 3) % 350 AS request_id,
	TIMESTAMP '2024-01-02 09:00:00' + INTERVAL ((((i * 3) % 350) * 1171) % 525600 + (i * 211) % 20000) MINUTE AS visited_at,
	20 + (i * 7) % 90 AS minutes_on_site FROM range(700) t(i);
CREATE TABLE jobs AS SELECT 9000 + i AS job_id, 1000 + i AS request_id, ['boiler', 'roof', 'wiring'][1 + i % 3] AS trade,
	DATE '2024-01-10' + CAST((i * 1171) % 525600 // 1440 AS INTEGER) AS started_on,
	CASE WHEN i % 9 = 0 THEN NULL ELSE DATE '2024-01-10' + CAST((i * 1171) % 525600 // 1440 + 1 + (i * 17) % 40 AS INTEGER) END AS finished_on,
	CAST(100 + (i * 271) % 5000 AS DECIMAL(10, 2)) AS cost
	FROM range(300) t(i);
CREATE TABLE invoices AS SELECT 20000 + i AS invoice_no, 9000 + i AS job_id, DATE '2024-02-20' + CAST((i * 1171) % 525600 // 1440 AS INTEGER) AS issued_on,
	DATE '2024-03-21' + CAST((i * 1171) % 525600 // 1440 AS INTEGER) AS due_on,
	CASE WHEN i % 5 = 0 THEN NULL ELSE DATE '2024-02-20' + CAST((i * 1171) % 525600 // 1440 + (i * 29) % 75 AS INTEGER) END AS paid_on,
	CAST(120 + (i * 311) % 6000 AS DECIMAL(10, 2)) AS amount FROM range(260) t(i);
CREATE TABLE technicians AS SELECT i AS technician_id, 'Tech ' || i AS technician_name, DATE '2021-01-01' + CAST((i * 47) % 1400 AS INTEGER) AS started_on,
	CASE WHEN i % 4 = 0 THEN DATE '2021-03-01' + CAST((i * 47) % 1400 + 30 + i * 3 AS INTEGER) END AS left_on FROM range(1, 81) t(i);
