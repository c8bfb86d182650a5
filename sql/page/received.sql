-- The reports of a body: which of them count, and why.
select sourceName, reportKey, sourcePart, programmeName as programme, periodFrom, periodTo, measures, counts, rule, reasons
from reports where body = $body order by periodFrom, sourceName;
