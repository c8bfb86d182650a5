-- Reports on another programme or period, which count nowhere until the manifest says so (its column
-- `counts`); programme and period as the importer told them or, told nothing, as the report says.
select body, programme, periodFrom, periodTo, rule, measures, sourceName, sourcePart
from reports where isForeign
order by body, sourceName, sourcePart;
