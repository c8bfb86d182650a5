-- What changed between two results folders, a row a change; null is «not there». Needs the tables
-- allMeasures and failures of the one, allMeasuresBefore and failuresBefore of the other.
-- Confidence and structure are figures that move with every version: they are not compared.

-- Rows that are the same measure: same number and words, else same words, else same number.
create or replace temp table pairs as
with
b as (select rowid as r, sourceName, sourcePart, measureId, measureText from allMeasuresBefore),
a as (select rowid as r, sourceName, sourcePart, measureId, measureText from allMeasures),
same as (
  select b.r as before, a.r as after
  from b join a using (sourceName, sourcePart, measureId, measureText)
),
openBefore as (
  select *, row_number() over (partition by sourceName, sourcePart, measureText order by r) as nth
  from b anti join same on same.before = b.r
),
openAfter as (
  select *, row_number() over (partition by sourceName, sourcePart, measureText order by r) as nth
  from a anti join same on same.after = a.r
),
moved as (
  select b.r as before, a.r as after
  from openBefore b join openAfter a using (sourceName, sourcePart, measureText, nth)
),
reworded as (
  select b.r as before, a.r as after
  from (from openBefore anti join moved on moved.before = openBefore.r) b
  join (from openAfter anti join moved on moved.after = openAfter.r) a
    using (sourceName, sourcePart, measureId)
)
from same union all from moved union all from reworded;

with
oldRows as (
  select rowid as r, rowid - min(rowid) over (partition by sourceName, sourcePart) as position, *
  from allMeasuresBefore
),
newRows as (
  select rowid as r, rowid - min(rowid) over (partition by sourceName, sourcePart) as position, *
  from allMeasures
),
sourcesBefore as (
  select sourceName, sourcePart, any_value(sha256) as sha256, any_value(grade) as grade,
    'report' as became from allMeasuresBefore group by all
  union all select source, 1, sha256, null, code from failuresBefore
),
sourcesAfter as (
  select sourceName, sourcePart, any_value(sha256) as sha256, any_value(grade) as grade,
    'report' as became from allMeasures group by all
  union all select source, 1, sha256, null, code from failures
),
inBoth as (
  select distinct sourceName, sourcePart
  from allMeasuresBefore semi join allMeasures using (sourceName, sourcePart)
),
changes as (
  select sourceName, sourcePart, null as position, null as measureId, unnest([
    {what: 'source', before: b.became, after: a.became},
    {what: 'bytes', before: if(a.became is null, null, b.sha256), after: if(b.became is null, null, a.sha256)},
    {what: 'grade', before: if(a.grade is null, null, b.grade), after: if(b.grade is null, null, a.grade)}
  ], recursive := true)
  from sourcesBefore b full join sourcesAfter a using (sourceName, sourcePart)
  union all
  select b.sourceName, b.sourcePart, b.position, b.measureId, 'row', b.measureText, null
  from oldRows b semi join inBoth using (sourceName, sourcePart)
  anti join pairs on pairs.before = b.r
  union all
  select a.sourceName, a.sourcePart, a.position, a.measureId, 'row', null, a.measureText
  from newRows a semi join inBoth using (sourceName, sourcePart)
  anti join pairs on pairs.after = a.r
  union all
  select a.sourceName, a.sourcePart, a.position, a.measureId, unnest([
    {what: 'number', before: b.measureId, after: a.measureId},
    {what: 'section', before: b.sectionTitle, after: a.sectionTitle},
    {what: 'item', before: b.itemTitle, after: a.itemTitle},
    {what: 'measure', before: b.measureText, after: a.measureText},
    {what: 'deadline', before: b.deadlineText, after: a.deadlineText},
    {what: 'deadlineKind', before: b.deadlineKind, after: a.deadlineKind},
    {what: 'deadlineFrom', before: b.deadlineFrom::varchar, after: a.deadlineFrom::varchar},
    {what: 'deadlineTo', before: b.deadlineTo::varchar, after: a.deadlineTo::varchar},
    {what: 'deadlineEvery', before: b.deadlineEvery, after: a.deadlineEvery},
    {what: 'executors', before: b.executorsText, after: a.executorsText},
    {what: 'bodies', before: to_json(b.bodies)::varchar, after: to_json(a.bodies)::varchar},
    {what: 'standing', before: b.respondentAmongExecutors, after: a.respondentAmongExecutors},
    {what: 'response', before: b.responseText, after: a.responseText},
    {what: 'status', before: b.status, after: a.status},
    {what: 'detail', before: b.detail, after: a.detail},
    {what: 'needsReview', before: b.needsReview::varchar, after: a.needsReview::varchar},
    {what: 'findings', before: to_json(b.findings)::varchar, after: to_json(a.findings)::varchar},
    {what: 'programme', before: b.programme, after: a.programme},
    {what: 'respondent', before: b.respondent, after: a.respondent},
    {what: 'periodFrom', before: b.periodFrom::varchar, after: a.periodFrom::varchar},
    {what: 'periodTo', before: b.periodTo::varchar, after: a.periodTo::varchar}
  ], recursive := true)
  from pairs p join oldRows b on b.r = p.before join newRows a on a.r = p.after
)
select sourceName, sourcePart, measureId, what, before, after
from changes where before is distinct from after
order by sourceName, sourcePart, position nulls first, what;
