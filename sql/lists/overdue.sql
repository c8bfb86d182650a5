-- The deadline lies before the end of the period, and an executor does not report the measure as done;
-- what is in doubt is last.
select programme, periodFrom, periodTo, body, canonicalId, measureText, deadlineTo, status, detail,
  isDoubtful, sourceName, place
from cells
where deadlineTo < periodTo and isAddressed and status not in ('done', 'not_in_competence')
order by isDoubtful, programme, body, periodFrom, position;
