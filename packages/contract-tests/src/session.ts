import { randomBytes } from 'node:crypto'
import { loadClauses } from '@backend-rosetta/contract/clauses'
import { type Level, levelsUpTo } from '@backend-rosetta/contract/levels'
import { admit } from './admit.ts'
import { createContext } from './create-context.ts'
import type { Actor } from './fixtures/actors.ts'
import { type Client, createClient } from './http/client.ts'
import { createRecorder } from './recorder.ts'
import type { Session } from './scope.ts'
import type { Target } from './target.ts'

export interface SessionOptions {
  target: Target
  /** Clauses of harder levels are not held against it. */
  level: Level
  signal: AbortSignal
}

/** Makes sure that the target can be tested and begins a run on it. Throws a `TargetError` that says what is wrong. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { target, level, signal } = options
  const admin = await admit(target, signal)
  const selected = new Set<string>(levelsUpTo(level))
  const run = randomName()
  let requests = 0
  let names = 0
  let starts = 0
  const session: Omit<Session, 'ofRun'> = {
    target,
    run,
    admin,
    nextBaseUrl: () => target.baseUrls[requests++ % target.baseUrls.length] ?? target.baseUrls[0],
    unique: (prefix) => `${prefix}-${run}-${++names}`,
    holds: (clause) => selected.has(levelOf.get(clause) ?? 'core'),
    pool: new Map(),
    nextStart: () => starts++,
    cleaner: cleanerOf(target, admin),
    cleanups: [],
    endings: [],
    signal,
    on: (baseUrl) => openSession({ ...options, target: { ...target, baseUrls: [baseUrl] } }),
  }
  return withRunContext(session)
}

const levelOf = new Map(loadClauses().map(({ id, level }) => [id, level]))

function withRunContext(session: Omit<Session, 'ofRun'>): Session {
  const complete: Session = {
    ...session,
    get ofRun() {
      return ofRun
    },
  }
  const ofRun = createContext({
    session: complete,
    recorder: createRecorder(),
    signal: session.signal,
    atEnd: (undo) => session.endings.push(async () => undo()),
  })
  return complete
}

function cleanerOf({ baseUrls: [baseUrl] }: Target, admin: Actor): Client {
  const scope = { nextBaseUrl: () => baseUrl, holds: () => false, record: () => undefined }
  return createClient({ ...scope, signal: new AbortController().signal }, admin)
}

/** Starts with a letter, so that it is a word for a search and a part of a SKU. */
function randomName(): string {
  return `r${randomBytes(5).readUIntBE(0, 5).toString(36).padStart(7, '0').slice(-7)}`
}
