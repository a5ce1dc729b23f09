-- The warehouse of a book publisher, 2021 to September 2024. Deterministic.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];
CREATE TABLE authors AS
SELECT CAST(101 + i AS INTEGER) AS author_id, ['Amelia','Bernard','Cecilia','Desmond','Edith','Fergus','Gloria','Harold','Imogen','Julian'][1 + i % 10] || ' ' || ['Ashdown','Bellamy','Crane','Drummond','Eastwood','Fairfax','Goodwin','Hale'][1 + (i // 10 + i) % 8] || CASE WHEN i >= 40 THEN ' Jr' ELSE '' END AS author_name,
 pick(['United Kingdom','United Kingdom','Ireland','United States','United States','Canada','Australia'], i, 'co') AS country, CAST(1940 + h(i, 'by') % 58 AS INTEGER) AS birth_year, CAST(DATE '2008-01-10' + CAST(h(i, 'sg') % 5400 AS INTEGER) AS DATE) AS signed_on
FROM range(80) t(i);
ALTER TABLE authors ADD PRIMARY KEY (author_id);
CREATE TABLE books AS
SELECT CAST(5001 + i AS INTEGER) AS book_id, ['The Silent','A Distant','The Last','Beyond the','Under the','The Glass','A Winter','The Hidden','Letters from the','The Copper','An Empty','Return to the','The Salt','A Paper','The Long'][1 + i % 15] || ' ' || ['Garden','Harbour','Mountain','Orchard','Bridge','Lantern','River','House','Island','Clock','Meadow','Station','Tower','Forest','Sky','Road','Tide','Key','Mirror','Field'][1 + (i // 15) % 20] AS title,
 CAST(101 + h(i, 'au') % 76 AS INTEGER) AS author_id, pick(['Fiction','Fiction','Crime','Crime','Children','History','Biography','Cookery','Poetry'], i, 'ge') AS genre, pick(['Northlight','Northlight','Juniper','Red Kite'], i, 'im') AS imprint,
 CAST(DATE '2015-02-05' + CAST(h(i, 'pu') % 3450 AS INTEGER) AS DATE) AS published_on, CAST(7.99 + h(i, 'lp') % 18 AS DECIMAL(6,2)) AS list_price, CAST(96 + h(i, 'pg') % 520 AS INTEGER) AS pages, h(i, 'op') % 14 = 0 AS is_out_of_print
FROM range(260) t(i);
ALTER TABLE books ADD PRIMARY KEY (book_id);
CREATE TABLE retailers (retailer_id INTEGER PRIMARY KEY, retailer_name VARCHAR NOT NULL, channel VARCHAR, country VARCHAR);
INSERT INTO retailers VALUES (1,'Bookmere','online','United Kingdom'),(2,'Pagewell','online','United States'),(3,'Corner Books','bookshop','United Kingdom'),(4,'Harbour Reads','bookshop','Ireland'),(5,'Maple Leaf Books','bookshop','Canada'),(6,'Freshmart','supermarket','United Kingdom'),(7,'Daily Basket','supermarket','Ireland'),
 (8,'Southern Cross Books','bookshop','Australia'),(9,'EduSupply','library','United Kingdom'),(10,'Metro Library Service','library','United States'),(11,'Airport Shelf','travel','United Kingdom'),(12,'Liberty Pages','bookshop','United States');
CREATE TABLE sales AS
WITH s AS (SELECT i, CAST(5001 + (h(i, 'b1') % 260) * (h(i, 'b2') % 260) // 260 AS INTEGER) AS book_id, CAST([1,1,1,2,2,3,3,4,5,6,6,7,8,9,10,11,12,12][1 + h(i, 're') % 18] AS INTEGER) AS retailer_id, CAST(DATE '2021-01-04' + CAST(i * 1365 // 18000 AS INTEGER) AS DATE) AS sale_date,
  pick(['paperback','paperback','paperback','hardback','ebook','ebook','audiobook'], i, 'fo') AS format, CAST(1 + h(i, 'un') % 60 AS INTEGER) AS units_sold FROM range(18000) t(i))
SELECT CAST(100001 + i AS INTEGER) AS sale_id, sale_date, s.book_id, s.retailer_id, format, units_sold, CASE WHEN format IN ('paperback', 'hardback') AND h(i, 'rt') % 9 = 0 THEN CAST(units_sold // 4 AS INTEGER) ELSE 0 END AS units_returned,
 CAST(units_sold * list_price * (CASE format WHEN 'hardback' THEN 0.9 WHEN 'paperback' THEN 0.5 WHEN 'ebook' THEN 0.35 ELSE 0.6 END) * (0.9 + (h(i, 'nr') % 200) / 1000.0) AS DECIMAL(10,2)) AS net_revenue
FROM s JOIN books USING (book_id) WHERE sale_date >= published_on ORDER BY 1;
ALTER TABLE sales ADD PRIMARY KEY (sale_id);
CREATE TABLE royalty_statements AS
WITH q AS (SELECT b.author_id, CAST(date_trunc('quarter', sale_date) AS DATE) AS quarter_start, sum(net_revenue) AS rev FROM sales JOIN books b USING (book_id) GROUP BY 1, 2)
SELECT CAST(row_number() OVER (ORDER BY quarter_start, author_id) AS INTEGER) AS statement_id, author_id, quarter_start, CAST(rev * 0.12 AS DECIMAL(10,2)) AS royalty_amount,
 CASE WHEN quarter_start >= DATE '2024-07-01' THEN 'pending' WHEN h(author_id * 1000 + epoch(quarter_start) // 86400, 'rs') % 30 = 0 THEN 'disputed' ELSE 'paid' END AS status
FROM q;
ALTER TABLE royalty_statements ADD PRIMARY KEY (statement_id);
CREATE TABLE print_runs AS
SELECT CAST(row_number() OVER (ORDER BY printed_on, book_id) AS INTEGER) AS print_run_id, * FROM (
 SELECT book_id, pick(['Clays','Finch Print','Ostrava Press','Jade Print'], book_id * 100 + k, 'pr') AS printer, CAST(DATE '2021-01-11' + CAST(h(book_id * 100 + k, 'pd') % 1340 AS INTEGER) AS DATE) AS printed_on, CAST(500 + h(book_id * 100 + k, 'cp') % 40 * 100 AS INTEGER) AS copies, CAST((500 + h(book_id * 100 + k, 'cp') % 40 * 100) * (1.1 + (h(book_id * 100 + k, 'uc') % 90) / 100.0) AS DECIMAL(10,2)) AS print_cost
 FROM books, range(9) t(k) WHERE k < 1 + h(book_id, 'nr') % 9);
ALTER TABLE print_runs ADD PRIMARY KEY (print_run_id);
