import type { DifferentialResult, FoundDifference } from '../result.ts'

/** A difference for the terminal: what differs, how to see it again, and the shortest trace for both servers. */
export function describeDifference({ seed, path, operation, what, curl }: FoundDifference): string {
  const traces = Object.entries(curl).map(
    ([server, lines]) => `\n  ${server}:\n${lines.map(indented).join('\n')}`,
  )
  return [
    `\nDIFFERENCE  ${operation}: ${what}`,
    `  again: --seed ${seed} --traces 10 (path ${path})`,
    ...traces,
    '',
  ].join('\n')
}

function indented(line: string): string {
  return `    ${line}`
}

/** The whole run in a few lines. */
export function describeResult(result: DifferentialResult): string {
  const { servers, traces, requests, seconds, seed, concurrentSteps, differences, byOperation } = result
  const operations = Object.entries(byOperation).map(([name, count]) => `${name} ${count}`)
  return [
    '',
    `${servers.join(', ')}: ${traces} traces, ${requests} requests, ${concurrentSteps} steps at the same time, ${seconds} s, seed ${seed}`,
    `  ${operations.join('  ')}`,
    ...(result.isPartial ? ['It ended before all traces were sent.'] : []),
    differences.length === 0 ? 'No difference.' : `${differences.length} differences, shown above.`,
  ].join('\n')
}
