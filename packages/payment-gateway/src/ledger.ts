import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { parse, Refusal } from './http.ts'
import { openJournal } from './journal.ts'

/** The body of `POST /charges`. An amount is in minor units; a free order is charged 0. */
export const chargeSchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 4217)'),
  token: z.string().min(1).max(512),
  reference: z.string().min(1).max(255),
})

/** The body of `POST /refunds`. */
export const refundSchema = z.strictObject({ chargeId: z.string().min(1).max(255) })

const recordHead = { key: z.string(), id: z.string(), createdAt: z.iso.datetime() }

const chargeRecord = z.strictObject({
  type: z.literal('charge'),
  status: z.enum(['captured', 'declined']),
  ...recordHead,
  ...chargeSchema.shape,
})

const refundRecord = z.strictObject({
  type: z.literal('refund'),
  ...recordHead,
  ...refundSchema.shape,
  ...chargeSchema.pick({ amount: true, currency: true }).shape,
})

const recordSchema = z.discriminatedUnion('type', [chargeRecord, refundRecord])

type ChargeRequest = z.output<typeof chargeSchema>
export type ChargeRecord = z.output<typeof chargeRecord>
type RefundRecord = z.output<typeof refundRecord>

export interface Outcome<T> {
  record: T
  /** True for a key that was answered before. */
  replayed: boolean
}

/** Everything the gateway ever did. What a promise answers is on disk. Keys of charges and of refunds are apart. */
export interface Ledger {
  knowsKey: (key: string) => boolean
  findCharge: (id: string) => ChargeRecord | undefined
  listCharges: (reference: string) => Promise<Array<{ charge: ChargeRecord; refunded: boolean }>>
  charge: (
    key: string,
    request: ChargeRequest,
    status: ChargeRecord['status'],
  ) => Promise<Outcome<ChargeRecord>>
  refund: (key: string, chargeId: string) => Promise<Outcome<RefundRecord>>
  close: () => Promise<void>
}

/** @throws Error with one clear sentence when the file cannot be used */
export async function openLedger(file: string, warn: (message: string) => void): Promise<Ledger> {
  const index = createIndex()
  const replay = (record: unknown) => index.add(parse(record, recordSchema))
  const journal = await openJournal(file, { replay, warn }).catch((error: Error) => {
    const advice = 'Restore it, or name another file to start anew.'
    throw new Error(`The ledger ${file} cannot be used: ${error.message}. ${advice}`, { cause: error })
  })

  // Between look-up and `add` nothing is awaited: of parallel requests with one key the first one decides.
  async function keep<T extends ChargeRecord | RefundRecord>(record: T): Promise<Outcome<T>> {
    index.add(record)
    await journal.append(record)
    return { record, replayed: false }
  }

  async function repeat<T>(record: T): Promise<Outcome<T>> {
    await journal.flushed()
    return { record, replayed: true }
  }

  return {
    knowsKey: (key) => index.attempts.has(key),
    findCharge: (id) => index.charges.get(id),
    async listCharges(reference) {
      const charges = index.references.get(reference) ?? []
      const found = charges.map((charge) => ({ charge, refunded: index.refunded.has(charge.id) }))
      await journal.flushed()
      return found
    },
    async charge(key, request, status) {
      const known = index.attempts.get(key)
      if (!known) return keep({ type: 'charge', status, ...identify('ch', key), ...request })
      if (!sameRequest(known, request)) throw keyReused()
      return repeat(known)
    },
    async refund(key, chargeId) {
      const known = index.refunds.get(key)
      if (known?.chargeId === chargeId) return repeat(known)
      if (known) throw keyReused()
      const charge = index.charges.get(chargeId)
      if (!charge) throw new Refusal('unknown_charge', 'There is no such charge.')
      if (index.refunded.has(chargeId))
        throw new Refusal('already_refunded', 'The charge was refunded before.')
      const { amount, currency } = charge
      return keep({ type: 'refund', ...identify('re', key), chargeId, amount, currency })
    },
    close: () => journal.close(),
  }
}

/** Look-ups by whatever is asked for, so that none walks the ledger. */
function createIndex() {
  const attempts = new Map<string, ChargeRecord>()
  const charges = new Map<string, ChargeRecord>()
  const references = new Map<string, ChargeRecord[]>()
  const refunds = new Map<string, RefundRecord>()
  const refunded = new Set<string>()

  function addCharge(charge: ChargeRecord): void {
    if (attempts.has(charge.key)) throw new Error('its key was used before')
    attempts.set(charge.key, charge)
    if (charge.status === 'declined') return
    charges.set(charge.id, charge)
    const sameReference = references.get(charge.reference)
    if (sameReference) sameReference.push(charge)
    else references.set(charge.reference, [charge])
  }

  function addRefund(refund: RefundRecord): void {
    if (refunds.has(refund.key)) throw new Error('its key was used before')
    if (!charges.has(refund.chargeId)) throw new Error('it refunds an unknown charge')
    if (refunded.has(refund.chargeId)) throw new Error('it refunds a charge again')
    refunds.set(refund.key, refund)
    refunded.add(refund.chargeId)
  }

  return {
    attempts,
    charges,
    references,
    refunds,
    refunded,
    add: (record: ChargeRecord | RefundRecord) =>
      record.type === 'charge' ? addCharge(record) : addRefund(record),
  }
}

function identify(prefix: 'ch' | 're', key: string) {
  return { id: `${prefix}_${randomUUID()}`, key, createdAt: new Date().toISOString() }
}

function sameRequest(known: ChargeRecord, request: ChargeRequest): boolean {
  return (
    known.amount === request.amount &&
    known.currency === request.currency &&
    known.token === request.token &&
    known.reference === request.reference
  )
}

function keyReused(): Refusal {
  return new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another body before.')
}
