import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PageFacts } from './read-page.ts'
import { type BuiltSite, resolveLink } from './read-site.ts'

/** What a page makes a browser load. Sizes in kB (1000 bytes) as sent compressed with gzip. */
interface Weight {
  html: number
  css: number
  /** Of the page, of its files, and of what these load later. */
  javascript: number
  requests: number
  elements: number
}

/** What any page may weigh. Code in colour takes an element for each word of it, far more than prose. */
const budget: Weight = { html: 120, css: 40, javascript: 150, requests: 25, elements: 18_000 }

/** Pages that may weigh more, and why: Swagger UI is what it is, and only this page loads it, once it is open. */
const exceptions: Readonly<Record<string, Partial<Weight>>> = {
  'try/reference/': { javascript: 600, css: 60 },
}

export type PageWeight = [page: string, weight: Weight]

/** Pages that weigh more than they may. */
export function budgetFaults(weights: readonly PageWeight[]): string[] {
  return weights.flatMap(([page, weight]) =>
    Object.entries({ ...budget, ...exceptions[page] }).flatMap(([name, limit]) => {
      const value = weight[name as keyof Weight]
      return value > limit ? [`/${page} is over its budget: ${name} ${round(value)} > ${limit}`] : []
    }),
  )
}

/** Every page with what it weighs. */
export function weigh(site: BuiltSite): PageWeight[] {
  const sizeOf = sizesOfFiles(site)
  return [...site.pages].map(([page, facts]) => {
    const files = (links: PageFacts['links']) => filesOf(site, page, links)
    const scripts = closure(site, files(facts.scripts).concat(importsOf(`${facts.inlineScript}`, '')))
    const styles = files(facts.styles)
    return [
      page,
      {
        html: kilobytes(facts.html),
        css: sum(styles.map(sizeOf)),
        javascript: sum(scripts.map(sizeOf)) + kilobytes(facts.inlineScript),
        requests: 1 + scripts.length + styles.length + new Set(facts.others).size,
        elements: facts.elements,
      },
    ]
  })
}

function filesOf(site: BuiltSite, page: string, links: PageFacts['links']): string[] {
  return [...new Set(links)].flatMap((link) => {
    const found = resolveLink(site, page, link)
    return typeof found === 'object' ? [found.target] : []
  })
}

/** The modules, and all that they import, at once or later. */
function closure(site: BuiltSite, modules: readonly string[]): string[] {
  const all = new Set(modules)
  for (const file of all) {
    for (const next of importsOf(readFileSync(path.join(site.folder, file), 'utf8'), file)) all.add(next)
  }
  return [...all]
}

function importsOf(code: string, file: string): string[] {
  const found = [...code.matchAll(/(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g)]
  return found.map(([, module = '']) => path.posix.join(path.posix.dirname(file), module))
}

function sizesOfFiles({ folder }: BuiltSite): (file: string) => number {
  const known = new Map<string, number>()
  return (file) => {
    const size = known.get(file) ?? kilobytes(readFileSync(path.join(folder, file), 'utf8'))
    known.set(file, size)
    return size
  }
}

function kilobytes(text: string): number {
  return text === '' ? 0 : gzipSync(text).length / 1000
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function round(value: number): number {
  return Math.ceil(value * 10) / 10
}
