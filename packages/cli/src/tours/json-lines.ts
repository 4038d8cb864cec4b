/**
 * The line of each value of a JSON text, by its path (`placeOrder/0/file`, the whole text is ``). The text must be
 * valid JSON. JSON.parse forgets where things were, and a message without a line is half a message.
 */
export function linesOf(json: string): Map<string, number> {
  const lines = new Map<string, number>()
  const levels: Level[] = []
  let line = 1
  for (const [token] of json.matchAll(/\n|"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g)) {
    if (token === '\n') line++
    else readToken(token, line, { levels, lines })
  }
  return lines
}

interface Level {
  isArray: boolean
  key: string
  index: number
  awaitsKey: boolean
}

function readToken(
  token: string,
  line: number,
  { levels, lines }: { levels: Level[]; lines: Map<string, number> },
): void {
  const level = levels.at(-1)
  if (token === '}' || token === ']') levels.pop()
  else if (token === ':' && level) level.awaitsKey = false
  else if (token === ',' && level) advance(level)
  else if (level?.awaitsKey) level.key = JSON.parse(token)
  else {
    lines.set(levels.map(({ isArray, index, key }) => (isArray ? index : key)).join('/'), line)
    if (token === '{' || token === '[') {
      levels.push({ isArray: token === '[', key: '', index: 0, awaitsKey: token === '{' })
    }
  }
}

function advance(level: Level): void {
  level.index++
  level.awaitsKey = !level.isArray
}
