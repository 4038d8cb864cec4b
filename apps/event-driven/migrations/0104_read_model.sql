-- What queries read: made from the events and from nothing else. `rebuild` makes all of it anew in a schema beside
-- this one and swaps the two.
create schema read_model;

-- An order as the API answers it. Written in the transaction of its events.
create table read_model.orders (
  id uuid primary key,
  user_id uuid not null,
  status text not null,
  created_at timestamptz(3) not null,
  version integer not null,
  -- Not jsonb: it is answered as it was written.
  body json not null
);

-- Newest first with (created_at, id) < (…): read backwards, these serve the keyset cursor.
create index orders_by_created_at on read_model.orders (created_at, id);
create index orders_of_user on read_model.orders (user_id, created_at, id);
create index orders_by_status on read_model.orders (status, created_at, id);

-- The statistics follow the events with some delay.
create table read_model.order_counts (
  status text primary key,
  orders bigint not null
);

create table read_model.revenue (
  currency text primary key,
  amount bigint not null
);

create table read_model.product_sales (
  product_id uuid primary key,
  quantity bigint not null
);

create index product_sales_by_quantity on read_model.product_sales (quantity desc, product_id);

-- How far a projection has read.
create table read_model.checkpoints (
  projection text primary key,
  transaction_id xid8 not null,
  position bigint not null,
  updated_at timestamptz(3) not null default now()
);

insert into read_model.checkpoints (projection, transaction_id, position) values ('statistics', '0', 0);
