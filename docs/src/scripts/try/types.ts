/** What the page knows when it is built: apps, people, operations and examples. */
export interface TryData {
  apps: readonly TryApp[]
  people: readonly Person[]
  operations: readonly TryOperation[]
  examples: readonly TryExample[]
}

export interface TryApp {
  name: string
  /** Where `npm start` puts it. */
  url: string
  /** Starts it. */
  command: string
}

/** Who a request is sent as: an account of the demo data, or nobody. */
export interface Person {
  id: string
  label: string
  login?: { email: string; password: string }
}

interface TryOperation {
  id: string
  method: string
  summary: string
  tag: string
  /** Whether it takes a body. */
  hasBody: boolean
}

/** A request to begin with; its texts may hold placeholders: `{{productId}}`. */
export interface TryExample {
  /** Unique within its operation. */
  name: string
  operation: string
  summary: string
  draft: Draft
}

/** A request as it is edited. */
export interface Draft {
  as: string
  /** Path and query. */
  target: string
  /** A header on each line: `If-Match: "3"`. */
  headers: string
  body: string
}

/** What came back, or why nothing did. */
export type Answer = { app: string; failure: string } | ({ app: string } & Received)

export interface Received {
  status: number
  /** Those of interest, in a fixed order, with lower-case names. */
  headers: readonly (readonly [name: string, value: string])[]
  body: string
  /** Milliseconds until all of it was there, as this page sees it. */
  ms: number
}
