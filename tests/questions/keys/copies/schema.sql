-- Older versions and copies of tables beside them; codes of which some are written small.
CREATE TABLE crates_v1 AS SELECT 1 + i AS crate_id, DATE '2024-01-01' + CAST(i // 2 AS INTEGER) AS packed_on, 10 + i % 7 AS weight_kg FROM range(300) AS t(i);
CREATE TABLE crates_v2 AS SELECT 1 + i AS crate_id, DATE '2024-01-01' + CAST(i // 2 AS INTEGER) AS packed_on, ['ash', 'oak'][1 + i % 2] AS timber, 11 + i % 7 AS weight_kg FROM range(500) AS t(i);
CREATE TABLE lands AS SELECT * FROM (VALUES ('DE', 'Germany'), ('NL', 'Netherlands'), ('PL', 'Poland')) AS v(land_code, land_name);
CREATE TABLE tolls AS SELECT 1 + i AS toll_id, CASE WHEN i % 9 = 0 THEN lower(['DE', 'NL', 'PL'][1 + i % 3]) ELSE ['DE', 'NL', 'PL'][1 + i % 3] END AS land_code, DATE '2024-01-01' + CAST(i % 360 AS INTEGER) AS driven_on, 5 + i % 13 AS km FROM range(400) AS t(i);
CREATE TABLE tolls_backup_20240601 AS SELECT * FROM tolls WHERE driven_on < DATE '2024-06-01';
CREATE TABLE tolls_old AS SELECT * FROM tolls WHERE toll_id < 100;
CREATE TABLE nets AS SELECT 1 + i AS net_id, 10 + i % 5 AS mesh FROM range(30) AS t(i);
CREATE TABLE nets_v2 AS SELECT 1 + i AS net_id, 12 + i % 5 AS mesh, ['cod', 'eel'][1 + i % 2] AS catches FROM range(50) AS t(i);
