-- Left blank, or the row left out, graded by how plainly the body was named; what is in doubt is last.
select coalesce(standing, 'unknown') as standing, programme, periodFrom, periodTo, body,
  canonicalId, measureText, status, detail, isDoubtful, sourceName, place
from cells where status in ('blank', 'absent')
order by isDoubtful, list_position(['named', 'group', 'broad', 'unknown', 'none'], coalesce(standing, 'unknown')),
  programme, body, periodFrom, position;
