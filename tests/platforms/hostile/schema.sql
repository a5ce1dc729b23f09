-- Names and types that nobody chose to be kind: quotes, reserved words, other scripts, escapes, markup, every type of the engine, values that no
-- calendar or sum bears, views that do not bind any more, tables that are empty or all null.
create schema "my schema"; create schema "select"; create schema s2;
create table "my schema"."Order Lines; drop table x" as select i as "Line ""Id""", i // 3 as "order", 'a''b' || i % 7 as "naïve Ünïcode 名前", (i * 1.5)::decimal(38, 10) as "select",
	i::hugeint * 100000000000000000 as h, ['sad', 'ok', 'happy'][1 + i % 3]::enum('sad', 'ok', 'happy') as mood, md5(i::varchar)::uuid as u, 'blob'::blob as b, interval (i) minute as iv,
	timestamptz '2024-01-01 00:00:00+00' + interval (i) hour as tz, '{"a":1}'::json as j, [i, i + 1] as lst, {'x': i, 'y': 'z'} as st, map {'k': i} as mp, i::uhugeint as uh, time '10:00' as tm,
	'101'::bit as bt, union_value(num := i) as un, [1, 2, 3]::integer[3] as arr, case when i % 5 = 0 then 'NaN'::double when i % 7 = 0 then 'inf'::double else i end as dbl,
	case when i % 9 = 0 then 'infinity'::date else date '0044-03-15 (BC)' + i::integer end as dt, null::integer as nothing, i::bignum as bn,
	timestamp_ns '2024-01-01 00:00:00.123456789' as tns, timetz '10:00:00+02' as ttz from range(500) as t(i);
create table "select"."from" ("where" integer, "group by" varchar, "中文" double, "emoji😀" date, "new
line" varchar, "tab	there" integer);
create table empty_table (a integer, b varchar, c date);
create table one_row as select 1 as id, 'x' as name;
create view grouped as select "order", count(*) as n from "my schema"."Order Lines; drop table x" group by 1;
create table gone as select 1 as x;
create view broken as select x from gone;
drop table gone;
create macro twice(a) as a * 2;
create table generated (id integer primary key, price double, doubled double generated always as (price * 2) virtual);
insert into generated select i, i * 1.1 from range(100) as t(i);
create table "Case" as select i as id from range(30) as t(i);
create table s2."case" as select i as id, i % 30 as case_id from range(90) as t(i);
create table all_null as select null::varchar as a, null::date as b from range(10);
create table "<script>alert(1)</script>" as select i as "<b>", '</td>' || i as "a|b" from range(40) as t(i);
create table "$(rm -rf /)`id`" as select i as "${x}", 'v' || i as "%s%n" from range(40) as t(i);
create table "[31mred" as select i as "ab", chr(27) || i as v from range(40) as t(i);
