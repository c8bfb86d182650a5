-- «Not ours» by a body that is among the executors, graded by how plainly it was named; what is in
-- doubt is last.
select standing, programme, periodFrom, periodTo, body, canonicalId, measureText, responseText,
  detail, isDoubtful, sourceName, place
from cells
where status = 'not_in_competence' and standing in ('named', 'group', 'broad')
order by isDoubtful, list_position(['named', 'group', 'broad'], standing), programme, body, periodFrom,
  position;
