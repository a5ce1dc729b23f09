-- Retail bank, core-banking extract landed as is: abbreviations everywhere, nothing declared.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO u(x, s) AS (h(x, s) % 1000000) / 1000000.0;
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];

-- places: zip -> city -> state, used by customers and branches
CREATE TEMP TABLE place AS
SELECT i AS place_ix, printf('%05d', 43001 + i * 37) AS zip_cd,
	['Columbus', 'Dayton', 'Akron', 'Toledo', 'Lansing', 'Flint', 'Ann Arbor', 'Gary', 'Muncie', 'Evansville', 'Erie', 'Scranton'][1 + i // 5] AS city_nm,
	['OH', 'OH', 'OH', 'OH', 'MI', 'MI', 'MI', 'IN', 'IN', 'IN', 'PA', 'PA'][1 + i // 5] AS st_cd
FROM range(60) AS t(i);

CREATE TABLE emp_mstr AS
SELECT 10000 + i * 7 AS emp_no,
	pick(['Anna', 'Marcus', 'Lena', 'Joel', 'Priya', 'Tom', 'Carla', 'Deshawn', 'Mei', 'Ruth'], i, 'ef') || ' ' ||
	pick(['Novak', 'Baker', 'Ortiz', 'Chen', 'Walsh', 'Okafor', 'Schmidt', 'Ruiz', 'Kim', 'Brandt', 'Young', 'Patel'], i, 'el') AS emp_nm,
	CASE WHEN i = 0 THEN 'REGIONAL PRESIDENT' WHEN i < 37 THEN 'BRANCH MGR' ELSE pick(['TELLER', 'TELLER', 'REL MGR', 'LOAN OFFICER'], i, 'et') END AS job_ttl,
	CASE WHEN i = 0 THEN NULL WHEN i < 37 THEN 10000 ELSE 10000 + (1 + i % 36) * 7 END AS mgr_emp_no,
	printf('%04d', CASE WHEN i = 0 THEN 3 ELSE (CASE WHEN i < 37 THEN i - 1 ELSE i % 36 END) * 3 + 3 END) AS brnch_id,
	DATE '1995-02-01' + CAST(h(i, 'eh') % 10500 AS INTEGER) AS hire_dt,
	CAST(31000 + h(i, 'es') % 60 * 1250 AS DECIMAL(12, 2)) AS annl_sal_amt
FROM range(210) AS t(i);

CREATE TABLE brnch_ref AS
SELECT printf('%04d', i * 3 + 3) AS brnch_id, p.city_nm || ' ' || ['Main St', 'Eastgate', 'Riverside', 'University'][1 + i % 4] AS brnch_nm,
	p.zip_cd, p.city_nm, p.st_cd,
	CASE p.st_cd WHEN 'OH' THEN 'Central' WHEN 'MI' THEN 'North' WHEN 'IN' THEN 'Central' ELSE 'East' END AS rgn_nm,
	DATE '1971-05-03' + CAST(h(i, 'bo') % 16000 AS INTEGER) AS open_dt,
	CASE WHEN i IN (11, 29) THEN DATE '2022-06-30' ELSE DATE '9999-12-31' END AS close_dt,
	10000 + (i + 1) * 7 AS mgr_emp_no, 4 + h(i, 'tl') % 9 AS teller_cnt, 1800 + h(i, 'sq') % 60 * 110 AS sq_ft
FROM range(36) AS t(i) JOIN place AS p ON p.place_ix = (i * 17) % 60;

CREATE TABLE prod_ref AS
SELECT * FROM (VALUES
	('DDA01', 'Everyday Checking', 'CHK', 'Checking', 'Deposits', 0.00, 0.0000),
	('DDA02', 'Premier Checking', 'CHK', 'Checking', 'Deposits', 2500.00, 0.0010),
	('DDA03', 'Student Checking', 'CHK', 'Checking', 'Deposits', 0.00, 0.0000),
	('SAV01', 'Statement Savings', 'SAV', 'Savings', 'Deposits', 100.00, 0.0150),
	('SAV02', 'High Yield Savings', 'SAV', 'Savings', 'Deposits', 5000.00, 0.0410),
	('MMA01', 'Money Market', 'MMA', 'Money Market', 'Deposits', 10000.00, 0.0375),
	('CDA12', '12 Month CD', 'CD', 'Certificates', 'Deposits', 500.00, 0.0475),
	('LOC01', 'Personal Credit Line', 'LOC', 'Credit Lines', 'Lending', 0.00, 0.1299),
	('LOC02', 'Home Equity Line', 'LOC', 'Credit Lines', 'Lending', 0.00, 0.0845)
) AS t(prod_cd, prod_nm, prod_grp_cd, prod_grp_nm, prod_ln_nm, min_bal_amt, base_int_rt);

CREATE TABLE chnl_lkp AS
SELECT * FROM (VALUES ('BR', 'Branch teller'), ('AT', 'ATM'), ('MB', 'Mobile app'), ('WB', 'Online banking'), ('PS', 'Point of sale'), ('AC', 'ACH network'), ('SY', 'System generated')) AS t(cd, dsc);

CREATE TABLE txn_typ_lkp AS
SELECT * FROM (VALUES (101, 'Cash deposit', 'Deposit', 'C'), (102, 'Check deposit', 'Deposit', 'C'), (110, 'Payroll credit', 'Deposit', 'C'),
	(201, 'ATM withdrawal', 'Withdrawal', 'D'), (202, 'Card purchase', 'Purchase', 'D'), (203, 'Bill payment', 'Payment', 'D'), (204, 'Cheque paid', 'Payment', 'D'),
	(301, 'Transfer out', 'Transfer', 'D'), (302, 'Transfer in', 'Transfer', 'C'), (401, 'Service charge', 'Fee', 'D'), (402, 'Interest credit', 'Interest', 'C')) AS t(typ, dsc, typ_grp, dr_cr_ind);

CREATE TABLE fee_sched AS
SELECT p.prod_cd, f.fee_typ_cd, CAST(DATE '2022-01-01' + INTERVAL (v.n) YEAR AS DATE) AS eff_dt,
	CASE WHEN v.n = 2 THEN DATE '9999-12-31' ELSE CAST(DATE '2022-12-31' + INTERVAL (v.n) YEAR AS DATE) END AS end_dt,
	CASE WHEN f.fee_typ_cd = 'FXT' THEN 0.00 ELSE CAST(f.base + h(p.prod_cd, f.fee_typ_cd) % 5 + v.n * 0.5 AS DECIMAL(8, 2)) END AS fee_amt,
	CASE WHEN f.fee_typ_cd = 'FXT' THEN 2.5 + (h(p.prod_cd, 'fx') % 3) * 0.25 ELSE 0.0 END AS fee_pct
FROM prod_ref AS p, (VALUES ('MNT', 8.0), ('NSF', 25.0), ('ATM', 2.0), ('FXT', 0.0)) AS f(fee_typ_cd, base), range(3) AS v(n)
WHERE NOT (p.prod_cd = 'DDA03' AND f.fee_typ_cd = 'MNT') AND NOT (p.prod_grp_cd = 'CD' AND f.fee_typ_cd IN ('ATM', 'FXT'));

CREATE TABLE cust_mstr AS
WITH c AS (SELECT i, 20010000 + i * 13 AS cust_no FROM range(1300) AS t(i)),
d AS (SELECT i, cust_no, 0 AS rerun FROM c UNION ALL SELECT i, cust_no, 1 FROM c WHERE i % 83 = 7)
SELECT cust_no, 300000 + (i * 2 // 3) AS hh_id,
	pick(['James', 'Mary', 'Luis', 'Aisha', 'Noah', 'Grace', 'Ivan', 'Hannah', 'Omar', 'Julia', 'Peter', 'Nina', 'Samuel', 'Ella'], i, 'f') AS frst_nm,
	pick(['Smith', 'Jones', 'Garcia', 'Miller', 'Davis', 'Nguyen', 'Brown', 'Clark', 'Hall', 'Lopez', 'Reed', 'Cook', 'Bell', 'Ward', 'Price', 'Long'], i * 2 // 3, 'l') AS last_nm,
	CASE WHEN i % 61 = 3 THEN DATE '1900-01-01' ELSE DATE '1938-03-01' + CAST(h(i, 'dob') % 24500 AS INTEGER) END AS dob,
	pick(['F', 'M', 'F', 'M', 'F', 'M', 'U'], i, 'g') AS gndr_cd,
	(1 + h(i * 2 // 3, 'ad') % 4800) || ' ' || pick(['Oak St', 'Maple Ave', 'High St', 'Elm Dr', 'Lake Rd', '3rd St'], i * 2 // 3, 'st') AS addr_ln_1,
	p.zip_cd, p.city_nm, p.st_cd,
	CASE WHEN i % 23 = 5 THEN NULL ELSE 'c' || (i * 13 + 501) || CASE WHEN rerun = 1 THEN '.new' ELSE '' END || '@' || pick(['gmail.com', 'yahoo.com', 'aol.com', 'outlook.com'], i, 'em') END AS email_addr,
	'614-555-' || printf('%04d', h(i, 'ph') % 10000) AS phn_no,
	DATE '1989-01-15' + CAST(h(i, 'cs') % 12700 AS INTEGER) AS cust_since_dt,
	pick(['MASS', 'MASS', 'MASS', 'AFFL', 'PRIV', 'STUD'], i, 'sg') AS seg_cd,
	CASE WHEN i % 31 = 4 THEN 999 ELSE 480 + (h(i, 'fa') % 190) + (h(i, 'fb') % 181) END AS fico_scr,
	CASE WHEN i % 16 = 9 THEN '0000' ELSE printf('%04d', (h(i, 'hb') % 36) * 3 + 3) END AS home_brnch,
	CASE WHEN h(i, 'seg2') % 4 = 0 THEN 10000 + (37 + h(i, 'rm') % 173) * 7 END AS rm_emp_no,
	CASE WHEN i > 50 AND h(i, 'rf') % 7 = 0 THEN 20010000 + (h(i, 'rc') % i) * 13 END AS rfrd_by_cust_no,
	CASE WHEN h(i, 'dc') % 40 = 0 THEN 'Y' ELSE 'N' END AS dcsd_ind,
	TIMESTAMP '2024-04-01 02:15:00' + INTERVAL (rerun) DAY AS etl_ld_ts
FROM d JOIN place AS p ON p.place_ix = h(i * 2 // 3, 'pl') % 60;

CREATE TABLE acct_mstr AS
SELECT CAST(4100000000 + i * 9973 AS VARCHAR) AS acct_no, pr.prod_cd,
	printf('%04d', (h(i, 'ab') % 36) * 3 + 3) AS opn_brnch_id,
	DATE '2001-01-02' + CAST(h(i, 'ao') % 8300 AS INTEGER) AS open_dt,
	CASE WHEN i % 13 = 6 THEN DATE '2023-11-01' + CAST(h(i, 'ac') % 55 AS INTEGER) ELSE DATE '9999-12-31' END AS close_dt,
	CASE WHEN i % 13 = 6 THEN 'CLSD' WHEN h(i, 'as') % 25 = 0 THEN 'DORM' ELSE 'OPEN' END AS acct_sts_cd,
	pick(['USD', 'USD', 'USD', 'USD', 'USD', 'USD', 'USD', 'USD', 'USD', 'EUR'], i, 'cc') AS ccy_cd,
	CAST(CASE WHEN pr.prod_ln_nm = 'Lending' THEN 5000 + h(i, 'ol') % 40 * 1000 WHEN pr.prod_grp_cd = 'CHK' THEN h(i, 'ol') % 5 * 250 ELSE 0 END AS DECIMAL(12, 2)) AS ovrdft_lmt_amt,
	pr.base_int_rt + (h(i, 'ir') % 5) * 0.0005 AS int_rt,
	TIMESTAMP '2024-04-01 02:20:00' AS etl_ld_ts
FROM range(1100) AS t(i) JOIN (SELECT *, row_number() OVER (ORDER BY prod_cd) - 1 AS r FROM prod_ref) AS pr ON pr.r = [0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8][1 + h(i, 'ap') % 12];

-- joint ownership
CREATE TABLE acct_cust_xref AS
WITH o AS (
	SELECT i, n, CASE WHEN h(i, 'jn') % 10 < 6 THEN 1 WHEN h(i, 'jn') % 10 < 9 THEN 2 ELSE 3 END AS owners
	FROM range(1100) AS t(i), range(3) AS v(n)
)
SELECT CAST(4100000000 + i * 9973 AS VARCHAR) AS acct_no,
	CASE WHEN (i * 3 + n) % 97 = 11 THEN 29900000 + i ELSE 20010000 + ((h(i, 'own') + n) % 1300) * 13 END AS cust_no,
	CASE WHEN n = 0 THEN 'PRI' ELSE 'JNT' END AS own_typ_cd,
	CAST(CASE WHEN owners = 1 THEN 100 WHEN owners = 2 THEN CASE WHEN h(i, 'sp') % 5 = 0 THEN [70, 30][n + 1] ELSE 50 END ELSE [34, 33, 33][n + 1] END AS DECIMAL(5, 2)) AS own_pct,
	DATE '2005-06-01' + CAST(h(i * 3 + n, 'oe') % 6500 AS INTEGER) AS eff_dt
FROM o WHERE n < owners;

CREATE TABLE card_mstr AS
SELECT '5412XXXXXX' || printf('%06d', 1000 + i * 7) AS card_no, x.acct_no, x.cust_no, pick(['DBT', 'DBT', 'DBT', 'ATM', 'CRD'], i, 'ct') AS card_typ_cd,
	DATE '2020-02-01' + CAST(h(i, 'ci') % 1400 AS INTEGER) AS iss_dt,
	last_day(DATE '2025-01-15' + CAST(h(i, 'ce') % 1400 AS INTEGER)) AS exp_dt,
	CAST([300, 500, 500, 1000, 2500][1 + h(i, 'cl') % 5] AS DECIMAL(10, 2)) AS dly_lmt_amt,
	pick(['A', 'A', 'A', 'A', 'A', 'L', 'X'], i, 'ck') AS card_sts_cd, h(i, 'cx') % 3 <> 0 AS cntctls_flg
FROM (SELECT *, row_number() OVER (ORDER BY acct_no, cust_no) AS i FROM acct_cust_xref WHERE cust_no < 29000000) AS x
WHERE h(x.i, 'hascard') % 10 < 7;

CREATE TABLE txn_dtl AS
WITH ca AS (SELECT *, row_number() OVER (ORDER BY acct_no, card_no) - 1 AS r FROM card_mstr),
oa AS (SELECT acct_no, row_number() OVER (ORDER BY acct_no) - 1 AS r FROM acct_mstr WHERE acct_sts_cd <> 'CLSD'),
nn AS (SELECT (SELECT count(*) FROM ca) AS nc, (SELECT count(*) FROM oa) AS na),
-- ordinary entries
ord AS (
	SELECT i, CASE WHEN k < 7 THEN 202 WHEN k < 9 THEN 201 WHEN k < 11 THEN 203 WHEN k < 12 THEN 204 WHEN k < 13 THEN 101 WHEN k < 14 THEN 102 WHEN k < 16 THEN 110 WHEN k < 17 THEN 401 ELSE 402 END AS typ
	FROM (SELECT i, h(i, 'k') % 18 AS k FROM range(12000) AS t(i))
),
cardtxn AS (
	SELECT o.i, o.typ, c.acct_no, c.card_no FROM (SELECT *, CAST(floor(nc * power(u(i, 'who'), 2)) AS BIGINT) AS r FROM ord, nn) AS o JOIN ca AS c ON c.r = o.r
	JOIN oa ON oa.acct_no = c.acct_no WHERE o.typ IN (201, 202)
),
acctxn AS (
	SELECT o.i, o.typ, CASE WHEN o.i % 37 = 5 THEN CAST(4999000000 + o.i AS VARCHAR) ELSE a.acct_no END AS acct_no, NULL AS card_no FROM (SELECT *, CAST(floor(na * power(u(i, 'who'), 1.6)) AS BIGINT) AS r FROM ord, nn) AS o JOIN oa AS a ON a.r = o.r
	WHERE o.typ NOT IN (201, 202)
),
tr AS (
	SELECT 12000 + i * 2 + leg AS i, 301 + leg AS typ, CASE WHEN leg = 0 THEN a.acct_no ELSE b.acct_no END AS acct_no, NULL AS card_no,
		CASE WHEN leg = 0 THEN b.acct_no ELSE a.acct_no END AS ctr_acct_no, 'TRF' || printf('%07d', 5500 + i * 3) AS trf_ref_no, i AS ti
	FROM (SELECT i, h(i, 'ta') % na AS ra, (h(i, 'ta') + 1 + h(i, 'tb') % 400) % na AS rb FROM range(1100) AS t(i), nn) AS t JOIN oa AS a ON a.r = t.ra JOIN oa AS b ON b.r = t.rb, range(2) AS l(leg)
),
al AS (
	SELECT i, i AS ti, typ, acct_no, card_no, NULL AS ctr_acct_no, NULL AS trf_ref_no FROM cardtxn
	UNION ALL SELECT i, i, typ, acct_no, card_no, NULL, NULL FROM acctxn
	UNION ALL SELECT i, 500000 + ti, typ, acct_no, card_no, ctr_acct_no, trf_ref_no FROM tr
),
am AS (
	SELECT *, TIMESTAMP '2024-01-02 06:00:00' + INTERVAL (CAST(h(ti, 'ts') % 7600000 AS INTEGER)) SECOND AS txn_ts,
		CAST(round(CASE typ WHEN 110 THEN 900 + h(ti, 'pa') % 180000 / 100.0 WHEN 202 THEN -1 * (2 + power(u(ti, 'pb'), 4) * 420) WHEN 201 THEN -20 * (1 + h(ti, 'pc') % 15)
			WHEN 203 THEN -(15 + power(u(ti, 'pd'), 3) * 1400) WHEN 204 THEN -(10 + h(ti, 'pe') % 900) WHEN 101 THEN 20 * (1 + h(ti, 'pf') % 40) WHEN 102 THEN 30 + h(ti, 'pg') % 220000 / 100.0
			WHEN 401 THEN -[2, 8, 8.5, 12, 25][1 + h(ti, 'ph') % 5] WHEN 402 THEN 0.01 + h(ti, 'pi') % 4000 / 100.0
			WHEN 301 THEN -(25 + h(ti, 'pj') % 60 * 25) ELSE 25 + h(ti, 'pj') % 60 * 25 END, 2) AS DECIMAL(14, 2)) AS txn_amt,
		CAST(CASE WHEN typ = 201 AND h(ti, 'fe') % 3 = 0 THEN [2, 2.5, 3][1 + h(ti, 'ff') % 3] WHEN typ = 301 AND h(ti, 'fe') % 9 = 0 THEN 5 ELSE 0 END AS DECIMAL(8, 2)) AS fee_amt,
		CAST(floor(240 * power(u(i, 'mr'), 2)) AS BIGINT) AS m
	FROM al
)
SELECT 880000000 + row_number() OVER (ORDER BY txn_ts, i) AS txn_id, acct_no, card_no,
	CAST(txn_ts AS DATE) AS txn_dt, txn_ts, CAST(txn_ts AS DATE) + CAST(CASE WHEN typ IN (202, 102) THEN h(i, 'po') % 3 ELSE 0 END AS INTEGER) AS post_dt,
	typ AS txn_cd,
	CASE WHEN typ = 201 THEN 'AT' WHEN typ = 202 THEN pick(['PS', 'PS', 'PS', 'MB', 'WB'], i, 'ch') WHEN typ = 110 THEN 'AC' WHEN typ IN (401, 402) THEN 'SY' WHEN typ IN (301, 302, 203) THEN pick(['MB', 'WB', 'MB', 'BR'], ti, 'ch') ELSE pick(['BR', 'AT'], i, 'ch') END AS chnl_cd,
	CASE WHEN txn_amt < 0 THEN 'D' ELSE 'C' END AS dr_cr_ind,
	txn_amt, fee_amt, CAST(txn_amt - fee_amt AS DECIMAL(14, 2)) AS net_amt,
	CAST(2000 + h(acct_no, 'opn') % 900000 / 100.0 + sum(txn_amt - fee_amt) OVER (PARTITION BY acct_no ORDER BY txn_ts, i) AS DECIMAL(14, 2)) AS run_bal_amt,
	trf_ref_no, ctr_acct_no,
	CASE WHEN typ = 202 THEN 'M' || (70000 + m * 11) END AS mrch_id,
	CASE WHEN typ = 202 THEN pick(['KROGER', 'SHELL', 'AMZN MKTP', 'TARGET', 'WENDYS', 'CVS', 'DELTA AIR', 'LOCAL DINER', 'MEIJER', 'UBER TRIP'], m, 'mn') || ' #' || (100 + m) END AS mrch_nm,
	CASE WHEN typ = 202 THEN pick(['5411', '5541', '5942', '5311', '5814', '5912', '4511', '5812', '5411', '4121'], m, 'mn') END AS mcc_cd,
	CASE WHEN h(i, 'rv') % 150 = 0 THEN 'Y' ELSE 'N' END AS rvrsl_ind,
	CAST(CAST(txn_ts AS DATE) + 1 AS TIMESTAMP) + INTERVAL 3 HOUR AS etl_ld_ts
FROM am;

-- end-of-day balances of open accounts, business days of March
CREATE TABLE acct_bal_dly AS
WITH d AS (SELECT CAST(DATE '2024-03-01' + INTERVAL (n) DAY AS DATE) AS bal_dt FROM range(31) AS t(n) WHERE isodow(DATE '2024-03-01' + INTERVAL (n) DAY) < 6),
m AS (SELECT acct_no, CAST(txn_ts AS DATE) AS dt, sum(net_amt) AS s, count(*) AS c FROM txn_dtl GROUP BY 1, 2),
b AS (
	SELECT a.acct_no, d.bal_dt, a.ovrdft_lmt_amt, a.int_rt, 2000 + h(a.acct_no, 'opn') % 900000 / 100.0 + coalesce(sum(m.s) FILTER (WHERE m.dt <= d.bal_dt), 0) AS bal,
		coalesce(sum(m.c) FILTER (WHERE m.dt = d.bal_dt), 0) AS txn_cnt
	FROM acct_mstr AS a CROSS JOIN d LEFT JOIN m ON m.acct_no = a.acct_no
	WHERE a.acct_sts_cd <> 'CLSD' AND a.open_dt <= d.bal_dt GROUP BY a.acct_no, d.bal_dt, a.ovrdft_lmt_amt, a.int_rt
)
SELECT bal_dt, acct_no, CAST(bal AS DECIMAL(14, 2)) AS bal_eod_amt,
	CAST(hold AS DECIMAL(14, 2)) AS hold_amt, CAST(bal - hold AS DECIMAL(14, 2)) AS bal_avl_amt,
	ovrdft_lmt_amt, CAST(txn_cnt AS INTEGER) AS txn_cnt, CAST(CASE WHEN bal > 0 THEN bal * int_rt / 365 ELSE 0 END AS DECIMAL(12, 4)) AS int_accr_amt,
	CASE WHEN bal < 0 THEN 'Y' ELSE 'N' END AS ovrdrn_ind
FROM (SELECT *, CASE WHEN h(acct_no || bal_dt, 'hd') % 8 = 0 THEN 10 * (1 + h(acct_no || bal_dt, 'hx') % 50) ELSE 0 END AS hold FROM b)
ORDER BY bal_dt, acct_no;
DROP TABLE place;
