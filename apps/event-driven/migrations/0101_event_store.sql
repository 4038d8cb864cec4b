-- The truth about orders: what happened, in the order in which it happened.
create schema event_store;

create table event_store.events (
  position bigint generated always as identity primary key,
  -- Positions are given out before they are committed. Readers of all events stay behind the oldest transaction
  -- that still runs, and read by (transaction_id, position), so that none is skipped.
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null,
  stream_id uuid not null,
  version integer not null,
  type text not null,
  -- The version of the event's schema. Old ones are lifted to the newest when they are read, never rewritten.
  schema_version smallint not null,
  data jsonb not null,
  metadata jsonb not null,
  at timestamptz(3) not null,

  constraint events_id_key unique (id),
  -- The expected version of an append: of two writers that saw the same stream, one wins.
  constraint events_stream_version_key unique (stream_id, version),
  constraint events_version check (version >= 1),
  constraint events_schema_version check (schema_version >= 1),
  constraint events_data_is_object check (jsonb_typeof(data) = 'object'),
  constraint events_metadata_is_object check (jsonb_typeof(metadata) = 'object')
);

create index events_in_order on event_store.events (transaction_id, position);

-- What happened is never rewritten. public.refuse_change comes with the shared schema.
create trigger events_append_only
  before update or delete on event_store.events
  for each statement execute function refuse_change();
