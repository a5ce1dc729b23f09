select l.call_id, l.leg_no, l.agent_no, l.leg_type, l.talk_sec, l.hold_sec, l.acw_sec, c.queue_id, c.started_at, c.wait_sec as call_wait_sec, c.outcome
from {{ source('raw', 'acd_leg') }} l join {{ ref('fct_call') }} c using (call_id)
