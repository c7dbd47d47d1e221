-- The store, version 1. One DuckDB file; every statement here runs in one transaction.
-- Offsets count Unicode code points of reports.text, from 0; ends are exclusive. Days are inclusive.

create table store_version (version integer not null);
insert into store_version values (1);

-- One row a call of `dragoman add`. `ended` is null while it runs, and stays so when it was killed.
create table runs (
    id integer primary key,
    started timestamp not null,
    ended timestamp,
    version varchar not null,      -- of the package
    model varchar not null,        -- SHA-256 of the model file
    codebook varchar not null,
    options json not null,
    added integer,                 -- reports
    known integer,                 -- reports that were in the store already
    refused integer,
    events integer
);

-- One row a report, also where it holds no event. `key` is the content hash that makes adding idempotent:
-- text, day, publisher and address.
create table reports (
    key varchar primary key,
    id varchar not null,           -- as handed in, else a hash of the text; unique
    date date,
    date_why varchar not null,     -- given, row, dateline, byline; empty where the day is unknown
    title varchar,
    publisher varchar,
    url varchar,
    dateline varchar,
    text varchar not null,         -- as handed in, or as extracted from HTML
    copy_of varchar,               -- key of the first report that this is a near-copy of
    run integer not null
);
create unique index report_ids on reports (id);

-- MinHash bands of each report; two reports that share one may be near-copies (see copies.py).
create table bands (day date, band ubigint not null, report varchar not null);
create table signatures (report varchar not null, day date, signature uinteger[] not null);

create type participant as struct(
    "text" varchar, "start" integer, "end" integer, "name" varchar, country varchar,  -- ISO 3166 alpha-3 or PLOVER's code
    sectors varchar[], id varchar, why varchar, stance varchar);
create type span as struct("text" varchar, "start" integer, "end" integer);
create type event_record as struct(
    report struct(id varchar, "date" date, title varchar, publisher varchar, url varchar),
    id varchar, "event" varchar, "mode" varchar[], contexts varchar[], quad varchar, score double, cameo varchar,
    status varchar, "trigger" span, sentence span,
    actors participant[], recipients participant[], said_by participant[],
    "date" struct("start" date, "end" date, "text" varchar, "precision" varchar, why varchar, span integer[]),
    place struct("text" varchar, "name" varchar, country varchar, admin1 varchar, lat double, lon double,
                 geonames_id bigint, "precision" varchar, why varchar, span integer[]),
    quantities struct(kind varchar, "text" varchar, "min" double, "max" double, "of" varchar, what varchar,
                      span integer[])[],
    incident varchar, confidence double,
    coder struct("version" varchar, model varchar, codebook varchar));

-- One row an event: the record of the contract, nested as it is there.
create table events (
    report_key varchar not null,
    report struct(id varchar, "date" date, title varchar, publisher varchar, url varchar),
    id varchar not null, "event" varchar, "mode" varchar[], contexts varchar[], quad varchar, score double,
    cameo varchar, status varchar, "trigger" span, sentence span,
    actors participant[], recipients participant[], said_by participant[],
    "date" struct("start" date, "end" date, "text" varchar, "precision" varchar, why varchar, span integer[]),
    place struct("text" varchar, "name" varchar, country varchar, admin1 varchar, lat double, lon double,
                 geonames_id bigint, "precision" varchar, why varchar, span integer[]),
    quantities struct(kind varchar, "text" varchar, "min" double, "max" double, "of" varchar, what varchar,
                      span integer[])[],
    incident varchar, confidence double,
    coder struct("version" varchar, model varchar, codebook varchar)
);

-- What could not be read or coded, once a source and reason.
create table refusals (source varchar, reason varchar, run integer, primary key (source, reason));

-- Linking. A report's weighted words (linking/words.py); pairs of events with the probability that they tell one
-- happening, where that is 0.2 at least; which incident an event belongs to; and what became of incidents.
create table report_words (report_key varchar not null, words varchar[] not null, weights float[] not null);
create table links (a varchar not null, b varchar not null, probability float not null);
create table membership (event varchar primary key, incident varchar not null);
create table incident_history (
    incident varchar not null,
    change varchar not null,       -- created, merged (into `other`), split (off `other`), removed
    other varchar,
    run integer not null,
    changed timestamp not null
);

-- Flat views for SQL, R and spreadsheets.
create view event_table as
select e.id, e.report.id as report, r.date as published, r.publisher, r.copy_of is not null as is_copy,
    e."event", array_to_string(e.mode, ',') as mode, array_to_string(e.contexts, ',') as contexts, e.quad, e.score,
    e.cameo, e.status, e."date"."start" as day_start, e."date"."end" as day_end, e."date"."precision" as day_precision,
    array_to_string(list_distinct(list_transform(e.actors, lambda p: p.country)), ',') as actor_countries,
    array_to_string(list_distinct(list_transform(e.recipients, lambda p: p.country)), ',') as recipient_countries,
    array_to_string(list_transform(e.actors, lambda p: p."text"), ' | ') as actors,
    array_to_string(list_transform(e.recipients, lambda p: p."text"), ' | ') as recipients,
    array_to_string(list_transform(e.said_by, lambda p: p."text"), ' | ') as said_by,
    e.place."name" as place, e.place.country as place_country, e.place.admin1 as admin1, e.place.lat as lat,
    e.place.lon as lon, e.place.geonames_id as geonames_id, e.place."precision" as place_precision,
    e."trigger"."text" as trigger_text, e."trigger"."start" as trigger_start, e."trigger"."end" as trigger_end,
    e.sentence."text" as sentence, m.incident, e.confidence
from events e join reports r on r.key = e.report_key left join membership m on m.event = e.id;

create view participants as
select id as event, 'actor' as role, unnest(actors, max_depth := 2) from events
union all by name select id as event, 'recipient' as role, unnest(recipients, max_depth := 2) from events
union all by name select id as event, 'said_by' as role, unnest(said_by, max_depth := 2) from events;

create view quantities as select id as event, unnest(quantities, max_depth := 2) from events;
