select programme, periodFrom, periodTo, unnest(counts)
from (select programme, periodFrom, periodTo, tally(status, detail, isAddressed, needsReview) as counts from cells group by all)
order by all;
