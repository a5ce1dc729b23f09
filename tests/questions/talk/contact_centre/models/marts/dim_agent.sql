select agent_sk, agent_no, agent_name, team, site, skill_lvl, hired_on, left_on, valid_from, valid_to, valid_to is null as is_current
from {{ source('raw', 'wfm_agent') }}
