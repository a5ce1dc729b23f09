-- A charity: donors, appeals, donations, and events that people register for.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE donors AS
SELECT CAST(1001 + i AS INTEGER) AS donor_id, ['Ada', 'Ben', 'Cleo', 'Dara', 'Evan', 'Faye', 'Glen', 'Hana', 'Ivor', 'Jade', 'Kurt', 'Lena'][1 + h(i * 3) % 12] || ' ' ||
	['Archer', 'Baines', 'Cotter', 'Dolan', 'Egan', 'Foster', 'Gray', 'Hobbs', 'Irving', 'Jarvis'][1 + h(i * 5) % 10] AS full_name,
	['Leeds', 'Bristol', 'Cardiff', 'Glasgow', 'Belfast', 'York', 'Norwich'][1 + h(i * 7) % 7] AS city, ['individual', 'individual', 'individual', 'company', 'trust'][1 + h(i * 9) % 5] AS donor_type,
	DATE '2020-01-01' + CAST(h(i * 11) % 1800 AS INTEGER) AS joined_on, h(i * 13) % 3 > 0 AS newsletter
FROM range(900) AS t(i);
ALTER TABLE donors ADD PRIMARY KEY (donor_id);
CREATE TABLE appeals (appeal_id INTEGER PRIMARY KEY, appeal_name VARCHAR, theme VARCHAR, launched_on DATE, target_amount DECIMAL(12, 2));
INSERT INTO appeals VALUES (1, 'Wells for Winter', 'Clean Water', '2021-10-01', 120000), (2, 'Books Abroad', 'Education', '2021-03-15', 60000), (3, 'Flood Response', 'Emergency', '2022-08-20', 200000),
	(4, 'Warm Wards', 'Health', '2022-01-10', 90000), (5, 'Rain Harvest', 'Clean Water', '2023-04-02', 80000), (6, 'School Lunches', 'Education', '2023-09-01', 70000), (7, 'Quake Fund', 'Emergency', '2024-02-11', 250000),
	(8, 'Eye Camps', 'Health', '2024-05-05', 50000);
CREATE TABLE donations AS
SELECT CAST(50001 + i AS INTEGER) AS donation_id, CAST(1001 + (h(i * 15) % 900) * (h(i * 17) % 900) // 900 AS INTEGER) AS donor_id, a.appeal_id,
	greatest(a.launched_on, DATE '2022-01-01') + CAST(h(i * 19) % (DATE '2024-12-31' - greatest(a.launched_on, DATE '2022-01-01')) AS INTEGER) AS donated_on,
	CAST(5 + h(i * 21) % 40000 / 100.0 + CASE WHEN h(i * 23) % 30 = 0 THEN 2500 ELSE 0 END AS DECIMAL(10, 2)) AS amount,
	['card', 'card', 'bank transfer', 'cheque', 'cash'][1 + h(i * 25) % 5] AS payment_method, h(i * 27) % 2 = 0 AS gift_aid,
	['received', 'received', 'received', 'received', 'pledged', 'failed'][1 + h(i * 29) % 6] AS status
FROM range(9000) AS t(i) JOIN appeals AS a ON a.appeal_id = 1 + h(i * 31) % 8;
ALTER TABLE donations ADD PRIMARY KEY (donation_id);
CREATE TABLE events AS
SELECT CAST(301 + i AS INTEGER) AS event_id, ['Spring', 'Summer', 'Autumn', 'Winter', 'Harbour', 'Castle', 'Moor', 'River'][1 + h(i * 33) % 8] || ' ' || ['Run', 'Gala', 'Auction'][1 + i % 3] || ' ' || CAST(2022 + i // 14 AS VARCHAR) || CASE WHEN i % 2 = 1 THEN ' II' ELSE '' END AS event_name,
	['Leeds', 'Bristol', 'Cardiff', 'Glasgow'][1 + h(i * 35) % 4] AS city, ['run', 'gala', 'auction'][1 + i % 3] AS kind, DATE '2022-02-01' + CAST(i * 25 AS INTEGER) AS held_on, CAST(8 + h(i * 37) % 40 AS INTEGER) AS volunteers
FROM range(42) AS t(i);
ALTER TABLE events ADD PRIMARY KEY (event_id);
CREATE TABLE registrations AS
SELECT CAST(row_number() OVER (ORDER BY event_id, donor_id) AS INTEGER) AS registration_id, event_id, donor_id, held_on - CAST(1 + h(event_id * 1000 + donor_id) % 60 AS INTEGER) AS registered_on,
	CAST([15, 25, 40, 60][1 + h(event_id * 7) % 4] AS DECIMAL(8, 2)) AS fee, h(event_id * 999 + donor_id) % 7 > 0 AS attended
FROM (SELECT DISTINCT e.event_id, e.held_on, CAST(1001 + h(e.event_id * 100 + k) % 900 AS INTEGER) AS donor_id FROM events AS e, range(70) AS r(k));
ALTER TABLE registrations ADD PRIMARY KEY (registration_id);
