-- Aggregates of finer tables beside them, and a table whose totals are no aggregate: the head of lines.
create table harbours as select i as harbour_id, 'Harbour '||i as harbour_name, ['north','south','west'][1+i%3] as coast from range(9) t(i);
create table landings as select i as landing_id, (hash(i)%9)::int as harbour_id, (hash(i*7)%120)::int as boat_id, date '2024-01-01'+(hash(i*11)%180)::int as landed_on, round(10+(hash(i*3)%9000)/100,2) as catch_value, (1+hash(i*5)%40)::int as crates from range(6000) t(i);
create table daily_landings as select landed_on as day, sum(catch_value) as catch_value, sum(crates) as crates, count(*) as landings, count(distinct boat_id) as boats from landings group by 1;
create table monthly_coast as select date_trunc('month',landed_on)::date as month, coast, sum(catch_value) as catch_value, count(distinct boat_id) as boats, round(sum(catch_value)/count(*),2) as value_per_landing from landings join harbours using(harbour_id) group by 1,2;
create table harbour_kpis as select harbour_id, sum(catch_value) as catch_value, count(*) as landings, count(distinct boat_id) as boats from landings group by 1;
create table page_visits as select i as visit_id, 'v'||(hash(i*7)%800) as visitor_id, timestamp '2024-03-01'+to_minutes((hash(i*11)%86400)::int) as visited_at, ['news','shop','help'][1+(hash(i)%3)::int] as section, (hash(i*3)%300)::int as seconds_spent from range(9000) t(i);
create table visits_daily as select visited_at::date as visit_date, section, count(*) as visits, count(distinct visitor_id) as visitors, sum(seconds_spent) as seconds_spent from page_visits group by 1,2;
create table bookings as select i as booking_id, (hash(i*7)%300)::int as guest_id, date '2024-01-01'+(i%200)::int as booked_on, 0::double as due from range(2000) t(i);
create table booking_lines as select i as line_id, i//3 as booking_id, (1+hash(i*5)%4)::int as nights, round(10+(hash(i*3)%9000)/100,2) as amount from range(6000) t(i);
update bookings set due = (select sum(amount) from booking_lines l where l.booking_id = bookings.booking_id);
-- aggregates over two references, one of them of two rows only
create table patrons as select i as patron_id, 'Patron ' || i as patron_name, ['hill', 'dale'][1 + i % 2] as quarter_name from range(60) t(i);
create table outings as select i as outing_id, (hash(i * 7) % 60)::int as patron_id, date '2024-01-01' + (hash(i * 13) % 200)::int as went_on, ['bus', 'tram'][1 + i % 2] as carrier from range(1500) t(i);
create table outing_stops as select i as stop_id, (hash(i * 17) % 1500)::int as outing_id, (1 + hash(i * 5) % 4)::int as tickets, round(5 + (hash(i * 3) % 4000) / 100, 2)::decimal(10, 2) as ticket_revenue from range(4000) t(i);
create table stops_by_month as select date_trunc('month', went_on)::date as month, sum(ticket_revenue) as ticket_revenue, count(distinct patron_id) as busy_patrons, count(distinct outing_id) as outings from outing_stops join outings using (outing_id) group by 1;
create table stops_by_quarter as select quarter_name, sum(ticket_revenue) as ticket_revenue, count(distinct patron_id) as patrons from outing_stops join outings using (outing_id) join patrons using (patron_id) group by 1;
create table stops_by_carrier_and_day as select went_on as day, carrier, sum(ticket_revenue) as ticket_revenue, sum(tickets) as tickets from outing_stops join outings using (outing_id) group by 1, 2;
CREATE TABLE crossings AS SELECT i AS crossing_id, DATE '2024-02-01' + CAST(hash('xd' || i) % 90 AS INTEGER) AS crossed_on, ['east', 'mid', 'west'][1 + CAST(hash('xg' || i) % 3 AS INTEGER)] AS gate, 1 + CAST(hash('xc' || i) % 200 AS INTEGER) AS carter_id, CAST(hash('xt' || i) % 2000 / 100 + 1 AS DECIMAL(8, 2)) AS cart_toll FROM range(1, 3001) AS t(i);
CREATE TABLE gate_figures AS SELECT gate, sum(cart_toll) AS cart_toll, count(*) AS crossings, count(DISTINCT carter_id) AS carters, avg(cart_toll) AS mean_toll FROM crossings GROUP BY 1;
CREATE TABLE gate_days AS SELECT crossed_on, gate, sum(cart_toll) AS cart_toll, count(DISTINCT carter_id) AS carters FROM crossings GROUP BY 1, 2;
