import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { CreateProduct, Product } from '@backend-rosetta/contract/products'
import type { Expectations } from './expectations.ts'
import type { Actor } from './fixtures/actors.ts'
import type { Gateway } from './fixtures/gateway.ts'
import type { Client } from './http/client.ts'
import type { EventStream } from './http/event-stream.ts'
import type { Answer } from './http/exchange.ts'
import type { PollOptions } from './poll.ts'
import type { Environment, Exit, LaunchedServer } from './target.ts'

export interface EventsOptions {
  lastEventId?: number | string
  /** The instance to ask, instead of the next one in turn. */
  baseUrl?: string
}

export type Lines = ReadonlyArray<readonly [product: Pick<Product, 'id'>, quantity: number]>

export interface OrderBodyOptions {
  /** `tok_ok` unless said. */
  token?: string
  notes?: string
}

export interface OrderOptions extends OrderBodyOptions {
  /** The status to bring it to: `confirmed` unless said. `pending` needs the phase `outage`. */
  status?: OrderStatus
  /** What is ordered: unless said, one piece of a product that other orders take, too. */
  items?: Lines
}

/** A server that a check started for itself, and what to do on it. Ended by itself at the end of the check. */
export interface ExtraServer extends LaunchedServer {
  /** The same as the check's `t`, with this server as the target and accounts of its own. */
  readonly t: Context
}

export interface ServerControl {
  /**
   * Starts a server of its own, on a database of its own where the target can give one, and otherwise on the shared
   * one. `shared` asks for the shared one.
   */
  launch(options?: { env?: Environment; shared?: boolean }): Promise<ExtraServer>
  /** Starts a server that is expected to refuse to start, and resolves when it has ended (10 s at most). */
  fail(env: Environment): Promise<Exit & { output: string }>
}

/** The hands and eyes of a check. Whatever a fixture cannot make ready blocks the check instead of failing it. */
export interface Context extends Expectations {
  /** Letters and digits that no other run has: for search terms that find only what this run made. */
  readonly run: string
  /** The base URLs of the target. */
  readonly baseUrls: readonly [string, ...string[]]
  /** Ends with the check; everything that waits listens to it. */
  readonly signal: AbortSignal
  /** A text that nothing else on the server holds: `prefix-<run>-<number>`. */
  unique(prefix: string): string

  /** Sends requests without credentials. */
  readonly anonymous: Client
  /** Sends requests with the access token of `actor`. */
  as(actor: Actor): Client

  /** The admin that the target was given with. Never change it. */
  readonly admin: Actor
  /** A customer that other checks use too: another one with each call. Leave the account as it is. */
  customer(): Promise<Actor>
  /** As many different customers, shared as well. */
  customers(count: number): Promise<Actor[]>
  /** A customer of this check's own, to be changed at will. Costs the server two password hashes. */
  freshCustomer(): Promise<Actor>
  /** An admin of this check's own. */
  freshAdmin(): Promise<Actor>

  /** A product: EUR 12.50, 100 in stock, unless said. Archived at the end of the run. */
  product(overrides?: Partial<CreateProduct>): Promise<Product>
  /** A valid body of `placeOrder`. */
  orderBody(items: Lines, options?: OrderBodyOptions): PlaceOrder
  /** An order of `buyer` in a status. */
  order(buyer: Actor, options?: OrderOptions): Promise<Order>
  /** Polls until the order is no longer pending (within 10,000 ms unless said) and returns it. */
  settled(reader: Actor, orderId: string, options?: PollOptions): Promise<Order>
  /** The hands of the whole run: what is made with them outlives the check. Used by `oncePerRun`. */
  readonly ofRun: Context

  /** Repeats `attempt` while an expectation in it fails, until a deadline; returns its value. */
  poll<T>(attempt: () => Promise<T>, options?: PollOptions): Promise<T>

  /** Follows the events of an order live. Any status can come back: look at it first. */
  events(orderId: string, reader: Actor, options?: EventsOptions): Promise<EventStream>
  /** A bare connection to the server, for what no HTTP client sends. */
  socket(): Socket
  /** The payment gateway. The check needs the capability `gateway`. */
  readonly gateway: Gateway
  /** More servers. The check needs the capability `process`. */
  readonly server: ServerControl
  /** The base URLs of two instances on one database. The check needs the capability `instances`. */
  instances(): Promise<readonly [string, string]>
}

/** A bare connection whose answers are held to the general clauses. */
export interface Socket {
  /** Sends these characters as they are (Latin-1, so that any byte can be sent). */
  write(text: string): void
  /** Half-closes: says that nothing more will come. */
  end(): void
  /**
   * The next complete answer; fails when none comes within these milliseconds (5,000 unless said). `bodyless` says that
   * it is one to HEAD.
   */
  answer(within?: number, options?: { bodyless?: boolean }): Promise<Answer>
  /** Waits until the server closes the connection. */
  closed(within?: number): Promise<void>
  close(): void
}
