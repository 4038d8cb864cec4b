export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const token = /<\?[^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<>]+)/gy

/** A parser for the XML that has elements, attributes and text only. Throws where it is not well-formed. */
export function parseXml(xml: string): Element {
  const document: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  token.lastIndex = 0
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const match = token.exec(xml)
    if (!match) throw new SyntaxError(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`)
    take(match, open)
  }
  const [root] = document.children
  if (open.length !== 1 || !root || document.children.length !== 1)
    throw new SyntaxError('there is no single root')
  return root
}

/** `open` are the elements that are not closed yet, the innermost last. */
function take([, closing, name, attributes = '', selfClosing, text]: RegExpExecArray, open: Element[]): void {
  const parent = open.at(-1)
  if (!parent) throw new SyntaxError('more is closed than was opened')
  if (text !== undefined) parent.text += unescapeMarkup(text)
  if (closing && open.pop()?.name !== name) throw new SyntaxError(`</${name}> closes another element`)
  if (closing || name === undefined) return
  const element = { name, attributes: attributesOf(attributes), children: [], text: '' }
  parent.children.push(element)
  if (!selfClosing) open.push(element)
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescapeMarkup(value)]))
}

function unescapeMarkup(text: string): string {
  return text.replaceAll(/&(\w+);|&/g, (_, name: string | undefined) => {
    const character = name && { amp: '&', lt: '<', gt: '>', quot: '"' }[name]
    if (!character) throw new SyntaxError(`a bare & or an unknown entity in ${text.slice(0, 60)}`)
    return character
  })
}
