-- The words of each row in their order, for phrases. Needs the tables of words.sql.
create or replace table ordinals as
select o.* replace (alike(regexp_replace(words, ' +', ' ', 'g')) as text)
from ordinals o join searched using (cell);
