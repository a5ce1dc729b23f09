-- Museums, what they show, who guides there: for rankings, ratios and results that are said in several parts.
create table museums (museum_id integer primary key, name varchar, city varchar, rating double, floor_area integer, staff_total integer);
insert into museums
select i, 'Museum ' || chr(64 + i::int), ['Lund', 'Bergen', 'Turku', 'Aarhus'][1 + i % 4], 2.5 + (i * 7 % 23) / 10, 400 + i * i * 13 % 911, 5 + i * 11 % 37
from range(1, 21) t(i);

create table exhibitions (exhibition_id integer primary key, museum_id integer references museums (museum_id), title varchar, art_form varchar, opened date);
insert into exhibitions
select i, 1 + i * i % 20, 'Exhibition ' || i, ['glass', 'ceramics', 'textile', 'print', 'bronze'][1 + (i * i + i // 7) % 5], date '2023-01-05' + (i * 17 % 600)::int
from range(1, 61) t(i);

create table artists (artist_id integer primary key, name varchar, birth_country varchar);
insert into artists select i, 'Artist ' || chr(64 + i::int), ['Norway', 'Sweden', 'Finland'][1 + i % 3] from range(1, 25) t(i);

create table exhibition_artists (exhibition_id integer references exhibitions (exhibition_id), artist_id integer references artists (artist_id), primary key (exhibition_id, artist_id));
insert into exhibition_artists select distinct 1 + i * i % 60, 1 + (i * 5 + i // 9) % 22 from range(1, 150) t(i);

create table guides (guide_id integer primary key, first_name varchar, last_name varchar, phone varchar, museum_id integer references museums (museum_id));
insert into guides
select i, ['Ida', 'Jon', 'Liv', 'Per', 'Eva'][1 + i % 5], ['Berg', 'Lind', 'Holm'][1 + i % 3] || i, '555-01' || lpad(i::varchar, 2, '0'), 1 + i * 3 % 20
from range(1, 19) t(i);

create table visitors (visitor_id integer primary key, first_name varchar, last_name varchar, phone varchar, region varchar);
insert into visitors
select i, ['Mia', 'Ole', 'Nora'][1 + i % 3], 'Guest' || i, '555-7' || lpad(i::varchar, 3, '0'), ['North', 'South', 'West'][1 + (i + i // 4) % 3]
from range(1, 91) t(i);

create table tours (tour_id integer primary key, guide_id integer references guides (guide_id), exhibition_id integer references exhibitions (exhibition_id), visitor_id integer references visitors (visitor_id), tour_date date, fee decimal(8, 2), status varchar);
insert into tours
select i, 1 + (i * i + i // 5) % 18, 1 + i * 7 % 60, 1 + (hash('v' || i) % 90)::int, date '2024-01-03' + (i * 13 % 500)::int, 40 + i * 37 % 160, ['held', 'held', 'missed', 'held', 'moved'][1 + i % 5]
from range(1, 401) t(i);
