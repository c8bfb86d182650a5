-- How many questions there are of each kind.
select what, why, body, status, count(*) as found from questions group by all order by all;
