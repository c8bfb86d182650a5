-- Puts the rows of corrected reports in the place of the machine's. Needs the tables allMeasures and
-- correctedRows, whose `position` is their place among all rows.
create or replace table allMeasures as
select * exclude (position) from (
  select rowid as position, m.* from allMeasures m
  anti join correctedRows c on c.reportKey = m.reportKey and c.sourcePart = m.sourcePart
  union all by name
  select * from correctedRows
)
order by position;
