-- Everything in one row.
select unnest(counts) from (select tally(status, detail, isAddressed, needsReview) as counts from cells);
