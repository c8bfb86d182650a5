-- Whom the words of each measure may ask: the bodies of its programme by the plan or the first print, and each
-- respondent by its own report, by which the name there was compared when it was read. Needs the tables measures,
-- reports, bodies and canonical.
with asked as (
  select b.body, c.executorsText, c.bodies, false as isCompared
  from bodies b join canonical c on c.programme is not distinct from b.programme
  where b.isCounted
  union all
  select r.body, x.executorsText, x.bodies, r.respondent is not distinct from r.body
  from measures x join reports r using (reportKey)
)
select body, executorsText, bodies, bool_and(isCompared) as isCompared
from asked where len(bodies) > 0 group by all;
