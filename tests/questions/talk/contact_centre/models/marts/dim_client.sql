select client_id, client_name, sector, plan, region, onboarded_on, churned_on, monthly_fee from {{ source('raw', 'crm_client') }}
