import { describe, expect, it } from 'vitest'
import { fillTours, staleTours } from './table.ts'
import type { Tour } from './tour.ts'

const tour: Tour = {
  placeOrder: [
    { file: 'src/orders.routes.ts', region: 'place-order', role: 'edge', note: 'parses' },
    { file: 'src/orders.service.ts', region: 'place-order', role: 'rule', note: 'stock | payment' },
  ],
}

const readme = ['# X', '<!-- generated:tour placeOrder -->', 'old', '<!-- /generated -->', 'after'].join('\n')

const filled = `# X
<!-- generated:tour placeOrder -->

| | file | region | role | what happens |
|---|---|---|---|---|
| 1 | [\`src/orders.routes.ts\`](src/orders.routes.ts) | \`place-order\` | edge | parses |
| 2 | [\`src/orders.service.ts\`](src/orders.service.ts) | \`place-order\` | rule | stock \\| payment |

<!-- /generated -->
after`

describe('generated tables', () => {
  it('are written between the markers, and nothing else changes', () => {
    expect(fillTours(readme, tour)).toBe(filled)
  })

  it('are stale until they are written, and fresh afterwards', () => {
    expect(staleTours(readme, tour, 'README.md')).toEqual([
      {
        file: 'README.md',
        line: 2,
        message: 'the table of placeOrder differs from tour.json: run pnpm generate',
      },
    ])
    expect(staleTours(fillTours(readme, tour), tour, 'README.md')).toEqual([])
  })

  it('of an unknown operation stay as they are, and are named', () => {
    const other = readme.replace('placeOrder', 'placeOrdr')
    expect(fillTours(other, tour)).toBe(other)
    expect(staleTours(other, tour, 'README.md')).toEqual([
      { file: 'README.md', line: 2, message: 'there is no tour placeOrdr. Did you mean "placeOrder"?' },
    ])
  })
})
