import { jsonLines, jsonValues, type Line, textLines } from './json-lines.ts'
import { type Normalised, normalise, type Replaced } from './normalise.ts'
import type { Answer, Received } from './types.ts'

/** Something that is not the same everywhere. */
export interface Difference {
  /** `status`, `header etag` or `body /items/0/name`. */
  where: string
  /** By app; absent where an answer does not have it. */
  values: ReadonlyMap<string, string>
  /** Most answers have this one, if most agree. */
  common: string | undefined
}

/** An answer as it is shown. */
export interface Shown {
  app: string
  received: Received
  /** As they are compared. */
  headers: Normalised['headers']
  lines: Line[]
}

export interface Outcome {
  shown: Shown[]
  failures: { app: string; failure: string }[]
  differences: Difference[]
  /** What was put aside, in all answers together. */
  replaced: Replaced
}

/** Finds what differs between the answers of several servers, apart from ids, times and other values of their own. */
export function compareAnswers(answers: readonly Answer[]): Outcome {
  const failures = answers.filter((answer) => 'failure' in answer)
  const received = answers.filter((answer) => 'status' in answer)
  const read = received.map((answer) => ({ answer, normal: normalise(answer) }))
  const byApp = read.map(({ answer, normal }) => [answer.app, valuesOf(answer, normal)] as const)
  return {
    shown: read.map(({ answer, normal }) => ({
      app: answer.app,
      received: answer,
      headers: normal.headers,
      lines: 'json' in normal.body ? jsonLines(normal.body.json) : textLines(normal.body.text),
    })),
    failures,
    differences: differencesOf(byApp),
    replaced: sum(read.map(({ normal }) => normal.replaced)),
  }
}

type Values = ReadonlyMap<string, string>

function valuesOf({ status }: Received, { headers, body }: Normalised): Values {
  const inBody =
    'json' in body
      ? jsonValues(body.json)
      : textLines(body.text).map(({ pointer, text }) => [pointer, text] as const)
  return new Map([
    ['status', String(status)],
    ...headers.map(([name, value]) => [`header ${name}`, value] as const),
    ...inBody.map(([pointer, value]) => [`body ${pointer}`, value] as const),
  ])
}

function differencesOf(byApp: readonly (readonly [app: string, values: Values])[]): Difference[] {
  const places = new Set(byApp.flatMap(([, values]) => [...values.keys()]))
  return [...places].flatMap((where) => {
    const found = byApp.map(([app, values]) => [app, values.get(where)] as const)
    if (new Set(found.map(([, value]) => value)).size < 2) return []
    const values = new Map(found.flatMap(([app, value]) => (value === undefined ? [] : [[app, value]])))
    return [{ where, values, common: commonOf(found.map(([, value]) => value ?? '')) }]
  })
}

/** What more than half agree on. */
function commonOf(values: readonly string[]): string | undefined {
  return values.find((value) => values.filter((other) => other === value).length * 2 > values.length)
}

function sum(all: readonly Replaced[]): Replaced {
  const total: Record<string, number> = {}
  for (const replaced of all) {
    for (const [kind, count] of Object.entries(replaced)) total[kind] = (total[kind] ?? 0) + count
  }
  return total
}
