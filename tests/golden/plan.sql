-- revenue
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select sum(total) as revenue
from orders;

-- orders
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select count(*) as count_of_order
from orders;

-- lines
select count(*) as count_of_order_line
from marts.fct_orders;

-- customers
select count(*) as count_of_customer
from marts.dim_customers;

-- campaigns
with campaigns as (
  select distinct campaign_id
  from marts.fct_orders
  where campaign_id is not null
)
select count(*) as count_of_campaign
from campaigns;

-- spend
with campaigns as (
  select distinct campaign_id, campaign_spend
  from marts.fct_orders
  where campaign_id is not null
)
select sum(campaign_spend) as spend
from campaigns;
-- [nulls] campaign spend has no value on 320 of 400 rows of fct_orders, which are left out

-- average order
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select avg(total) as average_order_value
from orders;

-- median, percentile, min, max, stddev
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select median(total) as a, quantile_cont(total, 0.95) as b, min(total) as c, max(total) as d, stddev_samp(total) as e
from orders;

-- first and last
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select arg_min(transaction_id, transaction_date) as a, min(transaction_date) as b
from orders;

-- units and orders together
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), all_order_lines as (
  select sum(quantity) as units
  from marts.fct_orders
), all_orders as (
  select count(*) as count_of_order
  from orders
), together as (
  select all_order_lines.units, all_orders.count_of_order
  from all_order_lines
  cross join all_orders
)
select units, count_of_order
from together;

-- distinct products ordered
select count(distinct product_id) as n
from marts.fct_orders;

-- customers of the orders
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select count(distinct user_id) as count_of_customer
from orders;

-- arithmetic
select sum(quantity * (unit_price - $1)) as v
from marts.fct_orders;

-- correlation
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, sum(total) as value
  from orders
  group by 1
)
select corr(customers.age, coalesce(orders_by_customer.value, 0)) filter (where exists (
  select 1
  from marts.fct_orders as orders_2
  where orders_2.user_id = customers.user_id
)) as r
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id;
-- [nulls] age has no value on 5 of 40 rows of dim_customers, which are left out

-- during
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
)
select sum(total) as revenue
from orders;

-- several filters
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
    and customer_state = $3
    and total > $4
)
select sum(total) as revenue, count(*) as count_of_order
from orders;

-- a copied attribute by its original
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where customer_state = $1
)
select sum(total) as revenue
from orders;

-- an attribute that needs a join
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select sum(orders.total) as revenue
from orders
left join marts.dim_customers as customers on customers.user_id = orders.user_id
where customers.age >= $1;

-- an attribute of a product, on lines
select sum(order_lines.quantity) as units
from marts.fct_orders as order_lines
left join marts.dim_products as products on products.product_id = order_lines.product_id
where products.brand = $1;

-- ne keeps nulls
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where payment_method is distinct from $1
)
select count(*) as count_of_order
from orders;

-- not in keeps nulls
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where (payment_method in ($1, $2)) is not true
)
select count(*) as count_of_order
from orders;

-- not greater keeps nulls
select count(*) as count_of_customer
from marts.dim_customers
where (age > $1) is not true;

-- is null
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where payment_method is null
)
select count(*) as count_of_order
from orders;

-- between and or
select count(*) as count_of_customer
from marts.dim_customers
where (age >= $1 and age <= $2 or state = $3);

-- contains, starts, ends
select count(*) as count_of_product
from marts.dim_products
where contains(lower(product_name), lower($1))
  and starts_with(lower(product_name), lower($2))
  and ends_with(lower(product_name), lower($3));

-- contains is no pattern
select count(*) as count_of_product
from marts.dim_products
where contains(lower(product_name), lower($1));

-- a filter on a part of the date
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where isodow(transaction_date) = $1
)
select count(*) as count_of_order
from orders;

-- revenue by state
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_state, total
  from marts.fct_orders
)
select customer_state as state, sum(total) as revenue
from orders
group by 1
order by state nulls last;

-- aov by segment and year
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment, total
  from marts.fct_orders
)
select customer_segment, year(transaction_date) as year, avg(total) as average_order_value
from orders
group by 1, 2
order by customer_segment, year;

-- customers by state
select state, count(*) as count_of_customer
from marts.dim_customers
group by 1
order by state nulls last;

-- average price by category
select category, avg(price) as price
from marts.dim_products
group by 1
order by category;

-- orders by category overlap
select category, count(distinct row(transaction_id, user_id, transaction_date)) as count_of_order
from marts.fct_orders
group by 1
order by category;
-- [overlap] one order can be in several groups: they add up to more than all orders

-- orders by category, of orders
select category, count(distinct row(transaction_id, user_id, transaction_date)) as count_of_order
from marts.fct_orders
group by 1
order by category;
-- [overlap] one order can be in several groups: they add up to more than all orders

-- status counts
with orders as (
  select distinct transaction_id, user_id, transaction_date, status
  from marts.fct_orders
)
select status, count(*) as count_of_order
from orders
group by 1
order by count_of_order desc, status;

-- keys only
with orders as (
  select distinct transaction_id, user_id, transaction_date, status, payment_method
  from marts.fct_orders
)
select status, payment_method
from orders
group by 1, 2
order by status, payment_method nulls last;

-- having
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select user_id, sum(total) as revenue
from orders
group by 1
having count(*) > $1
order by user_id;

-- bucket
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select floor(total / $1) * $1 as value, count(*) as count_of_order
from orders
group by 1
order by value;

-- weekdays by name in their order
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_by_day as (
  select isodow(transaction_date) as day, sum(total) as revenue
  from orders
  group by 1
)
select dayname(date '2023-12-31' + cast(orders_by_day.day as integer)) as day, orders_by_day.revenue
from orders_by_day
order by orders_by_day.day;

-- revenue by category
select category, sum(quantity * unit_price) as revenue
from marts.fct_orders
group by 1
order by category;
-- [substitute] order total cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- revenue by category, of orders
select category, sum(quantity * unit_price) as revenue
from marts.fct_orders
group by 1
order by category;
-- [substitute] order total cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- subtotal by category
select category, sum(quantity * unit_price) as subtotal
from marts.fct_orders
group by 1
order by category;
-- [substitute] order subtotal cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders)

-- revenue from a category
select sum(quantity * unit_price) as revenue
from marts.fct_orders
where transaction_date >= $1 and transaction_date < $2
  and category = $3;
-- [substitute] order total cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- revenue of orders with a category
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select sum(orders.total) as revenue
from orders
where exists (
  select 1
  from marts.fct_orders as order_lines
  where order_lines.category = $1
    and order_lines.transaction_id = orders.transaction_id
    and order_lines.user_id = orders.user_id
    and order_lines.transaction_date = orders.transaction_date
);

-- the share of a category
with orders as (
  select distinct transaction_id, user_id, transaction_date, subtotal
  from marts.fct_orders
), all_order_lines as (
  select sum(quantity * unit_price) filter (where category = $1) as sum_order_lines
  from marts.fct_orders
), all_orders as (
  select sum(subtotal) as sum_subtotal
  from orders
), together as (
  select all_order_lines.sum_order_lines, all_orders.sum_subtotal
  from all_order_lines
  cross join all_orders
)
select sum_order_lines / nullif(sum_subtotal, 0) as share
from together;
-- [substitute] order total cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- top products
select product_id, product_name, sum(quantity * unit_price) as revenue
from marts.fct_orders
group by 1, 2
order by revenue desc nulls last, product_id, product_name
limit 5;
-- [substitute] order total cannot be split by product id; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- spent on a category, by customer
with order_lines_by_customer as (
  select user_id as key, sum(quantity * unit_price) as value
  from marts.fct_orders
  where category = $1
  group by 1
)
select count(*) as count_of_customer
from marts.dim_customers as customers
left join order_lines_by_customer on order_lines_by_customer.key = customers.user_id
where coalesce(order_lines_by_customer.value, 0) > $2;
-- [substitute] order total cannot be split by category; shows quantity × unit price, which adds up to subtotal (exactly, 160 of 160 orders), before tax, shipping, discount

-- orders with a category
select count(distinct row(transaction_id, user_id, transaction_date)) as count_of_order
from marts.fct_orders
where category = $1;

-- customers who ordered
select count(*) as count_of_customer
from marts.dim_customers as customers
where exists (
  select 1
  from marts.fct_orders as orders
  where orders.transaction_date >= $1 and orders.transaction_date < $2
    and orders.user_id = customers.user_id
);

-- customers who never ordered
select customers.user_id, customers.email
from marts.dim_customers as customers
where not exists (
  select 1
  from marts.fct_orders as orders
  where orders.user_id = customers.user_id
)
order by user_id;

-- one but not the other
select count(*) as count_of_customer
from marts.dim_customers as customers
where exists (
  select 1
  from marts.fct_orders as order_lines
  where order_lines.category = $1
    and order_lines.user_id = customers.user_id
)
  and not exists (
  select 1
  from marts.fct_orders as order_lines_2
  where order_lines_2.category = $2
    and order_lines_2.user_id = customers.user_id
);

-- more than n orders
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders
  group by 1
)
select count(*) as count_of_customer
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
where coalesce(orders_by_customer.value, 0) > $1;

-- fewer than n orders has those with none
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders
  group by 1
)
select count(*) as count_of_customer
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
where coalesce(orders_by_customer.value, 0) < $1;

-- at least two
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where status = $1
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders
  group by 1
)
select count(*) as count_of_customer
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
where coalesce(orders_by_customer.value, 0) >= $2;

-- customers who bought a product of a brand
select count(*) as count_of_customer
from marts.dim_customers as customers
where exists (
  select 1
  from marts.fct_orders as order_lines
  left join marts.dim_products as products on products.product_id = order_lines.product_id
  where products.brand = $1
    and order_lines.user_id = customers.user_id
);

-- below average
select product_id
from marts.dim_products
where price < (
  select avg(price) as value
  from marts.dim_products
)
order by product_id;

-- above the average order
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_2 as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select count(*) as count_of_order
from orders
where total > (
  select avg(total) as value
  from orders_2
);

-- items in an order
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), order_lines_by_order as (
  select transaction_id as key_1, user_id as key_2, transaction_date as key_3, sum(quantity) as value
  from marts.fct_orders
  group by 1, 2, 3
)
select avg(coalesce(order_lines_by_order.value, 0)) as items
from orders
left join order_lines_by_order on order_lines_by_order.key_1 = orders.transaction_id and order_lines_by_order.key_2 = orders.user_id and order_lines_by_order.key_3 = orders.transaction_date;

-- lifetime value of those who ordered
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, sum(total) as value
  from orders
  group by 1
)
select avg(coalesce(orders_by_customer.value, 0)) filter (where exists (
  select 1
  from marts.fct_orders as orders_2
  where orders_2.user_id = customers.user_id
)) as clv
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id;

-- lifetime value of all
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, sum(total) as value
  from orders
  group by 1
)
select avg(coalesce(orders_by_customer.value, 0)) as clv
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id;

-- by the number of orders
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders
  group by 1
)
select coalesce(orders_by_customer.value, 0) as orders, count(*) as count_of_customer
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
group by 1
order by orders;

-- repeat rate
with orders_2 as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders_2
  group by 1
)
select count(*) filter (where coalesce(orders_by_customer.value, 0) > $1) / nullif(count(*), 0) as rate
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
where exists (
  select 1
  from marts.fct_orders as orders
  where orders.user_id = customers.user_id
);

-- distinct products of a customer
with products_by_customer as (
  select user_id as key, count(distinct product_id) as value
  from marts.fct_orders
  group by 1
)
select count(*) as count_of_customer
from marts.dim_customers as customers
left join products_by_customer on products_by_customer.key = customers.user_id
where coalesce(products_by_customer.value, 0) >= $1;

-- average age of the customers of a year
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), each_customer as (
  select distinct orders.user_id as key_1, customers.age as value
  from orders
  left join marts.dim_customers as customers on customers.user_id = orders.user_id
)
select avg(value) as age
from each_customer;

-- rate
with orders as (
  select distinct transaction_id, user_id, transaction_date, payment_method, status
  from marts.fct_orders
)
select payment_method, count(*) filter (where status = $1) / nullif(count(*), 0) as rate
from orders
group by 1
order by payment_method nulls last;

-- division by zero is null
with orders as (
  select distinct transaction_id, user_id, transaction_date, status
  from marts.fct_orders
)
select count(*) / nullif(count(*) filter (where status = $1), 0) as x
from orders;

-- revenue per campaign dollar
with orders as (
  select distinct transaction_id, user_id, transaction_date, campaign_type, total
  from marts.fct_orders
), campaigns as (
  select distinct campaign_id, campaign_type, campaign_spend
  from marts.fct_orders
  where campaign_id is not null
), orders_by_campaign_type as (
  select campaign_type, sum(total) as sum_total
  from orders
  group by 1
), campaigns_by_campaign_type as (
  select campaign_type, sum(campaign_spend) as sum_campaign_spend
  from campaigns
  group by 1
), groups as (
  select campaign_type
  from orders_by_campaign_type
  union
  select campaign_type
  from campaigns_by_campaign_type
), together as (
  select groups.campaign_type, orders_by_campaign_type.sum_total, campaigns_by_campaign_type.sum_campaign_spend
  from groups
  left join orders_by_campaign_type on groups.campaign_type is not distinct from orders_by_campaign_type.campaign_type
  left join campaigns_by_campaign_type on groups.campaign_type is not distinct from campaigns_by_campaign_type.campaign_type
)
select campaign_type, sum_total / nullif(sum_campaign_spend, 0) as r
from together
order by campaign_type nulls last;
-- [nulls] campaign spend has no value on 320 of 400 rows of fct_orders, which are left out

-- units and revenue by segment
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment, total
  from marts.fct_orders
), orders_by_customer_segment as (
  select customer_segment, sum(total) as revenue
  from orders
  group by 1
), order_lines_by_customer_segment as (
  select customer_segment, sum(quantity) as units
  from marts.fct_orders
  group by 1
), groups as (
  select customer_segment
  from orders_by_customer_segment
  union
  select customer_segment
  from order_lines_by_customer_segment
), together as (
  select groups.customer_segment, orders_by_customer_segment.revenue, order_lines_by_customer_segment.units
  from groups
  left join orders_by_customer_segment on groups.customer_segment = orders_by_customer_segment.customer_segment
  left join order_lines_by_customer_segment on groups.customer_segment = order_lines_by_customer_segment.customer_segment
)
select customer_segment, revenue, units
from together
order by customer_segment;

-- orders and customers by state, each on its own
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_state
  from marts.fct_orders
), customers_by_state as (
  select state, count(*) as count_of_customer
  from marts.dim_customers
  group by 1
), orders_by_state as (
  select customer_state as state, count(*) as count_of_order
  from orders
  group by 1
), groups as (
  select state
  from customers_by_state
  union
  select state
  from orders_by_state
), together as (
  select groups.state, coalesce(customers_by_state.count_of_customer, 0) as count_of_customer, coalesce(orders_by_state.count_of_order, 0) as count_of_order
  from groups
  left join customers_by_state on groups.state is not distinct from customers_by_state.state
  left join orders_by_state on groups.state is not distinct from orders_by_state.state
)
select state, count_of_customer, count_of_order
from together
order by state nulls last;

-- top n by key on ties
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select user_id, count(*) as count_of_order
from orders
group by 1
order by count_of_order desc, user_id
limit 10;

-- all that tie
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select user_id, count(*) as count_of_order
from orders
group by 1
qualify rank() over (order by count(*) desc) <= $1
order by count_of_order desc, user_id;

-- a missing state never wins
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_state, total
  from marts.fct_orders
)
select customer_state, sum(total) as revenue
from orders
group by 1
having customer_state is not null
order by revenue nulls last, customer_state nulls last
limit 1;
-- [unranked] those without customer_state are not ranked

-- best in each
select category, product_id, sum(quantity) as units
from marts.fct_orders
group by 1, 2
qualify rank() over (partition by category order by sum(quantity) desc nulls last) <= $1
order by category, units desc nulls last, product_id;

-- two in each
select category, product_id, sum(quantity) as units
from marts.fct_orders
group by 1, 2
qualify row_number() over (partition by category order by sum(quantity) desc nulls last, category, product_id) <= $1
order by category, units desc nulls last, product_id;

-- a list in order
select product_id, price
from marts.dim_products
order by price desc, product_id
limit 3;

-- largest orders with their customer's age
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select orders.transaction_id, orders.total, customers.age
from orders
left join marts.dim_customers as customers on customers.user_id = orders.user_id
order by total desc, transaction_id, orders.user_id, orders.transaction_date
limit 4;

-- a list without repeats
select distinct category
from marts.fct_orders
order by category;

-- a list with a nested count
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_customer as (
  select user_id as key, count(*) as value
  from orders
  group by 1
)
select customers.user_id, coalesce(orders_by_customer.value, 0) as orders
from marts.dim_customers as customers
left join orders_by_customer on orders_by_customer.key = customers.user_id
where customers.state = $1
order by user_id;

-- days between
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select max(date_diff('day', cast(customers.created_at as date), cast(orders.transaction_date as date))) as d
from orders
left join marts.dim_customers as customers on customers.user_id = orders.user_id;

-- hours between
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select max(epoch(cast(orders.transaction_date as timestamp) - cast(customers.created_at as timestamp)) / 3600.0) as h
from orders
left join marts.dim_customers as customers on customers.user_id = orders.user_id;

-- weeks between
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
)
select avg(date_diff('day', cast(customers.created_at as date), cast(orders.transaction_date as date)) / 7.0) as w
from orders
left join marts.dim_customers as customers on customers.user_id = orders.user_id;

-- monthly revenue
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as revenue
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, coalesce(orders_by_month.revenue, 0) as revenue
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, revenue
from series
order by month;
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- monthly average has no zero
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, avg(total) as average_order_value
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, orders_by_month.average_order_value
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, average_order_value
from series
order by month;
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- no fill
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
)
select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as revenue
from orders
group by 1
order by month;
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- quarters of all data
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), orders_by_quarter as (
  select cast(date_trunc('quarter', transaction_date) as date) as quarter, count(*) as count_of_order
  from orders
  group by 1
), quarters as (
  select cast(unnest(generate_series(cast((
    select min(quarter)
    from orders_by_quarter
  ) as timestamp), cast((
    select max(quarter)
    from orders_by_quarter
  ) as timestamp), interval 3 month)) as date) as quarter
), series as (
  select quarters.quarter, coalesce(orders_by_quarter.count_of_order, 0) as count_of_order
  from quarters
  left join orders_by_quarter on orders_by_quarter.quarter = quarters.quarter
)
select quarter, count_of_order
from series
order by quarter;
-- [partial_first] the first quarter is partial: it starts on 2023-01-05
-- [partial_last] the last quarter is partial: it ends on 2024-12-04

-- weeks
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_week as (
  select cast(date_trunc('week', transaction_date) as date) as week, count(*) as count_of_order
  from orders
  group by 1
), weeks as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 week)) as date) as week
), series as (
  select weeks.week, coalesce(orders_by_week.count_of_order, 0) as count_of_order
  from weeks
  left join orders_by_week on orders_by_week.week = weeks.week
)
select week, count_of_order
from series
order by week;
-- [partial_first] the first week is partial: it starts on 2023-11-01
-- [partial_last] the last week is partial: it ends on 2023-11-30

-- months by segment
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, customer_segment, count(*) as count_of_order
  from orders
  group by 1, 2
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), members as (
  select distinct customer_segment
  from orders_by_month
), series as (
  select months.month, members.customer_segment, coalesce(orders_by_month.count_of_order, 0) as count_of_order
  from months
  cross join members
  left join orders_by_month on orders_by_month.month = months.month and orders_by_month.customer_segment = members.customer_segment
)
select month, customer_segment, count_of_order
from series
order by month, customer_segment;
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- the best month
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
)
select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as revenue
from orders
group by 1
order by revenue desc nulls last, month
limit 1;
-- [partial_first] the first month is partial: it starts on 2023-01-05
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- share
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment, total
  from marts.fct_orders
), orders_by_customer_segment as (
  select customer_segment, sum(total) as sum_total
  from orders
  group by 1
)
select customer_segment, sum_total / nullif(sum(sum_total) over (), 0) as share
from orders_by_customer_segment
order by customer_segment;

-- share within, above a tenth of revenue
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment, status
  from marts.fct_orders
), orders_by_customer_segment as (
  select customer_segment, status, count(*) as count_orders
  from orders
  group by 1, 2
)
select customer_segment, status, count_orders / nullif(sum(count_orders) over (partition by customer_segment), 0) as share
from orders_by_customer_segment
qualify count_orders > $1
order by customer_segment, status;

-- top share
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
), orders_by_user_id as (
  select user_id, sum(total) as sum_total
  from orders
  group by 1
), ranked as (
  select user_id, sum_total / nullif(sum(sum_total) over (), 0) as share
  from orders_by_user_id
)
select user_id, share
from ranked
order by share desc nulls last, user_id
limit 3;

-- the largest share, with ties
with orders as (
  select distinct transaction_id, user_id, transaction_date, payment_method
  from marts.fct_orders
), orders_by_payment_method as (
  select payment_method, count(*) as count_orders
  from orders
  group by 1
), ranked as (
  select payment_method, count_orders / nullif(sum(count_orders) over (), 0) as share
  from orders_by_payment_method
)
select payment_method, share
from ranked
where payment_method is not null
qualify rank() over (order by share desc nulls last) <= $1
order by share desc nulls last, payment_method nulls last;
-- [unranked] those without payment_method are not ranked

-- running total
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as sum_total
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, coalesce(orders_by_month.sum_total, 0) as sum_total
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, sum(sum_total) over (order by month rows unbounded preceding) as sum
from series
order by month;
-- [partial_last] the last month is partial: it ends on 2024-12-04

-- growth looks at the month before the filter
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, count(*) as count_of_order
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, coalesce(orders_by_month.count_of_order, 0) as count_of_order
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, count_of_order, (count_of_order - lag(count_of_order) over (order by month)) / nullif(lag(count_of_order) over (order by month), 0) as growth
from series
qualify month >= $5
order by month;

-- previous and difference
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as sum_total
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, coalesce(orders_by_month.sum_total, 0) as sum_total
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, lag(sum_total) over (order by month) as p, sum_total - lag(sum_total) over (order by month) as d
from series
qualify month >= $5
order by month;

-- rolling three months
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), orders_by_month as (
  select cast(date_trunc('month', transaction_date) as date) as month, sum(total) as sum_total
  from orders
  group by 1
), months as (
  select cast(unnest(generate_series(cast($3 as timestamp), cast($4 as timestamp), interval 1 month)) as date) as month
), series as (
  select months.month, coalesce(orders_by_month.sum_total, 0) as sum_total
  from months
  left join orders_by_month on orders_by_month.month = months.month
)
select month, sum(sum_total) over (order by month rows between 2 preceding and current row) as r
from series
qualify month >= $5
order by month;

-- rank
with orders as (
  select distinct transaction_id, user_id, transaction_date, customer_segment, total
  from marts.fct_orders
), orders_by_customer_segment as (
  select customer_segment, sum(total) as sum_total
  from orders
  group by 1
)
select customer_segment, rank() over (order by sum_total desc nulls last) as rank
from orders_by_customer_segment
order by customer_segment;

-- except
with orders as (
  select distinct transaction_id, user_id, transaction_date
  from marts.fct_orders
), combined as (
  select user_id
  from marts.dim_customers
  except
  select user_id
  from orders
)
select user_id
from combined
order by user_id;

-- compare
with orders as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $1 and transaction_date < $2
), "2023" as (
  select sum(total) as revenue
  from orders
), orders_2 as (
  select distinct transaction_id, user_id, transaction_date, total
  from marts.fct_orders
  where transaction_date >= $3 and transaction_date < $4
), "2024" as (
  select sum(total) as revenue
  from orders_2
)
select "2023".revenue as "2023", "2024".revenue as "2024", "2024".revenue - "2023".revenue as difference, ("2024".revenue - "2023".revenue) / nullif("2023".revenue, 0) as change
from "2023"
cross join "2024";

-- compare by status
with orders as (
  select distinct transaction_id, user_id, transaction_date, payment_method
  from marts.fct_orders
  where status = $1
), base as (
  select payment_method, count(*) as count_of_order
  from orders
  group by 1
), orders_2 as (
  select distinct transaction_id, user_id, transaction_date, payment_method
  from marts.fct_orders
  where status = $2
), other as (
  select payment_method, count(*) as count_of_order
  from orders_2
  group by 1
), groups as (
  select payment_method
  from base
  union
  select payment_method
  from other
)
select groups.payment_method, coalesce(base.count_of_order, 0) as a, coalesce(other.count_of_order, 0) as b, coalesce(other.count_of_order, 0) - coalesce(base.count_of_order, 0) as difference, (coalesce(other.count_of_order, 0) - coalesce(base.count_of_order, 0)) / nullif(coalesce(base.count_of_order, 0), 0) as change
from groups
left join base on groups.payment_method is not distinct from base.payment_method
left join other on groups.payment_method is not distinct from other.payment_method
order by payment_method nulls last;

