-- The rows that decisions may be about: those that share key, bytes, source, the words of the measure, or the
-- body with one. Needs the tables machineRows and sought.
from machineRows
where key in (select key from sought) or sha256 in (select sha256 from sought)
  or sourceName in (select sourceName from sought)
  or measureText in (select measureText from sought)
  or respondent in (select respondent from sought where respondent is not null)
order by sourceName, sourcePart, position;
