-- What each body said on each measure of its programme: the one table that all figures come from.
-- Needs the tables measures, reports, bodies, canonical, matches and standings.

create or replace macro sameWords(a, b) as
  regexp_replace(lower(a), '[^\p{L}\p{N}]+', '', 'g') = regexp_replace(lower(b), '[^\p{L}\p{N}]+', '', 'g');

-- Whether a person decided what an answer says.
create or replace macro isDecided(fields) as list_has_any(fields, ['class', 'asRead']);

-- The reasons why a report is for review that are about single rows, which tell it by their `structure`, and whether there
-- are others: its text may be lacking.
create or replace macro aboutRows(reasons) as list_filter(reasons,
  lambda code: code in ('ROW_UNCLEAR', 'NUMBER_GUESSED', 'COLUMNS_BY_CONTENT', 'VALUES_UNUSUAL'));
create or replace macro mayLackText(reasons) as len(aboutRows(reasons)) < len(reasons);
-- Below this the row may not be what stands there.
create or replace macro mayBeTorn(structure) as structure < 0.9;

-- The closer of two standings.
create or replace macro closest(a, b) as
  ['none', 'broad', 'group', 'named'][greatest(
    list_position(['none', 'broad', 'group', 'named'], a), list_position(['none', 'broad', 'group', 'named'], b))];

-- Findings of an answer; those that compare the body with whom the executors name follow from all that is known of both.
create or replace macro findingsOf(told, status, standing, hasExecutors) as list_concat(
  case when status = 'not_in_competence' and standing <> 'none' then ['RESPONSIBLE_BUT_DISCLAIMED']
    when status = 'done' and standing = 'none' and hasExecutors then ['NOT_NAMED_BUT_DONE'] end,
  list_filter(told, lambda code: code not in ('RESPONSIBLE_BUT_DISCLAIMED', 'NOT_NAMED_BUT_DONE')));

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
    m.isSure as isMatchSure, x.grade = 'review' and mayLackText(r.reasons) as mayLackText,
    x.grade = 'review' and mayBeTorn(x.structure) as mayBeTorn, x.* exclude (programme, respondent, periodFrom, periodTo)
  from measures x
  join reports r using (reportKey)
  join matches m on m.reportKey = x.reportKey and m.measureId = x.measureId
),
-- Reports of which a row that is not there may have been read as another one.
shaky as (
  select a.programme, a.periodFrom, a.periodTo, a.body
  from answers a
  join canonical c on c.canonicalId = a.canonicalId and c.programme is not distinct from a.programme
  group by all
  having bool_or(a.mayLackText or a.mayBeTorn or not a.isMatchSure or c.hasPlan and not c.inPlan)
),
silent as (
  select a.programme, a.periodFrom, a.periodTo, a.body, a.canonicalId,
    case a.state when 'received' then 'absent' when 'foreign' then 'not_submitted' else a.state end
      as status,
    a.state = 'received' and h.body is not null as isDoubtful
  from asked a anti join answers x
    on a.programme is not distinct from x.programme and a.body = x.body
    and a.periodFrom is not distinct from x.periodFrom
    and a.periodTo is not distinct from x.periodTo and a.canonicalId = x.canonicalId
  left join shaky h on h.programme is not distinct from a.programme and h.body = a.body
    and h.periodFrom is not distinct from a.periodFrom
    and h.periodTo is not distinct from a.periodTo
),
every as (
  -- What is in doubt is told apart in every list: the class, the place in the programme and, if no person
  -- decided, the row itself; where text may not have been read, what is blank may be that.
  select * exclude (measureText, sectionId, sectionTitle, itemId, itemTitle, mayBeTorn, mayLackText),
    needsReview or not isMatchSure
      or (mayBeTorn or mayLackText and status = 'blank') and not isDecided(correctedFields) as isDoubtful
  from answers
  union all by name
  select * from silent
)
-- Who is addressed is told by the plan; without one, or where the report prints the same words, by the
-- report; for what nobody answered, by the plan or the words in which the measure was first printed.
select c.position, c.sectionId, c.sectionTitle, c.itemId, c.itemTitle, c.measureText,
  if(c.inPlan and not sameWords(e.executorsText, c.executorsText),
    coalesce(s.standing, e.respondentAmongExecutors),
    closest(e.respondentAmongExecutors, s.standing)) as standing,
  coalesce(standing in ('named', 'group'), e.sourceName is null) as isAddressed,
  e.* replace (
    coalesce(e.executorsText, c.executorsText) as executorsText,
    coalesce(e.deadlineTo, c.deadlineTo) as deadlineTo, coalesce(e.bodies, c.bodies) as bodies,
    standing as respondentAmongExecutors,
    findingsOf(e.findings, e.status, standing, len(e.bodies) > 0) as findings)
from every e
join canonical c on c.canonicalId = e.canonicalId
  and c.programme is not distinct from e.programme
left join standings s on s.body = e.body
  and s.executorsText = if(c.inPlan, c.executorsText, coalesce(e.executorsText, c.executorsText))
  and s.bodies = if(c.inPlan, c.bodies, coalesce(e.bodies, c.bodies));

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
