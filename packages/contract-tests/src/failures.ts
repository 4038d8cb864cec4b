import type { Exchange } from './http/exchange.ts'

/** What a failed expectation knows besides its message. */
export interface FailureDetails {
  /** The clause that was broken, where it is another one than the check's own. */
  clause?: string
  expected?: string
  received?: string
  /** The exchange that shows it; otherwise the last one of the check. */
  exchange?: Exchange
  /**
   * A machine that stands still for a moment does this to a good server as well: something came, but after its time, or
   * the answer was `503` with `Retry-After`. The check runs again, by itself, before that counts.
   */
  transient?: true
}

/** The server does not do what the contract says. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly details: FailureDetails

  constructor(message: string, details: FailureDetails = {}) {
    super(message)
    this.details = details
  }
}

/** What a check needs could not be made ready, so that it says nothing about its clause. */
export class Blocked extends Error {
  override readonly name = 'Blocked'
  readonly details: FailureDetails

  constructor(message: string, details: FailureDetails = {}) {
    super(message)
    this.details = details
  }
}

/** The target cannot be tested at all; the message says what to do about it. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
}

/** Runs a fixture: a failed expectation in it blocks the check instead of failing it. */
export async function preparing<T>(what: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof Failure) throw new Blocked(`${what}: ${error.message}`, error.details)
    throw error
  }
}
