-- The rows that decisions may be about: those that share key, bytes, source, the words of the measure, or the
-- body with one. Needs the tables allMeasures and sought.
select rowid as position, * from allMeasures
where key in (select key from sought) or sha256 in (select sha256 from sought)
  or sourceName in (select sourceName from sought)
  or measureText in (select measureText from sought)
  or respondent in (select respondent from sought where respondent is not null)
order by position;
