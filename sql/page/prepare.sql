-- What the review page asks a person, numbered as the list `review` orders it, with what is to be seen of each.
-- Needs the table review (lists/review.sql) and those of the statistics.

-- One answer in twenty is shown without what zvit says of it. Keys are hashes: the draw is the same always,
-- and knows nothing of the answer.
create or replace macro isBlind(key) as ('0x' || right(key, 6))::INTEGER % 20 = 0;

-- Words are the same where case and white space are all that differs.
create or replace macro sameAs(words) as trim(regexp_replace(lower(words), '\s+', ' ', 'g'));

create or replace table firstRows as
select sourceName, reportKey, min(sourcePart) as sourcePart, first(key) as key
from allMeasures group by sourceName, reportKey;

create or replace table questions as
select r.rowid as position, r.what, r.doubt, r.why, r.body, r.programme, r.canonicalId, r.measureText, r.words,
  r.confidence, r.sourceName, r.status, coalesce(r.key, f.key) as key, r.key is not null as isOfRow,
  coalesce(c.reportKey, f.reportKey) as reportKey, coalesce(c.sourcePart, f.sourcePart) as sourcePart,
  c.detail, c.responseText, c.executorsText, c.deadlineText, c.itemTitle, c.measureId,
  coalesce(r.what = 'answer' and isBlind(r.key), false) as isBlind,
  if(r.what = 'answer', count(*) over (partition by r.what, isBlind, sameAs(r.words)), 1) as alike
from review r
left join cells c on c.key = r.key and c.sourceName = r.sourceName
left join (from firstRows qualify row_number() over (partition by sourceName order by sourcePart) = 1) f
  on r.key is null and f.sourceName = r.sourceName;

create or replace table blindRows as
select 0 as position, 'answer' as what, null as doubt, null as why, body, programme, canonicalId, measureText,
  responseText as words, null as confidence, sourceName, null as status, key, true as isOfRow, reportKey,
  sourcePart, null as detail, responseText, executorsText, deadlineText, itemTitle, measureId, true as isBlind,
  1 as alike
from cells
where key is not null and responseText <> '' and isBlind(key) and not isDecided(correctedFields);
