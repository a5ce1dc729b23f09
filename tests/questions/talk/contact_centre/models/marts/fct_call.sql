select c.call_id, c.client_id, c.queue_id, c.started_at, c.answered_at, c.ended_at, c.outcome, c.is_callback,
       date_diff('second', c.started_at, coalesce(c.answered_at, c.ended_at)) as wait_sec,
       coalesce(l.talk_sec, 0) as talk_sec, coalesce(l.hold_sec, 0) as hold_sec, c.outcome = 'abandoned' as is_abandoned
from {{ source('raw', 'acd_call') }} c
left join (select call_id, sum(talk_sec) as talk_sec, sum(hold_sec) as hold_sec from {{ source('raw', 'acd_leg') }} group by 1) l using (call_id)
