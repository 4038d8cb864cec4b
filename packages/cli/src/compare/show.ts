import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Page } from './render.ts'

const isPlain = !process.stdout.isTTY || Boolean(process.env['NO_COLOR'])

/** What the terminal can show: as wide as it is, and coloured unless it goes into a pipe or NO_COLOR is set. */
export async function pageOfTerminal(): Promise<Page> {
  const width = process.stdout.isTTY ? process.stdout.columns : undefined
  return isPlain ? { width } : { width, highlight: await highlighter() }
}

/** Loaded on demand: grammars take a while. */
async function highlighter(): Promise<NonNullable<Page['highlight']>> {
  const { codeToANSI } = await import('@shikijs/cli')
  return (code, file) => codeToANSI(code, file.endsWith('.sql') ? 'sql' : 'typescript', 'github-dark-default')
}

/** Prints a text, through a pager where a person reads it and it is longer than the window. */
export async function show(text: string): Promise<void> {
  const isShort = text.split('\n').length < (process.stdout.rows ?? 0)
  if (!process.stdout.isTTY || isShort || !(await page(text))) process.stdout.write(text)
}

/** Whether there was a pager. */
async function page(text: string): Promise<boolean> {
  const [program = 'less', ...parameters] = process.env['PAGER']?.split(' ') ?? []
  const env = { LESS: 'FRX', ...process.env }
  const pager = spawn(program, parameters, { stdio: ['pipe', 'inherit', 'inherit'], env })
  // Who has seen enough closes it before all is written.
  pager.stdin.on('error', () => undefined)
  const ended = once(pager, 'close').then(
    () => true,
    () => false,
  )
  pager.stdin.end(text)
  return ended
}
