import type { Finding, Result } from '../run/result.ts'
import { curlOf, tokenHint } from './curl.ts'
import { answerLines, clauseLine, sentLines } from './words.ts'

/** A finding as text: the clause, what was expected and received, the exchange, and how to repeat it. */
export function findingLines(finding: Finding, { exchanges }: Result): string[] {
  const { clause, message, expected, received, exchange: place } = finding
  const exchange = place === undefined ? undefined : exchanges[place]
  const hint = exchange && tokenHint(exchange)
  return [
    ...field('clause', [clauseLine(clause)]),
    ...field('wrong', message.split('\n')),
    ...field('expected', expected?.split('\n')),
    ...field('received', received?.split('\n')),
    ...field('sent', exchange && sentLines(exchange)),
    ...field('answer', exchange && answerLines(exchange)),
    ...field('repeat', exchange && [...(hint ? [hint] : []), curlOf(exchange)]),
  ]
}

function field(name: string, lines: readonly string[] = []): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(9)}${line}`)
}
