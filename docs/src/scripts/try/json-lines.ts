/** A line of pretty-printed JSON, and the value that it shows. */
export interface Line {
  indent: number
  text: string
  /** JSON Pointer (RFC 6901) of the value; absent on a line that only closes a bracket. */
  pointer?: string
}

/** JSON, a value on each line. */
export function jsonLines(json: unknown): Line[] {
  return linesOf(json, { pointer: '', label: '', indent: 0, end: '' })
}

/** Text, as lines that have their number for a pointer. */
export function textLines(text: string): Line[] {
  if (text === '') return []
  return text.split('\n').map((line, index) => ({ indent: 0, text: line, pointer: `/line ${index + 1}` }))
}

/** Each value with what stands for it in a comparison: a container by its brackets, its content by itself. */
export function jsonValues(json: unknown, pointer = ''): [pointer: string, value: string][] {
  const children = childrenOf(json)
  if (!children) return [[pointer, JSON.stringify(json)]]
  const [open, close] = bracketsOf(json)
  return [
    [pointer, children.length > 0 ? `${open}…${close}` : open + close],
    ...children.flatMap(([key, child]) => jsonValues(child, `${pointer}/${escapeKey(key)}`)),
  ]
}

interface Place {
  pointer: string
  /** `"name": ` in an object. */
  label: string
  indent: number
  /** The comma, if more follows. */
  end: string
}

function linesOf(json: unknown, { pointer, label, indent, end }: Place): Line[] {
  const children = childrenOf(json)
  if (!children) return [{ indent, pointer, text: label + JSON.stringify(json) + end }]
  const [open, close] = bracketsOf(json)
  if (children.length === 0) return [{ indent, pointer, text: label + open + close + end }]
  const inner = children.flatMap(([key, child], index) =>
    linesOf(child, {
      pointer: `${pointer}/${escapeKey(key)}`,
      label: Array.isArray(json) ? '' : `${JSON.stringify(key)}: `,
      indent: indent + 1,
      end: index < children.length - 1 ? ',' : '',
    }),
  )
  return [{ indent, pointer, text: label + open }, ...inner, { indent, text: close + end }]
}

function childrenOf(json: unknown): [key: string, value: unknown][] | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  return Object.entries(json)
}

function bracketsOf(json: unknown): [open: string, close: string] {
  return Array.isArray(json) ? ['[', ']'] : ['{', '}']
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
