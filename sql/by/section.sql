select programme, sectionId, sectionTitle, unnest(counts)
from (
  select programme, sectionId, any_value(sectionTitle) as sectionTitle, min(position) as position,
    tally(status, detail, isAddressed, needsReview) as counts
  from cells group by programme, sectionId)
order by programme, position;
