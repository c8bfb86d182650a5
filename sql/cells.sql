-- What each body said on each measure of its programme: the one table that all figures come from.
-- Needs the tables measures, reports, bodies, canonical and matches.

create or replace table cells as
with
reported as (
  select r.programmeName as programme, r.periodFrom, r.periodTo, m.canonicalId
  from reports r join matches m using (reportKey)
),
-- Measures that a body was to answer: those of the plan, without a plan those that somebody
-- answered in the same period.
asked as (
  select b.programme, b.periodFrom, b.periodTo, b.body, b.state, c.canonicalId
  from bodies b join canonical c on c.programme is not distinct from b.programme
  where b.isCounted and (c.inPlan or b.state <> 'received' and not c.hasPlan and (
    exists (
      from reported r where r.canonicalId = c.canonicalId
        and r.programme is not distinct from b.programme
        and r.periodFrom is not distinct from b.periodFrom
        and r.periodTo is not distinct from b.periodTo)
    or not exists (
      from reported r where r.programme is not distinct from b.programme
        and r.periodFrom is not distinct from b.periodFrom
        and r.periodTo is not distinct from b.periodTo)))
),
answers as (
  select r.programmeName as programme, r.periodFrom, r.periodTo, r.body, m.canonicalId,
    m.isSure as isMatchSure, x.* exclude (programme, respondent, periodFrom, periodTo)
  from measures x
  join reports r using (reportKey)
  join matches m on m.reportKey = x.reportKey and m.measureId = x.measureId
  where r.counts
),
-- How a body stands among the executors of a measure, as another of its reports shows it.
standings as (
  select programme, body, canonicalId, mode(respondentAmongExecutors) as standing
  from answers group by all
),
silent as (
  select a.programme, a.periodFrom, a.periodTo, a.body, a.canonicalId,
    if(a.state = 'received', 'absent', a.state) as status
  from asked a anti join answers x
    on a.programme is not distinct from x.programme and a.body = x.body
    and a.periodFrom is not distinct from x.periodFrom
    and a.periodTo is not distinct from x.periodTo and a.canonicalId = x.canonicalId
),
every as (
  select * exclude (measureText, sectionId, sectionTitle, itemId, itemTitle) from answers
  union all by name
  select * from silent
)
select c.position, c.sectionId, c.sectionTitle, c.itemId, c.itemTitle, c.measureText,
  coalesce(e.respondentAmongExecutors, s.standing) as standing,
  coalesce(s.standing in ('named', 'group'), e.sourceName is null) as isAddressed,
  e.* replace (
    coalesce(e.deadlineTo, c.deadlineTo) as deadlineTo, coalesce(e.bodies, c.bodies) as bodies)
from every e
join canonical c on c.canonicalId = e.canonicalId
  and c.programme is not distinct from e.programme
left join standings s on s.programme is not distinct from e.programme and s.body = e.body
  and s.canonicalId = e.canonicalId;

-- All counts of a group of cells. Every share names its denominator: doneOfAll of all measures,
-- doneOfAddressed of those addressed to the body (named or group among the executors),
-- doneOfNotDisclaimed of those it did not disclaim, doneOfAnswered of those it answered.
create or replace macro tally(status, detail, isAddressed, needsReview) as {
  measures: count(*),
  done: count(*) filter (status = 'done'),
  evidenced: count(*) filter (detail = 'evidenced'),
  notInCompetence: count(*) filter (status = 'not_in_competence'),
  blank: count(*) filter (status = 'blank'),
  other: count(*) filter (status = 'other'),
  absent: count(*) filter (status = 'absent'),
  notSubmitted: count(*) filter (status = 'not_submitted'),
  unreadable: count(*) filter (status = 'unreadable'),
  addressed: count(*) filter (isAddressed),
  doneAddressed: count(*) filter (isAddressed and status = 'done'),
  notDisclaimed: count(*) filter (status <> 'not_in_competence'),
  answered: count(*) filter (status in ('done', 'not_in_competence', 'other')),
  doneOfAll: round(count(*) filter (status = 'done') / count(*), 3),
  doneOfAddressed: round(count(*) filter (isAddressed and status = 'done')
    / nullif(count(*) filter (isAddressed), 0), 3),
  doneOfNotDisclaimed: round(count(*) filter (status = 'done')
    / nullif(count(*) filter (status <> 'not_in_competence'), 0), 3),
  doneOfAnswered: round(count(*) filter (status = 'done')
    / nullif(count(*) filter (status in ('done', 'not_in_competence', 'other')), 0), 3),
  needsReview: count(*) filter (needsReview)
};
