-- All versions of all reports and the rule that chose; isSure is false where only names told.
select sourceName, sourcePart, programme, respondent, periodFrom, periodTo, counts, rule, instead,
  isSure
from reports order by programme, body, periodFrom, counts desc, sourceName, sourcePart;
