-- Everything that a body said, and did not say.
select body, programme, periodFrom, periodTo, canonicalId, measureId, itemTitle, measureText, responseText, status, detail,
  standing, needsReview, correctedBy, sourceName, reportKey, sourcePart, key
from cells
where body = $body and ($status = '' or status = $status)
order by programme, periodFrom, position
limit 51 offset $from::INTEGER;
