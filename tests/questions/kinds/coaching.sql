-- Two kinds of people with first and last names, some of them shared; loans of kit, invoices, sessions.
CREATE TABLE coaches (coach_id INTEGER PRIMARY KEY, first_name VARCHAR, last_name VARCHAR, speciality VARCHAR);
INSERT INTO coaches VALUES (1, 'Mara', 'Olsen', 'sprint'), (2, 'Ivo', 'Brandt', 'throws'), (3, 'Tess', 'Okafor', 'jumps'), (4, 'Ivo', 'Lund', 'sprint');
CREATE TABLE athletes (athlete_id INTEGER PRIMARY KEY, first_name VARCHAR, last_name VARCHAR, coach_id INTEGER REFERENCES coaches);
INSERT INTO athletes SELECT 100 + i, ['Mara', 'Jon', 'Ivo', 'Pia', 'Sven', 'Lena'][1 + i % 6], ['Falk', 'Moor', 'Quist', 'Ross', 'Stein'][1 + i % 5], 1 + i % 4 FROM range(40) AS t(i);
CREATE TABLE kit_loans (loan_id INTEGER PRIMARY KEY, athlete_id INTEGER REFERENCES athletes, kit_type VARCHAR, loaned_on DATE);
INSERT INTO kit_loans SELECT 9000 + i, 100 + (i * 7) % 40, ['javelin', 'blocks', 'hurdles'][1 + (i * i + i // 5) % 3], DATE '2024-01-01' + CAST(i * 3 % 360 AS INTEGER) FROM range(150) AS t(i);
CREATE TABLE invoices (invoice_id INTEGER PRIMARY KEY, athlete_id INTEGER REFERENCES athletes, invoice_status VARCHAR, fee_eur DECIMAL(8, 2), is_test_account BOOLEAN, issued_on DATE);
INSERT INTO invoices SELECT 500 + i, 100 + (i * 3) % 40, ['open', 'settled', 'void'][1 + i % 3], 20 + i % 9, i % 37 = 0, DATE '2024-02-01' + CAST(i AS INTEGER) FROM range(120) AS t(i);
CREATE TABLE kit (kit_id INTEGER PRIMARY KEY, kit_name VARCHAR, maker VARCHAR, list_price_eur DECIMAL(8, 2), weight_g INTEGER);
INSERT INTO kit SELECT i, 'Kit ' || i, ['Arrow', 'Average', 'Bolt'][1 + i % 3], 15 + i * 4, 300 + i * 17 FROM range(1, 31) AS t(i);
CREATE TABLE sessions (session_id INTEGER PRIMARY KEY, athlete_id INTEGER REFERENCES athletes, session_kind VARCHAR, session_status VARCHAR, held_on DATE);
COMMENT ON COLUMN sessions.session_kind IS 'DRILL, RACE, PHY = physio';
INSERT INTO sessions SELECT 7000 + i, 100 + (i * 11) % 40, ['DRILL', 'RACE', 'PHY'][1 + i % 3], ['held', 'missed'][1 + i % 2], DATE '2024-03-01' + CAST(i AS INTEGER) FROM range(90) AS t(i);
CREATE TABLE bids (bid_id INTEGER PRIMARY KEY, bid_stage VARCHAR, sent_on DATE);
INSERT INTO bids SELECT i, ['Draft', 'Sent', 'Closed Won', 'Closed Lost'][1 + (i * i + i // 3) % 4], DATE '2024-01-01' + CAST(i AS INTEGER) FROM range(100) AS t(i);
CREATE TABLE grants (grant_id INTEGER PRIMARY KEY, grant_status VARCHAR, filed_on DATE);
COMMENT ON COLUMN grants.grant_status IS 'Filed, In review and Deferred are open; Awarded or Refused';
INSERT INTO grants SELECT i, ['Filed', 'In review', 'Deferred', 'Awarded', 'Refused'][1 + (i * 7 + i // 4) % 5], DATE '2024-01-01' + CAST(i AS INTEGER) FROM range(100) AS t(i);
