select * from marts.dim_customers
