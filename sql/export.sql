-- The flat rows zvit.measure/1 of the reports that count; their keys are unique.
create or replace view exported as
select m.* from measures m semi join (from reports where counts) using (reportKey)
order by m.rowid;
from exported;
