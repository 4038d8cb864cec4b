/**
 * How long one attempt to settle an order keeps others away from it. Longer than any attempt takes; an order whose
 * attempt died with its process is taken over after it.
 */
const leaseMilliseconds = 5000

export function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + leaseMilliseconds)
}

/** When the next attempt is due after this many failed: soon, and never later than in 1 s, as PAY-2 leaves 10 s for several. */
export function retryTime(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(1000, 250 * 2 ** Math.min(attempts, 2)))
}

/**
 * When the ledger is the whole truth about a pending order: no attempt to charge it is under way any more. It may be
 * due much later than any lease ends; then nobody is at work on it.
 */
export function lateChargeTime(now: Date, settleAfter: Date | null): Date {
  const leased = Math.min(settleAfter?.getTime() ?? 0, leaseEnd(now).getTime())
  return new Date(Math.max(leased, now.getTime() + 2000))
}
