-- What each context keeps for itself. None writes another's tables: they talk by messages.

create schema ordering;

create table ordering.idempotency_keys (
  user_id uuid not null references users (id),
  key text not null,
  request_hash bytea not null,
  order_id uuid not null,
  -- The first answer. Not jsonb: a replay keeps the order of the properties.
  response json not null,
  created_at timestamptz(3) not null,

  primary key (user_id, key),
  constraint idempotency_keys_order_key unique (order_id),
  constraint idempotency_keys_key_length check (char_length(key) between 1 and 255),
  constraint idempotency_keys_hash_is_sha256 check (octet_length(request_hash) = 32)
);

create index idempotency_keys_by_age on ordering.idempotency_keys (created_at);

create schema stock;

-- One row for each order that asked for pieces, or was over before its question arrived. The pieces themselves are
-- counted in public.products.
create table stock.reservations (
  order_id uuid primary key,
  status text not null,
  items jsonb not null,
  at timestamptz(3) not null,

  constraint reservations_status check (status in ('reserved', 'refused', 'released')),
  constraint reservations_items_is_list check (jsonb_typeof(items) = 'array')
);

create schema payments;

-- One row for each order that is to be charged, written when it is placed.
create table payments.charges (
  order_id uuid primary key,
  -- `stopping`: it shall not be charged any more, and it is not known yet whether it was.
  status text not null,
  -- What the card stands for at the gateway. No event and no message holds it, and it is kept only while it is needed.
  token text,
  charge_id text,
  -- The message that sees to it, and until when the gateway may still be at work for it.
  attempt_by text,
  attempt_until timestamptz(3),

  constraint charges_charge_key unique (charge_id),
  constraint charges_status check (
    status in ('pending', 'stopping', 'captured', 'declined', 'voided', 'refunded')
  ),
  constraint charges_token_while_needed check ((status = 'pending') = (token is not null)),
  constraint charges_charge_fits_status check ((status in ('captured', 'refunded')) = (charge_id is not null))
);
