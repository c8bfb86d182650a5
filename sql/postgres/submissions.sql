-- The rows of zvit.submissions. Needs the table bodies.
select programme, periodFrom as period_from, periodTo as period_to, body, state,
  isExpected as is_expected, isCounted as is_counted, sources
from bodies order by all;
