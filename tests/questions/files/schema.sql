CREATE TABLE lodge_years AS SELECT 'Lodge ' || i AS lodge, 2019 + y AS yr, CAST(hash('v' || i || y) % 900 AS INTEGER) AS visits FROM range(25) AS t(i), range(5) AS u(y);
CREATE TABLE chores AS SELECT 'J' || (i - CASE WHEN i % 97 = 0 THEN 1 ELSE 0 END) AS chore_no, CAST(hash('a' || i) % 9000 / 100 AS DECIMAL(8, 2)) AS wage FROM range(1, 1001) AS t(i);
CREATE TABLE trips AS SELECT i AS trip_id, 1 + CAST(hash('d' || i) % 50 AS INTEGER) AS driver, CAST(hash('f' || i) % 900 AS INTEGER) AS fare, DATE '2024-01-01' + CAST(i % 100 AS INTEGER) AS day FROM range(1, 801) AS t(i);
CREATE TABLE drivers AS SELECT 'D' || i AS driver_code, i % 20 AS locker, 'Driver ' || i AS driver_name FROM range(1, 51) AS t(i);
CREATE TABLE sittings AS SELECT i AS sitting_id, TIMESTAMPTZ '2024-04-01 00:00:00+00' + to_hours(CAST(i AS INTEGER)) AS sat_at, 1 + i % 4 AS guests FROM range(700) AS t(i);
