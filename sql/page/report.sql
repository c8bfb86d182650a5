-- A report and the body that it is of.
select sourceName, reportKey, sourcePart, body, programmeName as programme, periodFrom, periodTo, counts, rule, instead
from reports where reportKey = $report and sourcePart = $part::INTEGER;
