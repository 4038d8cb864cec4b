create schema messaging;

-- Messages that are to be published, written in the transaction of the change that they tell of. One that is due
-- later is a timer.
create table messaging.outbox (
  position bigint generated always as identity primary key,
  id text not null,
  type text not null,
  order_id uuid not null,
  body jsonb not null,
  due_at timestamptz(3) not null default now(),

  constraint outbox_id_key unique (id)
);

create index outbox_due on messaging.outbox (due_at, position);
create index outbox_timers on messaging.outbox (order_id) where type = 'command.order.check';

-- What a consumer has done already: written in the transaction of its effect.
create table messaging.inbox (
  consumer text not null,
  message_id text not null,
  processed_at timestamptz(3) not null default now(),

  primary key (consumer, message_id)
);

create index inbox_by_age on messaging.inbox (processed_at);

-- Messages that a consumer failed to handle. One that is parked is delivered no more: a dead letter.
create table messaging.failures (
  consumer text not null,
  message_id text not null,
  type text not null,
  body jsonb not null,
  failures integer not null default 1,
  error text not null,
  failed_at timestamptz(3) not null default now(),
  parked_at timestamptz(3),

  primary key (consumer, message_id)
);

-- The rest is the broker that needs nothing but this database.

create table messaging.subscriptions (
  consumer text not null,
  -- Like `command.stock.*`: the last part may be anything.
  pattern text not null,

  primary key (consumer, pattern)
);

-- A message on its way to one consumer. It is gone when the consumer acknowledges it.
create table messaging.deliveries (
  position bigint generated always as identity,
  consumer text not null,
  message_id text not null,
  type text not null,
  body jsonb not null,
  attempt integer not null default 0,
  -- When it may be delivered (again). Moved ahead, it is a lease.
  available_at timestamptz(3) not null default now(),

  primary key (consumer, message_id)
);

create index deliveries_due on messaging.deliveries (consumer, available_at, position);
