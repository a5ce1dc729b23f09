-- Schools by year: the year is a number, teachers are counted in a column of their table's name, founding days are text.
create table schools (school_id integer primary key, school_name varchar, founded varchar);
insert into schools select i, 'School ' || i, strftime(date '1990-01-01' + (i * 91)::int, '%Y-%m-%d') from range(1, 41) t(i);
create table teachers (school_id integer, year integer, teachers integer, primary key (school_id, year));
insert into teachers select i, y, 20 + (i * 7 + y) % 31 from range(1, 41) t(i), range(2015, 2024) u(y);
create table budgets (school_id integer, year integer, budget decimal(12, 2), primary key (school_id, year));
insert into budgets select i, y, 10000 + i * 37.5 + (y - 2015) * 411.25 from range(1, 41) t(i), range(2015, 2024) u(y);
