{{ config(materialized='view') }}
select * from {{ source('main', 'receipts') }}
