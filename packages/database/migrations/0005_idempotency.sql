create table idempotency_keys (
  user_id uuid not null references users (id),
  key text not null,
  request_hash bytea not null,
  -- Deferred, so that a request can claim its key, with the order's id, before it writes the order.
  order_id uuid references orders (id) deferrable initially deferred,
  -- { status, location, body } of the first answer. Not jsonb: a replay keeps the order of the properties.
  response json,
  -- Until then the first attempt is in flight; after it, a retry may take over.
  locked_until timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),

  primary key (user_id, key),
  constraint idempotency_keys_order_key unique (order_id),
  constraint idempotency_keys_key_length check (char_length(key) between 1 and 255),
  constraint idempotency_keys_hash_is_sha256 check (octet_length(request_hash) = 32),
  constraint idempotency_keys_response_has_order check (response is null or order_id is not null)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);
