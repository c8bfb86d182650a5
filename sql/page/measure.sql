-- What all bodies said on a measure in all periods.
select body, programme, periodFrom, periodTo, canonicalId, measureId, sectionTitle, itemTitle, measureText, deadlineText,
  executorsText, standing, responseText, status, detail, needsReview, correctedBy, reportKey, sourcePart
from cells
where canonicalId = $id and coalesce(programme, '') = $programme
order by periodFrom, body;
