-- What goes back to each body, of rows that name it or its group, or of which nothing is known: its blanks, what it
-- disclaims, and the rows of the plan that its report does not have; apart, what is in doubt and is only asked about.
-- `sources` are its files for that period. A body that sent something else has one row without a measure.
from (
select x.body, x.programme, x.periodFrom, x.periodTo, b.sources,
  case when x.isDoubtful then 'doubtful' when x.status = 'not_in_competence' then 'disclaimed'
    else x.status end as reason,
  x.canonicalId, x.measureId, x.measureText, x.executorsText, x.standing, x.status, x.detail,
  x.responseText, x.sourceName, x.place, x.position
from cells x
join bodies b on b.body = x.body and b.state = 'received'
  and b.programme is not distinct from x.programme
  and b.periodFrom is not distinct from x.periodFrom
  and b.periodTo is not distinct from x.periodTo
where x.status in ('blank', 'absent') and coalesce(x.standing in ('named', 'group'), true)
  or x.status = 'not_in_competence' and x.standing in ('named', 'group')
union all by name
-- A report that nobody is known to have sent may be that of any body of which there is none.
select body, programme, periodFrom, periodTo, sources,
  if(state = 'not_submitted' and exists (
    select 1 from reports r where r.counts and r.respondent is null and r.programmeName is not distinct from bodies.programme),
    'not_found', state) as reason
from bodies where isCounted and state <> 'received')
order by body, programme, periodFrom, periodTo,
  list_position(['blank', 'disclaimed', 'absent', 'doubtful'], reason), position, measureId;
