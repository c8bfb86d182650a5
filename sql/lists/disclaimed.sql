-- «Not ours» by a body that is among the executors, graded by how plainly it was named.
select standing, programme, periodFrom, periodTo, body, canonicalId, measureText, responseText,
  detail, sourceName, place
from cells
where status = 'not_in_competence' and standing in ('named', 'group', 'broad')
order by list_position(['named', 'group', 'broad'], standing), programme, body, periodFrom, position;
