-- How each report was read. Needs the variable `folder`.
select producedBy.key as reportKey, source.format as format, source.textSource as textSource, reasons
from read_json(getvariable('folder') || '/reports/**/*.json', maximum_object_size = 67108864,
  columns = {
    source: 'STRUCT(format VARCHAR, textSource VARCHAR)', producedBy: 'STRUCT("key" VARCHAR)',
    reasons: 'VARCHAR[]'
  });
