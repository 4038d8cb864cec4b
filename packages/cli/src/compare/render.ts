import type { OperationId } from '@backend-rosetta/contract/operations'
import { operation } from '@backend-rosetta/contract/operations'
import { createColors } from 'picocolors'
import { beside } from './columns.ts'
import { type Column, countOf, type Passage, roles } from './comparison.ts'

export interface Page {
  /** Characters in a line; without it, each style comes under the other. */
  width?: number | undefined
  /** Colours a passage; without it, all is plain. */
  highlight?: ((code: string, file: string) => Promise<string>) | undefined
}

/** What a column needs to be read without cutting most lines. */
const narrowest = 64
const gap = 3

/** One operation in some styles: a heading for each role, and under it the passages of each style beside each other. */
export async function renderComparison(
  id: OperationId,
  columns: readonly Column[],
  page: Page,
): Promise<string> {
  const colors = createColors(page.highlight !== undefined)
  const { method, path, summary } = operation(id)
  const lines = [colors.bold(`${id}: ${summary}`), colors.dim(`${method} ${path}`), '']
  const width = columnWidth(columns.length, page.width)
  if (width === undefined) {
    for (const column of columns) lines.push(...(await renderStacked(column, page)), '')
    return lines.join('\n')
  }
  lines.push(
    ...beside(
      columns.map((column) => [colors.bold(column.app), colors.dim(countsOf(column))]),
      width,
    ),
  )
  for (const role of roles) {
    const blocks = await Promise.all(columns.map((column) => renderPassages(ofRole(column, role), page)))
    if (blocks.every((block) => block.length === 0)) continue
    lines.push('', colors.inverse(` ${role} `), ...beside(blocks, width))
  }
  return `${lines.join('\n')}\n`
}

function columnWidth(count: number, width: number | undefined): number | undefined {
  if (width === undefined || count < 2) return undefined
  const each = Math.floor((width - gap * (count - 1)) / count)
  return each >= narrowest ? each : undefined
}

async function renderStacked(column: Column, page: Page): Promise<string[]> {
  const { bold, dim } = createColors(page.highlight !== undefined)
  const passages = await renderPassages(column.passages, page)
  return [bold(`== ${column.app}`), dim(countsOf(column)), '', ...passages]
}

async function renderPassages(passages: readonly Passage[], { highlight }: Page): Promise<string[]> {
  const { cyan, dim } = createColors(highlight !== undefined)
  const blocks = await Promise.all(
    passages.map(async ({ number, file, firstLine, role, note, code }) => {
      const shown = highlight ? await highlight(code, file) : code
      return [
        cyan(`${number}. ${file}:${firstLine}`),
        dim(`${role}: ${note}`),
        ...shown.trimEnd().split('\n'),
        '',
      ]
    }),
  )
  return blocks.flat()
}

function ofRole({ passages }: Column, role: Passage['role']): Passage[] {
  return passages.filter((passage) => passage.role === role)
}

function countsOf({ counts: { files, lines, hops }, dependencies }: Column): string {
  const counts = [countOf(hops, 'step'), countOf(files, 'file'), countOf(lines, 'line')]
  return [...counts, dependencies.join(' + ') || 'no package of npm'].join(', ')
}
