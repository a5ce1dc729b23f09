-- The warehouse of a hotel chain, 2022-2024. Deterministic.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];
CREATE TABLE hotels (hotel_id INTEGER PRIMARY KEY, hotel_name VARCHAR NOT NULL, city VARCHAR, country VARCHAR, stars INTEGER, room_count INTEGER, opened_year INTEGER);
INSERT INTO hotels VALUES (1,'Grand Plaza','Lisbon','Portugal',5,210,1998),(2,'Harbour View','Porto','Portugal',4,140,2006),(3,'Sierra Lodge','Granada','Spain',3,85,2012),(4,'Casa Mar','Valencia','Spain',4,120,2015),(5,'Puerta del Sol Inn','Madrid','Spain',4,180,2003),
 (6,'Canal House','Venice','Italy',5,95,1989),(7,'Hotel Aurora','Rome','Italy',4,160,2009),(8,'Lago Blu','Como','Italy',5,70,2017),(9,'Le Petit Jardin','Nice','France',3,60,2011),(10,'Opera Palace','Paris','France',5,230,1994);
CREATE TABLE room_types (room_type_id INTEGER PRIMARY KEY, room_type VARCHAR NOT NULL, base_rate DECIMAL(8,2), max_guests INTEGER);
INSERT INTO room_types VALUES (1,'Standard',95,2),(2,'Deluxe',140,2),(3,'Family',165,4),(4,'Suite',260,3);
CREATE TABLE guests AS
SELECT CAST(20001 + i AS INTEGER) AS guest_id, pick(['Adele','Bruno','Clara','Dario','Elise','Fabio','Greta','Hector','Irene','Jonas','Katia','Lucas','Marta','Nils','Olga','Pablo','Renata','Simon','Teresa','Victor'], i, 'fn') || ' ' ||
 pick(['Alvarez','Berg','Conti','Duarte','Eriksen','Ferrari','Garnier','Hoffmann','Ivanov','Jensen','Kowalski','Lambert','Moreau','Nunes','Oliveira','Peeters','Rossi','Schmidt','Torres','Weiss'], i, 'ln') AS guest_name,
 pick(['Germany','Germany','France','Spain','United Kingdom','United Kingdom','United States','Italy','Portugal','Netherlands'], i, 'co') AS home_country,
 CASE WHEN h(i, 'ti') % 10 < 5 THEN 'none' WHEN h(i, 'ti') % 10 < 8 THEN 'silver' WHEN h(i, 'ti') % 10 < 9 THEN 'gold' ELSE 'platinum' END AS loyalty_tier,
 CAST(DATE '2019-01-05' + CAST(h(i, 'su') % 2100 AS INTEGER) AS DATE) AS registered_on, CASE WHEN h(i, 'em') % 12 = 0 THEN NULL ELSE 'guest' || CAST(20001 + i AS VARCHAR) || '@example.com' END AS email
FROM range(3200) t(i);
ALTER TABLE guests ADD PRIMARY KEY (guest_id);
CREATE TABLE bookings AS
WITH b AS (
 SELECT i, CAST(700001 + i AS INTEGER) AS booking_id, CAST(20001 + (h(i, 'g1') % 3200) * (h(i, 'g2') % 3200) // 3200 AS INTEGER) AS guest_id, CAST([1,1,1,2,2,3,4,4,5,5,5,6,7,7,8,9,10,10,10,10][1 + h(i, 'ho') % 20] AS INTEGER) AS hotel_id, CAST([1,1,1,1,2,2,2,3,3,4][1 + h(i, 'rt') % 10] AS INTEGER) AS room_type_id,
  CAST(DATE '2022-01-04' + CAST(i * 1085 // 13000 AS INTEGER) AS DATE) AS booking_date, CAST(1 + h(i, 'ld') % 60 AS INTEGER) AS lead, CAST(1 + h(i, 'ni') % 6 AS INTEGER) AS nights, h(i, 'st') % 100 AS st FROM range(13000) t(i))
SELECT booking_id, guest_id, hotel_id, room_type_id, booking_date, CAST(booking_date + lead AS DATE) AS check_in_date, CAST(booking_date + lead + nights AS DATE) AS check_out_date, nights, CAST(1 + h(i, 'ad') % 3 AS INTEGER) AS guest_count,
 CASE WHEN h(i, 'ch') % 11 < 5 THEN 'website' WHEN h(i, 'ch') % 11 < 8 THEN 'travel agency' WHEN h(i, 'ch') % 11 < 10 THEN 'phone' ELSE 'walk-in' END AS channel,
 CASE WHEN st < 12 THEN 'cancelled' WHEN st < 15 THEN 'no-show' WHEN booking_date + lead + nights > DATE '2024-12-31' THEN 'confirmed' ELSE 'completed' END AS status,
 CAST(nights * base_rate * (0.7 + stars * 0.12) * (0.85 + (h(i, 'pr') % 400) / 1000.0) AS DECIMAL(10,2)) AS room_revenue
FROM b JOIN room_types USING (room_type_id) JOIN hotels USING (hotel_id);
ALTER TABLE bookings ADD PRIMARY KEY (booking_id);
CREATE TABLE extras AS
SELECT CAST(row_number() OVER (ORDER BY booking_id, k) AS INTEGER) AS extra_id, booking_id, category, CAST(check_in_date + CAST(h(booking_id * 10 + k, 'da') % nights AS INTEGER) AS DATE) AS charged_on,
 CAST(CASE category WHEN 'breakfast' THEN 14 * nights WHEN 'parking' THEN 18 * nights WHEN 'spa' THEN 60 + h(booking_id * 10 + k, 'sp') % 120 WHEN 'minibar' THEN 5 + (h(booking_id * 10 + k, 'mb') % 4000) / 100.0 ELSE 30 + h(booking_id * 10 + k, 're') % 90 END AS DECIMAL(8,2)) AS amount
FROM (SELECT b.*, k, pick(['breakfast','breakfast','breakfast','parking','minibar','restaurant','restaurant','spa'], booking_id * 10 + k, 'ca') AS category FROM bookings b, range(3) t(k) WHERE k < h(booking_id, 'ne') % 4 AND status = 'completed');
ALTER TABLE extras ADD PRIMARY KEY (extra_id);
CREATE TABLE reviews AS
SELECT CAST(row_number() OVER (ORDER BY booking_id) AS INTEGER) AS review_id, booking_id, CAST([1,2,3,3,4,4,4,5,5,5][1 + h(booking_id, 'rt') % 10] AS INTEGER) AS rating, CAST(check_out_date + CAST(1 + h(booking_id, 'rd') % 10 AS INTEGER) AS DATE) AS submitted_on, h(booking_id, 'rr') % 2 = 0 AS has_reply
FROM bookings WHERE status = 'completed' AND h(booking_id, 'rv') % 4 = 0 AND check_out_date < DATE '2024-12-20';
ALTER TABLE reviews ADD PRIMARY KEY (review_id);
CREATE TABLE employees AS
SELECT CAST(301 + i AS INTEGER) AS employee_id, pick(['Ana','Beto','Carla','Diego','Eva','Franco','Gina','Hugo','Ida','Joao','Kim','Leo'], i, 'f') || ' ' || pick(['Amaral','Bruni','Costa','Dubois','Esposito','Fontes','Girard','Herrera'], i, 'l') || ' ' || CAST(301 + i AS VARCHAR) AS employee_name,
 CAST(1 + h(i, 'eh') % 10 AS INTEGER) AS hotel_id, pick(['reception','housekeeping','housekeeping','kitchen','maintenance','spa'], i, 'de') AS department, CAST(DATE '2005-02-01' + CAST(h(i, 'hi') % 7100 AS INTEGER) AS DATE) AS hired_on, CAST(19000 + h(i, 'sa') % 260 * 100 AS INTEGER) AS salary
FROM range(420) t(i);
ALTER TABLE employees ADD PRIMARY KEY (employee_id);
