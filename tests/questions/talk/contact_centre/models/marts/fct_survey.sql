select call_id, sent_at, answered_on, csat, would_recommend from {{ source('raw', 'survey') }}
