import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { withClient } from '@backend-rosetta/database/client'
import { BenchError } from '../bench-error.ts'
import { address, products, sqlIdOf } from '../data/shop.ts'
import { placing, reads } from './statements.ts'

/** PostgreSQL's own load tool, ready to place orders. */
export interface Pgbench {
  /** Orders per second. Each round has a number of its own, from 0. */
  run(round: number, load: { connections: number; seconds: number }, signal: AbortSignal): Promise<number>
  close(): Promise<void>
}

const sessionId = '01930000-0005-7000-8000-000000000001'
const ordersPerRound = 10_000_000

/** The version of the pgbench on PATH. */
export async function findPgbench(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('pgbench', ['--version'])
    return stdout.trim()
  } catch {
    return undefined
  }
}

/** Makes it ready on a copy of the shop. */
export async function createPgbench(databaseUrl: string): Promise<Pgbench> {
  await withClient(databaseUrl, (client) =>
    client.query(`insert into sessions (id, user_id) values ('${sessionId}', ${sqlIdOf('user', '1')})`),
  )
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-'))
  const script = path.join(folder, 'place-order.sql')
  await writeFile(script, orderScript())
  return {
    async run(round, { connections, seconds }, signal) {
      const load = ['-c', String(connections), '-T', String(Math.ceil(seconds))]
      const numbers = ['-D', `number=${round * ordersPerRound}`]
      const parameters = ['-n', '-M', 'prepared', ...load, ...numbers, '-f', script, databaseUrl]
      const { stdout, stderr } = await promisify(execFile)('pgbench', parameters, { signal }).catch(
        withOutput,
      )
      return readRate(stdout, stderr)
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** @throws BenchError when there is none, or a transaction failed */
export function readRate(stdout: string, stderr = ''): number {
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
  const failed = /^number of failed transactions: ([1-9]\d*)/m.test(stdout)
  if (rate !== undefined && !failed && !stderr.includes('aborted')) return Number(rate)
  const output = (stderr.trim() || stdout.trim()).split('\n').slice(0, 8).join('\n')
  throw new BenchError(`pgbench failed:\n${output}`)
}

function withOutput(error: unknown): { stdout: string; stderr: string } {
  if (!(error instanceof Error) || error.name === 'AbortError') throw error
  return { stdout: '', stderr: error.message }
}

/** The statements of the twin, with pgbench's variables as their values. */
function orderScript(): string {
  const order = sqlIdOf('placed', ':number::bigint * 1000 + :client_id')
  const first = sqlIdOf('product', ':product')
  const second = sqlIdOf('product', `1 + (:product + ${products / 2 - 1}) % ${products}`)
  const both = `array[${first}, ${second}]`
  const user = sqlIdOf('user', '1')
  // `:null` would be a variable of pgbench.
  const addressText = JSON.stringify(address).replaceAll('":', '": ')
  const total = `'{"amount":1000,"currency":"EUR"}'`
  const placed = [
    order,
    user,
    `'EUR'`,
    '1000',
    `'tok_ok'`,
    `'${addressText}'`,
    `now() + interval '5 s'`,
    'now()',
  ]
  const line = (product: string) => [product, `'BENCH-1'`, `'Product 1'`, '1', '500']
  const statements = [
    bind(reads.session, [`'${sessionId}'`]),
    'begin',
    bind(placing.offers, [both]),
    bind(placing.order, placed),
    bind(placing.items, [order, ...line(first), ...line(second)]),
    bind(placing.placedEvent, [order, 'now()', user, `jsonb_build_object('total', ${total}::jsonb)`]),
    bind(placing.lockStock, [both]),
    bind(placing.takeStock, ['now()', both, 'array[-1, -1]']),
    'commit',
    'begin',
    bind(placing.lockOrder, [order]),
    bind(placing.paidEvents, [order, 'now()', `jsonb_build_object('amount', ${total}::jsonb)`]),
    bind(placing.confirm, [order, `'pgbench-' || :number || '-' || :client_id`, 'now()']),
    'commit',
  ]
  const variables = ['\\set number :number + 1', `\\set product random(1, ${products})`]
  return [...variables, ...statements.map((statement) => `${statement};`)].join('\n')
}

/** A statement with expressions instead of its `$1`, `$2` … */
export function bind(statement: string, expressions: readonly string[]): string {
  return statement.replaceAll(/\$(\d+)/g, (parameter, number: string) => {
    const expression = expressions[Number(number) - 1]
    if (expression === undefined) throw new RangeError(`there is no value for ${parameter}`)
    return `(${expression})`
  })
}
