create table orders (
  id uuid primary key,
  user_id uuid not null references users (id),
  status text not null default 'pending',
  currency text not null,
  total_amount bigint not null,
  payment_status text not null default 'pending',
  -- Kept only as long as it may be needed to find out what became of a charge.
  payment_token text,
  charge_id text,
  shipping_address jsonb not null,
  notes text,
  rejection_code text,
  rejection_message text,
  cancellation_reason text,
  cancelled_by text,
  cancelled_at timestamptz(3),
  shipment_carrier text,
  shipment_tracking_number text,
  shipped_at timestamptz(3),
  -- Whether the pieces of this order are taken out of products.stock.
  stock_reserved boolean not null default false,
  -- The settling worker's queue: when it may (again) look at this order. Moved ahead, it is a lease.
  settle_after timestamptz(3),
  settle_attempts integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),

  constraint orders_charge_key unique (charge_id),
  constraint orders_status check (
    status in ('pending', 'confirmed', 'rejected', 'cancelled', 'shipped', 'delivered')
  ),
  constraint orders_payment_status check (
    payment_status in ('pending', 'captured', 'declined', 'refund_pending', 'refunded', 'none')
  ),
  constraint orders_currency check (currency in ('EUR', 'USD', 'GBP')),
  constraint orders_total check (total_amount >= 0),
  constraint orders_address_is_object check (jsonb_typeof(shipping_address) = 'object'),
  constraint orders_notes_length check (char_length(notes) <= 500),
  constraint orders_version check (version >= 1),
  constraint orders_settle_attempts check (settle_attempts >= 0),

  constraint orders_rejection check (
    (status = 'rejected') = (rejection_code is not null)
    and (rejection_code is null) = (rejection_message is null)
    and rejection_code in ('insufficient_stock', 'payment_declined')
  ),
  constraint orders_cancellation check (
    (status = 'cancelled') = (cancelled_at is not null)
    and (cancelled_at is null) = (cancellation_reason is null)
    and (cancelled_at is null) = (cancelled_by is null)
    and cancelled_by in ('customer', 'admin')
  ),
  constraint orders_shipment check (
    (status in ('shipped', 'delivered')) = (shipped_at is not null)
    and (shipped_at is null) = (shipment_carrier is null)
    and (shipped_at is null) = (shipment_tracking_number is null)
  ),
  constraint orders_payment_fits_status check (
    case status
      when 'pending' then payment_status in ('pending', 'captured')
      when 'rejected' then payment_status <> 'pending' and payment_status <> 'captured'
      when 'cancelled' then payment_status <> 'pending' and payment_status <> 'captured'
      else payment_status = 'captured'
    end
  ),
  constraint orders_declined_is_rejected check (
    rejection_code is distinct from 'payment_declined' or payment_status = 'declined'
  ),
  constraint orders_charge_fits_payment check (
    case payment_status
      when 'captured' then charge_id is not null
      when 'refunded' then charge_id is not null
      when 'refund_pending' then true -- the charge itself may still be unknown
      else charge_id is null
    end
  ),
  constraint orders_token_while_needed check (
    case payment_status
      when 'pending' then payment_token is not null
      when 'refund_pending' then true
      else payment_token is null
    end
  ),
  -- Stock is given back once: a rejected or cancelled order holds none, a confirmed one holds all of it.
  constraint orders_stock_fits_status check (
    case status
      when 'pending' then true
      when 'rejected' then not stock_reserved
      when 'cancelled' then not stock_reserved
      else stock_reserved
    end
  ),
  -- No order is forgotten: unsettled work always has its place in the queue.
  constraint orders_work_is_queued check (
    (status = 'pending' or payment_status = 'refund_pending') = (settle_after is not null)
  )
);

-- Newest first with (created_at, id) < (…): read backwards, these serve the keyset cursor.
create index orders_by_created_at on orders (created_at, id);
create index orders_of_user on orders (user_id, created_at, id);
create index orders_by_status on orders (status, created_at, id);
create index orders_to_settle on orders (settle_after) where settle_after is not null;

create table order_items (
  order_id uuid not null references orders (id),
  -- The index in the request: 0 is the first.
  position smallint not null,
  product_id uuid not null references products (id),
  sku text not null,
  name text not null,
  quantity integer not null,
  unit_amount integer not null,
  line_amount bigint not null generated always as (quantity::bigint * unit_amount) stored,

  primary key (order_id, position),
  constraint order_items_product_once unique (order_id, product_id),
  constraint order_items_position check (position between 0 and 49),
  constraint order_items_quantity check (quantity between 1 and 100),
  constraint order_items_unit_amount check (unit_amount between 0 and 100000000)
);

create index order_items_of_product on order_items (product_id);

create table order_events (
  order_id uuid not null references orders (id),
  seq integer not null,
  previous_seq integer generated always as (nullif(seq - 1, 0)) stored,
  type text not null,
  at timestamptz(3) not null default now(),
  actor_type text not null,
  actor_id uuid references users (id),
  data jsonb not null default '{}',

  primary key (order_id, seq),
  constraint order_events_seq check (seq >= 1),
  -- The history has no gap: each event but the first needs the one before it.
  constraint order_events_no_gap foreign key (order_id, previous_seq) references order_events (order_id, seq),
  constraint order_events_type check (
    type in (
      'order.placed', 'order.confirmed', 'order.rejected', 'order.updated', 'order.cancelled',
      'order.shipped', 'order.delivered', 'payment.captured', 'payment.declined', 'payment.refunded'
    )
  ),
  constraint order_events_placed_is_first check ((type = 'order.placed') = (seq = 1)),
  constraint order_events_actor check (
    actor_type in ('user', 'system') and (actor_type = 'user') = (actor_id is not null)
  ),
  constraint order_events_data_is_object check (jsonb_typeof(data) = 'object')
);

-- Happens once in the life of an order, whatever a worker retries.
create unique index order_events_once on order_events (order_id, type) where type <> 'order.updated';
