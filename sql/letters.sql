-- What goes back to each body: its blanks, what it disclaims though it is named or in the group, and
-- the rows of the plan that its report does not have. `sources` are its files for that period.
select x.body, x.programme, x.periodFrom, x.periodTo, b.sources,
  case x.status when 'not_in_competence' then 'disclaimed' else x.status end as reason,
  x.canonicalId, x.measureId, x.measureText, x.executorsText, x.standing, x.detail, x.responseText,
  x.sourceName, x.place
from cells x
join bodies b on b.body = x.body and b.state = 'received'
  and b.programme is not distinct from x.programme
  and b.periodFrom is not distinct from x.periodFrom
  and b.periodTo is not distinct from x.periodTo
where x.status in ('blank', 'absent')
  or x.status = 'not_in_competence' and x.standing in ('named', 'group')
order by x.body, x.programme, x.periodFrom, x.periodTo,
  list_position(['blank', 'disclaimed', 'absent'], reason), x.position, x.measureId;
