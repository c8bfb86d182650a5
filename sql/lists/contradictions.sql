-- What zvit found odd in an answer, a row a finding.
select unnest(findings) as finding, programme, periodFrom, periodTo, body, canonicalId, measureText,
  responseText, sourceName, place
from cells order by finding, programme, body, periodFrom, canonicalId;
