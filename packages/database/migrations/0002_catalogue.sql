create table products (
  id uuid primary key,
  sku text not null,
  name text not null,
  description text,
  price_amount integer not null,
  currency text not null,
  stock integer not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3),

  constraint products_sku check (sku ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'),
  constraint products_name_length check (char_length(name) between 1 and 120),
  constraint products_description_length check (char_length(description) <= 2000),
  constraint products_price check (price_amount between 0 and 100000000),
  constraint products_currency check (currency in ('EUR', 'USD', 'GBP')),
  -- No upper bound: a cancelled order may give pieces back to a product that was restocked to its limit.
  constraint products_stock check (stock >= 0),
  constraint products_version check (version >= 1)
);

-- An archived product frees its SKU, as a deleted account frees its email.
create unique index products_sku_key on products (sku) where archived_at is null;
create index products_by_created_at on products (created_at, id) where archived_at is null;
create index products_by_price on products (price_amount, id) where archived_at is null;
create index products_by_name on products (name, id) where archived_at is null;
create index products_search on products
  using gin (name gin_trgm_ops, sku gin_trgm_ops, description gin_trgm_ops)
  where archived_at is null;
