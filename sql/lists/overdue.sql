-- The deadline lies before the end of the period, and the measure is not reported as done.
select programme, periodFrom, periodTo, body, canonicalId, measureText, deadlineTo, status, detail,
  sourceName, place
from cells
where deadlineTo < periodTo and status not in ('done', 'not_in_competence')
order by programme, body, periodFrom, position;
