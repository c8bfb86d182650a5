-- The schema of `zvit export --to postgres://…`, version 1. zvit runs it once; whoever may create a
-- schema can run it by hand and then grant the rights to insert, update and delete.
create schema zvit;

create table zvit.version (version integer not null);
comment on table zvit.version is 'Version of this schema, one row.';

-- One row a measure: zvit.measure/1, with the status in the words of the national monitoring portal.
create table zvit.measures (
  "key" text primary key,
  "reportKey" text not null,
  "sourceName" text not null,
  "sourcePart" integer not null,
  "sha256" text not null,
  "programme" text,
  "respondent" text,
  "periodFrom" date,
  "periodTo" date,
  "sectionId" text not null,
  "sectionTitle" text not null,
  "itemId" text not null,
  "itemTitle" text not null,
  "measureId" text not null,
  "measureText" text not null,
  "deadlineText" text not null,
  "deadlineKind" text not null,
  "deadlineFrom" date,
  "deadlineTo" date,
  "deadlineEvery" text,
  "executorsText" text not null,
  "bodies" text[] not null,
  "respondentAmongExecutors" text,
  "responseText" text not null,
  "status" text not null,
  "detail" text not null,
  "confidence" double precision not null,
  "needsReview" boolean not null,
  "structure" double precision not null,
  "grade" text not null,
  "findings" text[] not null,
  "place" text,
  "portalStatus" text,
  "portalApart" text,
  "feed" text not null
);
comment on table zvit.measures is 'Measures of the reports that count (zvit.measure/1).';
comment on column zvit.measures."feed" is 'Results folder that the row came from.';
create index on zvit.measures ("feed");

insert into zvit.version values (1);
