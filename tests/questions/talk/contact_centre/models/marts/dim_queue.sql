select queue_id, queue_name, channel, lob, svc_target_sec from {{ source('raw', 'queue') }}
