with lines as (

    select * from {{ ref('stg_transactions') }}

),

customers as (

    select * from {{ ref('dim_customers') }}

),

products as (

    select * from {{ ref('dim_products') }}

),

-- stg_campaigns has a row per promoted product: one row per campaign, so that the join below keeps the number of lines
campaigns as (

    select
        campaign_id,
        max(campaign_name) as campaign_name,
        max(campaign_type) as campaign_type,
        max(platform) as campaign_platform,
        max(actual_spend) as campaign_spend
    from {{ ref('stg_campaigns') }}
    group by campaign_id

)

select
    lines.transaction_id,
    lines.transaction_date,
    lines.status,
    lines.payment_method,
    lines.user_id,
    customers.email as customer_email,
    customers.first_name as customer_first_name,
    customers.last_name as customer_last_name,
    customers.customer_segment,
    customers.city as customer_city,
    customers.state as customer_state,
    lines.product_id,
    products.product_name,
    products.brand,
    products.category,
    products.cost as product_cost,
    lines.quantity,
    lines.unit_price,
    lines.subtotal,
    lines.tax,
    lines.shipping,
    lines.discount,
    lines.discount_code,
    lines.total,
    lines.quantity * (lines.unit_price - products.cost) as line_margin,
    coalesce(lines.discount, 0) > 0 as is_discounted,
    lines.campaign_id,
    campaigns.campaign_name,
    campaigns.campaign_type,
    campaigns.campaign_platform,
    campaigns.campaign_spend,
    lines.created_at
from lines
left join customers on lines.user_id = customers.user_id
left join products on lines.product_id = products.product_id
left join campaigns on lines.campaign_id = campaigns.campaign_id
