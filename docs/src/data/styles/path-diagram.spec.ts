import { expect, test } from 'vitest'
import { pathDiagrams, type Stop } from './path-diagram.ts'

const stops: Stop[] = [
  { number: 1, file: 'src/orders/orders.routes.ts', role: 'edge', note: 'route: body, users only' },
  { number: 2, file: 'src/orders/place-order.ts', role: 'rule', note: 'price < limit & "append"' },
  { number: 3, file: 'src/messaging/outbox.ts', role: 'storage', note: 'worker: messages' },
  { number: 4, file: 'src/http/problems.ts', role: 'failure', note: 'faults' },
]

test('every stop is named, once for wide pages and once for phones', () => {
  const svg = pathDiagrams('Path', stops)
  for (const name of ['1 orders.routes.ts', '2 place-order.ts', '3 outbox.ts', '4 problems.ts']) {
    expect(svg.split(`>${name}<`)).toHaveLength(3)
  }
  expect(svg.match(/role="img" aria-label="Path"/g)).toHaveLength(2)
})

test('what happens later is dashed, what goes wrong dotted', () => {
  const [wide = ''] = pathDiagrams('Path', stops).split('</svg>')
  expect([...wide.matchAll(/class="way (\w+)"/g)].map(([, kind]) => kind)).toEqual([
    'direct',
    'later',
    'failing',
  ])
})

test('notes are text, whatever is in them', () => {
  expect(pathDiagrams('Path', stops)).toContain('price &lt; limit &amp; &quot;append&quot;')
})
