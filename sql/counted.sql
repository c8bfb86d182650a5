-- On something else than was asked for, by the rule that says why a report does not count.
create or replace macro isForeign(rule) as rule in ('other_programme', 'other_period', 'nothing_of_plan');

-- The measures that count: those of `allMeasures` whose report does. Needs the table reports.
create or replace view measures as
from allMeasures semi join (from reports where counts) using (reportKey);
