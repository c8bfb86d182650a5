-- Who reported, who did not, whose report could not be read.
select programme, periodFrom, periodTo, body, state, isExpected, sources
from bodies order by all;
