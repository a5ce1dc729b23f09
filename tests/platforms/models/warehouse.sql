-- A maker of scale models in camel case: numbers and codes for identifiers, a header and its details, sparse numbers of people.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS BIGINT)) >> 2 AS BIGINT);
CREATE TABLE offices AS SELECT CAST(i + 1 AS VARCHAR) AS officeCode, 'City' || i AS city, 'C' || (i % 4) AS country FROM range(7) AS t(i);
CREATE TABLE employees AS
SELECT 1002 + i * 31 AS employeeNumber, 'Last' || i AS lastName, 'First' || (h(i) % 15) AS firstName, CAST(1 + h(i * 3) % 7 AS VARCHAR) AS officeCode,
	CASE WHEN i > 0 THEN 1002 + (h(i * 5) % least(i, 6)) * 31 END AS reportsTo, ['Sales Rep', 'Manager', 'VP'][1 + h(i * 7) % 3] AS jobTitle
FROM range(23) AS t(i);
CREATE TABLE productlines AS SELECT ['Cars', 'Planes', 'Ships', 'Trains', 'Trucks'][i + 1] AS productLine, 'All about line ' || i || repeat(' and more', 12) AS textDescription FROM range(5) AS t(i);
CREATE TABLE products AS
SELECT 'S' || (10 + h(i) % 3) || '_' || (1000 + i * 13) AS productCode, 'Model ' || i AS productName, ['Cars', 'Planes', 'Ships', 'Trains', 'Trucks'][1 + h(i * 9) % 5] AS productLine,
	['1:10', '1:18', '1:72'][1 + h(i * 11) % 3] AS productScale, h(i * 13) % 9000 AS quantityInStock, CAST(10 + h(i * 15) % 9000 / 100.0 AS DECIMAL(10, 2)) AS buyPrice,
	CAST(40 + h(i * 17) % 15000 / 100.0 AS DECIMAL(10, 2)) AS MSRP
FROM range(110) AS t(i);
CREATE TABLE customers AS
SELECT 103 + i * 4 AS customerNumber, 'Client ' || i AS customerName, 'C' || (h(i * 19) % 12) AS country, CASE WHEN h(i * 21) % 6 > 0 THEN 1002 + h(i * 23) % 23 * 31 END AS salesRepEmployeeNumber,
	CAST(h(i * 25) % 2000 * 100 AS DECIMAL(10, 2)) AS creditLimit
FROM range(122) AS t(i);
CREATE TABLE orders AS
SELECT 10100 + i AS orderNumber, DATE '2023-01-06' + CAST(i * 2 AS INTEGER) AS orderDate, DATE '2023-01-13' + CAST(i * 2 + h(i) % 5 AS INTEGER) AS requiredDate,
	['Shipped', 'Cancelled', 'In Process'][1 + h(i * 27) % 3] AS status, 103 + h(i * 29) % 122 * 4 AS customerNumber
FROM range(326) AS t(i);
CREATE TABLE orderdetails AS
SELECT DISTINCT ON (o.i, productCode) 10100 + o.i AS orderNumber, p.productCode, 20 + h(o.i * 31 + n) % 30 AS quantityOrdered, CAST(p.MSRP * (80 + h(o.i + n) % 20) / 100 AS DECIMAL(10, 2)) AS priceEach,
	1 + n AS orderLineNumber
FROM range(326) AS o(i), range(9) AS u(n), (SELECT *, row_number() OVER () AS k FROM products) AS p WHERE n < 1 + h(o.i * 33) % 9 AND p.k = 1 + (h(o.i * 35) + n * 7) % 110;
CREATE TABLE payments AS
SELECT 103 + h(i * 37) % 122 * 4 AS customerNumber, 'HQ' || (100000 + i * 7) AS checkNumber, DATE '2023-02-01' + CAST(h(i * 39) % 600 AS INTEGER) AS paymentDate, CAST(100 + h(i * 41) % 900000 / 100.0 AS DECIMAL(10, 2)) AS amount
FROM range(273) AS t(i);
