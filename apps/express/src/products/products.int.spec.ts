import { randomUUID } from 'node:crypto'
import { adminOf, givenProduct } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

describe('search', () => {
  it('finds wildcards as ordinary characters, in any case and in the description', async () => {
    const tag = randomUUID()
    await givenProduct(app, { name: `${tag} 100% Wool` })
    await givenProduct(app, { name: `${tag} 1000 Wool`, description: 'A 100\\% Blend_' })
    expect(await namesFor(`${tag} 100% wOOL`)).toEqual([`${tag} 100% Wool`])
    expect(await namesFor('100\\% blend_')).toEqual([`${tag} 1000 Wool`])
    expect(await namesFor(`${tag} 100_`)).toEqual([])
  })
})

describe('a list', () => {
  it('pages in a total order and links its neighbours', async () => {
    const tag = randomUUID()
    for (let made = 0; made < 5; made++) await givenProduct(app, { name: tag })
    const path = `/api/v1/products?search=${tag}&sort=name&limit=2`
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => app.http.get(`${path}&page=${page}`).expect(200)),
    )
    const ids = pages.flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id))
    expect(new Set(ids).size).toBe(5)
    expect(ids).toEqual([...ids].sort())
    expect(pages[1]?.body.page).toEqual({ number: 2, size: 2, totalItems: 5, totalPages: 3 })
    const link = (page: number, rel: string) => `<${path}&page=${page}>; rel="${rel}"`
    expect(pages[1]?.headers['link']).toBe(
      [link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', '),
    )
    expect(pages[3]?.headers['link']).toContain(link(3, 'prev'))
  })

  it('is not sent again to a client that has it', async () => {
    const path = `/api/v1/products?search=${randomUUID()}`
    const { headers } = await app.http.get(path).expect(200)
    await app.http
      .get(path)
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(304)
  })
})

describe('a product', () => {
  it('is changed by one of many with the same ETag', async () => {
    const { id } = await givenProduct(app)
    const { headers } = await adminOf(app)
    const rename = (name: string) =>
      app.http
        .patch(`/api/v1/products/${id}`)
        .set({ ...headers, 'If-Match': '"1"' })
        .send({ name })
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map(rename))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
  })

  it('keeps its version when nothing changes', async () => {
    const product = await givenProduct(app)
    const { headers } = await adminOf(app)
    const patch = app.http.patch(`/api/v1/products/${product.id}`).set({ ...headers, 'If-Match': '*' })
    const { body } = await patch.send({ name: product.name, price: product.price }).expect(200)
    expect(body).toEqual(product)
  })

  it('frees its SKU when it is archived', async () => {
    const product = await givenProduct(app)
    const { headers } = await adminOf(app)
    const again = { sku: product.sku, name: 'Again', price: product.price, stock: 1 }
    await app.http.post('/api/v1/products').set(headers).send(again).expect(409)
    await app.http.delete(`/api/v1/products/${product.id}`).set(headers).expect(204)
    await app.http.get(`/api/v1/products/${product.id}`).expect(404)
    await app.http.post('/api/v1/products').set(headers).send(again).expect(201)
  })
})

async function namesFor(search: string): Promise<string[]> {
  const { body } = await app.http.get('/api/v1/products').query({ search }).expect(200)
  return body.items.map(({ name }: { name: string }) => name)
}
