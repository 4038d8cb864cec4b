import { type BenchOperation, descriptions, operations } from '../measures.ts'
import { groups, groupTitles } from '../profile/groups.ts'
import type { AppResult, BenchResult, OperationResult, OperationResults } from '../result.ts'
import type { Spread } from '../statistics.ts'
import { formatTable } from './table.ts'

/** The result for people. */
export function formatResult(result: BenchResult): string {
  return [
    machineLine(result),
    ...loadTables(result),
    profileTable(result),
    appTable(result.apps),
    hopTable(result.apps),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function machineLine({ machine, versions, settings, seconds }: BenchResult): string {
  const memory = `${Math.round(machine.memoryBytes / 2 ** 30)} GiB`
  return [
    `${machine.cpu}, ${machine.cores} cores, ${memory}, ${machine.system}; load at the start ${machine.load.toFixed(1)}`,
    `Node ${versions.node.slice(1)}, PostgreSQL ${versions.postgres}, autocannon ${versions.autocannon}` +
      `${versions.commit ? `, commit ${versions.commit}` : ''}`,
    `${settings.rounds} rounds of ${settings.seconds} s, ${settings.connections} connections, ` +
      `${settings.orders.toLocaleString('en')} orders; ${seconds} s altogether`,
  ].join('\n')
}

function loadTables({ apps, limits }: BenchResult): string[] {
  const measured = [...(limits.twin ? [{ name: 'bare', operations: limits.twin }] : []), ...apps]
  const chosen = operations.filter((operation) => measured.some((one) => one.operations[operation]))
  if (chosen.length === 0) return []
  const table = (title: string, cell: (one: OperationResult) => string) =>
    formatTable([
      [title, ...measured.map(({ name }) => name)],
      ...chosen.map((operation) => [
        descriptions[operation],
        ...measured.map((one) => cellOf(one.operations, operation, cell)),
      ]),
    ])
  return [
    table('Per second (± spread, share of bare)', (one) =>
      [whole(one.perSecond.median), deviation(one.perSecond), share(one.ofTwin)].filter(Boolean).join(' '),
    ),
    ...pgbenchLines(apps, limits.pgbench),
    table('Milliseconds, p50 / p99', ({ p50, p99 }) => `${p50.median.toFixed(1)} / ${p99.median.toFixed(1)}`),
    table('Processor time of the server, µs', ({ cpuMicros }) => (cpuMicros ? whole(cpuMicros.median) : '–')),
    ...failureLines(measured),
  ]
}

function profileTable({ apps, limits }: BenchResult): string {
  const profiled = [{ name: 'bare', profile: limits.twinProfile }, ...apps].filter(({ profile }) => profile)
  if (profiled.length === 0) return ''
  return formatTable([
    ['Processor time of GET /users/me, µs', ...profiled.map(({ name }) => name)],
    ...groups.map((group) => [
      groupTitles[group],
      ...profiled.map(({ profile }) => whole(profile?.[group] ?? 0)),
    ]),
  ])
}

function cellOf(
  results: OperationResults,
  operation: BenchOperation,
  cell: (one: OperationResult) => string,
): string {
  const found = results[operation]
  return found ? cell(found) : '–'
}

function pgbenchLines(apps: readonly AppResult[], pgbench: BenchResult['limits']['pgbench']): string[] {
  if (!pgbench) return []
  if ('skipped' in pgbench) return [`pgbench: skipped, ${pgbench.skipped}.`]
  const shares = apps.map(({ name, operations }) => `${name} ${share(operations.placeOrder?.ofPgbench)}`)
  return [
    `pgbench with the statements of an order, without the gateway: ${whole(pgbench.placeOrder.median)} per second ` +
      `${deviation(pgbench.placeOrder)}; of that: ${shares.join(', ')}`,
  ]
}

function failureLines(measured: ReadonlyArray<{ name: string; operations: OperationResults }>): string[] {
  return measured.flatMap(({ name, operations }) =>
    Object.entries(operations).flatMap(([operation, { failures }]) =>
      failures > 0
        ? [`${name}: ${failures} requests of ${operation} failed. These figures mean nothing.`]
        : [],
    ),
  )
}

function appTable(apps: readonly AppResult[]): string {
  const rows: Array<[string, (app: AppResult) => string | undefined]> = [
    ['Start-up, ms', ({ startUp }) => startUp && `${whole(startUp.median)} ${deviation(startUp)}`],
    ['Memory idle, MiB', ({ memory }) => memory && mebibytes(memory.idle)],
    ['Memory under load, MiB', ({ memory }) => memory && mebibytes(memory.loaded)],
    ['Lines of source', ({ footprint }) => footprint && whole(footprint.lines)],
    ['Files', ({ footprint }) => footprint && whole(footprint.files)],
    ['Dependencies, direct', ({ footprint }) => footprint && whole(footprint.dependencies.direct)],
    ['Dependencies, all', ({ footprint }) => footprint && whole(footprint.dependencies.all)],
    ['Installed, MiB', ({ footprint }) => footprint && mebibytes(footprint.dependencies.bytes)],
  ]
  const shown = rows.map(([title, cell]) => [title, ...apps.map((app) => cell(app) ?? '')])
  const filled = shown.filter(([, ...cells]) => cells.some((cell) => cell !== ''))
  return filled.length > 0 ? formatTable([['', ...apps.map(({ name }) => name)], ...filled]) : ''
}

/** Those of the operations that are measured; the result as JSON has all. */
function hopTable(apps: readonly AppResult[]): string {
  const shown = apps.filter(({ footprint }) => footprint)
  if (shown.length === 0) return ''
  const hops = ['getProduct', 'listProducts', 'getMe', 'getOrder', 'listOrders', 'placeOrder', 'logIn'].map(
    (id) => [
      id,
      ...shown.map(({ footprint }) => {
        const hop = footprint?.hops[id]
        return hop ? `${hop.steps} / ${hop.files}` : '–'
      }),
    ],
  )
  return formatTable([['Hops: steps of the tour / files', ...shown.map(({ name }) => name)], ...hops])
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** Half of what lies between the lowest and the highest value, as a part of the median. */
function deviation({ median, min, max }: Spread): string {
  return median > 0 ? `±${Math.round(((max - min) / 2 / median) * 100)}%` : ''
}

function share(ratio: Spread | undefined): string {
  return ratio ? `${Math.round(ratio.median * 100)}%` : ''
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}
