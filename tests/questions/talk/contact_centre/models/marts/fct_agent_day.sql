select agent_no, work_date, sched_min, login_min, aux_min, absence_cd from {{ source('raw', 'wfm_day') }}
