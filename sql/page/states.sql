-- What became of each body about each programme and period.
select programme, periodFrom, periodTo, body, state, isExpected, sources from bodies order by all;
