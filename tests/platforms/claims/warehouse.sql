-- Payer claims mart: one wide line table made for BI, claim totals and provider attributes copied down to every line.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO u(x, s) AS (h(x, s) % 1000000) / 1000000.0;
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];

CREATE TABLE dim_plan AS
SELECT * FROM (VALUES
	('HMO-B1', 'Blue Valley HMO Bronze', 'HMO', 'Bronze', 'Commercial', 6500.00, 9100.00, 40, 30.00),
	('HMO-S1', 'Blue Valley HMO Silver', 'HMO', 'Silver', 'Commercial', 4000.00, 8500.00, 30, 25.00),
	('PPO-S1', 'Blue Valley PPO Silver', 'PPO', 'Silver', 'Commercial', 3500.00, 8200.00, 30, 30.00),
	('PPO-G1', 'Blue Valley PPO Gold', 'PPO', 'Gold', 'Commercial', 1500.00, 6000.00, 20, 20.00),
	('PPO-P1', 'Blue Valley PPO Platinum', 'PPO', 'Platinum', 'Commercial', 500.00, 3000.00, 10, 15.00),
	('MA-H01', 'Valley Senior Advantage', 'HMO', 'N/A', 'Medicare', 0.00, 5500.00, 20, 10.00),
	('MA-P01', 'Valley Senior Choice', 'PPO', 'N/A', 'Medicare', 250.00, 6700.00, 20, 15.00),
	('MCD-01', 'Valley Community Care', 'HMO', 'N/A', 'Medicaid', 0.00, 0.00, 0, 0.00)
) AS t(plan_id, plan_name, product_type, metal_tier, line_of_business, annual_deductible_amt, oop_max_amt, coinsurance_pct, office_copay_amt);

CREATE TABLE ref_denial_reason AS
SELECT * FROM (VALUES ('16', 'Claim lacks information', 'Administrative'), ('18', 'Exact duplicate claim', 'Administrative'), ('29', 'Time limit for filing expired', 'Administrative'),
	('50', 'Not deemed a medical necessity', 'Clinical'), ('96', 'Non-covered charge', 'Coverage'), ('197', 'Precertification absent', 'Authorization'), ('204', 'Service not covered under plan', 'Coverage')) AS t(carc, carc_description, carc_group);

CREATE TABLE dim_diagnosis AS
WITH c AS (SELECT * FROM (VALUES ('E11', 'Type 2 diabetes mellitus', 'Endocrine and metabolic'), ('E78', 'Disorders of lipoprotein metabolism', 'Endocrine and metabolic'), ('I10', 'Essential hypertension', 'Circulatory'),
	('I25', 'Chronic ischemic heart disease', 'Circulatory'), ('I50', 'Heart failure', 'Circulatory'), ('J06', 'Acute upper respiratory infection', 'Respiratory'), ('J44', 'COPD', 'Respiratory'), ('J45', 'Asthma', 'Respiratory'),
	('M54', 'Dorsalgia', 'Musculoskeletal'), ('M17', 'Osteoarthritis of knee', 'Musculoskeletal'), ('F32', 'Depressive episode', 'Mental and behavioral'), ('F41', 'Other anxiety disorders', 'Mental and behavioral'),
	('N18', 'Chronic kidney disease', 'Genitourinary'), ('N39', 'Other urinary disorders', 'Genitourinary'), ('S82', 'Fracture of lower leg', 'Injury'), ('Z00', 'General examination', 'Health status factors'), ('Z12', 'Screening for neoplasm', 'Health status factors'))
	AS t(dx_category, category_description, chapter))
SELECT dx_category || '.' || s.i AS icd10_code, category_description || CASE s.i WHEN 9 THEN ', unspecified' ELSE ', type ' || s.i END AS dx_description, dx_category, category_description, chapter,
	h(dx_category, 'chr') % 2 = 0 AS is_chronic
FROM c, (VALUES (0), (1), (2), (5), (8), (9)) AS s(i) WHERE s.i = 9 OR h(dx_category || s.i, 'dx') % 5 > 0;

CREATE TABLE dim_procedure AS
WITH p AS (SELECT i, CASE WHEN i < 12 THEN 99201 + i WHEN i < 40 THEN 80047 + (i - 12) * 31 WHEN i < 62 THEN 70100 + (i - 40) * 113 WHEN i < 84 THEN 20550 + (i - 62) * 421 ELSE 90460 + (i - 84) * 97 END AS n FROM range(100) AS t(i))
SELECT printf('%05d', n) AS cpt, CASE WHEN i < 12 THEN 'Office visit level ' || (1 + i) WHEN i < 40 THEN 'Lab panel ' || n WHEN i < 62 THEN 'Imaging study ' || n WHEN i < 84 THEN 'Surgical procedure ' || n ELSE 'Medicine service ' || n END AS short_descr,
	CASE WHEN i < 12 THEN 'E&M' WHEN i < 40 THEN 'Laboratory' WHEN i < 62 THEN 'Radiology' WHEN i < 84 THEN 'Surgery' ELSE 'Medicine' END AS service_category,
	CASE WHEN i < 12 OR i >= 84 THEN 'Professional' WHEN i < 62 THEN 'Ancillary' ELSE 'Procedural' END AS service_group,
	CAST(0.2 + (h(i, 'rvu') % 900) / 100.0 * CASE WHEN i BETWEEN 62 AND 83 THEN 3 ELSE 0.6 END AS DECIMAL(6, 2)) AS work_rvu
FROM p;

CREATE TABLE dim_facility AS
SELECT CASE WHEN i % 9 = 4 THEN printf('%06d', 50001 + i * 17) ELSE printf('%06d', 360001 + i * 17) END AS ccn, ['St. Mary', 'Mercy', 'Riverside', 'Valley', 'Lakeside', 'Good Samaritan'][1 + i % 6] || ' ' || ['Hospital', 'Medical Center', 'Surgery Center'][1 + i // 6 % 3] || CASE WHEN i >= 18 THEN ' North' ELSE '' END AS facility_name,
	['Acute', 'Acute', 'ASC', 'Rehab'][1 + h(i, 'ft') % 4] AS facility_type, [120, 240, 85, 410, 0, 66][1 + h(i, 'fb') % 6] + i AS licensed_beds,
	pick(['Cleveland', 'Akron', 'Canton', 'Lorain', 'Fresno', 'Modesto'], i, 'fc') AS city,
	CASE WHEN pick(['Cleveland', 'Akron', 'Canton', 'Lorain', 'Fresno', 'Modesto'], i, 'fc') IN ('Fresno', 'Modesto') THEN 'CA' ELSE 'OH' END AS state
FROM range(30) AS t(i);

-- npi is text here; seven providers were loaded twice
CREATE TABLE dim_provider AS
WITH p AS (
	SELECT i, 0 AS again FROM range(560) AS t(i) UNION ALL SELECT i, 1 FROM range(560) AS t(i) WHERE i % 80 = 61
)
SELECT CAST(1003000126 + i * 1777 AS VARCHAR) AS npi,
	CASE WHEN i < 60 THEN pick(['Valley', 'Summit', 'Lakes', 'Metro', 'Prime'], i, 'gn') || ' ' || pick(['Physicians', 'Imaging', 'Orthopedics', 'Clinic'], i, 'gm') || ' ' || (1 + i) ELSE
		pick(['Alan', 'Sofia', 'Rajesh', 'Emily', 'Victor', 'Dana', 'Wei', 'Fatima', 'Paul', 'Irene'], i, 'pf') || ' ' || pick(['Adler', 'Banerjee', 'Costa', 'Dunn', 'Engel', 'Ferris', 'Gupta', 'Hale', 'Ito', 'Jansen', 'Klein', 'Lowe', 'Mora', 'Nash', 'Olsen', 'Park'], i, 'pl') || ', ' || pick(['MD', 'MD', 'DO', 'NP'], i, 'pc') END AS provider_name,
	CASE WHEN i < 60 THEN 2 ELSE 1 END AS entity_type_code,
	CASE WHEN i < 60 THEN 'Multi-Specialty' ELSE pick(['Family Medicine', 'Internal Medicine', 'Cardiology', 'Orthopedic Surgery', 'Psychiatry', 'Radiology', 'Pediatrics', 'Nephrology'], i, 'ps') END AS specialty,
	CASE WHEN i < 60 THEN 'Group' WHEN pick(['Family Medicine', 'Internal Medicine', 'Cardiology', 'Orthopedic Surgery', 'Psychiatry', 'Radiology', 'Pediatrics', 'Nephrology'], i, 'ps') IN ('Family Medicine', 'Internal Medicine', 'Pediatrics') THEN 'Primary Care' ELSE 'Specialist' END AS specialty_group,
	CASE WHEN i >= 60 AND h(i, 'gg') % 6 > 0 THEN CAST(1003000126 + (h(i, 'gx') % 60) * 1777 AS VARCHAR) END AS group_npi,
	pick(['Cleveland', 'Akron', 'Canton', 'Lorain', 'Parma', 'Elyria', 'Fresno', 'Modesto'], i, 'pt') AS practice_city,
	CASE WHEN pick(['Cleveland', 'Akron', 'Canton', 'Lorain', 'Parma', 'Elyria', 'Fresno', 'Modesto'], i, 'pt') IN ('Fresno', 'Modesto') THEN 'CA' ELSE 'OH' END AS practice_state,
	CASE WHEN h(i, 'nw') % 8 = 0 THEN 'OUT' ELSE 'IN' END AS network_status,
	CASE WHEN i % 25 = 8 THEN -1 ELSE 55 + (h(i, 'qa') % 31) + (h(i, 'qb') % 15) END AS quality_score,
	CASE WHEN i % 90 = 77 THEN DATE '1900-01-01' ELSE DATE '2006-05-23' + CAST(h(i, 'pe') % 6000 AS INTEGER) END AS enumeration_date,
	TIMESTAMP '2024-07-01 04:00:00' + INTERVAL (again * 9) DAY AS dw_load_ts
FROM p;

CREATE TABLE dim_member AS
WITH m AS (
	SELECT i, v, 1 + CASE WHEN h(i, 'nv') % 10 < 5 THEN 0 WHEN h(i, 'nv') % 10 < 8 THEN 1 ELSE 2 END AS versions FROM range(2200) AS t(i), range(3) AS w(v)
),
d AS (
	SELECT i, v, versions, CASE WHEN v = 0 THEN DATE '2022-01-01' + CAST(h(i, 'vs') % 300 AS INTEGER) ELSE DATE '2022-11-01' + CAST(v * 250 - 200 + h(i * 3 + v, 'vd') % 200 AS INTEGER) END AS valid_from FROM m WHERE v < versions
)
SELECT CAST(1 + row_number() OVER (ORDER BY valid_from, i) AS BIGINT) AS member_sk, 'MBR' || printf('%07d', 48000 + i * 3) AS member_id,
	'MBR' || printf('%07d', 48000 + (CASE WHEN i % 4 IN (2, 3) THEN i - i % 4 ELSE i END) * 3) AS subscriber_id,
	pick(['Liam', 'Olivia', 'Mateo', 'Zoe', 'Ethan', 'Amara', 'Jack', 'Leila', 'Henry', 'Ruth', 'Carl', 'Nadia'], i, 'mf') AS first_name,
	pick(['Adams', 'Bishop', 'Carter', 'Diaz', 'Evans', 'Foster', 'Green', 'Hughes', 'Irwin', 'James', 'Keller', 'Lane'], i // 4, 'ml') AS last_name,
	DATE '1935-01-01' + CAST(h(i, 'mb') % 31000 AS INTEGER) AS birth_date, pick(['F', 'M'], i, 'mg') AS gender_code,
	printf('%05d', 44101 + h(i * 3 + v, 'mz') % 60) AS zip_code,
	(SELECT list(plan_id ORDER BY plan_id) FROM dim_plan)[1 + h(i // 4 * 3 + v, 'mp') % 8] AS benefit_plan_code,
	CASE WHEN h(i * 3 + v, 'mq') % 12 = 0 THEN 'N/A' ELSE CAST(1003000126 + (60 + h(i * 3 + v, 'mr') % 500) * 1777 AS VARCHAR) END AS pcp_npi,
	CAST(0.3 + power(u(i * 3 + v, 'rs'), 4) * 5.5 AS DECIMAL(6, 3)) AS risk_score,
	valid_from,
	coalesce(CAST(lead(valid_from) OVER (PARTITION BY i ORDER BY v) - 1 AS DATE), DATE '9999-12-31') AS valid_to,
	v = versions - 1 AS is_current
FROM d;
INSERT INTO dim_member VALUES (-1, 'UNKNOWN', 'UNKNOWN', 'Unknown', 'Unknown', NULL, 'U', NULL, NULL, 'N/A', NULL, '1900-01-01', '9999-12-31', true);

CREATE TABLE prior_auth AS
SELECT 'A' || printf('%08d', 240000 + i * 19) AS auth_no, 'MBR' || printf('%07d', 48000 + (h(i, 'am') % 2200) * 3) AS mbr_id, (SELECT list(cpt ORDER BY cpt) FROM dim_procedure WHERE service_category IN ('Surgery', 'Radiology'))[1 + h(i, 'ap') % 44] AS requested_cpt,
	1003000126 + (h(i, 'an') % 560) * 1777 AS requesting_npi, DATE '2023-11-20' + CAST(h(i, 'ad') % 210 AS INTEGER) AS request_date,
	DATE '2023-11-20' + CAST(h(i, 'ad') % 210 + h(i, 'at') % 14 AS INTEGER) AS decision_date, CAST(h(i, 'at') % 14 AS INTEGER) AS turnaround_days,
	pick(['APPROVED', 'APPROVED', 'APPROVED', 'DENIED', 'PARTIAL'], i, 'as') AS auth_status, 1 + h(i, 'au') % 12 AS units_approved, h(i, 'ax') % 9 = 0 AS urgent_flag
FROM range(900) AS t(i);

CREATE TABLE fct_claim_lines AS
WITH prov AS (SELECT DISTINCT ON (npi) * FROM dim_provider ORDER BY npi, dw_load_ts),
dx AS (SELECT icd10_code, row_number() OVER (ORDER BY icd10_code) - 1 AS r FROM dim_diagnosis),
cp AS (SELECT cpt, row_number() OVER (ORDER BY cpt) - 1 AS r FROM dim_procedure),
fac AS (SELECT ccn, row_number() OVER (ORDER BY ccn) - 1 AS r FROM dim_facility),
au AS (SELECT auth_no, row_number() OVER (ORDER BY auth_no) - 1 AS r FROM prior_auth),
cl AS (
	SELECT i, '2024' || CASE WHEN h(i, 'ct') % 9 = 0 THEN 'I' ELSE 'P' END || printf('%07d', 1200 + i * 3) AS claim_id, CASE WHEN h(i, 'ct') % 9 = 0 THEN 'I' ELSE 'P' END AS ct,
		DATE '2024-01-01' + CAST(h(i, 'sd') % 175 AS INTEGER) AS sd, CASE WHEN h(i, 'ct') % 9 = 0 THEN CAST(h(i, 'los') % 9 AS INTEGER) ELSE 0 END AS los,
		CASE WHEN h(i, 'st') % 100 < 86 THEN 'PAID' WHEN h(i, 'st') % 100 < 95 THEN 'DENIED' ELSE 'PENDED' END AS st,
		CAST(floor(2199.99 * power(u(i, 'mm'), 1.7)) AS BIGINT) AS mr, h(i, 'dx1') AS dx1, h(i, 'dx2') AS dx2, h(i, 'dx3') AS dx3, h(i, 'nl') % 10 AS nl
	FROM range(6200) AS t(i)
),
ln AS (
	SELECT cl.*, CAST(floor(99.99 * power(u(i * 8 + n, 'cq'), 1.4)) AS BIGINT) AS cpx, h(i, 'fx') % 30 AS fcx, h(i, 'ab') % 900 AS aux, n, i * 8 + n AS x, 60 + CAST(floor(499.99 * power(u(i, 'pv'), 1.5)) AS BIGINT) AS pr, h(i * 8 + n, 'cpt') AS hc, 1 + CASE WHEN h(i * 8 + n, 'un') % 5 = 0 THEN h(i * 8 + n, 'uu') % 6 ELSE 0 END AS units
	FROM cl, range(7) AS w(n) WHERE n < CASE WHEN ct = 'I' THEN 3 + nl % 5 ELSE 1 + (CASE WHEN nl < 4 THEN 0 WHEN nl < 7 THEN 1 WHEN nl < 9 THEN 2 ELSE 4 END) END
),
amt AS (
	SELECT ln.*, CAST(units * (35 + hc % 60 * 9.5) * CASE WHEN ct = 'I' THEN 6 ELSE 1 END AS DECIMAL(12, 2)) AS billed FROM ln
),
alw AS (
	SELECT *, CASE WHEN st = 'PAID' AND x % 17 <> 3 THEN CAST(billed * (0.35 + 0.4 * u(x, 'al')) AS DECIMAL(12, 2)) ELSE CAST(0 AS DECIMAL(12, 2)) END AS allowed FROM amt
),
cs AS (
	SELECT *, CAST(least(allowed, CASE WHEN n = 0 THEN [0, 15, 20, 25, 30][1 + h(i, 'co') % 5] ELSE 0 END) AS DECIMAL(12, 2)) AS copay FROM alw
),
dd AS (
	SELECT *, CAST(CASE WHEN h(i, 'dd') % 4 = 0 THEN least(allowed - copay, (h(x, 'de') % 8) * 25) ELSE 0 END AS DECIMAL(12, 2)) AS deduct FROM cs
),
co AS (
	SELECT *, CAST(round((allowed - copay - deduct) * [0, 0.1, 0.2, 0.2, 0.3][1 + h(i, 'cr') % 5], 2) AS DECIMAL(12, 2)) AS coins FROM dd
)
SELECT c.claim_id, CAST(n + 1 AS INTEGER) AS line_no, ct AS claim_type, st AS claim_status,
	sd AS service_from_date, sd + los AS service_thru_date, sd + los + CAST(2 + h(i, 'rc') % 25 AS INTEGER) AS received_date,
	CASE WHEN st = 'PENDED' THEN DATE '9999-12-31' ELSE sd + los + CAST(2 + h(i, 'rc') % 25 + 5 + h(i, 'pd') % 30 AS INTEGER) END AS adjudicated_date,
	CASE WHEN i % 110 = 40 THEN -1 ELSE m.member_sk END AS member_sk, CASE WHEN i % 110 = 40 THEN 'UNKNOWN' ELSE m.member_id END AS member_id,
	p.npi::BIGINT AS rendering_npi, p.provider_name AS rendering_provider_name, p.specialty AS rendering_specialty, p.practice_state AS rendering_state, p.network_status,
	CASE WHEN i % 76 = 9 THEN 1999000000 + i ELSE coalesce(p.group_npi, p.npi)::BIGINT END AS billing_npi,
	CASE WHEN h(i, 'rf') % 3 = 0 THEN 1003000126 + (60 + h(i, 'rg') % 500) * 1777 END AS referring_npi,
	CASE WHEN ct = 'I' OR h(i, 'fa') % 6 = 0 THEN fac.ccn END AS facility_ccn,
	dxa.icd10_code AS dx1_code, CASE WHEN dx2 % 2 = 0 THEN dxb.icd10_code END AS dx2_code, CASE WHEN dx2 % 2 = 0 AND dx3 % 3 = 0 THEN dxc.icd10_code END AS dx3_code,
	CASE WHEN x % 89 = 4 THEN 'X' || printf('%04d', x % 9000) ELSE cp.cpt END AS procedure_code,
	CASE WHEN ct = 'I' THEN printf('%04d', [110, 120, 250, 300, 320, 360, 450][1 + hc % 7]) END AS revenue_code,
	pick([NULL, NULL, NULL, NULL, '25', '59', 'RT', 'LT'], x, 'md') AS modifier_1,
	CASE WHEN h(i, 'aa') % 11 = 0 THEN CASE WHEN i % 55 = 22 THEN 'A99' || printf('%06d', i) ELSE au.auth_no END END AS auth_number,
	CAST(units AS INTEGER) AS service_units, billed AS billed_amt, allowed AS allowed_amt, copay AS copay_amt, deduct AS deductible_amt, coins AS coinsurance_amt,
	CAST(allowed - copay - deduct - coins AS DECIMAL(12, 2)) AS paid_amt, CAST(copay + deduct + coins AS DECIMAL(12, 2)) AS member_resp_amt,
	CASE WHEN billed > 0 THEN round(CAST(allowed AS DOUBLE) / CAST(billed AS DOUBLE), 4) END AS allowed_ratio,
	CASE WHEN st = 'DENIED' OR (st = 'PAID' AND allowed = 0) THEN pick(['16', '18', '29', '50', '96', '197', '204'], x, 'cd') ELSE 'N/A' END AS denial_code,
	sum(billed) OVER (PARTITION BY c.claim_id) AS claim_billed_total, sum(allowed - copay - deduct - coins) OVER (PARTITION BY c.claim_id) AS claim_paid_total, CAST(count(*) OVER (PARTITION BY c.claim_id) AS INTEGER) AS claim_line_count,
	CASE WHEN ct = 'I' THEN los END AS length_of_stay_days, CASE WHEN ct = 'I' THEN 'DRG' || printf('%03d', [470, 291, 194, 392, 871, 65][1 + h(i, 'dr') % 6]) END AS drg_code,
	CASE WHEN ct = 'I' THEN [1.8999, 1.3458, 0.8639, 0.7565, 1.8722, 1.0154][1 + h(i, 'dr') % 6] END AS drg_weight,
	'B2024' || printf('%04d', 1 + (h(i, 'sd') % 175) // 7) AS load_batch_id, TIMESTAMP '2024-07-02 05:30:00' + INTERVAL (h(i, 'sd') % 175 // 7) MINUTE AS dw_load_ts
FROM co AS c JOIN dim_member AS m ON m.member_id = 'MBR' || printf('%07d', 48000 + c.mr * 3) AND c.sd BETWEEN m.valid_from AND m.valid_to JOIN prov AS p ON p.npi = CAST(1003000126 + pr * 1777 AS VARCHAR)
	JOIN dx AS dxa ON dxa.r = c.dx1 % 87 JOIN dx AS dxb ON dxb.r = c.dx2 % 87 JOIN dx AS dxc ON dxc.r = c.dx3 % 87 JOIN cp ON cp.r = c.cpx JOIN fac ON fac.r = c.fcx JOIN au ON au.r = c.aux
ORDER BY c.claim_id, n;

-- one row per member and month enrolled in the first half of the year; the plan's premium budget is repeated
CREATE TABLE fct_member_month AS
SELECT m.member_id, CAST(DATE '2024-01-01' + INTERVAL (k) MONTH AS DATE) AS coverage_month, m.benefit_plan_code AS plan_code, pl.line_of_business,
	CAST(1 AS INTEGER) AS member_months, CAST(CASE pl.line_of_business WHEN 'Medicaid' THEN 310 ELSE 280 + h(m.member_id, 'pm') % 50 * 9 + k * 0.5 END AS DECIMAL(10, 2)) AS premium_amt,
	CAST(CASE WHEN pl.line_of_business = 'Commercial' THEN h(m.member_id, 'sb') % 4 * 25 ELSE 0 END AS DECIMAL(10, 2)) AS subsidy_amt,
	CAST(20000 + h(m.benefit_plan_code || k, 'bu') % 400 * 100 AS DECIMAL(12, 2)) AS plan_budget_amt, m.risk_score
FROM dim_member AS m JOIN dim_plan AS pl ON pl.plan_id = m.benefit_plan_code, range(6) AS w(k)
WHERE m.is_current AND m.member_sk > 0 AND h(m.member_id || k, 'en') % 20 > 0;
