-- The warehouse of a chain of gyms, 2022 to June 2025. Deterministic.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];
CREATE TABLE clubs (club_id INTEGER PRIMARY KEY, club_name VARCHAR NOT NULL, city VARCHAR, region VARCHAR, opened_on DATE, floor_area_sqm INTEGER, has_pool BOOLEAN);
INSERT INTO clubs VALUES (1,'Riverside','Denver','Mountain','2015-03-01',2400,true),(2,'Union Station','Denver','Mountain','2018-09-15',1500,false),(3,'Lakefront','Chicago','Midwest','2014-06-01',3100,true),
 (4,'The Loop','Chicago','Midwest','2019-01-10',1200,false),(5,'Southbank','Austin','South','2016-11-20',2000,true),(6,'Domain','Austin','South','2020-08-01',1750,false),(7,'Harbor Point','Boston','Northeast','2017-04-18',1900,true),(8,'Back Bay','Boston','Northeast','2021-10-05',1100,false);
CREATE TABLE plans (plan_id INTEGER PRIMARY KEY, plan_name VARCHAR NOT NULL, monthly_price DECIMAL(8,2), contract_months INTEGER);
INSERT INTO plans VALUES (1,'Basic',29.90,1),(2,'Plus',44.90,12),(3,'Premium',69.90,12),(4,'Student',24.90,6),(5,'Family',99.90,12);
CREATE TABLE trainers AS
SELECT CAST(i + 1 AS INTEGER) AS trainer_id, ['Alma Ortiz','Bruno Keller','Chloe Park','Derek Stone','Elena Rossi','Felix Grant','Gina Lowe','Hugo Marsh','Ines Vidal','Jonah Reed','Kara Holt','Luis Mendez','Maya Singh','Nico Hart','Olga Petrov','Paul Quinn','Rita Chan','Sam Walsh','Tara Boyd','Umar Khan','Vera Novak','Will Frost','Xenia Cole','Yuri Sato'][1 + i] AS trainer_name,
 CAST(1 + i % 8 AS INTEGER) AS club_id, pick(['Strength','Yoga','Cycling','Pilates','Boxing'], i, 'sp') AS specialty, CAST(DATE '2016-01-15' + CAST(h(i, 'hd') % 3000 AS INTEGER) AS DATE) AS hired_on, CAST(22 + h(i, 'hr') % 28 AS DECIMAL(6,2)) AS hourly_rate
FROM range(24) t(i);
ALTER TABLE trainers ADD PRIMARY KEY (trainer_id);
CREATE TABLE members AS
WITH m AS (SELECT i, CAST(DATE '2022-01-03' + CAST((i * 1260 // 2600) AS INTEGER) AS DATE) AS joined_on, h(i, 'st') % 100 AS st FROM range(2600) t(i))
SELECT CAST(1001 + i AS INTEGER) AS member_id,
 pick(['Anna','Ben','Carla','Dan','Ella','Frank','Grace','Henry','Isabel','Jack','Karen','Liam','Mia','Noah','Olive','Peter','Quinn','Rosa','Steve','Tina','Uma','Victor','Wendy','Zach'], i, 'fn') AS first_name,
 pick(['Abbott','Barnes','Castro','Dunn','Ellis','Fisher','Gomez','Harper','Irwin','James','Klein','Lopez','Mason','Nolan','Olsen','Perez','Reyes','Shaw','Tran','Vance','Weber','Young'], i, 'ln') AS last_name,
 pick(['female','male','female','male','female','male','other'], i, 'ge') AS gender, CAST(DATE '1955-01-01' + CAST(h(i, 'bd') % 18900 AS INTEGER) AS DATE) AS birth_date,
 CAST([1,1,1,2,2,2,3,3,4,5][1 + h(i, 'pl') % 10] AS INTEGER) AS plan_id, CAST([1,1,2,3,3,3,4,5,5,6,7,7,8][1 + h(i, 'cl') % 13] AS INTEGER) AS home_club_id,
 joined_on, CASE WHEN st < 28 AND joined_on < DATE '2025-03-01' THEN CAST(least(joined_on + CAST(40 + h(i, 'cx') % 700 AS INTEGER), DATE '2025-06-20') AS DATE) END AS cancelled_on,
 CASE WHEN st < 28 AND joined_on < DATE '2025-03-01' THEN 'cancelled' WHEN st < 36 THEN 'frozen' ELSE 'active' END AS status,
 CASE WHEN h(i, 'rf') % 15 = 0 THEN NULL ELSE pick(['friend','web','walk-in','social media','web','friend','corporate'], i, 'rs') END AS referral_source
FROM m;
ALTER TABLE members ADD PRIMARY KEY (member_id);
CREATE TABLE check_ins AS
SELECT CAST(50000 + row_number() OVER (ORDER BY ts) AS INTEGER) AS check_in_id, member_id, club_id, ts AS checked_in_at, minutes AS duration_minutes
FROM (SELECT m.member_id, CASE WHEN h(k, 'away') % 6 = 0 THEN CAST(1 + h(k, 'wh') % 8 AS INTEGER) ELSE m.home_club_id END AS club_id,
  CAST(day AS TIMESTAMP) + INTERVAL (CAST(360 + h(k, 'mi') % 900 AS INTEGER)) MINUTE AS ts, CAST(25 + h(k, 'du') % 95 AS INTEGER) AS minutes
 FROM (SELECT k, CAST(1001 + h(k, 'mb') % 2600 AS INTEGER) AS member_id, CAST(DATE '2022-02-01' + CAST((h(k, 'dy') % 1245) AS INTEGER) AS DATE) AS day FROM range(34000) t(k)) x JOIN members m USING (member_id)
 WHERE x.day >= m.joined_on AND (m.cancelled_on IS NULL OR x.day < m.cancelled_on));
ALTER TABLE check_ins ADD PRIMARY KEY (check_in_id);
CREATE TABLE class_sessions AS
SELECT CAST(7001 + i AS INTEGER) AS session_id, pick(['Spin','Yoga Flow','Pilates Core','HIIT','Boxing Basics','Zumba'], i, 'cn') AS class_name, t.trainer_id, t.club_id,
 TIMESTAMP '2023-01-02 00:00:00' + INTERVAL (CAST(i * 908 // 2400 AS INTEGER)) DAY + INTERVAL (CAST([7,9,12,17,18,19][1 + h(i, 'hr') % 6] AS INTEGER)) HOUR AS starts_at, CAST([12,16,20,24][1 + h(i, 'cp') % 4] AS INTEGER) AS capacity
FROM range(2400) r(i) JOIN trainers t ON t.trainer_id = 1 + h(i, 'tr') % 23;
ALTER TABLE class_sessions ADD PRIMARY KEY (session_id);
CREATE TABLE class_bookings AS
SELECT CAST(row_number() OVER (ORDER BY session_id, member_id) AS INTEGER) AS booking_id, session_id, member_id, starts_at - INTERVAL (CAST(1 + h(session_id * 10000 + member_id, 'ah') % 160 AS INTEGER)) HOUR AS booked_at,
 ['attended','attended','attended','attended','attended','attended','cancelled','cancelled','no-show','attended'][1 + h(session_id * 10000 + member_id, 'bs') % 10] AS status
FROM (SELECT DISTINCT s.session_id, s.starts_at, CAST(1001 + h(s.session_id * 100 + k, 'bm') % 2600 AS INTEGER) AS member_id FROM class_sessions s, range(24) r(k) WHERE k < 2 + h(s.session_id, 'nb') % 12) b JOIN members m USING (member_id)
WHERE m.joined_on < b.starts_at::DATE AND (m.cancelled_on IS NULL OR m.cancelled_on > b.starts_at::DATE);
ALTER TABLE class_bookings ADD PRIMARY KEY (booking_id);
CREATE TABLE payments AS
SELECT CAST(90000 + row_number() OVER (ORDER BY paid_on, member_id) AS INTEGER) AS payment_id, * FROM (
 SELECT m.member_id, CAST(d AS DATE) AS paid_on, CASE WHEN h(m.member_id * 100 + k, 'ty') % 12 = 0 THEN 'personal training' WHEN h(m.member_id * 100 + k, 'ty') % 12 = 1 THEN 'shop' ELSE 'membership' END AS payment_type,
  CAST(CASE WHEN h(m.member_id * 100 + k, 'ty') % 12 = 0 THEN 45 + h(m.member_id * 100 + k, 'pt') % 90 WHEN h(m.member_id * 100 + k, 'ty') % 12 = 1 THEN 4 + (h(m.member_id * 100 + k, 'sh') % 5500) / 100.0 ELSE p.monthly_price END AS DECIMAL(8,2)) AS amount,
  pick(['card','card','direct debit','direct debit','direct debit','cash'], m.member_id * 100 + k, 'mt') AS payment_method, CASE WHEN h(m.member_id * 100 + k, 'ps') % 25 = 0 THEN 'failed' WHEN h(m.member_id * 100 + k, 'ps') % 40 = 1 THEN 'refunded' ELSE 'paid' END AS status
 FROM members m JOIN plans p USING (plan_id), range(14) r(k), (SELECT 1) z, LATERAL (SELECT m.joined_on + CAST(k * 91 + h(m.member_id * 100 + k, 'of') % 20 AS INTEGER) AS d) y
 WHERE d <= DATE '2025-06-29' AND (m.cancelled_on IS NULL OR d < m.cancelled_on));
ALTER TABLE payments ADD PRIMARY KEY (payment_id);
