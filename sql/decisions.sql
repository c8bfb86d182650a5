-- All decisions, those first that a person is asked about again, then the latest; a row a decision and state,
-- with the first of the rows that it is about and their number.
select state, first(decidedBy) as decidedBy, first(decidedAt) as decidedAt, first(sourceName) as sourceName,
  first(measureId) as measureId, first(fields) as fields, first(decided) as decided, first(why) as why,
  first(measureText) as measureText, first(responseText) as responseText, first(responseNow) as responseNow,
  count(reportKey) as rows, first(key) as key, id
from corrections
group by id, state
order by list_position(['conflict', 'changed', 'gone', 'applied', 'replaced'], state),
  first(decidedAt) desc, id;
