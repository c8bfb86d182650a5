-- What zvit found odd in an answer, a row a finding; what is in doubt is last.
select unnest(findings) as finding, programme, periodFrom, periodTo, body, canonicalId, measureText,
  responseText, isDoubtful, sourceName, place
from cells order by isDoubtful, finding, programme, body, periodFrom, canonicalId;
