/**
 * What the runtimes cost, measured on this machine: the size of what is deployed, the time to a first answer and to all
 * others. `--json` for programs, `--write` puts the table into the README.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startLambda } from './figures/lambda.ts'
import { forgetCompiled, importOnNode, startNode } from './figures/node.ts'
import { cold, warm } from './figures/requests.ts'
import { lambdaSize, nodeSize, workerSize } from './figures/sizes.ts'
import { startWorkers } from './figures/workers.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
})
const release = await provideTestServer()
const database = await createTestDatabase({ seeded: true })
const env = {
  ...process.env,
  NODE_ENV: 'production',
  LOG_LEVEL: 'error',
  JWT_SECRET: crypto.randomUUID(),
  DATABASE_URL: database.url,
  PAYMENT_GATEWAY_URL: 'http://127.0.0.1:4010',
}
try {
  const figures = await measure()
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`
  const table = `${machine}\n\n${tableOf(figures)}`
  console.log(options.json ? JSON.stringify({ machine, figures }, null, 2) : table)
  if (options.write) writeTable(table)
} finally {
  await database.drop()
  await release?.()
}
process.exit()

interface Figures {
  gzippedKiB: number
  /** Milliseconds, as those below. */
  importToFirst?: number
  cold: number
  warm: number
}

async function measure(): Promise<Record<string, Figures>> {
  forgetCompiled()
  const onNode = () => startNode(env)
  const onLambda = () => startLambda(env)
  const onWorkers = () => startWorkers(env)
  return {
    Node: {
      gzippedKiB: nodeSize(),
      importToFirst: await cold(() => importOnNode(env)),
      cold: await cold(onNode),
      warm: await warm(onNode),
    },
    'AWS Lambda': { gzippedKiB: lambdaSize(), cold: await cold(onLambda), warm: await warm(onLambda) },
    'Cloudflare Workers': {
      gzippedKiB: workerSize(),
      cold: await cold(onWorkers),
      warm: await warm(onWorkers),
    },
  }
}

function tableOf(figures: Record<string, Figures>): string {
  const all = Object.values(figures)
  const milliseconds = (value: number | undefined) => (value === undefined ? '' : `${value} ms`)
  const rows = [
    ['', ...Object.keys(figures)],
    ['---', ...all.map(() => '---')],
    ['code, gzipped', ...all.map(({ gzippedKiB }) => `${gzippedKiB} KiB`)],
    ['import to first answer', ...all.map(({ importToFirst }) => milliseconds(importToFirst))],
    ['cold request', ...all.map((one) => milliseconds(one.cold))],
    ['warm request', ...all.map((one) => milliseconds(one.warm))],
  ]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function writeTable(table: string): void {
  const readme = new URL('../README.md', import.meta.url)
  const block = /(<!-- figures -->\n)[\s\S]*?(<!-- \/figures -->)/
  const text = readFileSync(readme, 'utf8')
  writeFileSync(
    readme,
    text.replace(block, (_, start, end) => `${start}\n${table}\n\n${end}`),
  )
}
