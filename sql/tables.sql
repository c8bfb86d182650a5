-- The results folder as tables. Needs the variable `folder`:
--   set variable folder = 'out';
-- In DuckDB alone: duckdb -c "set variable folder = 'out'" -f sql/tables.sql

-- Everything, a row a measure, versions that do not count too: zvit.measure/1 (`zvit schema measure` tells what each column means).
-- The last columns are for what people decided (corrections.ndjson), which zvit puts over these rows.
create or replace table allMeasures as
select *, status as machineStatus, detail as machineDetail, null::VARCHAR as correctedBy,
  []::VARCHAR[] as correctedFields
from read_json(getvariable('folder') || '/measures.ndjson',
  format = 'newline_delimited',
  columns = {
    key: 'VARCHAR', reportKey: 'VARCHAR', sourceName: 'VARCHAR', sourcePart: 'INTEGER',
    sha256: 'VARCHAR', programme: 'VARCHAR', respondent: 'VARCHAR', periodFrom: 'DATE',
    periodTo: 'DATE', sectionId: 'VARCHAR', sectionTitle: 'VARCHAR', itemId: 'VARCHAR',
    itemTitle: 'VARCHAR', measureId: 'VARCHAR', measureText: 'VARCHAR', deadlineText: 'VARCHAR',
    deadlineKind: 'VARCHAR', deadlineFrom: 'DATE', deadlineTo: 'DATE', deadlineEvery: 'VARCHAR',
    executorsText: 'VARCHAR', bodies: 'VARCHAR[]', respondentAmongExecutors: 'VARCHAR',
    responseText: 'VARCHAR', status: 'VARCHAR', detail: 'VARCHAR', confidence: 'DOUBLE',
    needsReview: 'BOOLEAN', structure: 'DOUBLE', grade: 'VARCHAR', findings: 'VARCHAR[]',
    place: 'VARCHAR'
  });

-- The same before anybody corrected it.
create or replace view machineRows as select rowid as position, * from allMeasures;

-- Files that could not become a report.
create or replace table failures as
select * from read_json(getvariable('folder') || '/failures.ndjson',
  format = 'newline_delimited',
  columns = { source: 'VARCHAR', sha256: 'VARCHAR', code: 'VARCHAR', message: 'VARCHAR' });
