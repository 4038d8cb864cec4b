const loadingTag = /<(?:script|img|iframe|link|source|video|audio|embed)\b([^>]*)>/gi
const target = /\b(?:src|href|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i
const passive = /\brel\s*=\s*["']?(?:canonical|author|license|help|alternate)\b/i

/** What a browser loads with a page: scripts, styles, images, frames. */
export function loadedBy(html: string): string[] {
  const tags = [...html.matchAll(loadingTag)].map(([, attributes = '']) => attributes)
  return tags
    .filter((attributes) => !passive.test(attributes))
    .flatMap((attributes) => firstGroup(target.exec(attributes)))
    .filter(isFetched)
}

/** What a style sheet, or the styles in a page, load. */
export function styleTargets(text: string): string[] {
  const urls = [...text.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s)'"]+))\s*\)/gi)].flatMap(firstGroup)
  const imports = [...text.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/gi)].flatMap(firstGroup)
  return [...urls, ...imports].filter(isFetched)
}

function firstGroup(match: RegExpMatchArray | null): string[] {
  const found = match?.slice(1).find((group) => group !== undefined)
  return found === undefined ? [] : [found.replaceAll('&amp;', '&')]
}

function isFetched(address: string): boolean {
  return address !== '' && !/^(data|blob|about|javascript):|^#/i.test(address)
}
