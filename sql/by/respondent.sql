select programme, body, unnest(counts)
from (select programme, body, tally(status, detail, isAddressed, needsReview) as counts from cells group by all)
order by programme, body;
