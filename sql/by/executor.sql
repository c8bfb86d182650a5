-- By the bodies that the measures name; a measure of three bodies stands in three rows.
select programme, executor, unnest(counts)
from (
  select programme, executor, tally(status, detail, isAddressed, needsReview) as counts
  from (select unnest(bodies) as executor, * from cells)
  group by all)
order by all;
