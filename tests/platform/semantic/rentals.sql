-- A hire of bicycles: rides of riders at stations, refunds of rides, and what riders have in credit on each day.
create macro h(x, n) as cast((hash(x) >> 3) % n as int);
create table stations as select i as station_id, 'Dock ' || chr(65 + i::int) as station_name, ['north','south','east'][1 + i % 3] as zone from range(1, 9) t(i);
create table riders as select i as rider_id, 'Rider ' || i as rider_name, ['active','paused','closed'][1 + h(i*3,3)] as status, ['basic','plus'][1 + h(i*5,2)] as plan, date '2023-01-01' + h(i*7,400) as joined_on from range(1, 201) t(i);
create table rides as select i as ride_id, 1 + h(i*11,200) as rider_id, 1 + h(i*13,8) as station_id, date '2024-01-01' + h(i*17,366) as started_on, date '2024-01-01' + h(i*17,366) + 20 + h(i*19,9) as settled_on, ['done','active','lost'][1 + h(i*23,3)] as status, (h(i*29,5) = 0) as is_long, (3 + h(i*31,160)*0.25)::decimal(8,2) as fare, h(i*37,13) * 1.5 as km from range(1, 2401) t(i);
create table refunds as select i as refund_id, 1 + h(i*41,2400) as ride_id, date '2024-02-01' + h(i*43,330) as refunded_on, (1 + h(i*47,24)*0.25)::decimal(8,2) as given_back from range(1, 181) t(i);
create table credits as select r.i * 1000 + d.i as credit_id, r.i as rider_id, date '2024-01-01' + d.i::int as as_of_day, (20 + h(r.i*100+d.i,90))::decimal(8,2) as credit from range(1, 41) r(i), range(0, 60) d(i);
