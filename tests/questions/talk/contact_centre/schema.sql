-- A contact centre: calls with their legs, tickets, surveys and days of agents; raw tables and what dbt makes of them. Deterministic.
CREATE TEMP MACRO h(x, s) AS CAST(md5_number_lower(s || ':' || CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TEMP MACRO u(x, s) AS (h(x, s) % 1000000) / 1000000.0;
CREATE TEMP MACRO pick(l, x, s) AS l[1 + h(x, s) % len(l)];
CREATE SCHEMA raw; CREATE SCHEMA marts;
CREATE TABLE raw.queue AS SELECT * FROM (VALUES
 (11, 'Billing voice', 'voice', 'Billing', 30), (12, 'Billing chat', 'chat', 'Billing', 60), (21, 'Tech support voice', 'voice', 'Technical', 45), (22, 'Tech support chat', 'chat', 'Technical', 60),
 (31, 'Retention', 'voice', 'Retention', 20), (41, 'Claims line', 'voice', 'Claims', 40), (51, 'Welsh line', 'voice', 'Billing', 60), (61, 'Night desk', 'voice', 'Technical', 120)) t(queue_id, queue_name, channel, lob, svc_target_sec);
CREATE TABLE raw.crm_client AS
SELECT 'C' || lpad(CAST(i * 7 + 3 AS VARCHAR), 4, '0') AS client_id,
  ['Brightwell Energy','Cobalt Mobile','Delphi Insurance','Everline Broadband','Fairmile Bank','Gable Homes','Hexham Water','Indigo Travel','Juniper Health','Kite Parcels','Lumen Optics','Marlow Motors','Northgate Gas','Opal Stores','Pinnacle TV','Quarry Leisure','Ridgeway Rail','Solent Ferries','Tamar Foods','Umber Finance','Vantage Legal','Wessex Telecom'][1 + i] AS client_name,
  ['utilities','telecom','insurance','telecom','finance','housing','utilities','travel','health','logistics','retail','retail','utilities','retail','telecom','travel','travel','travel','retail','finance','legal','telecom'][1 + i] AS sector,
  ['Gold','Silver','Silver','Bronze'][1 + h(i, 'pl') % 4] AS plan, ['North','South','Wales','Scotland'][1 + h(i, 'rg') % 4] AS region,
  CAST(DATE '2019-02-01' + CAST(h(i, 'ob') % 1500 AS INTEGER) AS DATE) AS onboarded_on, CASE WHEN i IN (8, 17) THEN CAST(DATE '2024-05-31' + CAST(i * 3 AS INTEGER) AS DATE) END AS churned_on, CAST(2500 + h(i, 'mf') % 200 * 50 AS DECIMAL(10,2)) AS monthly_fee
FROM range(22) t(i);
CREATE TABLE raw.wfm_agent AS
WITH a AS (
  SELECT i, 8001 + i * 2 AS agent_no, pick(['Abbie','Ben','Cerys','Dylan','Ellie','Finn','Gwen','Harry','Isla','Jake','Kim','Leo','Megan','Noah','Orla','Priya'], i, 'n1') || ' ' || pick(['Adams','Bevan','Clarke','Davies','Evans','Fox','Green','Hughes','Islam','Jones','Khan','Lewis','Morgan','Nash','Owen','Price'], i, 'n2') AS agent_name,
    pick(['Cardiff','Leeds','Glasgow'], i, 'si') AS site, CAST(DATE '2020-01-06' + CAST(h(i, 'hd') % 1600 AS INTEGER) AS DATE) AS hired_on, CASE WHEN h(i, 'lv') % 9 = 0 THEN CAST(DATE '2024-06-01' + CAST(h(i, 'ld') % 300 AS INTEGER) AS DATE) END AS left_on,
    1 + h(i, 'vers') % 3 AS n FROM range(120) t(i))
SELECT CAST(row_number() OVER (ORDER BY agent_no, v) AS INTEGER) AS agent_sk, agent_no, agent_name, pick(['Falcon','Heron','Kestrel','Osprey','Merlin'], i * 10 + v, 'tm') AS team, site, CAST(least(3, 1 + h(i, 'sk') % 2 + v - 1) AS INTEGER) AS skill_lvl, hired_on, left_on,
  CASE WHEN v = 1 THEN hired_on ELSE CAST(DATE '2024-09-01' + CAST((v - 1) * 140 AS INTEGER) AS DATE) END AS valid_from, CASE WHEN v < n THEN CAST(DATE '2024-09-01' + CAST(v * 140 - 1 AS INTEGER) AS DATE) END AS valid_to
FROM a, range(1, 4) t(v) WHERE v <= n;
CREATE TABLE raw.acd_call AS
WITH c AS (
  SELECT 7000000 + i AS call_id, i, 'C' || lpad(CAST(CASE WHEN h(i, 'cl') % 6 = 0 THEN 10 ELSE (h(i, 'c2') % 22) * 7 + 3 END AS VARCHAR), 4, '0') AS client_id, [11,11,11,12,21,21,21,22,31,41,41,51,61][1 + h(i, 'qu') % 13] AS queue_id,
    TIMESTAMP '2024-01-02 00:00:00' + INTERVAL (CAST(i * 31.35 * 60 AS BIGINT) + h(i, 'ss') % 500) SECOND AS started_at, h(i, 'out') % 100 AS o, h(i, 'wt') % 100 AS w
  FROM range(25000) t(i))
SELECT call_id, client_id, queue_id, started_at, CASE WHEN o < 88 THEN started_at + INTERVAL (CAST(4 + w * w / 40 AS INTEGER)) SECOND END AS answered_at,
  started_at + INTERVAL (CAST(4 + w * w / 40 + CASE WHEN o < 88 THEN 60 + h(i, 'tk') % 900 ELSE 25 + h(i, 'ab') % 200 END AS INTEGER)) SECOND AS ended_at,
  CASE WHEN o < 88 THEN 'answered' WHEN o < 97 THEN 'abandoned' ELSE 'voicemail' END AS outcome, h(i, 'cb') % 14 = 0 AS is_callback
FROM c WHERE NOT (h(i, 'gap') % 3 > 0 AND hour(started_at) < 7);
UPDATE raw.acd_call SET client_id = 'C0003' WHERE client_id = 'C0010';
CREATE TABLE raw.acd_leg AS
WITH l AS (SELECT call_id, started_at, k AS leg_no, 1 + CASE WHEN h(call_id, 'tr') % 8 = 0 THEN 1 ELSE 0 END + CASE WHEN h(call_id, 'tr') % 64 = 0 THEN 1 ELSE 0 END AS n FROM raw.acd_call, range(1, 4) t(k) WHERE outcome = 'answered')
SELECT call_id, leg_no, 8001 + 2 * (h(call_id * 10 + leg_no, 'ag') % 118) AS agent_no, CASE leg_no WHEN 1 THEN 'first' ELSE 'transfer' END AS leg_type, CAST(45 + h(call_id * 10 + leg_no, 'ta') % 600 AS INTEGER) AS talk_sec,
  CASE WHEN h(call_id * 10 + leg_no, 'ho') % 4 = 0 THEN CAST(10 + h(call_id * 10 + leg_no, 'hs') % 180 AS INTEGER) ELSE 0 END AS hold_sec, CAST(h(call_id * 10 + leg_no, 'aw') % 120 AS INTEGER) AS acw_sec
FROM l WHERE leg_no <= n;
CREATE TABLE raw.ticket AS
SELECT 'T-' || CAST(40000 + row_number() OVER (ORDER BY call_id) AS VARCHAR) AS ticket_no, client_id, call_id, ended_at AS opened_at,
  CASE WHEN h(call_id, 'cl') % 20 = 0 THEN NULL ELSE ended_at + INTERVAL (CAST(20 + h(call_id, 'dur') % 9000 AS INTEGER)) MINUTE END AS closed_at, ['P1','P2','P3','P3','P4'][1 + h(call_id, 'pr') % 5] AS priority,
  pick(['refund','outage','login','meter','delivery','complaint','cancel request'], call_id, 'ct') AS category, CASE WHEN h(call_id, 'cl') % 20 = 0 THEN CASE WHEN h(call_id, 'ps') % 3 = 0 THEN 'pending' ELSE 'open' END ELSE 'closed' END AS status,
  CASE WHEN h(call_id, 'ro') % 11 = 0 THEN CAST(1 + h(call_id, 'r2') % 3 AS INTEGER) ELSE 0 END AS reopened_cnt, ended_at + INTERVAL 3 DAY AS due_at, CASE WHEN h(call_id, 'ow') % 30 = 0 THEN NULL ELSE 8001 + 2 * (h(call_id, 'ow') % 118) END AS owner_agent_no
FROM raw.acd_call WHERE outcome = 'answered' AND h(call_id, 'tic') % 4 = 0;
UPDATE raw.ticket SET closed_at = NULL, status = 'open' WHERE closed_at > TIMESTAMP '2025-06-29 06:00:00';
CREATE TABLE raw.survey AS
SELECT call_id, ended_at + INTERVAL 1 HOUR AS sent_at, CASE WHEN h(call_id, 'an') % 5 < 2 THEN CAST(ended_at + INTERVAL (CAST(h(call_id, 'ad') % 6 AS INTEGER)) DAY AS DATE) END AS answered_on,
  CASE WHEN h(call_id, 'an') % 5 < 2 THEN CAST([1,2,3,3,4,4,4,5,5,5][1 + h(call_id, 'cs') % 10] AS INTEGER) END AS csat, CASE WHEN h(call_id, 'an') % 5 < 2 THEN h(call_id, 'cs') % 10 > 4 END AS would_recommend
FROM raw.acd_call WHERE outcome = 'answered' AND h(call_id, 'srv') % 3 = 0;
CREATE TABLE raw.wfm_day AS
SELECT DISTINCT agent_no, day AS work_date, CASE WHEN ab THEN 480 ELSE [480, 480, 360, 240][1 + h(agent_no, 'sc') % 4] END AS sched_min,
  CASE WHEN ab THEN 0 ELSE [480, 480, 360, 240][1 + h(agent_no, 'sc') % 4] - CAST(h(agent_no || CAST(day AS VARCHAR), 'lt') % 40 AS INTEGER) END AS login_min, CASE WHEN ab THEN 0 ELSE CAST(20 + h(agent_no || CAST(day AS VARCHAR), 'ax') % 70 AS INTEGER) END AS aux_min,
  CASE WHEN ab THEN pick(['SICK','SICK','LEAVE','TRAIN'], agent_no || CAST(day AS VARCHAR), 'ac') END AS absence_cd
FROM (SELECT agent_no, hired_on, left_on, CAST(DATE '2024-01-02' + CAST(d AS INTEGER) AS DATE) AS day, h(agent_no || CAST(DATE '2024-01-02' + CAST(d AS INTEGER) AS VARCHAR), 'ab') % 16 = 0 AS ab FROM (SELECT DISTINCT agent_no, hired_on, left_on FROM raw.wfm_agent), range(545) t(d))
WHERE dayofweek(day) BETWEEN 1 AND 5 AND day >= hired_on AND (left_on IS NULL OR day < left_on) AND day <= DATE '2025-06-30';
CREATE TABLE marts.dim_agent AS select agent_sk, agent_no, agent_name, team, site, skill_lvl, hired_on, left_on, valid_from, valid_to, valid_to is null as is_current
from raw.wfm_agent;
CREATE TABLE marts.dim_queue AS select queue_id, queue_name, channel, lob, svc_target_sec from raw.queue;
CREATE TABLE marts.dim_client AS select client_id, client_name, sector, plan, region, onboarded_on, churned_on, monthly_fee from raw.crm_client;
CREATE TABLE marts.fct_call AS select c.call_id, c.client_id, c.queue_id, c.started_at, c.answered_at, c.ended_at, c.outcome, c.is_callback,
       date_diff('second', c.started_at, coalesce(c.answered_at, c.ended_at)) as wait_sec,
       coalesce(l.talk_sec, 0) as talk_sec, coalesce(l.hold_sec, 0) as hold_sec, c.outcome = 'abandoned' as is_abandoned
from raw.acd_call c
left join (select call_id, sum(talk_sec) as talk_sec, sum(hold_sec) as hold_sec from raw.acd_leg group by 1) l using (call_id);
CREATE TABLE marts.fct_call_leg AS select l.call_id, l.leg_no, l.agent_no, l.leg_type, l.talk_sec, l.hold_sec, l.acw_sec, c.queue_id, c.started_at, c.wait_sec as call_wait_sec, c.outcome
from raw.acd_leg l join marts.fct_call c using (call_id);
CREATE TABLE marts.fct_ticket AS select ticket_no, client_id, call_id, opened_at, closed_at, priority, category, status, reopened_cnt, due_at, owner_agent_no from raw.ticket;
CREATE TABLE marts.fct_survey AS select call_id, sent_at, answered_on, csat, would_recommend from raw.survey;
CREATE TABLE marts.fct_agent_day AS select agent_no, work_date, sched_min, login_min, aux_min, absence_cd from raw.wfm_day;
