import type { FaultCode } from '@backend-rosetta/contract/problems'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { uniqueSku } from './skus.ts'

const unique = defineChecks('CAT-2', { level: 'core' }, (check) => {
  check('CAT-2.11', 'a sku is not given twice', async (t) => {
    const product = await t.product({ sku: uniqueSku(t) })
    const body = { ...valid(t), sku: product.sku }
    t.problem(await t.as(t.admin).call('createProduct', { body }), 'sku_taken')
    const query = { search: product.sku }
    const { items } = t.status(await t.anonymous.call('listProducts', { query }), 200)
    t.expect(items).equals([product], 'the products with this sku')
  })

  check('CAT-2.12', 'a product cannot take the sku of another one', async (t) => {
    const [one, other] = [await t.product(), await t.product()]
    const path = { id: one.id }
    const change = { path, ifMatch: '*', body: { sku: other.sku, name: 'Renamed' } }
    t.problem(await t.as(t.admin).call('updateProduct', change), 'sku_taken')
    t.expect(t.status(await t.anonymous.call('getProduct', { path }), 200)).equals(one, 'it is as it was')
  })

  check(
    'CAT-2.13',
    'the sku of an archived product is free, the one that was given up as well',
    async (t) => {
      const [archived, changed] = [await t.product(), await t.product()]
      t.status(await t.as(t.admin).call('deleteProduct', { path: { id: archived.id } }), 204)
      const change = { path: { id: changed.id }, ifMatch: '*', body: { sku: uniqueSku(t) } }
      t.status(await t.as(t.admin).call('updateProduct', change), 200)
      for (const { id, sku } of [archived, changed]) {
        const next = t.status(await t.as(t.admin).call('createProduct', { body: { ...valid(t), sku } }), 201)
        t.expect(next.id === id).equals(false, 'it is another product')
        t.status(await t.as(t.admin).call('deleteProduct', { path: { id: next.id } }), 204)
      }
    },
  )
})

const racing = defineChecks('CAT-2', { level: 'reliable' }, (check) => {
  check('CAT-2.14', 'of 8 parallel products with one sku exactly one is made', async (t) => {
    const body = valid(t)
    const create = () => t.as(t.admin).call('createProduct', { body })
    const answers = await Promise.all(Array.from({ length: 8 }, create))
    const made = answers.flatMap((answer) => (answer.status === 201 ? [t.status(answer, 201)] : []))
    t.expect(made.length).equals(1, 'products that were made')
    for (const answer of answers) if (answer.status !== 201) t.problem(answer, 'sku_taken')
    for (const { id } of made) t.status(await t.as(t.admin).call('deleteProduct', { path: { id } }), 204)
  })
})

type Refusal = readonly [property: object, pointer: string, code: FaultCode]

const refusals: ReadonlyArray<readonly [number, string, readonly Refusal[]]> = [
  [
    21,
    'sku',
    ['A', 'A'.repeat(33), 'abc', '-AB', 'A B', '', 'AB\n', ' AB', '١٢٣', 'ÄB', 'A_B']
      .map((sku): Refusal => [{ sku }, '/sku', 'invalid_format'])
      .concat([[{ sku: 7 }, '/sku', 'invalid_type']]),
  ],
  [
    22,
    'name',
    [
      [{ name: '' }, '/name', 'too_short'],
      [{ name: ' \t ' }, '/name', 'too_short'],
      [{ name: 'x'.repeat(121) }, '/name', 'too_long'],
      [{ name: 'two\nlines' }, '/name', 'invalid_format'],
      [{ name: 7 }, '/name', 'invalid_type'],
    ],
  ],
  [
    23,
    'description',
    [
      [{ description: 'x'.repeat(2001) }, '/description', 'too_long'],
      [{ description: 'a\u0000b' }, '/description', 'invalid_format'],
      [{ description: ['x'] }, '/description', 'invalid_type'],
    ],
  ],
  [
    24,
    'price',
    [
      [{ price: { amount: -1, currency: 'EUR' } }, '/price/amount', 'too_small'],
      [{ price: { amount: 100_000_001, currency: 'EUR' } }, '/price/amount', 'too_big'],
      [{ price: { amount: 12.5, currency: 'EUR' } }, '/price/amount', 'invalid_type'],
      [{ price: { amount: '1250', currency: 'EUR' } }, '/price/amount', 'invalid_type'],
      [{ price: { amount: null, currency: 'EUR' } }, '/price/amount', 'invalid_type'],
      [{ price: { currency: 'EUR' } }, '/price/amount', 'required'],
      [{ price: { amount: 1250, currency: 'CHF' } }, '/price/currency', 'invalid_value'],
      [{ price: { amount: 1250, currency: 'eur' } }, '/price/currency', 'invalid_value'],
      [{ price: { amount: 1250 } }, '/price/currency', 'required'],
      [{ price: { amount: 1250, currency: 'EUR', scale: 2 } }, '/price/scale', 'unknown_property'],
      [{ price: 1250 }, '/price', 'invalid_type'],
    ],
  ],
  [
    25,
    'stock',
    [
      [{ stock: -1 }, '/stock', 'too_small'],
      [{ stock: 1_000_001 }, '/stock', 'too_big'],
      [{ stock: 1.5 }, '/stock', 'invalid_type'],
      [{ stock: '5' }, '/stock', 'invalid_type'],
      [{ stock: true }, '/stock', 'invalid_type'],
    ],
  ],
]

const limits = defineChecks('CAT-2', { level: 'core' }, (check) => {
  for (const [number, name, cases] of refusals) {
    check(`CAT-2.${number}`, `a ${name} outside its limits is refused, new or changed`, async (t) => {
      const product = await t.product()
      const path = { id: product.id }
      for (const [property, pointer, code] of cases) {
        const body = { ...valid(t), ...property }
        t.faults(await t.as(t.admin).call('createProduct', { body }), [{ in: 'body', pointer, code }])
        const change = { path, ifMatch: '*', body: property }
        t.faults(await t.as(t.admin).call('updateProduct', change), [{ in: 'body', pointer, code }])
      }
      const read = t.status(await t.anonymous.call('getProduct', { path }), 200)
      t.expect(read).equals(product, 'the product is as it was')
    })
  }

  check('CAT-2.26', 'a new product needs sku, name, price and stock', async (t) => {
    const answer = await t.as(t.admin).call('createProduct', { body: {} })
    const pointers = ['/sku', '/name', '/price', '/stock']
    const expected = pointers.map((pointer) => ({ in: 'body' as const, pointer, code: 'required' as const }))
    t.faults(answer, expected)
  })

  check('CAT-2.27', 'what is just within the limits is taken', async (t) => {
    const name = 'n'.repeat(120)
    const cases = [
      { sku: t.unique('L').toUpperCase().padEnd(32, 'X'), name, description: 'd'.repeat(2000) },
      { sku: t.unique('0').toUpperCase().padEnd(31, '-'), name: 'n', description: 'd' },
      { price: { amount: 0, currency: 'USD' }, stock: 0 },
      { price: { amount: 100_000_000, currency: 'GBP' }, stock: 1_000_000 },
    ]
    for (const properties of cases) await makes(t, properties)
    await makes(t, { name: `  ${name}\t` }, { name })
  })

  check('CAT-2.28', 'a sku may have two characters', async (t) => {
    const body = { ...valid(t), sku: t.run.slice(-2).toUpperCase() }
    const answer = await t.as(t.admin).call('createProduct', { body })
    // There are so few of them that this one may be taken.
    if (answer.status === 409) t.problem(answer, 'sku_taken')
    else await archive(t, t.status(answer, 201).id)
  })
})

const secure = defineChecks('CAT-2', { level: 'secure' }, (check) => {
  for (const [number, operation, body] of [
    [41, 'createProduct', undefined],
    [42, 'updateProduct', { stock: 7 }],
    [43, 'deleteProduct', undefined],
  ] as const) {
    check(`CAT-2.${number}`, `${operation} is for admins only`, async (t) => {
      const product = await t.product()
      const path = { id: product.id }
      const made = valid(t)
      const options = { path, ifMatch: '*', body: operation === 'createProduct' ? made : body }
      t.problem(await t.anonymous.call(operation, options), 'unauthenticated')
      t.problem(await t.as(await t.customer()).call(operation, options), 'forbidden')
      const read = t.status(await t.anonymous.call('getProduct', { path }), 200)
      t.expect(read).equals(product, 'the product is as it was')
      const query = { search: made.sku }
      const { items } = t.status(await t.anonymous.call('listProducts', { query }), 200)
      t.expect(items).equals([], 'products that were made')
    })
  }
})

function valid(t: Context) {
  const price = { amount: 1250, currency: 'EUR' }
  return { sku: uniqueSku(t), name: `Valid${t.run}`, price, stock: 5 }
}

/** Makes a product with these properties, compares them and archives it. */
async function makes(t: Context, properties: object, expected: object = properties): Promise<void> {
  const body = { ...valid(t), ...properties }
  const product = t.status(await t.as(t.admin).call('createProduct', { body }), 201)
  t.expect<object>(product).includes(expected, 'the product is as it was sent')
  await archive(t, product.id)
}

async function archive(t: Context, id: string): Promise<void> {
  t.status(await t.as(t.admin).call('deleteProduct', { path: { id } }), 204)
}

export const checks = [...unique, ...racing, ...limits, ...secure]
