import { type roles as allRoles, roles } from '@backend-rosetta/cli/compare/comparison'

type Role = (typeof allRoles)[number]

/** A stop of the path, as far as the diagram shows it. */
export interface Stop {
  number: number
  file: string
  role: Role
  note: string
}

interface Layout {
  name: string
  /** Between two rails. */
  rail: number
  width: number
  /** Characters of a line. */
  wrap: number
}

const layouts: readonly Layout[] = [
  { name: 'wide', rail: 76, width: 760, wrap: 90 },
  { name: 'narrow', rail: 22, width: 340, wrap: 38 },
]

const row = 48
const top = 40
/** Room for the last note, which may have a second line. */
const bottom = 12

/**
 * The path of a request as SVG, a rail for each role: for wide pages and for phones, of which the page shows one.
 * Dashed is what happens after the answer, dotted what happens when it goes wrong.
 */
export function pathDiagrams(label: string, stops: readonly Stop[]): string {
  return layouts.map((layout) => draw(label, stops, layout)).join('')
}

function draw(label: string, stops: readonly Stop[], layout: Layout): string {
  const { name, width } = layout
  const height = top + stops.length * row + bottom
  const rails = roles.map((role, index) => rail(role, index, height, layout)).join('')
  const ways = stops.slice(1).map((stop, index) => way(stops[index] ?? stop, stop, index, layout))
  const dots = stops.map((stop, index) => dot(stop, index, layout) + text(stop, index, layout))
  return `<svg class="path ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(label)}">${rails}${ways.join('')}${dots.join('')}</svg>`
}

function rail(role: Role, index: number, height: number, layout: Layout): string {
  const x = railX(index, layout)
  const head = layout.name === 'wide' ? role : role.charAt(0).toUpperCase()
  return `<text class="rail-name" x="${x}" y="14" text-anchor="middle">${head}</text><line class="rail" x1="${x}" x2="${x}" y1="24" y2="${height}"/>`
}

function way(from: Stop, to: Stop, index: number, layout: Layout): string {
  const [x1, x2] = [railX(roles.indexOf(from.role), layout), railX(roles.indexOf(to.role), layout)]
  const [y1, y2] = [rowY(index), rowY(index + 1)]
  const kind = to.role === 'failure' ? 'failing' : /^(worker|later)\b/.test(to.note) ? 'later' : 'direct'
  const middle = (y1 + y2) / 2
  return `<path class="way ${kind}" d="M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}"/>`
}

/** A shape for each role, so that it does not take a colour to tell them apart. */
function dot({ role }: Stop, index: number, layout: Layout): string {
  const [x, y] = [railX(roles.indexOf(role), layout), rowY(index)]
  const shapes: Record<Role, string> = {
    edge: `<circle class="stop edge" cx="${x}" cy="${y}" r="7"/>`,
    rule: `<path class="stop rule" d="M${x} ${y - 9}l9 9l-9 9l-9 -9z"/>`,
    storage: `<rect class="stop storage" x="${x - 7}" y="${y - 7}" width="14" height="14" rx="2"/>`,
    failure: `<path class="stop failure" d="M${x} ${y - 8}l9 16h-18z"/>`,
  }
  return shapes[role]
}

function text({ number, file, note }: Stop, index: number, layout: Layout): string {
  const x = railX(roles.length, layout) - layout.rail / 2 + 6
  const lines = wrap(note, layout.wrap)
  const first = rowY(index) - (lines.length - 1) * 6 - 2
  const spans = lines.map(
    (line, place) => `<tspan x="${x}" y="${first + 15 * (place + 1)}">${escapeText(line)}</tspan>`,
  )
  const name = file.replace(/.*\//, '')
  return `<text class="file" x="${x}" y="${first}">${number} ${escapeText(name)}</text><text class="note">${spans.join('')}</text>`
}

function railX(index: number, { rail: gap }: Layout): number {
  return gap / 2 + index * gap
}

function rowY(index: number): number {
  return top + index * row + row / 2
}

function wrap(note: string, most: number): string[] {
  const lines: string[] = []
  for (const word of note.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function escapeText(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
