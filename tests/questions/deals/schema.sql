-- A sales team: leads, deals that come of them, and the calls and mails to both. Deals have an amount, a stage and the flag is_won.
CREATE TEMP MACRO h(x) AS CAST(hash(CAST(x AS VARCHAR)) >> 2 AS BIGINT);
CREATE TABLE reps AS
SELECT 10 + i AS rep_id, ['Ida', 'Jon', 'Kay', 'Lee', 'Mia', 'Ned', 'Oda', 'Pit'][1 + i] AS rep_name, ['north', 'south'][1 + i % 2] AS team FROM range(8) AS t(i);
CREATE TABLE leads AS
SELECT 1000 + i AS lead_id, DATE '2023-01-01' + CAST(h('l' || i) % 700 AS INTEGER) AS created_on, ['web', 'fair', 'referral', 'cold call'][1 + h('s' || i) % 4] AS source,
	10 + h('r' || i) % 8 AS rep_id, ['retail', 'banking', 'health', 'logistics'][1 + h('in' || i) % 4] AS industry
FROM range(1200) AS t(i);
CREATE TABLE deals AS
SELECT 5000 + i AS deal_id, lead_id, rep_id, created_on + CAST(5 + h('o' || i) % 30 AS INTEGER) AS opened_on, stage, CAST(500 + h('a' || i) % 90000 AS DECIMAL(10, 2)) AS amount, stage = 'closed won' AS is_won,
	CASE WHEN stage LIKE 'closed%' THEN created_on + CAST(40 + h('c' || i) % 90 AS INTEGER) END AS closed_on
FROM (SELECT row_number() OVER (ORDER BY lead_id) AS i, *, ['prospect', 'proposal', 'negotiation', 'closed won', 'closed won', 'closed lost'][1 + h('st' || lead_id) % 6] AS stage FROM leads WHERE h('d' || lead_id) % 5 < 2);
CREATE TABLE activities AS
SELECT 90000 + row_number() OVER (ORDER BY lead_id, n) AS activity_id, leads.lead_id, deal_id, ['call', 'mail', 'visit'][1 + h('k' || leads.lead_id || n) % 3] AS activity_type,
	created_on + CAST(h('w' || leads.lead_id || n) % 120 AS INTEGER) AS happened_on, CAST(5 + h('m' || leads.lead_id || n) % 55 AS INTEGER) AS minutes
FROM leads LEFT JOIN deals USING (lead_id), range(6) AS t(n) WHERE n < h('many' || leads.lead_id) % 6;
ALTER TABLE reps ADD PRIMARY KEY (rep_id);
ALTER TABLE leads ADD PRIMARY KEY (lead_id);
ALTER TABLE deals ADD PRIMARY KEY (deal_id);
ALTER TABLE activities ADD PRIMARY KEY (activity_id);
