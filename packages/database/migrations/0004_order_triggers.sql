-- What neither a check nor a key can say.

-- An order has items, and its total is their sum. Looked at when the transaction commits.
create function check_order_total() returns trigger language plpgsql as $$
declare
  expected bigint := (select sum(line_amount) from order_items where order_id = new.id);
begin
  if expected is distinct from new.total_amount then
    raise exception 'order % has a total of %, but its items add up to %', new.id, new.total_amount, expected
      using errcode = 'check_violation', constraint = 'orders_total_is_sum', table = 'orders';
  end if;
  return null;
end
$$;

create constraint trigger orders_total_is_sum
  after insert or update of total_amount on orders
  deferrable initially deferred
  for each row execute function check_order_total();

-- What was ordered, at which price, and what happened to it is never rewritten.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'check_violation', constraint = tg_name, table = tg_table_name;
end
$$;

create trigger order_items_append_only
  before update or delete on order_items
  for each statement execute function refuse_change();

create trigger order_events_append_only
  before update or delete on order_events
  for each statement execute function refuse_change();

-- Wakes the event streams of every instance. The payload is the order's id; they read the rest from the table.
create function notify_order_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('order_events', new.order_id::text);
  return null;
end
$$;

create trigger order_events_notify
  after insert on order_events
  for each row execute function notify_order_event();
