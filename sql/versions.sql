-- The reports of the folder, one row a report.
select reportKey, sourceName, sourcePart, sha256, programme, respondent, periodFrom, periodTo,
  count(*) as measures, bool_or(grade = 'review') as isReviewed
from allMeasures
group by all
order by sourceName, sourcePart;
