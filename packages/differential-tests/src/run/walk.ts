import type { Answer } from '../model/answer.ts'
import { predict } from '../model/predict.ts'
import type { ModelRequest } from '../model/request.ts'
import type { State } from '../model/state.ts'
import type { Bindings } from './bindings.ts'
import { breachOf } from './general.ts'
import { matchAnswer } from './match-answer.ts'
import type { Received } from './send.ts'

/** A world that the answers so far allow. There are several after requests at the same time. */
export interface World {
  state: State
  bindings: Bindings
}

/** A request that was sent, under the name for what it makes, and its answer. */
export interface Sent {
  key: string
  operation: string
  request: ModelRequest
  received: Received
}

/** The worlds after an answer, each with what it was predicted to be; or why there is none. */
export type Walked = { worlds: Array<World & { answers: Answer[] }> } | { wrong: string; key: string }

/** Goes on with the answers to requests that were sent at the same time: any order may have been the real one. */
export function walk(worlds: readonly World[], group: readonly Sent[]): Walked {
  const broken = group.map(({ key, received }) => ({ key, wrong: breachOf(received) }))
  for (const { key, wrong } of broken) if (wrong !== undefined) return { wrong, key }
  const orders = permutations(group)
  const walks = worlds.flatMap((world) =>
    orders.map((order) => walkInOrder({ ...world, answers: new Map() }, order)),
  )
  const ends = walks.flatMap((walked) => walked.ends)
  if (ends.length === 0) return farthest(walks)
  const found = new Map(ends.map((end) => [identityOf(end), { ...end, answers: answersOf(end, group) }]))
  return { worlds: [...found.values()].slice(0, maxWorlds) }
}

/** The order that explained the most answers says best what is wrong. */
function farthest(walks: readonly InOrder[]): Refuted {
  const refuted = walks.flatMap((walked) => walked.refuted ?? [])
  const [best] = refuted.toSorted((a, b) => b.depth - a.depth)
  return best ?? { wrong: 'there is no way to go on', key: '', depth: 0 }
}

interface Refuted {
  wrong: string
  key: string
  depth: number
}

interface InOrder {
  ends: Path[]
  refuted?: Refuted
}

/** More than these differ in nothing that later answers show. */
const maxWorlds = 64

interface Path extends World {
  answers: ReadonlyMap<string, Answer>
}

function walkInOrder(start: Path, order: readonly Sent[]): InOrder {
  let paths = [start]
  for (const [depth, { key, request, received }] of order.entries()) {
    const next: Path[] = []
    let wrong = ''
    for (const { state, bindings, answers } of paths) {
      for (const outcome of predict(state, request, key)) {
        const found = matchAnswer(outcome.answer, received, bindings)
        if ('wrong' in found) wrong ||= found.wrong
        else {
          const seen = new Map(answers).set(key, outcome.answer)
          next.push({ state: outcome.state, bindings: found.bindings, answers: seen })
        }
      }
    }
    if (next.length === 0) return { ends: [], refuted: { wrong, key, depth } }
    paths = next
  }
  return { ends: paths }
}

function answersOf({ answers }: Path, group: readonly Sent[]): Answer[] {
  return group.flatMap(({ key }) => answers.get(key) ?? [])
}

/** Worlds with the same things in them are one. */
function identityOf({ state }: World): string {
  return JSON.stringify({ ...state, tick: 0 })
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}
