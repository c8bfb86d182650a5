-- Questions behind a position, by what they are about and what they say; '' asks for all.
from questions
where position > $after::INTEGER and not isBlind and list_contains(string_split($what, ','), what)
  and ($body = '' or body = $body) and ($status = '' or status = $status) and ($why = '' or why = $why)
  and ($programme = '' or programme = $programme)
order by position
limit 60;
