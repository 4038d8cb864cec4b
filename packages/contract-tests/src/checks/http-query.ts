import { productPageSchema } from '@backend-rosetta/contract/products'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Client } from '../http/client.ts'
import { sampleOrder, sampleProduct } from './samples.ts'

const notDigits = [
  '1e1',
  '+5',
  ' 5',
  '5 ',
  '0x5',
  '5.0',
  '5,0',
  '1_0',
  '',
  'NaN',
  'Infinity',
  '５',
  'five',
  'true',
]

const lists = ['/api/v1/products', '/api/v1/users', '/api/v1/orders']

export const checks = defineChecks('HTTP-15', { level: 'core' }, (check) => {
  check('HTTP-15.1', 'a parameter that is given twice is a fault', async (t) => {
    for (const path of lists) {
      const answer = await t.as(t.admin).request('GET', `${path}?limit=5&limit=5`)
      t.faults(answer, [{ in: 'query', pointer: '/limit', code: 'duplicate' }])
    }
    t.faults(
      await t.anonymous.request('GET', '/api/v1/products?search=a&page=1&search=b&inStock=true&inStock='),
      [
        { in: 'query', pointer: '/search', code: 'duplicate' },
        { in: 'query', pointer: '/inStock', code: 'duplicate' },
      ],
    )
    t.faults(
      await t.as(t.admin).request('GET', '/api/v1/orders?status=pending&status=pending&cursor=&cursor='),
      [
        { in: 'query', pointer: '/status', code: 'duplicate' },
        { in: 'query', pointer: '/cursor', code: 'duplicate' },
      ],
    )
  })

  check('HTTP-15.2', 'parameters that the operation does not define are ignored', async (t) => {
    const { sku } = await sampleProduct(t)
    const unknown =
      'foo=1&foo=2&role=root&limit[]=5&page[x]=2&Limit=0&constructor=1&__proto__=1&__proto__[limit]=1'
    const plain = await pageSize(t, t.anonymous, `search=${sku}`)
    t.expect(await pageSize(t, t.anonymous, `search=${sku}&${unknown}`)).equals(plain, 'the page is the same')
    t.expect(plain).equals(20, 'the default is 20')
  })

  check('HTTP-15.3', 'a number is decimal digits and nothing else', async (t) => {
    for (const limit of notDigits) {
      for (const path of lists) {
        const answer = await t.as(t.admin).request('GET', path, { query: { limit } })
        t.faults(answer, [{ in: 'query', pointer: '/limit', code: 'invalid_type' }])
      }
    }
  })

  check('HTTP-15.4', 'a number that is out of range is a fault, however many digits it has', async (t) => {
    for (const page of ['1000001', '99999999999', '9'.repeat(20), '9'.repeat(300)]) {
      const answer = await t.anonymous.call('listProducts', { query: { page } })
      t.faults(answer, [{ in: 'query', pointer: '/page', code: 'too_big' }])
    }
    const digits = await t.anonymous.call('listProducts', { query: { page: '9'.repeat(2000) } })
    const { errors = [] } = t.problem(digits, 'validation_failed')
    t.expect(errors.map(({ pointer }) => pointer)).equals(['/page'], '2000 digits are one fault')
  })

  check('HTTP-15.5', 'the last page that can be asked for is empty and comes at once', async (t) => {
    const answer = await t.anonymous.call('listProducts', { query: { page: 1_000_000, limit: 100 } })
    t.expect(t.status(answer, 200).items).equals([], 'nobody has that many products')
  })

  check('HTTP-15.6', 'an operation without parameters ignores them all', async (t) => {
    const { buyer, order } = await sampleOrder(t)
    const query = { limit: 'all', page: '0', cursor: 'x', fields: 'id' }
    t.status(await t.as(buyer).call('getMe', { query }), 200)
    t.status(await t.as(buyer).call('getOrder', { path: { id: order.id }, query }), 200)
    t.status(await t.anonymous.call('getLiveness', { query }), 200)
  })

  check('HTTP-15.7', 'names and values are decoded', async (t) => {
    const product = await t.product({ name: t.unique('Größe & +') })
    const search = encodeURIComponent(product.name)
    const answer = await t.anonymous.request('GET', `/api/v1/products?%73earch=${search}`)
    const { items } = productPageSchema.parse(t.status(answer, 200))
    t.expect(items.map(({ id }) => id)).equals([product.id], 'the product is found')
  })
})

async function pageSize(t: Context, client: Client, query: string): Promise<number> {
  const body = t.status(await client.request('GET', `/api/v1/products?${query}`), 200)
  return productPageSchema.parse(body).page.size
}
