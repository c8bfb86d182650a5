-- All answers and silences with the place of each in its source.
select programme, periodFrom, periodTo, body, sectionId, canonicalId, measureId, measureText,
  deadlineText, executorsText, standing, status, detail, responseText, needsReview, sourceName, place,
  correctedBy, if(correctedBy is null, null, machineStatus) as machineStatus, key
from cells
order by programme, periodFrom, body, position;
