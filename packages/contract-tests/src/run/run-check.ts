import type { Check } from '../check.ts'
import { createContext } from '../create-context.ts'
import { Blocked, Failure, type FailureDetails } from '../failures.ts'
import type { Exchange } from '../http/exchange.ts'
import { createRecorder, type Recorder } from '../recorder.ts'
import type { Session } from '../scope.ts'
import type { Finding, Outcome, Result } from './result.ts'

/** Exchanges that a result keeps: the last ones, and the one that a finding points at. */
const SHOWN = 6

/** Runs one check. Never throws. */
export async function runCheck(check: Check, session: Session): Promise<Result> {
  const started = performance.now()
  const recorder = createRecorder()
  const controller = new AbortController()
  const undo: Array<() => unknown> = []
  let isOver = false
  const t = createContext({
    session,
    recorder,
    signal: AbortSignal.any([session.signal, controller.signal]),
    // A check that ran out of time may still be making things: they go as soon as they are there.
    atEnd: (step) => (isOver ? settle(step) : undo.push(step)),
  })
  const problem = await withTimeout(check, check.run(t))
  controller.abort()
  isOver = true
  for (const step of undo.toReversed()) await settle(step)
  const milliseconds = Math.round(performance.now() - started)
  return resultOf(check, { problem, recorder, milliseconds, password: session.target.admin.password })
}

/** What the check threw, or a failure at its deadline; nothing when it passed. */
async function withTimeout({ timeout, title }: Check, run: Promise<void>): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const timer = setTimeout(() => {
    resolve(new Failure(title, { expected: `an end within ${timeout} ms`, received: 'none' }))
  }, timeout)
  run.then(() => resolve(undefined), resolve)
  return promise.finally(() => clearTimeout(timer))
}

async function settle(step: () => unknown): Promise<void> {
  try {
    await step()
  } catch {
    // What cannot be undone does not change what was found out.
  }
}

interface Run {
  problem: unknown
  recorder: Recorder
  milliseconds: number
  password: string
}

function resultOf(check: Check, { problem, recorder, milliseconds, password }: Run): Result {
  const { id, clause, title, level } = check
  const { outcome, findings } = judge(check, problem, recorder)
  const pointed = new Set(findings.flatMap(({ exchange }) => exchange ?? []))
  const exchanges = recorder.exchanges.filter(
    (exchange, index, all) => pointed.has(exchange) || index >= all.length - SHOWN,
  )
  return {
    id,
    clause,
    title,
    level,
    outcome,
    milliseconds,
    findings: findings.map(({ exchange, ...finding }) => ({
      ...finding,
      ...(exchange && exchanges.includes(exchange) && { exchange: exchanges.indexOf(exchange) }),
    })),
    exchanges: outcome === 'passed' ? [] : exchanges.map((exchange) => withoutSecret(exchange, password)),
  }
}

type Evidence = Omit<Finding, 'exchange'> & { exchange?: Exchange | undefined }

function judge(
  check: Check,
  problem: unknown,
  recorder: Recorder,
): { outcome: Outcome; findings: Evidence[] } {
  const general = generalFindings(recorder)
  const last = recorder.exchanges.at(-1)
  if (problem instanceof Failure) {
    return {
      outcome: 'failed',
      findings: [evidence(check, problem.message, problem.details, last), ...general],
    }
  }
  if (problem instanceof Blocked) {
    return { outcome: 'blocked', findings: [evidence(check, problem.message, problem.details, last)] }
  }
  if (problem !== undefined) {
    const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    return { outcome: 'error', findings: [evidence(check, message, {}, last)] }
  }
  return { outcome: general.length > 0 ? 'failed' : 'passed', findings: general }
}

function evidence(
  check: Check,
  message: string,
  details: FailureDetails,
  last: Exchange | undefined,
): Evidence {
  return { clause: check.clause, message, exchange: last, ...details }
}

/** Each general clause that some answer broke, once. */
function generalFindings({ breaches }: Recorder): Evidence[] {
  const byText = new Map(
    breaches
      .toReversed()
      .map(({ clause, message, exchange }) => [`${clause} ${message}`, { clause, message, exchange }]),
  )
  return [...byText.values()].toReversed()
}

function withoutSecret(exchange: Exchange, secret: string): Exchange {
  const { request } = exchange
  if (!request.body?.includes(secret)) return exchange
  return { ...exchange, request: { ...request, body: request.body.replaceAll(secret, '[admin password]') } }
}
