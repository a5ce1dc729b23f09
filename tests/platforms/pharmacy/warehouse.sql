-- The pharmacy of a hospital, with German names and no word of English. A batch (Charge) is known by the article and the number that
-- its maker gave it, which repeats between articles. Prescriptions are numbered within the case; 1 % of the numbers were given
-- twice. Days of prescriptions are text, day first.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE "Station" AS
SELECT 100 + i * 7 AS "StationsNr", ['Chirurgie', 'Innere', 'Kinder', 'Intensiv', 'Augen', 'Geburt'][1 + i % 6] || ' ' || (1 + i // 6) AS "Bezeichnung",
	'Haus ' || chr(65 + CAST(i % 8 AS INTEGER)) AS "Haus", ['Nord', 'Nord', 'Nord', 'Mitte', 'Mitte', 'Mitte', 'Ost', 'Ost'][1 + i % 8] AS "Standort", CAST(10 + h(i) % 30 AS INTEGER) AS "Betten"
FROM range(24) AS t(i);
CREATE TABLE "Wirkstoff" AS
SELECT chr(65 + CAST(i % 9 AS INTEGER)) || lpad(CAST(h(i) % 90 + 10 AS VARCHAR), 2, '0') || chr(65 + CAST(i // 9 AS INTEGER)) || chr(75 + CAST(i % 9 AS INTEGER)) AS "WirkstoffCode", 'Substanz ' || (i + 1) AS "Name",
	'Gruppe ' || (1 + i % 15) AS "Wirkstoffgruppe", ['Herz', 'Nerven', 'Infektion', 'Schmerz'][1 + i % 15 % 4] AS "Hauptgruppe"
FROM range(60) AS t(i);
CREATE TABLE "Artikel" AS
SELECT 1000003 + i * 4711 AS "PZN", (SELECT list("WirkstoffCode" ORDER BY "WirkstoffCode") FROM "Wirkstoff")[1 + h(i * 3) % 60] AS "WirkstoffCode", 'Praeparat ' || (i + 1) AS "Bezeichnung",
	[10, 20, 50, 100][1 + h(i * 5) % 4] AS "Packungsgroesse", CAST(2 + h(i * 7) % 30000 / 100.0 AS DECIMAL(8, 2)) AS "Einkaufspreis",
	['Nordpharm', 'Alpha Med', 'Berg AG', 'Vita GmbH', 'Kern'][1 + h(i * 9) % 5] AS "Hersteller"
FROM range(180) AS t(i);
CREATE TABLE "Charge" AS
SELECT "PZN", 'C' || (2000 + n * 13 + h("PZN") % 5) AS "ChargenNr", DATE '2024-01-01' + CAST(h("PZN" + n) % 900 AS INTEGER) AS "Verfallsdatum",
	['Grosshandel Mitte', 'Direkt', 'Import Sued'][1 + h("PZN" * 3 + n) % 3] AS "Lieferant"
FROM "Artikel", range(5) AS t(n);
CREATE TABLE "Fall" AS
SELECT 500000 + i * 3 AS "FallNr", TIMESTAMP '2023-01-01' + INTERVAL (h(i * 11) % 8000) HOUR AS "Aufnahme", TIMESTAMP '2023-01-04' + INTERVAL (h(i * 11) % 8000 + h(i * 13) % 200) HOUR AS "Entlassung",
	CASE WHEN h(i * 15) % 60 = 0 THEN 999 ELSE h(i * 15) % 97 END AS "Alter", CASE WHEN h(i * 17) % 40 = 0 THEN 'unbekannt' ELSE ['m', 'w'][1 + h(i * 17) % 2] END AS "Geschlecht",
	['gesetzlich', 'privat', 'gesetzlich'][1 + h(i * 19) % 3] AS "Versicherung"
FROM range(1500) AS t(i);
CREATE TABLE "Verordnung" AS
WITH base AS (
	SELECT i, n, 500000 + i * 3 AS f, CASE WHEN n > 0 AND h(i * 21 + n) % 80 = 0 THEN n ELSE n + 1 END AS lfd, 1000003 + h(i * 23 + n) % 180 * 4711 AS pzn FROM range(1500) AS t(i), range(7) AS u(n) WHERE n <= h(i * 25) % 7)
SELECT f AS "FallNr", lfd AS "LfdNr", 100 + h(i * 27) % 24 * 7 AS "StationsNr", pzn AS "PZN", 'C' || (2000 + h(i * 29 + n) % 5 * 13 + h(pzn) % 5) AS "ChargenNr", CAST(1 + h(i * 31 + n) % 6 AS INTEGER) AS "Menge",
	strftime(DATE '2023-01-01' + CAST(h(i * 11) % 8000 // 24 + n // 3 AS INTEGER), '%d.%m.%Y') AS "Datum", CAST(3 + h(i * 33 + n) % 20000 / 100.0 AS DECIMAL(9, 2)) AS "Kosten"
FROM base;
CREATE TABLE "Bestand" AS
SELECT "StationsNr", "PZN", DATE '2023-01-31' + INTERVAL (m) MONTH AS "Stichtag", CAST(h("StationsNr" * 7 + "PZN" + m) % 60 AS INTEGER) AS "Lagerbestand"
FROM "Station", "Artikel", range(4) AS t(m) WHERE h("StationsNr" + "PZN") % 5 = 0;
