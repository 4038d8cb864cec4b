-- Features of PostgreSQL 15 at most. Ids are UUIDv7 and come from the app; so do updated_at and version.

create extension if not exists pg_trgm;

create table users (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null default 'customer',
  password_hash text,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),

  constraint users_email_length check (char_length(email) <= 254),
  constraint users_name_length check (char_length(name) <= 100),
  constraint users_role check (role in ('customer', 'admin')),
  constraint users_version check (version >= 1),
  -- Orders outlive their customer, so a deleted account stays as a row that says nothing about a person.
  constraint users_deleted_is_anonymous check (
    deleted_at is null or (email = '' and name = '' and password_hash is null and not active)
  ),
  constraint users_present_is_named check (
    deleted_at is not null or (email <> '' and name <> '' and password_hash is not null)
  )
);

create unique index users_email_key on users (lower(email)) where deleted_at is null;
create index users_by_created_at on users (created_at, id) where deleted_at is null;
create index users_by_email on users (email, id) where deleted_at is null;
create index users_by_name on users (name, id) where deleted_at is null;
create index users_search on users using gin (name gin_trgm_ops, email gin_trgm_ops) where deleted_at is null;

-- One login. Access tokens carry its id, so that revoking it ends them at once.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id),
  created_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3)
);

create index sessions_of_user on sessions (user_id) where revoked_at is null;

create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),

  constraint refresh_tokens_hash_is_sha256 check (octet_length(token_hash) = 32)
);

create index refresh_tokens_of_session on refresh_tokens (session_id);
-- A spent token has exactly one successor, however many refreshes race.
create unique index refresh_tokens_one_unspent on refresh_tokens (session_id) where used_at is null;

-- The table that the PostgreSQL store of rate-limiter-flexible expects, with room for its prefix and any email.
create table rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

create index rate_limits_by_expiry on rate_limits (expire);
