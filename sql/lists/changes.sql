-- What a body said on a measure in one period and in the next; hasSameWords: it copied itself.
with steps as (
  select programme, body, canonicalId, measureText, position, periodFrom, periodTo, status, detail,
    responseText,
    lag(periodFrom) over each_body as periodFromBefore,
    lag(status) over each_body as statusBefore,
    lag(detail) over each_body as detailBefore,
    lag(responseText) over each_body as responseTextBefore
  from cells where periodFrom is not null
  window each_body as (
    partition by programme, body, canonicalId order by periodFrom, periodTo, measureId)
)
select programme, body, canonicalId, measureText, periodFromBefore, periodFrom, statusBefore, status,
  detailBefore, detail, responseTextBefore, responseText,
  coalesce(responseText <> '' and responseText = responseTextBefore, false) as hasSameWords
from steps
where periodFromBefore < periodFrom and (status <> statusBefore or hasSameWords)
order by programme, body, position, periodFrom;
