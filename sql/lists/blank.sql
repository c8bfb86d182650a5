-- Left blank, or the row left out, graded by how plainly the body was named.
select coalesce(standing, 'unknown') as standing, programme, periodFrom, periodTo, body,
  canonicalId, measureText, status, detail, sourceName, place
from cells where status in ('blank', 'absent')
order by list_position(['named', 'group', 'broad', 'unknown', 'none'], coalesce(standing, 'unknown')),
  programme, body, periodFrom, position;
