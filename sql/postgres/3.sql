-- The schema of `zvit export --to postgres://…`, version 3: what figures are made of, and all of it
-- under names that need no quotes.

-- One row a measure and body: what the body said on it, or that it said nothing; all figures come from these.
create table zvit.cells (
  programme text,
  period_from date,
  period_to date,
  body text not null,
  section_id text not null,
  section_title text not null,
  item_id text not null,
  item_title text not null,
  measure_number text not null,
  measure_text text not null,
  deadline_to date,
  executors_text text,
  standing text,
  is_addressed boolean not null,
  status text not null,
  detail text,
  response_text text,
  confidence double precision,
  is_doubtful boolean not null,
  measure_key text,
  source_name text,
  place text,
  feed text not null
);
comment on table zvit.cells is 'What each body said on each measure, silences too (docs/data.md, cells).';
create index on zvit.cells (feed);

-- One row a body, programme and period: what became of its report.
create table zvit.submissions (
  programme text,
  period_from date,
  period_to date,
  body text not null,
  state text not null,
  is_expected boolean,
  is_counted boolean not null,
  sources text[] not null,
  feed text not null
);
comment on table zvit.submissions is 'Who reported, who did not, whose report could not be read.';
create index on zvit.submissions (feed);

-- The counts of each body, with the denominators of its shares.
create view zvit.bodies as
select feed, programme, body,
  count(*) as measures,
  count(*) filter (where status = 'done') as done,
  count(*) filter (where status = 'not_in_competence') as not_in_competence,
  count(*) filter (where status = 'blank') as blank,
  count(*) filter (where status = 'other') as other,
  count(*) filter (where status = 'absent') as absent,
  count(*) filter (where status = 'not_submitted') as not_submitted,
  count(*) filter (where status = 'unreadable') as unreadable,
  count(*) filter (where is_addressed) as addressed,
  count(*) filter (where is_addressed and status = 'done') as done_addressed,
  round(count(*) filter (where status = 'done')::numeric / count(*), 3) as done_of_all,
  round(count(*) filter (where is_addressed and status = 'done')::numeric
    / nullif(count(*) filter (where is_addressed), 0), 3) as done_of_addressed
from zvit.cells
group by feed, programme, body;

-- zvit.measures under names in snake_case.
create view zvit.v_measures as
select key, "reportKey" as report_key, "sourceName" as source_name, "sourcePart" as source_part, sha256,
  programme, respondent, "periodFrom" as period_from, "periodTo" as period_to, "sectionId" as section_id,
  "sectionTitle" as section_title, "itemId" as item_id, "itemTitle" as item_title,
  "measureId" as measure_id, "measureText" as measure_text, "deadlineText" as deadline_text,
  "deadlineKind" as deadline_kind, "deadlineFrom" as deadline_from, "deadlineTo" as deadline_to,
  "deadlineEvery" as deadline_every, "executorsText" as executors_text, bodies,
  "respondentAmongExecutors" as respondent_among_executors, "responseText" as response_text, status,
  detail, confidence, "needsReview" as needs_review, structure, grade, findings, place,
  "portalStatus" as portal_status, "portalApart" as portal_apart, "machineStatus" as machine_status,
  "machineDetail" as machine_detail, "correctedBy" as corrected_by,
  "correctedFields" as corrected_fields, feed
from zvit.measures;

update zvit.version set version = 3;
