-- Files whose bytes are known.
select distinct sha256, sourceName from allMeasures
union
select sha256, source from failures where sha256 is not null;
