import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { type PageFacts, readPage } from './read-page.ts'

/** The built site. */
export interface BuiltSite {
  folder: string
  /** What every address begins with: `/`, or `/backend-rosetta/`. */
  base: string
  /** By address below the base: '' is the first page, `compare/` another. */
  pages: Map<string, PageFacts & { html: string }>
}

export function readSite(folder: string, base: string): BuiltSite {
  const files = globSync('**/*.html', { cwd: folder })
  const pages = files.map((file): [string, PageFacts & { html: string }] => {
    const html = readFileSync(path.join(folder, file), 'utf8')
    return [file.replaceAll(path.sep, '/').replace(/(^|\/)index\.html$/, '$1'), { ...readPage(html), html }]
  })
  return { folder, base: `/${base}/`.replace(/\/+/g, '/'), pages: new Map(pages) }
}

/**
 * What an address of a page leads to inside the site: a path below the base, and an id on it.
 * `undefined` for another site, 'outside' for what is on this host and not below the base.
 */
export function resolveLink(
  site: BuiltSite,
  from: string,
  link: string,
): { target: string; id: string } | 'outside' | undefined {
  const here = new URL(site.base + from, 'http://site.invalid')
  const url = new URL(link, here)
  if (url.host !== here.host || !/^https?:$/.test(url.protocol)) return undefined
  if (!url.pathname.startsWith(site.base)) return 'outside'
  return {
    target: decodeURIComponent(url.pathname.slice(site.base.length)),
    id: decodeURIComponent(url.hash.slice(1)),
  }
}

/** Whether an address below the base is a file of the site, such as a picture. */
export function isFile({ folder }: BuiltSite, target: string): boolean {
  return statSync(path.join(folder, target), { throwIfNoEntry: false })?.isFile() ?? false
}
