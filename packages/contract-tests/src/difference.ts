/** How a value is shown in a message: JSON on one line, cut after 400 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

interface Difference {
  pointer: string
  expected: unknown
  received: unknown
}

/** Where two JSON values differ, by JSON Pointer; nothing where they are equal. Absent and `undefined` are the same. */
export function differences(expected: unknown, received: unknown, pointer = ''): Difference[] {
  if (Object.is(expected, received)) return []
  if (
    !isContainer(expected) ||
    !isContainer(received) ||
    Array.isArray(expected) !== Array.isArray(received)
  ) {
    return [{ pointer, expected, received }]
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(received)])
  return [...keys].flatMap((key) =>
    differences(Reflect.get(expected, key), Reflect.get(received, key), `${pointer}/${key}`),
  )
}

/** The differences as lines for a person, at most ten. */
export function showDifferences(found: readonly Difference[]): { expected: string; received: string } {
  const shown = found.slice(0, 10)
  const rest = found.length > 10 ? [`… and ${found.length - 10} more`] : []
  const lines = (side: 'expected' | 'received') =>
    [...shown.map((one) => `${one.pointer && `${one.pointer}: `}${show(one[side])}`), ...rest].join('\n')
  return { expected: lines('expected'), received: lines('received') }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
