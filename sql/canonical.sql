-- The measures of each programme with the words in which they are first printed, or those of the
-- plan. Needs the tables measures, placed and planned.
create or replace table canonical as
with printed as (
  select reportKey, measureId, sectionId, sectionTitle, itemId, itemTitle, measureText, deadlineText,
    deadlineTo, executorsText, bodies
  from measures semi join placed using (reportKey, measureId)
  union all by name
  select * from planned
)
select p.programme, p.canonicalId, p.position, p.inPlan, p.hasPlan,
  x.* exclude (reportKey, measureId)
from placed p
join printed x on x.reportKey is not distinct from p.reportKey and x.measureId = p.measureId;
drop table placed;
drop table planned;
