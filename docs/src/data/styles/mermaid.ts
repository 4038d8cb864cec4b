import { renderMermaidSVG } from 'beautiful-mermaid'

const colours = {
  bg: 'var(--sl-color-bg)',
  fg: 'var(--sl-color-white)',
  muted: 'var(--sl-color-text)',
  line: 'var(--sl-color-gray-3)',
  border: 'var(--sl-color-gray-4)',
  surface: 'var(--sl-color-bg-sidebar)',
  accent: 'var(--sl-color-text-accent)',
}

/** A mermaid diagram as SVG in the colours of the page, for a group of its own: ids of two do not clash. */
export function drawMermaid(code: string, id: string): string {
  const svg = renderMermaidSVG(code, { ...colours, transparent: true, font: 'system-ui' })
    // It asks Google for a font.
    .replaceAll(/@import url\([^)]*\);/g, '')
    .replaceAll(/\bid="([\w-]+)"/g, `id="${id}-$1"`)
    .replaceAll(/url\(#([\w-]+)\)/g, `url(#${id}-$1)`)
    // Rules of a style element hold for the whole page.
    .replaceAll(/^ {2}(text|svg|\.mono)\b/gm, `  .${id} $1`)
    .replace('<svg ', `<svg role="img" aria-label="${escapeText(describeMermaid(code))}" `)
  return `<div class="diagram ${id}" tabindex="0" role="region" aria-label="Diagram">${svg}</div>`
}

/** What a diagram says, line by line, for who cannot see it. */
export function describeMermaid(code: string): string {
  const [kind = '', ...lines] = code.trim().split('\n')
  const names = new Map(
    lines.flatMap((line) => {
      const [, short, name] = /^\s*participant (\w+) as (.+)$/.exec(line) ?? []
      return short && name ? [[short, name] as const] : []
    }),
  )
  const nameOf = (short = '') => (short === '[*]' ? 'start' : (names.get(short) ?? short))
  const steps = lines.flatMap((line) => {
    const [, from, to, what] = /^\s*([\w*[\]]+?)\s*-[-)>x]+\s*([\w*[\]]+)\s*:\s*(.+)$/.exec(line) ?? []
    if (what !== undefined) return [`${nameOf(from)} to ${nameOf(to)}: ${what}`]
    const [, over, note] = /^\s*Note over ([\w, ]+):\s*(.+)$/.exec(line) ?? []
    return note === undefined ? [] : [`${nameOf(over)} notes: ${note}`]
  })
  return `${kind === 'sequenceDiagram' ? 'Messages, in order' : 'States'}. ${steps.join('; ')}.`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
