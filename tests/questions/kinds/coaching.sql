-- Two kinds of people with first and last names, some of them shared, and loans of kit of a kind.
CREATE TABLE coaches (coach_id INTEGER PRIMARY KEY, first_name VARCHAR, last_name VARCHAR, speciality VARCHAR);
INSERT INTO coaches VALUES (1, 'Mara', 'Olsen', 'sprint'), (2, 'Ivo', 'Brandt', 'throws'), (3, 'Tess', 'Okafor', 'jumps'), (4, 'Ivo', 'Lund', 'sprint');
CREATE TABLE athletes (athlete_id INTEGER PRIMARY KEY, first_name VARCHAR, last_name VARCHAR, coach_id INTEGER REFERENCES coaches);
INSERT INTO athletes SELECT 100 + i, ['Mara', 'Jon', 'Ivo', 'Pia', 'Sven', 'Lena'][1 + i % 6], ['Falk', 'Moor', 'Quist', 'Ross', 'Stein'][1 + i % 5], 1 + i % 4 FROM range(40) AS t(i);
CREATE TABLE kit_loans (loan_id INTEGER PRIMARY KEY, athlete_id INTEGER REFERENCES athletes, kit_type VARCHAR, loaned_on DATE);
INSERT INTO kit_loans SELECT 9000 + i, 100 + (i * 7) % 40, ['javelin', 'blocks', 'hurdles'][1 + (i * i + i // 5) % 3], DATE '2024-01-01' + CAST(i * 3 % 360 AS INTEGER) FROM range(150) AS t(i);
