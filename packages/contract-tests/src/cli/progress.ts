import type { Colors } from 'picocolors/types.js'
import type { Check } from '../check.ts'
import { isBad, type Result } from '../run/result.ts'

export interface Terminal {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

export interface Progress {
  start(total: number): void
  check(check: Check): void
  result(result: Result): void
  /** Takes the line away. */
  end(): void
}

/** Tells how far a run is: on a terminal in one line that is rewritten, otherwise in a line now and then. */
export function createProgress(terminal: Terminal, colors: Colors): Progress {
  const running = new Set<string>()
  let total = 0
  let done = 0
  let bad = 0
  function line(): string {
    const failures = bad > 0 ? `, ${bad} not passed` : ''
    return `${done}/${total}${failures}  ${[...running].slice(-3).join(' ')}`
  }
  function rewrite(): void {
    if (!terminal.isTTY) return
    terminal.write(`\r\x1b[2K${line().slice(0, (terminal.columns || 80) - 1)}`)
  }
  return {
    start(count) {
      total = count
      if (!terminal.isTTY) terminal.write(`${total} checks\n`)
    },
    check({ id }) {
      running.add(id)
      rewrite()
    },
    result(result) {
      const { id, outcome, title } = result
      running.delete(id)
      done += 1
      if (isBad(result)) {
        bad += 1
        if (!terminal.isTTY) terminal.write(`${colors.red(outcome)} ${id} ${title}\n`)
      }
      if (terminal.isTTY) rewrite()
      else if (done % 50 === 0 || done === total) terminal.write(`${done}/${total}\n`)
    },
    end() {
      if (terminal.isTTY) terminal.write('\r\x1b[2K')
    },
  }
}
