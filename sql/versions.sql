-- The reports of the folder, one row a report. One that tells no period is on that of most that tell one.
with heads as (
  select reportKey, sourceName, sourcePart, sha256, programme, respondent, periodFrom, periodTo,
    count(*) as measures, bool_or(grade = 'review') as isReviewed
  from allMeasures
  group by all
),
usual as (
  select periodFrom, periodTo from heads where periodFrom is not null
  group by periodFrom, periodTo qualify count(*) > 0.5 * sum(count(*)) over ()
)
select h.* replace (
    coalesce(h.periodFrom, u.periodFrom) as periodFrom, if(h.periodFrom is null, u.periodTo, h.periodTo) as periodTo)
from heads h left join usual u on true
order by sourceName, sourcePart;
