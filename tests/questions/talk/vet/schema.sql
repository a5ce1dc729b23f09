-- A group of veterinary practices: owners, their pets, vets, visits, and what was done at them.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE owners AS
SELECT CAST(i + 1 AS INTEGER) AS owner_id, ['Amy', 'Bob', 'Cara', 'Dov', 'Elsa', 'Finn', 'Gail', 'Hugo', 'Iris', 'Joel'][1 + h(i * 3) % 10] || ' ' || ['Ash', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Maple', 'Oak', 'Pine', 'Rowan'][1 + h(i * 5) % 9] AS owner_name,
	['Ashby', 'Corby', 'Denby', 'Formby', 'Grimsby', 'Whitby'][1 + h(i * 7) % 6] AS town, DATE '2019-01-01' + CAST(h(i * 9) % 2200 AS INTEGER) AS registered_on
FROM range(500) AS t(i);
ALTER TABLE owners ADD PRIMARY KEY (owner_id);
CREATE TABLE pets AS
SELECT CAST(2001 + i AS INTEGER) AS pet_id, ['Bella', 'Max', 'Luna', 'Rex', 'Molly', 'Charlie', 'Poppy', 'Oscar', 'Tigger', 'Smudge', 'Coco', 'Bruno'][1 + h(i * 11) % 12] AS pet_name,
	['dog', 'dog', 'dog', 'cat', 'cat', 'rabbit', 'parrot'][1 + h(i * 13) % 7] AS species, CAST(1 + h(i * 15) % 500 AS INTEGER) AS owner_id, DATE '2008-01-01' + CAST(h(i * 17) % 6000 AS INTEGER) AS born_on,
	CAST(CASE h(i * 13) % 7 WHEN 6 THEN 0.3 WHEN 5 THEN 1.5 WHEN 4 THEN 3.5 WHEN 3 THEN 3.0 ELSE 9 END + h(i * 19) % 300 / 10.0 * (CASE WHEN h(i * 13) % 7 < 3 THEN 1 ELSE 0.1 END) AS DECIMAL(6, 2)) AS weight_kg, h(i * 21) % 3 = 0 AS insured
FROM range(800) AS t(i);
ALTER TABLE pets ADD PRIMARY KEY (pet_id);
CREATE TABLE vets (vet_id INTEGER PRIMARY KEY, vet_name VARCHAR, practice VARCHAR, speciality VARCHAR, hired_on DATE, hourly_cost DECIMAL(6, 2));
INSERT INTO vets VALUES (1, 'Dr Alice Moor', 'Quayside', 'surgery', '2015-02-01', 62), (2, 'Dr Brian Fell', 'Quayside', 'general', '2019-06-15', 44), (3, 'Dr Carol Dale', 'Hillcrest', 'dentistry', '2017-09-01', 51),
	(4, 'Dr David Beck', 'Hillcrest', 'general', '2021-01-10', 41), (5, 'Dr Erin Glen', 'Meadow Lane', 'exotics', '2018-04-20', 55), (6, 'Dr Frank Heath', 'Meadow Lane', 'general', '2022-11-01', 40), (7, 'Dr Greta Marsh', 'Meadow Lane', 'surgery', '2016-03-03', 60);
CREATE TABLE visits AS
SELECT CAST(70001 + i AS INTEGER) AS visit_id, CAST(2001 + h(i * 23) % 780 AS INTEGER) AS pet_id, CAST(1 + h(i * 25) % 7 AS INTEGER) AS vet_id,
	TIMESTAMP '2022-07-01 08:00:00' + INTERVAL (CAST(h(i * 27) % 1004 AS INTEGER)) DAY + INTERVAL (CAST(h(i * 29) % 600 AS INTEGER)) MINUTE AS visited_at,
	['checkup', 'checkup', 'vaccination', 'vaccination', 'injury', 'dental', 'surgery'][1 + h(i * 31) % 7] AS reason, ['treated', 'treated', 'treated', 'treated', 'referred', 'no-show'][1 + h(i * 33) % 6] AS outcome,
	CAST(10 + h(i * 35) % 80 AS INTEGER) AS duration_minutes
FROM range(7000) AS t(i);
ALTER TABLE visits ADD PRIMARY KEY (visit_id);
CREATE TABLE treatments AS
SELECT CAST(row_number() OVER (ORDER BY v.visit_id, k) AS INTEGER) AS treatment_id, v.visit_id, ['Booster jab', 'X-ray', 'Blood test', 'Dental clean', 'Stitches', 'Microchip', 'Worming', 'Scan'][1 + h(v.visit_id * 10 + k) % 8] AS treatment_name,
	CAST(12 + h(v.visit_id * 11 + k) % 24000 / 100.0 AS DECIMAL(8, 2)) AS charge, CAST(1 + h(v.visit_id * 13 + k) % 3 AS INTEGER) AS quantity
FROM visits AS v, range(3) AS r(k) WHERE v.outcome <> 'no-show' AND k <= h(v.visit_id * 17) % 3;
ALTER TABLE treatments ADD PRIMARY KEY (treatment_id);
