import { setTimeout as delay } from 'node:timers/promises'
import { residentBytes } from '@backend-rosetta/bench/server/usage'
import { CrashError } from '../crash-error.ts'
import type { Breach } from '../invariants/breach.ts'
import { checkInvariants } from '../invariants/check.ts'
import { call } from '../load/client.ts'
import type { Shop } from '../load/shop.ts'
import type { OverloadResult } from '../result.ts'
import type { Stage } from '../stage/stage.ts'
import { sendTraffic, type Traffic } from './traffic.ts'

export interface OverloadOptions {
  seconds: number
  signal: AbortSignal
  say: (text: string) => void
}

const clients = 10
const times = 10
/** At most so many connections carry the overload: many more than requests that an app may work on (OPS-8). */
const crowd = 2000
/** Memory that an app may take with that many requests at once. */
export const memoryLimit = 1024 ** 3
const recoverWithin = 5000
/** Orders that piled up are worked off at the app's own pace. */
const settleWithin = 120_000

/** Sends ten times what the app sustains, then looks how it fares, and whether every order is right. */
export async function overload(stage: Stage, shop: Shop, options: OverloadOptions): Promise<OverloadResult> {
  const { seconds, signal, say } = options
  const token = await signIn(shop)
  const normal = await sendTraffic({ shop, token, connections: clients, seconds: 5 }, signal)
  const sustainable = normal.answered / normal.seconds
  const memory = watchMemory(stage)
  say(`  overload: ${Math.round(sustainable)} answers per second are sustained, sending ten times that`)
  const rate = Math.ceil(sustainable * times)
  const connections = Math.min(crowd, rate)
  const flood = await sendTraffic({ shop, token, connections, seconds, rate }, signal)
  const recoveredAfter = await untilNormal(shop, token, signal)
  const { before, peak } = memory.stop()
  const promises = {
    placed: new Map([...normal.placed, ...flood.placed]),
    abandoned: new Set([...normal.abandoned, ...flood.abandoned]),
    cancelled: new Set<string>(),
    unexpected: [],
  }
  const refusedNormally = normal.refused > 0 ? { 'refused while there was room': normal.refused } : {}
  return {
    sustainable,
    sent: flood.sent / flood.seconds,
    handled: (flood.answered + flood.refused) / flood.seconds,
    answered: flood.answered / flood.seconds,
    refused: flood.refused / flood.seconds,
    unanswered: flood.unanswered,
    seconds,
    memory: { before, peak },
    recoveredAfter,
    breaches: [
      ...wrongAnswers({ ...normal.wrong, ...refusedNormally }, 'at a rate that it sustains'),
      ...wrongAnswers(flood.wrong, 'under overload'),
      ...(flood.answered > 0 ? [] : [breach('nothing was answered under overload')]),
      ...(peak <= memoryLimit ? [] : [breach(`memory grew to ${Math.round(peak / 1024 ** 2)} MiB`)]),
      ...(recoveredAfter <= recoverWithin ? [] : [breach(`back to normal after ${recoveredAfter} ms only`)]),
      ...(await checkInvariants(stage, shop, { promises, within: settleWithin })),
    ],
  }
}

function wrongAnswers(wrong: Traffic['wrong'], when: string): Breach[] {
  return Object.entries(wrong).map(([what, count]) => breach(`${count} × ${what} ${when}`))
}

function breach(what: string): Breach {
  return { clause: 'OPS-1', what, about: [] }
}

async function signIn({ customers }: Shop): Promise<string> {
  const [customer] = customers
  if (!customer) throw new CrashError('There is no customer.')
  const answer = await customer.send({ method: 'GET', path: '/users/me' })
  if (answer.status !== 200) throw new CrashError(`A customer cannot sign in: ${answer.outline}.`)
  return customer.token() ?? ''
}

/** Normal is: ten requests in a row are answered, each within half a second. */
async function untilNormal({ baseUrl }: Shop, token: string, signal: AbortSignal): Promise<number> {
  const begun = performance.now()
  let inARow = 0
  let since = begun
  while (inARow < 10 && performance.now() - begun < 30_000) {
    signal.throwIfAborted()
    const sent = performance.now()
    const { status } = await call(baseUrl, { method: 'GET', path: '/users/me', token })
    const isNormal = status === 200 && performance.now() - sent < 500
    inARow = isNormal ? inARow + 1 : 0
    if (!isNormal) since = performance.now()
    await delay(20)
  }
  return inARow === 10 ? Math.round(since - begun) : 30_000
}

function watchMemory(stage: Stage) {
  const read = () => residentBytes(stage.server().pid() ?? 0)
  const before = read()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, read())
  }, 250)
  return {
    stop() {
      clearInterval(timer)
      return { before, peak }
    },
  }
}
