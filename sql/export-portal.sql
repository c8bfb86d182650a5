-- The view `exported` of export.sql with their status in the words of the national monitoring portal: in
-- portalStatus one of its five, in portalApart why there is none. One of the two is always null.
create or replace view exported as
select m.*, p.portalStatus, p.portalApart
from allMeasures m
semi join (from reports where counts) r on r.reportKey = m.reportKey
left join (values
  ('evidenced', 'Виконано', null),
  ('stated', 'Виконано', null),
  ('nothing_to_report', 'Виконано', null),
  ('ongoing', 'Виконується', null),
  ('partial', 'Виконано частково', null),
  ('planned', 'Не розпочато', null),
  ('not_done', 'Не виконано', null),
  ('disclaimed', null, 'Не належить до компетенції'),
  ('other_executor', null, 'Не належить до компетенції'),
  ('empty', null, 'Не заповнено'),
  ('missing', null, 'Не заповнено'),
  ('filler', null, 'Не заповнено'),
  ('reference', null, 'Зі слів не видно'),
  ('unclear', null, 'Зі слів не видно')
) as p(detail, portalStatus, portalApart) on p.detail = m.detail
order by m.rowid;
