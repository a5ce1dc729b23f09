-- A clinic in the habit of camel case and declared nothing: patients, doctors, visits, and what was done at each visit.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE Patient AS
SELECT i + 1 AS PatientId, 'Pat' || (h(i) % 300) || ' Lee' AS FullName, DATE '1940-01-01' + CAST(h(i * 3) % 25000 AS INTEGER) AS BirthDate,
	['F', 'M'][1 + h(i * 5) % 2] AS Sex, 'City' || (h(i * 7) % 20) AS City, 40 + h(i * 9) % 800 / 10.0 AS WeightKg
FROM range(400) AS t(i);
CREATE TABLE Doctor AS
SELECT i + 1 AS DoctorId, 'Dr. ' || chr(CAST(65 + i AS INTEGER)) || 'son' AS FullName, ['surgery', 'pediatrics', 'general'][1 + i % 3] AS Specialty,
	CAST(5000 + h(i) % 4000 AS DECIMAL(10, 2)) AS MonthlySalary
FROM range(18) AS t(i);
CREATE TABLE Visit AS
SELECT 70000 + i AS VisitId, 1 + h(i * 11) % 400 AS PatientId, 1 + h(i * 13) % 18 AS AttendingDoctorId,
	CASE WHEN h(i * 15) % 3 = 0 THEN 1 + h(i * 17) % 18 END AS ReferringDoctorId,
	TIMESTAMP '2023-01-02 08:00:00' + INTERVAL (CAST(h(i * 19) % 500000 AS INTEGER)) MINUTE AS AdmittedAt,
	['walk-in', 'booked', 'emergency'][1 + h(i * 21) % 3] AS Kind, 5 + h(i * 23) % 55 AS WaitMinutes,
	h(i * 25) % 4 = 0 AS IsInsured, CAST(30 + h(i * 27) % 20000 / 100.0 AS DECIMAL(10, 2)) AS ConsultationFee
FROM range(2500) AS t(i);
CREATE TABLE Treatment AS
SELECT 900000 + v.i * 4 + n AS TreatmentId, 70000 + v.i AS VisitId, 'PR' || (h(v.i * 29 + n) % 45) AS ProcedureCode,
	CAST(10 + h(v.i * 31 + n) % 90000 / 100.0 AS DECIMAL(10, 2)) AS Charge, TIMESTAMP '2024-12-31 03:00:00' AS LoadedAt
FROM range(2500) AS v(i), range(4) AS u(n) WHERE n < h(v.i * 33) % 4;
CREATE TABLE "Procedure" AS
SELECT 'PR' || i AS Code, 'Procedure ' || i AS Title, ['minor', 'major'][1 + i % 2] AS Severity FROM range(45) AS t(i);
