-- Answers that hold all words of a search, `|` between them, in their measures, answers, executors or names.
select body, programme, periodFrom, periodTo, canonicalId, measureId, itemTitle, measureText, responseText, status, detail,
  needsReview, sourceName, reportKey, sourcePart, key
from cells
where list_bool_and([contains(lower(concat_ws(' ', canonicalId, measureText, responseText, executorsText, deadlineText, itemTitle,
    sectionTitle, body, sourceName)), word) for word in string_split(lower($words), '|')])
  and ($status = '' or status = $status) and ($body = '' or body = $body)
order by programme, periodFrom, position, body
limit 101 offset $from::INTEGER;
