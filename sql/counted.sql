-- The measures that count: those of `allMeasures` whose report does. Needs the table reports.
create or replace view measures as
from allMeasures semi join (from reports where counts) using (reportKey);

-- Periods by how many bodies report on them, beside the one on which most bodies of the programme do. A usual one
-- is expected of everybody of whom no period is told. On a stray one hardly anybody reports, and it is over before a
-- usual one is: sent by mistake, until a person says that it counts.
create or replace view periods as
with slots as (
  select programmeName, periodFrom, periodTo, count(distinct body) as bodies
  from reports where counts group by all
),
measured as (
  select *, max(bodies) over (partition by programmeName) as most, bodies > 0.5 * most as isUsual from slots
)
select programmeName, periodFrom, periodTo, isUsual,
  bodies <= 0.1 * most
    and periodTo < max(periodTo) filter (isUsual) over (partition by programmeName) as isStray
from measured order by all;
