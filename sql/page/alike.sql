-- Doubtful answers with the words of one: the same decision may be meant for all of them.
select key, sourceName as file, measureText as measure, responseText as response
from questions
where what = 'answer' and not isBlind and sameAs(words) = (select sameAs(words) from questions where key = $key and what = 'answer' limit 1);
