-- Which rows hold each word, so that a search reads words and not rows. Needs the table cells and the variable
-- `endings`, an expression for what stands before the case ending of a word.

-- One form of what differs by case, apostrophes and letters that look alike: each letter is a sign of one byte, the Latin
-- one that looks alike, else a capital, of which small letters leave none. Half as long, it is read faster.
create or replace macro alike(words) as translate(lower(nfc_normalize(words)),
  'асеіорхувнкмтїбгґдєжзийлпфцчшщьюяыэъё’ʼ‘`´ˈ′''', 'aceiopxybhkmtiABCDEFGHIJKLMNOPQRSTUVW');
-- Latin words and numbers are found as they are written.
create or replace macro folded(word) as if(regexp_matches(word, '\p{Cyrillic}'), alike(word), null);
-- What the forms of a word have in common.
create or replace macro stem(word) as
  regexp_replace(regexp_replace(word, '^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$', '', 'g'), alike(getvariable('endings')), '\1');

create or replace view searched as
select rowid as cell, translate(concat_ws(' ', canonicalId, measureText, responseText, executorsText, deadlineText, itemTitle,
  sectionTitle, body, sourceName), e'\n\r\t' || chr(160), '    ') as words from cells;

-- Rows by their number in the order in which they are listed.
create or replace table ordinals as
select row_number() over (order by programme, periodFrom, position, body)::INTEGER as ordinal, rowid as cell, status, body,
  null::VARCHAR as text
from cells;

create or replace table vocabulary as
select lower(written) as written, folded(written) as word, stem(folded(written)) as stem, ordinals
from (
  select written, list(ordinal) as ordinals
  from (select ordinal, unnest(list_distinct(string_split(words, ' '))) as written from searched join ordinals using (cell))
  where written <> ''
  group by written
);
