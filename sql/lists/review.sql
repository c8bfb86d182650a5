-- Everything that a person should look at: files, reports, names, decisions of people that do not apply any
-- more, then answers and rows, the most doubtful first, then the reports of these rows. `why` is a code; what is about a whole
-- report has no measure.
with torn as (
  -- Of a report whose rows are in doubt those that may be wrong, or the least sure.
  select c.*, aboutRows(r.reasons)[1] as why
  from cells c join reports r using (reportKey)
  where r.counts and len(aboutRows(r.reasons)) > 0 and not isDecided(c.correctedFields)
  qualify mayBeTorn(structure) or row_number() over (partition by reportKey order by structure, key) = 1
),
doubts as (
  select 1 as rank, 'file' as what, 0.0 as confidence, code as why, source as sourceName
  from failures
  union all by name
  select 2 as rank, 'report' as what, 0.0 as confidence, rule as why, body, programme, periodFrom,
    periodTo, sourceName
  from reports where isForeign
  union all by name
  select 3 as rank, 'report' as what, 0.3 as confidence, rule as why, instead as words, body, programme,
    periodFrom, periodTo, sourceName
  from reports where counts and (not isSure or rule = 'facts_unknown')
  union all by name
  select distinct 4 as rank, 'report' as what, 0.6 as confidence, 'period_taken' as why, r.body, r.programme,
    r.periodFrom, r.periodTo, r.sourceName
  from reports r join measures m using (reportKey)
  where r.periodFrom is not null and m.periodFrom is null
  union all by name
  select 4 as rank, 'name' as what, 0.4 as confidence, 'name_taken' as why,
    written || ' → ' || taken as words, sourceName
  from guesses
  union all by name
  select 5 as rank, 'report' as what, 0.5 as confidence,
    unnest(list_filter(reasons, lambda code: len(aboutRows([code])) = 0)) as why, body, programme, periodFrom,
    periodTo, sourceName
  from reports where counts
  union all by name
  select 7 as rank, 'report' as what, 0.5 as confidence, aboutRows(reasons)[1] as why, body, programme,
    periodFrom, periodTo, sourceName
  from reports where counts and len(aboutRows(reasons)) > 0
  union all by name
  select 6 as rank, 'row' as what, structure as confidence, why, responseText as words, body, programme,
    periodFrom, periodTo, canonicalId, measureText, status, standing, sourceName, place, key
  from torn
  union all by name
  select 5 as rank, 'correction' as what, 0.6 as confidence, 'correction_' || x.state as why,
    x.responseNow as words, c.body, c.programme, c.periodFrom, c.periodTo, c.canonicalId, c.measureText,
    c.status, c.standing, c.sourceName, c.place, c.key
  from corrections x join cells c on c.reportKey = x.reportKey and c.sourcePart = x.sourcePart
    and c.measureId = x.measureId
  where x.state in ('conflict', 'changed')
  union all by name
  select 5 as rank, 'correction' as what, 0.6 as confidence, 'correction_gone' as why,
    responseText as words, measureText, sourceName
  from corrections where state = 'gone'
  union all by name
  select 6 as rank, 'answer' as what, confidence, detail as why, responseText as words, body, programme,
    periodFrom, periodTo, canonicalId, measureText, status, standing, sourceName, place, key
  from cells where needsReview
  union all by name
  select 6 as rank, 'row' as what, m.score as confidence, 'match' as why, c.responseText as words, c.body,
    c.programme, c.periodFrom, c.periodTo, c.canonicalId, c.measureText, c.status, c.standing,
    c.sourceName, c.place, c.key
  from cells c join matches m on m.reportKey = c.reportKey and m.measureId = c.measureId
  where not c.isMatchSure
)
select what, case when confidence < 0.4 then 'very_doubtful' when confidence < 0.7 then 'doubtful'
    else 'rather_sure' end as doubt,
  why, programme, periodFrom, periodTo, body, canonicalId, measureText, status, words, confidence,
  sourceName, place, key
from doubts
order by rank, confidence, standing in ('named', 'group') desc nulls last, sourceName, canonicalId, why;
