-- A school with no declared keys, short names, and a register whose rows are pupils in courses in terms. Grades repeat by accident.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE pupils AS
SELECT 4000 + i AS pupil_no, 'First' || (h(i) % 90) AS first_name, 'Last' || (h(i * 3) % 120) AS last_name, 6 + h(i * 5) % 12 AS age, 'House ' || (h(i * 7) % 4) AS house
FROM range(350) AS t(i);
CREATE TABLE courses AS
SELECT chr(CAST(65 + i // 10 AS INTEGER)) || lpad(CAST(i AS VARCHAR), 3, '0') AS course_code, 'Course ' || i AS title, 1 + h(i * 9) % 5 AS credits, 20 + h(i * 11) % 12 AS teacher_no
FROM range(36) AS t(i);
CREATE TABLE teachers AS SELECT 20 + i AS teacher_no, 'Teacher ' || i AS name, DATE '2005-08-01' + CAST(h(i * 13) % 5000 AS INTEGER) AS hired_on FROM range(12) AS t(i);
CREATE TABLE enrolments AS
SELECT 4000 + p.i AS pupil_no, chr(CAST(65 + c.i // 10 AS INTEGER)) || lpad(CAST(c.i AS VARCHAR), 3, '0') AS course_code, 2020 + h(p.i * 15 + c.i) % 4 AS school_year,
	['autumn', 'spring'][1 + h(p.i * 17 + c.i) % 2] AS term, 1 + h(p.i * 19 + c.i) % 6 AS grade, h(p.i * 21 + c.i) % 20 AS absences
FROM range(350) AS p(i), range(36) AS c(i) WHERE h(p.i * 23 + c.i) % 4 = 0;
CREATE TABLE fees AS
SELECT i + 1 AS fee_no, 4000 + h(i * 25) % 350 AS pupil_no, 2020 + h(i * 27) % 4 AS school_year, CAST(100 + h(i * 29) % 90000 / 100.0 AS DECIMAL(10, 2)) AS amount,
	CASE WHEN h(i * 31) % 5 > 0 THEN DATE '2020-09-01' + CAST(h(i * 33) % 1400 AS INTEGER) END AS paid_on
FROM range(1400) AS t(i);
