-- Puts the rows of corrected reports in the place of the machine's, which stay in machineRows. Needs the tables allMeasures
-- and correctedRows, whose `position` is their place among those of their report.
create or replace table replacedRows as
select rowid as position, m.* from allMeasures m semi join correctedRows c on c.reportKey = m.reportKey and c.sourcePart = m.sourcePart;

create or replace table allMeasures as
with firsts as (select reportKey, sourcePart, min(position) as first from replacedRows group by all)
select * exclude (position) from (
  select rowid as position, m.* from allMeasures m
  anti join firsts f on f.reportKey = m.reportKey and f.sourcePart = m.sourcePart
  union all by name
  select c.* replace (first + position as position) from correctedRows c join firsts using (reportKey, sourcePart)
)
order by position;

create or replace view machineRows as
from replacedRows
union all by name
select m.rowid as position, m.* from allMeasures m
anti join replacedRows r on r.reportKey = m.reportKey and r.sourcePart = m.sourcePart;
