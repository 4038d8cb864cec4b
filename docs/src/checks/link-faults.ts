import { type BuiltSite, isFile, resolveLink } from './read-site.ts'

/** Links that lead nowhere, and pages that no link leads to. */
export function linkFaults(site: BuiltSite): string[] {
  const broken = [...site.pages].flatMap(([page, { links, scripts, styles, others }]) => {
    const all = new Set([...links, ...scripts, ...styles, ...others])
    return [...all].flatMap((link) => {
      const fault = faultOf(site, page, link)
      return fault ? [`/${page} links to ${link}: ${fault}`] : []
    })
  })
  const found = reachable(site)
  const orphans = [...site.pages.keys()].filter((page) => page !== '404.html' && !found.has(page))
  return [
    ...broken,
    ...orphans.map((page) => `/${page} is an orphan: no way leads there from the first page`),
  ]
}

function faultOf(site: BuiltSite, page: string, link: string): string | undefined {
  if (!URL.canParse(link, 'http://site.invalid/')) return 'not an address'
  const found = resolveLink(site, page, link)
  if (found === undefined) return undefined
  if (found === 'outside') return `not below ${site.base}`
  const target = site.pages.get(found.target)
  if (!target) return isFile(site, found.target) ? undefined : 'no such page'
  return found.id === '' || target.ids.has(found.id) ? undefined : `the page has no #${found.id}`
}

function reachable(site: BuiltSite): Set<string> {
  const found = new Set([''])
  for (const page of found) {
    for (const link of site.pages.get(page)?.links ?? []) {
      const next = URL.canParse(link, 'http://site.invalid/') ? resolveLink(site, page, link) : undefined
      if (typeof next === 'object' && site.pages.has(next.target)) found.add(next.target)
    }
  }
  return found
}
