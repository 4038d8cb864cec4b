import type { Money } from '@backend-rosetta/contract/money'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import { Injectable } from '@nestjs/common'
import * as z from 'zod'
import { type Answer, GatewayClient } from './gateway-client.ts'

export interface Charge {
  /** The order's id: what is charged once and for all. */
  reference: string
  amount: Money
  token: string
}

export interface CallOptions {
  /** How long the caller can wait. */
  signal: AbortSignal
  /** Whether to try again at once; the worker comes back later anyway. */
  retries: boolean
  trace: Trace | undefined
}

/** `unknown`: the gateway did not say, so that it may have happened or not. */
export type ChargeOutcome = { outcome: 'captured'; chargeId: string } | { outcome: 'declined' | 'unknown' }
export type LedgerOutcome = { outcome: 'captured'; chargeId: string } | { outcome: 'none' | 'unknown' }
export type RefundOutcome = { outcome: 'refunded' | 'unknown' }

const chargeAnswer = z.object({ id: z.string() })
const ledgerAnswer = z.object({ items: z.array(chargeAnswer) })
const refusalAnswer = z.object({ code: z.string() })

/** The gateway in the words of this app. Every call may be repeated: its Idempotency-Key follows from the order. */
@Injectable()
export class PaymentGateway {
  constructor(private readonly client: GatewayClient) {}

  // #region charge
  async charge({ reference, amount, token }: Charge, options: CallOptions): Promise<ChargeOutcome> {
    const body = { ...amount, token, reference }
    const answer = await this.client.post('/charges', { body, idempotencyKey: reference }, options)
    const created = chargeAnswer.safeParse(answer?.body)
    if (answer?.status === 201 && created.success) return { outcome: 'captured', chargeId: created.data.id }
    const declined = answer?.status === 402 || codeOf(answer) === 'unknown_token'
    return { outcome: declined ? 'declined' : 'unknown' }
  }
  // #endregion

  /** What the gateway's ledger says about an order. */
  async findCharge(reference: string, options: CallOptions): Promise<LedgerOutcome> {
    const answer = await this.client.get(`/charges?reference=${encodeURIComponent(reference)}`, options)
    const ledger = ledgerAnswer.safeParse(answer?.body)
    if (answer?.status !== 200 || !ledger.success) return { outcome: 'unknown' }
    const [charge] = ledger.data.items
    return charge ? { outcome: 'captured', chargeId: charge.id } : { outcome: 'none' }
  }

  // #region refund
  async refund(
    { orderId, chargeId }: { orderId: string; chargeId: string },
    options: CallOptions,
  ): Promise<RefundOutcome> {
    const request = { body: { chargeId }, idempotencyKey: `refund-${orderId}` }
    const answer = await this.client.post('/refunds', request, options)
    const refunded = answer?.status === 200 || answer?.status === 201 || codeOf(answer) === 'already_refunded'
    return { outcome: refunded ? 'refunded' : 'unknown' }
  }
  // #endregion
}

function codeOf(answer: Answer | undefined): string | undefined {
  return refusalAnswer.safeParse(answer?.body).data?.code
}
