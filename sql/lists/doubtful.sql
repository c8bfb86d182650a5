-- Measures whose partner in the list of the programme is doubtful.
select programme, periodFrom, periodTo, body, canonicalId, measureText, measureId, sourceName, place
from cells where not isMatchSure
order by programme, body, periodFrom, position;
