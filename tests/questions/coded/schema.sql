-- Names that only the question or a description explains, and states whose day has another name.
CREATE TABLE mbr AS SELECT 'M' || i AS mbr_no, 'Member ' || i AS mbr_nm, ['A', 'F'][1 + CAST(i % 7 = 0 AS INTEGER)] AS actv, ['dairy', 'arable', 'mixed'][1 + i % 3] AS indus FROM range(120) AS t(i);
COMMENT ON TABLE mbr IS 'Cooperative farms (the growers), one row each';
COMMENT ON COLUMN mbr.actv IS 'A active, F frozen';
COMMENT ON COLUMN mbr.indus IS 'Sector of the farm';
CREATE TABLE qtn AS SELECT 'Q' || i AS qtn_no, 'M' || (i % 120) AS mbr_no, DATE '2024-01-01' + CAST(i % 300 AS INTEGER) AS crtd_dt, ['open', 'won', 'lost'][1 + i % 3] AS stat, CASE WHEN i % 3 > 0 THEN DATE '2024-01-01' + CAST(i % 300 + 20 + i % 50 AS INTEGER) END AS end_dt, i % 2 = 0 AS dg_yn, CAST(50 + i % 400 AS DECIMAL(10, 2)) AS frt_amt FROM range(1500) AS t(i);
COMMENT ON COLUMN qtn.dg_yn IS 'dangerous goods';
CREATE TABLE dlvry AS SELECT i AS dlvry_id, 'Q' || (i * 2) AS qtn_no, DATE '2024-01-05' + CAST(i % 280 AS INTEGER) AS bkd_on, CASE WHEN i % 5 < 4 THEN DATE '2024-01-05' + CAST(i % 280 + 3 + i % 40 AS INTEGER) END AS delivered_on, CASE WHEN i % 5 < 4 THEN 'DELIVERED' ELSE 'BOOKED' END AS st_cd, ['RD', 'RL', 'WT'][1 + i % 3] AS md FROM range(700) AS t(i);
COMMENT ON COLUMN dlvry.md IS 'RD by road, RL rail, WT inland water';
CREATE TABLE visit AS SELECT i AS visit_no, 'M' || (i % 120) AS mbr_no, DATE '2024-02-01' + CAST(i % 200 AS INTEGER) AS paid_on, CASE WHEN i % 9 = 0 THEN DATE '2024-02-01' + CAST(i % 200 + 9 AS INTEGER) END AS frozen_on FROM range(900) AS t(i);
