select programme, canonicalId, measureText, unnest(counts)
from (
  select programme, canonicalId, any_value(measureText) as measureText, min(position) as position,
    tally(status, detail, isAddressed, needsReview) as counts
  from cells group by programme, canonicalId)
order by programme, position;
