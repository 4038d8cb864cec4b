import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startNats } from '../test/support/nats.ts'
import { type Figures, measure } from './measure.ts'

// How fast orders are settled, with 1, 2 and 4 workers on each broker: real processes on one machine. `--write` puts the
// table into the README.
const { values: options } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '1,2,4' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const orders = Number(options.orders)

await using stack = new AsyncDisposableStack()
const release = await provideTestServer()
stack.defer(async () => release?.())
const nats = await startNats()
stack.defer(async () => nats?.stop())

const brokers = [
  { broker: 'PostgreSQL', natsUrl: '' },
  ...(nats ? [{ broker: 'NATS JetStream', natsUrl: nats.url }] : []),
]
const figures: Figures[] = []
for (const { broker, natsUrl } of brokers) {
  for (const workers of options.workers.split(',').map(Number)) {
    console.error(`${broker}, workers: ${workers} …`)
    figures.push({ broker, workers, ...(await measure({ natsUrl, workers, orders })) })
  }
}
const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`
console.log(options.json ? JSON.stringify({ machine, orders, figures }, null, 2) : tableOf(figures))
if (options.write) writeTable(tableOf(figures))

function writeTable(table: string): void {
  const readme = new URL('../README.md', import.meta.url)
  const block = /(<!-- figures -->\n)[\s\S]*?(<!-- \/figures -->)/
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(block, (_, start, end) => `${start}\n${table}\n\n${end}`),
  )
}

function tableOf(rows: readonly Figures[]): string {
  return [
    `${orders} orders, ${machine}`,
    '',
    '| broker | workers | orders settled per second | placed → confirmed, p50 | p99 |',
    '|---|---|---|---|---|',
    ...rows.map(({ broker, workers, settledPerSecond, p50, p99 }) => {
      return `| ${broker} | ${workers} | ${Math.round(settledPerSecond)} | ${p50} ms | ${p99} ms |`
    }),
  ].join('\n')
}
