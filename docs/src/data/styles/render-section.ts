import { readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { address } from '../address.ts'
import { renderMarkdown } from '../markdown.ts'
import { drawMermaid } from './mermaid.ts'

/**
 * A section of an app's README as HTML: diagrams drawn, pictures in place, links to pages of this site.
 */
export async function renderSection(
  app: { name: string; folder: string },
  markdown: string,
): Promise<string> {
  const drawings: string[] = []
  const text = markdown.replaceAll(/```mermaid\n([\s\S]*?)```/g, (_, code: string) => {
    drawings.push(drawMermaid(code, `${app.name}-${drawings.length + 1}`))
    return `<div data-drawing="${drawings.length - 1}"></div>`
  })
  const html = await renderMarkdown(text)
  return html
    .replaceAll(/<div data-drawing="(\d+)"><\/div>/g, (_, index: string) => drawings[Number(index)] ?? '')
    .replaceAll(/<a href="([^"]+)">([\s\S]*?)<\/a>/g, (_, href: string, content: string) =>
      link(app.name, href, content),
    )
    .replaceAll(/<img src="([^":]+\.svg)"/g, (_, file: string) => `<img src="${embedded(app.folder, file)}"`)
    .replaceAll('<table>', '<div class="matrix" tabindex="0" role="region" aria-label="Table"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
}

/** What has no page here is named without a link. */
function link(app: string, href: string, content: string): string {
  if (/^https?:/.test(href)) return `<a href="${href}">${content}</a>`
  const sibling = /^\.\.\/([\w-]+)\/?$/.exec(href)?.[1]
  if (sibling) return `<a href="${address(`styles/${sibling}/`)}">${content}</a>`
  if (/\.(ts|sql)$/.test(href)) return `<a href="${address(`source/${app}/${href}/`)}">${content}</a>`
  return content
}

function embedded(folder: string, file: string): string {
  const picture = readFileSync(path.join(workspaceRoot, folder, file))
  return `data:image/svg+xml;base64,${picture.toString('base64')}`
}
