-- Measure × body, one row a cell, in the order of the programme.
select programme, periodFrom, periodTo, canonicalId, measureText, body, min(status) as status
from cells
group by programme, periodFrom, periodTo, position, canonicalId, measureText, body
order by programme, periodFrom, position, body;
