select ticket_no, client_id, call_id, opened_at, closed_at, priority, category, status, reopened_cnt, due_at, owner_agent_no from {{ source('raw', 'ticket') }}
