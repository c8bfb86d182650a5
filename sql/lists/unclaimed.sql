-- Measures that nobody claims: every body that reported says «not ours» or says nothing. In doubt where
-- one of these answers is.
select programme, periodFrom, periodTo, canonicalId, any_value(measureText) as measureText,
  count(*) as asked,
  count(*) filter (status = 'not_in_competence') as disclaimers,
  count(*) filter (status in ('blank', 'absent')) as blanks,
  bool_or(isDoubtful) as isDoubtful
from cells where status not in ('not_submitted', 'unreadable')
group by programme, periodFrom, periodTo, canonicalId
having count(*) filter (status not in ('not_in_competence', 'blank', 'absent')) = 0
order by isDoubtful, programme, periodFrom, min(position);
