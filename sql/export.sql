-- The view `exported`: the flat rows zvit.measure/1 of the reports that count; their keys are unique.
-- Needs the tables allMeasures and reports.
create or replace view exported as
select m.* from allMeasures m semi join (from reports where counts) using (reportKey)
order by m.rowid;
