-- What bodies said on each measure: one row for each distinct answer, with the bodies that gave it.
-- Disclaimers, blanks and silences have one row each; what they say is left out, but where it is in doubt.
select x.programme, x.periodFrom, x.periodTo, c.sectionId, c.sectionTitle, c.itemTitle, c.canonicalId,
  c.measureText, c.deadlineText, c.executorsText, x.status, x.isAsked, x.answer,
  list_sort(list(distinct x.body)) as bodies
from (
  select *, coalesce(
      status in ('not_in_competence', 'blank') and isDoubtful and responseText <> '', false) as isAsked,
    if(status in ('done', 'other') or isAsked, responseText, '') as answer,
    trim(regexp_replace(lower(answer), '\s+', ' ', 'g')) as folded
  from cells) x
join canonical c on c.canonicalId = x.canonicalId and c.programme is not distinct from x.programme
group by x.programme, x.periodFrom, x.periodTo, c.position, c.sectionId, c.sectionTitle, c.itemTitle,
  c.canonicalId, c.measureText, c.deadlineText, c.executorsText, x.status, x.isAsked, x.folded, x.answer
order by x.programme, x.periodFrom, c.position,
  list_position(
    ['done', 'other', 'not_in_competence', 'blank', 'absent', 'not_submitted', 'unreadable'], x.status),
  x.isAsked, bodies;
