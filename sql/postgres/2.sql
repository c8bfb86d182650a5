-- Version 2 of the schema: what people decided, beside what zvit says itself.
alter table zvit.measures
  add column "machineStatus" text,
  add column "machineDetail" text,
  add column "correctedBy" text,
  add column "correctedFields" text[];
comment on column zvit.measures."machineStatus" is 'What zvit says; status is what people decided, where correctedBy is not null.';

update zvit.version set version = 2;
