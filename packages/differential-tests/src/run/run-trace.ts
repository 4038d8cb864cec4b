import { nextStep } from '../model/predict.ts'
import type { ModelRequest } from '../model/request.ts'
import { symbolPattern } from '../model/symbols.ts'
import type { Intent, Step, Trace } from '../trace/intent.ts'
import { nextNeed } from '../trace/needs.ts'
import { resolve } from '../trace/resolve.ts'
import type { Journal } from './journal.ts'
import { ledgerBreach } from './ledger.ts'
import { normalAnswer } from './normalise.ts'
import { send, toWire } from './send.ts'
import type { OpenServer } from './server.ts'
import { observation, settledAnswer, settlementOf } from './settling.ts'
import { type Sent, type World, walk } from './walk.ts'

export interface TraceRun {
  /** Digits that make names of this run unlike those of any other. */
  tag: string
  signal: AbortSignal
}

/** Sends a trace to one server and holds every answer to the model, until it ends or the server leaves the contract. */
export async function runTrace(trace: Trace, server: OpenServer, run: TraceRun): Promise<Journal> {
  const walker = new Walker(server, run.signal)
  await walker.begin(run.tag)
  for (const [index, step] of trace.entries()) {
    if (walker.isOver) break
    await walker.step(step, String(index + 1))
  }
  if (!walker.isOver) await walker.compareLedger()
  return walker.journal
}

class Walker {
  readonly journal: Journal
  readonly server: OpenServer
  readonly signal: AbortSignal
  private worlds: World[] = []
  /** What steps needed and what was made for them. */
  private readonly made = new Set<string>()

  constructor(server: OpenServer, signal: AbortSignal) {
    this.server = server
    this.signal = signal
    this.journal = { server: server.name, entries: [] }
  }

  get isOver(): boolean {
    return this.journal.breach !== undefined
  }

  async begin(tag: string): Promise<void> {
    this.worlds = [await this.server.begin(tag)]
  }

  async step(step: Step, key: string): Promise<void> {
    for (const intent of step) await this.prepare(intent, key)
    if (this.isOver) return
    this.tick(step.length > 1)
    const { state } = this.world()
    const group = step.map((intent, index) => ({
      key: step.length > 1 ? `${key}-${index + 1}` : key,
      operation: intent.operation,
      request: resolve(state, intent),
    }))
    await this.exchange(group)
  }

  /** What the references of an intent lead to has to be there, and its ETag known. */
  private async prepare(intent: Intent, key: string): Promise<void> {
    while (!this.isOver) {
      const need = nextNeed(this.world().state, intent, this.made)
      if (!need) break
      this.made.add(need.name)
      const own = `n${this.made.size}`
      await this.prepare(need.intent, own)
      await this.single(need.intent, own)
    }
    const missing = this.isOver ? undefined : observation(this.world(), intent)
    if (missing) await this.single(missing, `${key}-o`)
  }

  private async single(intent: Intent, key: string): Promise<void> {
    if (this.isOver) return
    this.tick(false)
    const request = resolve(this.world().state, intent)
    await this.exchange([{ key, operation: intent.operation, request }])
  }

  /** Sends requests at the same time, and waits for the orders among them to settle. */
  private async exchange(group: readonly Omit<Sent, 'received'>[]): Promise<void> {
    const { bindings } = this.world()
    const sent = await Promise.all(group.map((one) => this.send(one, toWire(one.request, bindings))))
    const complete = sent.filter((one) => 'received' in one)
    if (complete.length < sent.length) return
    const settling = this.accept(complete)
    for (const order of settling) if (!this.isOver) await this.settle(order)
  }

  private async send(one: Omit<Sent, 'received'>, wire: ReturnType<typeof toWire>): Promise<Sent | Failed> {
    const received = await send(this.server.url, wire, this.signal)
    if (!('failure' in received)) return { ...one, received }
    this.signal.throwIfAborted()
    this.journal.entries.push({
      key: one.key,
      operation: one.operation,
      exchange: received.exchange,
      prediction: '',
      normal: { status: 0, headers: {}, body: null },
    })
    this.journal.breach ??= { key: one.key, what: `no answer: ${received.failure}` }
    return { failed: true }
  }

  /** Takes answers into the worlds. @returns the orders that change by themselves from here */
  private accept(group: readonly Sent[]): string[] {
    const walked = walk(this.worlds, group)
    const worlds = 'worlds' in walked ? walked.worlds : []
    const [world] = worlds
    for (const [index, { key, operation, received }] of group.entries()) {
      this.journal.entries.push({
        key,
        operation,
        exchange: received.exchange,
        prediction: JSON.stringify(world?.answers[index] ?? null),
        normal: normalAnswer(received, (world ?? this.world()).bindings),
      })
    }
    if ('wrong' in walked) {
      this.journal.breach = { key: walked.key, what: walked.wrong }
      return []
    }
    this.worlds = worlds
    return worlds.flatMap(({ answers }) => answers.flatMap(({ settles }) => settles ?? [])).filter(isFirst)
  }

  /** ORD-1, PAY-3: an order settles by itself; every server in its own time. */
  private async settle(order: string): Promise<void> {
    const { state, bindings } = this.world()
    const request: ModelRequest = settlementOf(order)
    const received = await settledAnswer(this.server, toWire(request, bindings), this.signal)
    const key = `${[...order.matchAll(symbolPattern)].join('').slice(8, -2)}-s${state.clock}`
    if (received) this.accept([{ key, operation: 'getOrder', request, received }])
    else this.journal.breach = { key, what: 'the order does not settle' }
  }

  async compareLedger(): Promise<void> {
    const what = await ledgerBreach(this.server, this.worlds)
    const key = this.journal.entries.at(-1)?.key ?? ''
    if (what !== undefined) this.journal.breach = { key, what }
  }

  private tick(concurrent: boolean): void {
    this.worlds = this.worlds.map(({ state, bindings }) => ({
      state: { ...nextStep(state), concurrent },
      bindings,
    }))
  }

  private world(): World {
    const [world] = this.worlds
    if (!world) throw new TypeError('there is always a world')
    return world
  }
}

interface Failed {
  failed: true
}

function isFirst<T>(item: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(item) === index
}
