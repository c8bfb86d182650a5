select programme, unnest(counts)
from (select programme, tally(status, detail, isAddressed, needsReview) as counts from cells group by all)
order by all;
