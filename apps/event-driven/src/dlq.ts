import { parseArgs } from 'node:util'
import { createDatabase, type Db } from './db/database.ts'
import { createPool } from './db/pool.ts'
import { readDatabaseUrl } from './env.ts'
import { type DeadLetter, listDeadLetters, replayDeadLetters } from './messaging/dead-letters.ts'

const help = `Messages that no worker could handle (dead letters).

  dlq list [--json]            what they are, and why
  dlq replay <id> [<id> …]     sends them on their way again, once their cause is mended
  dlq replay --all             sends all of them

DATABASE_URL names the database of the app.`

/** The command line for operators. Exit codes: 0; 1 a letter could not be sent; 2 wrong usage, or no database. */
async function main(): Promise<number> {
  const options = {
    json: { type: 'boolean' },
    all: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [command, ...ids] = positionals
  if (values.help) return say(help, 0)
  if (command === 'list' && ids.length === 0) return withDatabase((db) => list(db, values.json ?? false))
  if (command === 'replay' && (values.all ?? false) !== ids.length > 0) {
    return withDatabase((db) => replay(db, values.all ? undefined : ids))
  }
  return complain(
    command === undefined ? help : `Say "list", "replay <id> …" or "replay --all".\n\n${help}`,
    2,
  )
}

async function list(db: Db, json: boolean): Promise<number> {
  const letters = await listDeadLetters(db)
  if (json) return say(JSON.stringify(letters, undefined, 2), 0)
  if (letters.length === 0) return say('There are no dead letters.', 0)
  return say(letters.map(describe).join('\n\n'), 0)
}

function describe({ id, consumer, type, orderId, failures, error, parkedAt }: DeadLetter): string {
  return [
    id,
    `  ${type} for ${consumer}, order ${orderId ?? 'unknown'}`,
    `  parked ${parkedAt.toISOString()} after ${failures === 1 ? '1 failure' : `${failures} failures`}`,
    `  ${error.replaceAll(/\s*\n\s*/g, ' ')}`,
  ].join('\n')
}

async function replay(db: Db, ids: readonly string[] | undefined): Promise<number> {
  const replayed = await replayDeadLetters(db, ids)
  for (const { id, replayedAs } of replayed) {
    say(replayedAs === null ? `${id} names no order: it stays parked.` : `${id} is on its way again.`, 0)
  }
  const unknown = (ids ?? []).filter((id) => !replayed.some((letter) => letter.id === id))
  for (const id of unknown) complain(`There is no dead letter ${id}.`, 1)
  if (replayed.length === 0 && unknown.length === 0) say('There are no dead letters.', 0)
  return unknown.length > 0 || replayed.some(({ replayedAs }) => replayedAs === null) ? 1 : 0
}

async function withDatabase(work: (db: Db) => Promise<number>): Promise<number> {
  const url = readDatabaseUrl()
  const db = createDatabase(createPool({ url, size: 1, name: 'dlq', onIdleError: () => undefined }))
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`)
  return code
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`)
  return code
}

/** With what is behind it, such as why the database cannot be reached. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`
}

process.exitCode = await main().catch((error: unknown) => complain(reasonOf(error), 2))
