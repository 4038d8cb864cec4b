import fc from 'fast-check'

/** With the tag of the trace the answer is known exactly; without it the list holds what others made. */
export const querySearches = fc.constantFrom(
  '<tag>',
  '<tag>',
  ' <tag> ',
  'mug <tag>',
  'MUG <tag>',
  '%<tag>',
  '_<tag>',
  'alice.<tag>',
  '<tag>-',
  '',
  'x'.repeat(101),
  'nul\u0000',
)

const strange = fc.constantFrom('', '1e3', '0x10', ' 1', '1.5', '99999999999999999999', 'NaN', 'null', '٣')

/**
 * A path with some of these parameters: each once mostly, with an unlikely value sometimes, twice rarely, and with
 * parameters that nothing defines.
 */
export function withQuery(
  path: string,
  values: Readonly<Record<string, fc.Arbitrary<string>>>,
): fc.Arbitrary<string> {
  const pairs = Object.entries(values).map(([name, value]) =>
    fc.oneof(
      { weight: name === 'search' ? 12 : 3, arbitrary: fc.tuple(fc.constant(name), value) },
      { weight: 1, arbitrary: fc.tuple(fc.constant(name), strange) },
    ),
  )
  const unknown = fc.constantFrom<[string, string]>(
    ['nope', '1'],
    ['limit[]', '5'],
    ['__proto__', '1'],
    ['Limit', '0'],
  )
  return fc
    .record({
      search: 'search' in values ? fc.constant<[string, string][]>([['search', '<tag>']]) : fc.constant([]),
      some: fc.array(
        fc.oneof({ weight: 12, arbitrary: fc.oneof(...pairs) }, { weight: 1, arbitrary: unknown }),
        {
          maxLength: 3,
        },
      ),
      isOnce: fc.nat(9).map((n) => n > 0),
    })
    .map(({ search, some, isOnce }) => {
      const all = [...search, ...some]
      return `${path}${queryOf(isOnce ? lastOfEach(all) : all)}`
    })
}

function lastOfEach(pairs: readonly [string, string][]): [string, string][] {
  return [...new Map(pairs)]
}

function queryOf(pairs: readonly [string, string][]): string {
  const encoded = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return encoded.length > 0 ? `?${encoded.join('&')}` : ''
}

/** References stay as they are: they are resolved later. */
function encode(text: string): string {
  return text
    .split(/(<[a-z:0-9]+>)/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('')
}
