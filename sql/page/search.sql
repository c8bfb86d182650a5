-- Answers that hold all words of a search and all phrases, `|` between them, in their measures, answers, executors or
-- names: a word where it is part of one there, or has the same stem. Needs the tables of words.sql, for phrases those
-- of texts.sql.
with wanted as (
  select distinct lower(given) as given, folded(given) as word, stem(folded(given)) as stem
  from (select unnest(string_split($words, '|')) as given)
),
hits as (
  select w.given, unnest(v.ordinals) as ordinal
  from wanted w join vocabulary v
    on contains(v.written, w.given) or contains(v.word, w.word) or v.stem = w.stem and w.stem <> ''
  where $words <> ''
),
found as (select ordinal from hits group by ordinal having count(distinct given) = (select count(*) from wanted)),
said as materialized (select list(alike(phrase)) as phrases from (select unnest(string_split($phrases, '|')) as phrase)),
shown as (
  select ordinal, cell from ordinals, said
  where ($status = '' or status = $status) and ($body = '' or body = $body)
    and ($words = '' or ordinal in (from found))
    and ($phrases = '' or list_bool_and([contains(text, phrase) for phrase in phrases]))
  order by ordinal
  limit 51 offset $from::INTEGER
)
select c.body, programme, periodFrom, periodTo, canonicalId, measureId, itemTitle, measureText, responseText, c.status, detail,
  needsReview, sourceName, reportKey, sourcePart, key
from shown s join cells c on c.rowid = s.cell
order by ordinal;
