select * from marts.fct_orders
