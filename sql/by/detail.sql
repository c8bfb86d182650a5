select programme, status, detail, measures,
  round(measures / sum(measures) over (partition by programme), 3) as ofAll
from (select programme, status, detail, count(*) as measures from cells group by all)
order by all;
