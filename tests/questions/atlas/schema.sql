-- Countries, their regions and towns, each with people of its own: what a region has is not what its towns add up to.
CREATE TABLE region(region_name VARCHAR PRIMARY KEY, country_name VARCHAR, area DOUBLE, population BIGINT, capital VARCHAR);
INSERT INTO region VALUES ('Norlund', 'Avaria', 5200, 910000, 'Holt'), ('Sudmark', 'Avaria', 8100, 1430000, 'Brenn'), ('Estmoor', 'Avaria', 900, 260000, 'Cley'), ('Westvale', 'Boria', 12100, 640000, 'Dunn'),
	('Hochland', 'Boria', 15400, 120000, 'Eck'), ('Tiefland', 'Boria', 3000, 2050000, 'Furt'), ('Inseln', 'Cedra', 310, 88000, 'Gisle'), ('Kueste', 'Cedra', 2600, 505000, 'Hafen');
CREATE TABLE town(town_name VARCHAR, region_name VARCHAR REFERENCES region(region_name), population BIGINT, PRIMARY KEY (town_name, region_name));
INSERT INTO town VALUES ('Holt', 'Norlund', 210000), ('Marl', 'Norlund', 95000), ('Alt', 'Norlund', 12000), ('Brenn', 'Sudmark', 480000), ('Vell', 'Sudmark', 151000), ('Torf', 'Sudmark', 8000), ('Cley', 'Estmoor', 99000),
	('Dunn', 'Westvale', 122000), ('Marl', 'Westvale', 30500), ('Eck', 'Hochland', 44000), ('Alm', 'Hochland', 2100), ('Furt', 'Tiefland', 890000), ('Sand', 'Tiefland', 305000), ('Deich', 'Tiefland', 17000), ('Gisle', 'Inseln', 31000),
	('Hafen', 'Kueste', 233000), ('Brand', 'Kueste', 6000);
CREATE TABLE lake(lake_name VARCHAR, region_name VARCHAR REFERENCES region(region_name), depth_m INTEGER, PRIMARY KEY (lake_name, region_name));
INSERT INTO lake VALUES ('Blau', 'Norlund', 40), ('Blau', 'Sudmark', 40), ('Kar', 'Hochland', 120), ('Moor', 'Estmoor', 6), ('Salz', 'Kueste', 15), ('Grund', 'Tiefland', 22), ('Spiegel', 'Hochland', 61);
