import { Parser } from 'htmlparser2'

/** What a page asks for and offers, as far as the checks look at it. */
export interface PageFacts {
  /** Where its links lead, as written. */
  links: string[]
  /** What can be linked to. */
  ids: Set<string>
  scripts: string[]
  styles: string[]
  /** Pictures, icons, fonts that are loaded early. */
  others: string[]
  /** Characters of JavaScript in the page itself. */
  inlineScript: string
  elements: number
}

/** Reads a page of HTML. */
export function readPage(html: string): PageFacts {
  const facts: PageFacts = {
    links: [],
    ids: new Set(),
    scripts: [],
    styles: [],
    others: [],
    inlineScript: '',
    elements: 0,
  }
  let isInScript = false
  const parser = new Parser({
    onopentag(name, attributes) {
      facts.elements += 1
      if (attributes['id']) facts.ids.add(attributes['id'])
      isInScript = name === 'script' && !attributes['src'] && attributes['type'] !== 'application/json'
      note(name, attributes, facts)
    },
    ontext(text) {
      if (isInScript) facts.inlineScript += text
    },
    onclosetag() {
      isInScript = false
    },
  })
  parser.end(html)
  return facts
}

function note(name: string, { href, src, rel = '' }: Record<string, string>, facts: PageFacts): void {
  if (name === 'script' && src) facts.scripts.push(src)
  else if (name === 'link' && href) noteOfHead(rel, href, facts)
  else if (name === 'a' && href) facts.links.push(href)
  else if (src) facts.others.push(src)
}

function noteOfHead(rel: string, href: string, facts: PageFacts): void {
  if (rel === 'stylesheet') facts.styles.push(href)
  else if (rel === 'modulepreload') facts.scripts.push(href)
  else if (/icon|preload/.test(rel)) facts.others.push(href)
}
