import type { BenchResult } from '@backend-rosetta/bench/result'
import type { Spread } from '@backend-rosetta/bench/statistics'

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

export function mebibytes(bytes: number): string {
  return `${whole(bytes / 2 ** 20)} MiB`
}

/** `1 order`, `2 orders`. */
export function counted(count: number, thing: string): string {
  return `${whole(count)} ${thing}${count === 1 ? '' : 's'}`
}

/** `812 ms`, `1.4 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${whole(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** Half of what lies between the lowest and the highest value, as a part of the median. */
export function deviation({ median, min, max }: Spread): string {
  return median > 0 ? `±${whole(((max - min) / 2 / median) * 100)} %` : ''
}

export function percent(ratio: number): string {
  return `${whole(ratio * 100)} %`
}

/** Where it was measured, and with what. */
export function machineText({ machine, versions }: Pick<BenchResult, 'machine' | 'versions'>): string {
  const gib = whole(machine.memoryBytes / 2 ** 30)
  const commit = versions.commit ? `, commit ${versions.commit}` : ''
  return `${machine.cpu}, ${machine.cores} cores, ${gib} GiB, ${machine.system}, Node.js ${versions.node}, PostgreSQL ${versions.postgres}${commit}`
}
