import { element } from '../dom.ts'
import type { Difference, Outcome, Shown } from './compare-answers.ts'
import { kinds } from './normalise.ts'

const mostRows = 40

/** The answers next to each other, what differs in them first. */
export function answersView(outcome: Outcome): Node[] {
  const { shown, failures, differences } = outcome
  return [
    ...(differences.length > 0 ? [differencesTable(differences, shown)] : []),
    ...(shown.length > 0 ? [element('p', { class: 'facts' }, replacedText(outcome))] : []),
    element(
      'div',
      { class: 'answers' },
      ...shown.map((answer) => answerView(answer, differences)),
      ...failures.map(({ app, failure }) =>
        element('section', { class: 'answer failed' }, element('h2', {}, app), element('p', {}, failure)),
      ),
    ),
  ]
}

/** The outcome in a sentence. */
export function verdict({ shown, failures, differences }: Outcome): string {
  const failed = failures.length > 0 ? ` No answer from ${failures.map(({ app }) => app).join(', ')}.` : ''
  if (shown.length === 0) return `No app answered.${failed}`
  if (shown.length === 1)
    return `Only ${shown[0]?.app} answered: there is nothing to compare it with.${failed}`
  if (differences.length === 0) return `All ${shown.length} answers are the same.${failed}`
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`
  return `${count} between ${shown.length} answers.${failed}`
}

function differencesTable(differences: readonly Difference[], shown: readonly Shown[]): HTMLElement {
  const heads = ['Where', ...shown.map(({ app }) => app)].map((text) => element('th', { scope: 'col' }, text))
  const rows = differences.slice(0, mostRows).map((difference) => {
    const cells = shown.map(({ app }) => valueCell(difference, app))
    return element('tr', {}, element('th', { scope: 'row' }, difference.where), ...cells)
  })
  const more = differences.length - rows.length
  return element(
    'div',
    { class: 'differences', role: 'region', tabindex: '0', 'aria-label': 'Differences' },
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)),
    ...(more > 0 ? [element('p', {}, `And ${more} more, marked below.`)] : []),
  )
}

function valueCell({ values, common }: Difference, app: string): HTMLElement {
  const value = values.get(app)
  const isOdd = common !== undefined && (value ?? '') !== common
  const text = value === undefined ? element('em', {}, 'absent') : element('code', {}, value)
  return element('td', isOdd ? { class: 'odd' } : {}, text)
}

function answerView(
  { app, received, headers, lines }: Shown,
  differences: readonly Difference[],
): HTMLElement {
  const differs = new Set(differences.map(({ where }) => where))
  const head = headers.map(([name, value]) => markedLine(`${name}: ${value}`, differs.has(`header ${name}`)))
  const body = lines.map(({ indent, text, pointer }) =>
    markedLine('  '.repeat(indent) + text, pointer !== undefined && differs.has(`body ${pointer}`)),
  )
  const status = element('strong', differs.has('status') ? { class: 'differs' } : {}, String(received.status))
  return element(
    'section',
    { class: 'answer' },
    element('h2', {}, app),
    element('p', { class: 'facts' }, status, ` in ${Math.round(received.ms)} ms`),
    scroller(`Headers from ${app}`, head),
    body.length > 0 ? scroller(`Body from ${app}`, body) : element('p', { class: 'facts' }, 'No body.'),
    element(
      'details',
      {},
      element('summary', {}, 'As received'),
      scroller(`Body from ${app} as received`, [received.body]),
    ),
  )
}

function scroller(label: string, content: readonly (Node | string)[]): HTMLElement {
  return element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, ...content)
}

function markedLine(text: string, differs: boolean): HTMLElement {
  if (!differs) return element('span', {}, `  ${text}\n`)
  return element('mark', {}, element('span', { class: 'sr-only' }, 'differs: '), `≠ ${text}\n`)
}

function replacedText({ replaced }: Outcome): string {
  const parts = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = Object.entries(replaced).find(([name]) => name === kind)?.[1] ?? 0
    return count > 0 ? [`${count} ${count === 1 ? one : many}`] : []
  })
  const order = 'Keys are in alphabetical order.'
  if (parts.length === 0) return `Compared as received. ${order}`
  return `Before comparing, ${parts.join(', ')} of the apps’ own were replaced by names like <id 1>: the same name is the same id within an answer. ${order}`
}
