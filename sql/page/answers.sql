-- The rows of a report as people corrected them.
select a.key, a.measureId, a.status, a.detail, a.confidence, a.needsReview, a.machineStatus, a.machineDetail, a.correctedBy,
  a.correctedFields, a.findings, m.canonicalId
from allMeasures a left join matches m on m.reportKey = a.reportKey and m.measureId = a.measureId
where a.reportKey = $report and a.sourcePart = $part::INTEGER;
