-- The warehouse of a dairy co-operative, 2022-2024. Deterministic.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO u(x, s) AS (h(x, s) % 1000000) / 1000000.0;
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];

CREATE TABLE depot (depot_cd VARCHAR PRIMARY KEY, depot_nm VARCHAR, cap_ltr INTEGER, opened_yr INTEGER);
INSERT INTO depot VALUES ('CLN','Clonbeg',180000,1974),('MOY','Moyra',240000,1988),('RSK','Roskeen',90000,2011),('TUL','Tullagh',150000,1996);

CREATE TABLE haul_route AS
SELECT 'R' || lpad(CAST(i + 1 AS VARCHAR), 2, '0') AS rte_cd,
       ['North Loop','Lakeside','Upper Glen','Coast Road','Bog Road','Market Run','Hill Run','River Run','Long Acre','Cross Roads','South Loop','Mill Run'][1 + i] AS rte_nm,
       ['CLN','MOY','RSK','TUL','MOY','CLN','RSK','TUL','MOY','CLN','TUL','MOY'][1 + i] AS depot_cd,
       CAST(38 + h(i, 'km') % 90 AS INTEGER) AS rte_km
FROM range(12) t(i);

CREATE TABLE pay_grp (pay_grp VARCHAR PRIMARY KEY, pay_grp_desc VARCHAR);
INSERT INTO pay_grp VALUES ('STD','Standard'),('WIN','Winter milk'),('ORG','Organic'),('A2','A2 herd');

CREATE TABLE base_price AS
SELECT g.pay_grp, CAST(DATE '2022-01-01' + INTERVAL (n * 6) MONTH AS DATE) AS valid_from,
       CASE WHEN n = 5 THEN DATE '9999-12-31' ELSE CAST(DATE '2022-01-01' + INTERVAL (n * 6 + 6) MONTH - INTERVAL 1 DAY AS DATE) END AS valid_to,
       CAST(0.36 + CASE g.pay_grp WHEN 'ORG' THEN 0.11 WHEN 'A2' THEN 0.04 WHEN 'WIN' THEN 0.025 ELSE 0 END + (h(n, 'bp') % 70) / 1000.0 AS DECIMAL(6,4)) AS eur_per_ltr
FROM pay_grp g, range(6) t(n);

CREATE TABLE mbr AS
SELECT 2001 + i * 3 AS mbr_no,
       pick(['Hazel','Bramble','Oak','Rowan','Ash','Willow','Larch','Holly','Thorn','Fern','Elder','Birch'], i, 'f1') || ' ' ||
       pick(['Farm','Dairy','Holding','Grange','Lodge'], i, 'f2') || CASE WHEN i >= 60 THEN ' ' || CAST(1 + i // 60 AS VARCHAR) ELSE '' END AS farm_nm,
       pick(['Aoife','Brendan','Ciara','Declan','Eimear','Fergal','Grainne','Hugh','Imelda','John','Kathleen','Liam'], i, 'h1') || ' ' ||
       pick(['Byrne','Casey','Doyle','Egan','Foley','Grady','Healy','Keane','Lacey','Moran','Nolan','Quirke'], i, 'h2') AS holder_nm,
       pick(['Kerry','Cork','Clare','Limerick','Tipperary','Galway'], i, 'cty') AS county,
       'R' || lpad(CAST(1 + h(i, 'rt') % 12 AS VARCHAR), 2, '0') AS rte_cd,
       CASE WHEN h(i, 'pg') % 10 < 6 THEN 'STD' WHEN h(i, 'pg') % 10 < 8 THEN 'WIN' WHEN h(i, 'pg') % 10 < 9 THEN 'ORG' ELSE 'A2' END AS pay_grp,
       CAST(DATE '1985-01-01' + CAST(h(i, 'jn') % 14000 AS INTEGER) AS DATE) AS joined_dt,
       CASE WHEN h(i, 'lf') % 12 = 0 THEN CAST(DATE '2022-08-01' + CAST(h(i, 'ld') % 800 AS INTEGER) AS DATE) END AS left_dt,
       CASE WHEN h(i, 'hs') % 40 = 0 THEN NULL ELSE CAST(25 + h(i, 'hz') % 210 AS INTEGER) END AS herd_sz,
       CASE WHEN h(i, 'tel') % 9 = 0 THEN NULL ELSE '086-' || CAST(1000000 + h(i, 'tl') % 8999999 AS VARCHAR) END AS tel_no
FROM range(180) t(i);
ALTER TABLE mbr ADD COLUMN organic_flg VARCHAR;
UPDATE mbr SET organic_flg = CASE WHEN pay_grp = 'ORG' THEN 'Y' ELSE 'N' END;

CREATE TABLE tanker AS
SELECT 'TK' || CAST(11 + i AS VARCHAR) AS tkr_id, CAST(7 + i AS VARCHAR) || '-' || pick(['KY','C','CE','L'], i, 'pl') || '-' || CAST(1000 + h(i, 'pn') % 8000 AS VARCHAR) AS reg_plate,
       [18000, 22000, 24000, 26000][1 + h(i, 'tc') % 4] AS cap_ltr, 2009 + CAST(h(i, 'ty') % 15 AS INTEGER) AS bought_yr, CASE WHEN i IN (3, 9) THEN 'N' ELSE 'Y' END AS in_svc_flg
FROM range(14) t(i);
CREATE TABLE driver AS
SELECT 71 + i AS drv_id, ['Tom Shea','Una Reid','Vin Daly','Walt Roche','Yvonne Kerr','Zoe Finn','Alf Burke','Bea Ward','Con Hayes','Dot Lynch','Ed Power','Flo Brady','Gus Ryan','Hal Dunne','Ivy Walsh','Jed Cronin'][1 + i] AS drv_nm,
       ['CLN','MOY','RSK','TUL'][1 + h(i, 'dd') % 4] AS depot_cd, CASE WHEN i = 15 THEN 'N' ELSE 'Y' END AS adr_cert_flg
FROM range(16) t(i);

CREATE TABLE milk_coll AS
WITH d AS (
  SELECT m.*, CAST(DATE '2022-01-01' + CAST(2 * k + h(m.mbr_no, 'off') % 2 AS INTEGER) AS DATE) AS day, m.mbr_no * 1000 + k AS key
  FROM mbr m, range(548) t(k))
SELECT 500000 + row_number() OVER (ORDER BY day, mbr_no) AS coll_no, mbr_no, d.rte_cd,
       'TK' || CAST(11 + h(d.rte_cd || CAST(day AS VARCHAR), 'tk') % 14 AS VARCHAR) AS tkr_id, 71 + h(d.rte_cd || CAST(day AS VARCHAR), 'dr') % 15 AS drv_id,
       CAST(day AS TIMESTAMP) + INTERVAL (CAST(240 + h(key, 'ts') % 600 AS INTEGER)) MINUTE AS coll_ts,
       CASE WHEN h(key, 'nul') % 400 = 0 THEN NULL ELSE CAST(day AS TIMESTAMP) + INTERVAL (CAST(240 + h(key, 'ts') % 600 + 60 + h(key, 'un') % 900 AS INTEGER)) MINUTE END AS unload_ts,
       CAST(coalesce(herd_sz, 80) * (18 + 14 * sin((dayofyear(day) - 60) * 3.14159 / 190.0) * (CASE WHEN pay_grp = 'WIN' THEN 0.3 ELSE 1 END) + u(key, 'lt') * 6) AS INTEGER) AS ltrs,
       CAST(2.5 + u(key, 'tp') * 3.2 + CASE WHEN h(key, 'hot') % 90 = 0 THEN 4 ELSE 0 END AS DECIMAL(4,1)) AS temp_c,
       CASE WHEN h(key, 'rj') % 130 = 0 THEN 'Y' ELSE 'N' END AS rejd_flg,
       CASE WHEN h(key, 'rj') % 130 = 0 THEN pick(['ANTIB','TEMP','SOUR','TEMP'], key, 'rr') END AS rej_rsn
FROM d WHERE day <= DATE '2024-12-31' AND (left_dt IS NULL OR day < left_dt) AND day >= joined_dt AND h(key, 'skip') % 25 > 0 AND NOT (pay_grp = 'STD' AND month(day) = 1 AND h(mbr_no, 'dry') % 3 = 0);

-- lab: one row a test of a sample; the litres of the collection stand on each
CREATE TABLE lab_rslt AS
SELECT 'S' || CAST(c.coll_no AS VARCHAR) AS smp_no, t.tst_cd, c.coll_no, c.mbr_no, CAST(c.coll_ts AS DATE) + CAST(1 + h(c.coll_no, 'lab') % 3 AS INTEGER) AS tested_dt,
       CASE t.tst_cd WHEN 'FAT' THEN round(3.6 + u(c.coll_no, 'fat') * 1.3, 2) WHEN 'PROT' THEN round(3.1 + u(c.coll_no, 'prt') * 0.8, 2)
            WHEN 'SCC' THEN CAST(60 + h(c.coll_no, 'scc') % 380 AS DOUBLE) ELSE CAST(5 + h(c.coll_no, 'tbc') % 70 AS DOUBLE) END AS rslt_val,
       CASE WHEN t.tst_cd = 'SCC' AND 60 + h(c.coll_no, 'scc') % 380 > 400 THEN 'F' WHEN t.tst_cd = 'TBC' AND 5 + h(c.coll_no, 'tbc') % 70 > 50 THEN 'F' ELSE 'P' END AS pass_cd,
       c.ltrs AS coll_ltrs
FROM milk_coll c, (VALUES ('FAT'), ('PROT'), ('SCC'), ('TBC')) t(tst_cd) WHERE h(c.coll_no, 'smp') % 9 = 0;
CREATE TABLE tst (tst_cd VARCHAR PRIMARY KEY, tst_desc VARCHAR, uom VARCHAR);
INSERT INTO tst VALUES ('FAT','Butterfat','%'),('PROT','Protein','%'),('SCC','Somatic cell count','000/ml'),('TBC','Total bacterial count','000/ml');

-- monthly statement of what a member is paid
CREATE TABLE milk_stmt AS
WITH s AS (
  SELECT c.mbr_no, CAST(date_trunc('month', c.coll_ts) AS DATE) AS stmt_mth, sum(CASE WHEN rejd_flg = 'N' THEN ltrs ELSE 0 END) AS ltrs_paid, max(b.eur_per_ltr) AS price
  FROM milk_coll c JOIN mbr m USING (mbr_no) JOIN base_price b ON b.pay_grp = m.pay_grp AND CAST(c.coll_ts AS DATE) BETWEEN b.valid_from AND b.valid_to GROUP BY 1, 2),
p AS (SELECT *, CAST(ltrs_paid * price AS DECIMAL(12,2)) AS base_amt, CAST(ltrs_paid * (h(mbr_no * 100 + month(stmt_mth), 'bn') % 30) / 1000.0 AS DECIMAL(12,2)) AS qual_bonus,
      CAST(12 + h(mbr_no * 77 + month(stmt_mth), 'lv') % 60 + ltrs_paid * 0.002 AS DECIMAL(12,2)) AS levies FROM s)
SELECT 'ST-' || strftime(stmt_mth, '%Y%m') || '-' || CAST(mbr_no AS VARCHAR) AS stmt_no, mbr_no, stmt_mth, CAST(stmt_mth + INTERVAL 1 MONTH + INTERVAL 11 DAY AS DATE) AS issued_dt,
       CASE WHEN stmt_mth >= DATE '2024-12-01' OR h(mbr_no * 13 + epoch(stmt_mth), 'op') % 60 = 0 THEN NULL ELSE CAST(stmt_mth + INTERVAL 1 MONTH + INTERVAL (CAST(14 + h(mbr_no * 17 + epoch(stmt_mth), 'pd') % 20 AS INTEGER)) DAY AS DATE) END AS paid_dt,
       ltrs_paid, base_amt, qual_bonus, levies, base_amt + qual_bonus - levies AS net_amt,
       CASE WHEN stmt_mth >= DATE '2024-12-01' THEN 'OPEN' WHEN h(mbr_no * 13 + epoch(stmt_mth), 'op') % 60 = 0 THEN 'HELD' ELSE 'PAID' END AS stmt_sts
FROM p;

-- what is sold of it
CREATE TABLE buyer AS
SELECT 'B' || CAST(100 + i AS VARCHAR) AS buyer_cd, ['Greenshelf','Harbour Foods','Il Forno','Kestrel Ice','Lark Creameries','Morning Star','Nord Cheese','Oatfield','Palm Catering','Quay Markets','Red Door','Sunlit Bakery','Tiny Spoon','Union Hotels','Valley Schools','Westgate'][1 + i] AS buyer_nm,
       ['retail','retail','bakery','ice cream','processor','retail','processor','retail','catering','retail','catering','bakery','ice cream','catering','public','retail'][1 + i] AS trade, ['IE','IE','IT','UK','IE','UK','DK','IE','IE','UK','IE','IE','UK','IE','IE','IE'][1 + i] AS ctry_cd
FROM range(16) t(i);
CREATE TABLE sku AS
SELECT 'K' || CAST(10 + i AS VARCHAR) AS sku_cd, ['Whole milk 1 l','Whole milk 2 l','Skim milk 1 l','Salted butter 227 g','Unsalted butter 227 g','Butter 5 kg','Cheddar mild 200 g','Cheddar mature 200 g','Cheddar block 10 kg','Double cream 250 ml','Buttermilk 1 l','Skim powder 25 kg'][1 + i] AS sku_desc,
       ['milk','milk','milk','butter','butter','butter','cheese','cheese','cheese','cream','milk','powder'][1 + i] AS fam, CAST([0.95,1.75,0.9,2.4,2.4,34,2.1,2.6,62,1.3,1.1,71][1 + i] AS DECIMAL(8,2)) AS list_eur
FROM range(12) t(i);
CREATE TABLE inv_ln AS
WITH inv AS (
  SELECT i, 'I' || CAST(30000 + i AS VARCHAR) AS inv_no, 'B' || CAST(100 + CASE WHEN h(i, 'by') % 7 = 0 THEN 1 ELSE h(i, 'b2') % 15 END AS VARCHAR) AS buyer_cd, CAST(DATE '2022-01-03' + CAST(i * 1090 // 5200 AS INTEGER) AS DATE) AS inv_dt, 1 + h(i, 'n') % 5 AS n, h(i, 'cr') % 45 = 0 AS credit
  FROM range(5200) t(i)),
l AS (
  SELECT inv.*, k AS ln_no, 'K' || CAST(10 + (h(i, 'sk') + k * 5) % 12 AS VARCHAR) AS sku_cd, (CASE WHEN credit THEN -1 ELSE 1 END) * CAST(10 + h(i * 10 + k, 'q') % 290 AS INTEGER) AS qty FROM inv, range(1, 6) t(k) WHERE k <= n),
p AS (SELECT l.*, CAST(list_eur * (0.86 + u(i * 10 + ln_no, 'pr') * 0.14) AS DECIMAL(8,2)) AS unit_eur FROM l JOIN sku USING (sku_cd))
SELECT inv_no, ln_no, buyer_cd, inv_dt, CAST(inv_dt + CAST(1 + h(i, 'sh') % 6 AS INTEGER) AS DATE) AS shipped_dt, sku_cd, qty, unit_eur, CAST(qty * unit_eur AS DECIMAL(12,2)) AS ln_eur,
       CAST(sum(CAST(qty * unit_eur AS DECIMAL(12,2))) OVER (PARTITION BY inv_no) AS DECIMAL(12,2)) AS inv_eur, credit AS is_credit
FROM p;
