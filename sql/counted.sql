-- The measures that count: those of `allMeasures` whose report does. Needs the table reports.
create or replace view measures as
from allMeasures semi join (from reports where counts) using (reportKey);
