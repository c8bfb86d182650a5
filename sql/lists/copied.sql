-- The same words of at least four, in answers of several bodies; disclaimers excepted.
with words as (
  select *, trim(regexp_replace(lower(responseText), '[^\p{L}\p{N}]+', ' ', 'g')) as folded
  from cells where status not in ('blank', 'not_in_competence') and responseText is not null
)
select programme, periodFrom, periodTo, any_value(responseText) as responseText,
  count(distinct body) as bodies, list_sort(list(distinct body)) as bodyNames,
  list_sort(list(distinct canonicalId)) as canonicalIds
from words where len(string_split(folded, ' ')) >= 4
group by programme, periodFrom, periodTo, folded
having count(distinct body) > 1
order by bodies desc, programme, periodFrom, folded;
