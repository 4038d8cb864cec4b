import type { BenchOperation } from './measures.ts'
import type { OperationResult, OperationResults, Run } from './result.ts'
import { ratioOf, spreadOf } from './statistics.ts'

/** The runs of everybody, by name and operation, in the order of the rounds. */
export class Runs {
  readonly #runs = new Map<string, Map<BenchOperation, Run[]>>()

  add(name: string, operation: BenchOperation, run: Run): void {
    const ofName = this.#runs.get(name) ?? new Map<BenchOperation, Run[]>()
    this.#runs.set(name, ofName)
    ofName.set(operation, [...(ofName.get(operation) ?? []), run])
  }

  get(name: string, operation: BenchOperation): readonly Run[] {
    return this.#runs.get(name)?.get(operation) ?? []
  }

  operationsOf(name: string): BenchOperation[] {
    return [...(this.#runs.get(name)?.keys() ?? [])]
  }
}

/** What a target reached in each operation, and beside the limits of the same round. */
export function collect(
  runs: Runs,
  name: string,
  limits: { twin?: string; pgbench?: readonly number[] },
): OperationResults {
  const entries = runs.operationsOf(name).map((operation): [BenchOperation, OperationResult] => {
    const own = runs.get(name, operation)
    const perSecond = rates(own)
    const twin = limits.twin === undefined ? [] : rates(runs.get(limits.twin, operation))
    const ofTwin = ratioOf(perSecond, twin)
    const ofPgbench = operation === 'placeOrder' ? ratioOf(perSecond, limits.pgbench ?? []) : undefined
    return [operation, { ...summarize(own), ...(ofTwin && { ofTwin }), ...(ofPgbench && { ofPgbench }) }]
  })
  return Object.fromEntries(entries)
}

function summarize(runs: readonly Run[]): OperationResult {
  const cpu = runs.flatMap(({ cpuMicros }) => cpuMicros ?? [])
  return {
    perSecond: spreadOf(rates(runs)),
    p50: spreadOf(runs.map(({ p50 }) => p50)),
    p99: spreadOf(runs.map(({ p99 }) => p99)),
    ...(cpu.length > 0 && { cpuMicros: spreadOf(cpu) }),
    failures: runs.reduce((sum, { failures }) => sum + failures, 0),
  }
}

function rates(runs: readonly Run[]): number[] {
  return runs.map(({ perSecond }) => perSecond)
}
