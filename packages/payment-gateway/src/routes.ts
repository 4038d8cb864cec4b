import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { type Control, controlSchema } from './control.ts'
import { type Answer, idempotencyKey, parse, Refusal, readJson, refuse } from './http.ts'
import { type ChargeRecord, chargeSchema, type Ledger, type Outcome, refundSchema } from './ledger.ts'
import { parseToken, type Rehearsal } from './tokens.ts'

/** What the operations work on. */
export interface Parts {
  ledger: Ledger
  control: Control
  rehearse: Rehearsal
  /** Aborted when the gateway stops: nobody goes on waiting. */
  stopping: AbortSignal
}

/** `null` cuts the connection without an answer. */
type Operation = (parts: Parts, request: IncomingMessage) => Answer | Promise<Answer | null>

const routes = new Map<string, Record<string, Operation>>([
  ['/charges', { GET: listCharges, POST: charge }],
  ['/refunds', { POST: refund }],
  ['/health', { GET: () => ({ status: 200, body: { status: 'ok' } }) }],
  ['/_control', { GET: showModes, POST: setMode }],
])

/** Carries out one request. */
export async function dispatch(parts: Parts, request: IncomingMessage): Promise<Answer | null> {
  const operations = routes.get(splitUrl(request).path)
  if (!operations) return refuse(new Refusal('not_found', 'There is nothing at this path.'))
  const operation = operations[request.method ?? '']
  if (operation) return operation(parts, request)
  const allow = Object.keys(operations).join(', ')
  const refusal = refuse(new Refusal('method_not_allowed', `This path knows ${allow}.`))
  return { ...refusal, headers: { allow } }
}

async function charge(parts: Parts, request: IncomingMessage): Promise<Answer | null> {
  const key = idempotencyKey(request)
  const body = await readJson(request, chargeSchema)
  const token = parseToken(body.token)
  const delay = parts.control.admit(token.scope)

  const prelude = parts.ledger.knowsKey(key) ? 0 : parts.rehearse(token, body.reference)
  if (prelude === 'silence') return keepSilent(request, parts.stopping)
  await pause(prelude, parts.stopping)

  const status = token.name === 'tok_declined' ? 'declined' : 'captured'
  const outcome = await parts.ledger.charge(key, body, status)
  await pause(delay, parts.stopping)
  if (token.name === 'tok_lost_reply' && !outcome.replayed) return null
  return answerCharge(outcome)
}

async function refund(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const key = idempotencyKey(request)
  const { chargeId } = await readJson(request, refundSchema)
  const charged = parts.ledger.findCharge(chargeId)
  const delay = parts.control.admit(charged && parseToken(charged.token).scope)

  const outcome = await parts.ledger.refund(key, chargeId)
  await pause(delay, parts.stopping)
  const { id, amount, currency, createdAt } = outcome.record
  return created(outcome, { id, chargeId, amount, currency, createdAt })
}

const listQuery = z.object({ reference: chargeSchema.shape.reference })

async function listCharges(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const { reference } = parse(Object.fromEntries(splitUrl(request).query), listQuery)
  const delay = parts.control.admit(undefined)
  const charges = await parts.ledger.listCharges(reference)
  await pause(delay, parts.stopping)
  const items = charges.map(({ charge, refunded }) => ({
    ...showCharge(charge),
    status: refunded ? 'refunded' : 'captured',
  }))
  return { status: 200, body: { items } }
}

function showModes({ control }: Parts): Answer {
  return { status: 200, body: control.state() }
}

async function setMode(parts: Parts, request: IncomingMessage): Promise<Answer> {
  parts.control.set(await readJson(request, controlSchema))
  return showModes(parts)
}

function answerCharge(outcome: Outcome<ChargeRecord>): Answer {
  if (outcome.record.status === 'captured') return created(outcome, showCharge(outcome.record))
  return refuse(new Refusal('declined', 'The card was declined.'))
}

function showCharge({ id, reference, amount, currency, status, createdAt }: ChargeRecord) {
  return { id, reference, amount, currency, status, createdAt }
}

function created({ replayed }: { replayed: boolean }, body: object): Answer {
  return { status: 201, body, headers: replayed ? { 'idempotency-replayed': 'true' } : {} }
}

function splitUrl({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = '', ...query] = url.split('?')
  return { path, query: new URLSearchParams(query.join('?')) }
}

async function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return
  try {
    await sleep(milliseconds, undefined, { signal: stopping })
  } catch {
    throw new Refusal('unavailable', 'The gateway is stopping.')
  }
}

const maxSilenceMilliseconds = 30_000

/** Nothing happens until the client gives up; one that does not is cut off. */
async function keepSilent(request: IncomingMessage, stopping: AbortSignal): Promise<null> {
  const gone = new AbortController()
  request.socket.once('close', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, stopping])
  await sleep(maxSilenceMilliseconds, undefined, { signal }).catch(() => undefined)
  return null
}
