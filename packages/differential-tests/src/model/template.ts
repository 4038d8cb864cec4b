/** What an answer has to look like: JSON, with these wherever the contract leaves a choice. */
export type Template =
  | null
  | boolean
  | number
  | string
  | readonly Template[]
  | { readonly [name: string]: Template }
  | Pattern
  | Anything
  | OneOf
  | Unordered
  | VersionNumber
  | SameBody

/** A text that matches: prose, a moment that the model does not follow. Texts of servers are not compared. */
export class Pattern {
  readonly pattern: RegExp
  constructor(pattern: RegExp) {
    this.pattern = pattern
  }
}

/** Whatever the schema of the operation allows. */
export class Anything {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

/** The first one that fits. */
export class OneOf {
  readonly options: readonly Template[]
  constructor(...options: Template[]) {
    this.options = options
  }
}

/** These items in any order. */
export class Unordered {
  readonly items: readonly Template[]
  constructor(items: readonly Template[]) {
    this.items = items
  }
}

/** The version of a resource: a number that grows from one to the next, by how much is the server's own business. */
export class VersionNumber {
  readonly symbol: string
  constructor(symbol: string) {
    this.symbol = symbol
  }
}

/** The very body that the request with this key was answered with. */
export class SameBody {
  readonly symbol: string
  constructor(symbol: string) {
    this.symbol = symbol
  }
}

export const prose = new Pattern(/\S/)

/** RFC 3339, UTC, with milliseconds. Source: clause HTTP-2. */
export const instant = new Pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
