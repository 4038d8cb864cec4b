import type { Journal } from './run/journal.ts'
import type { Trace } from './trace/intent.ts'

/** Counts what was sent. */
export class Tally {
  traces = 0
  requests = 0
  private concurrentSteps = 0
  private readonly byOperation = new Map<string, number>()
  private readonly byStatus = new Map<string, number>()

  count(trace: Trace, journals: readonly Journal[]): void {
    this.traces += 1
    this.concurrentSteps += trace.filter((step) => step.length > 1).length
    for (const { entries } of journals) {
      for (const { operation, normal } of entries) {
        this.requests += 1
        increase(this.byOperation, operation)
        increase(this.byStatus, String(normal.status))
      }
    }
  }

  counts() {
    return {
      traces: this.traces,
      requests: this.requests,
      byOperation: sorted(this.byOperation),
      byStatus: sorted(this.byStatus),
      concurrentSteps: this.concurrentSteps,
    }
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
