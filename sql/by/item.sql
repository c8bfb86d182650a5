select programme, itemId, itemTitle, unnest(counts)
from (
  select programme, itemId, any_value(itemTitle) as itemTitle, min(position) as position,
    tally(status, detail, isAddressed, needsReview) as counts
  from cells group by programme, itemId)
order by programme, position;
