import { givenProduct, givenUser, orderOf, password } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test/support/test-app.ts'
import { createClient } from './client.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

it('knows paths, bodies and answers by their types', async () => {
  const { email } = await givenUser(app)
  const product = await givenProduct(app, { stock: 1 })
  const fetch = app.app.request
  // #region rpc-client
  const shop = createClient('http://shop.example', { fetch })
  const login = await shop.api.v1.auth.login.$post({ json: { email, password } })
  if (login.status !== 200) throw new Error((await login.json()).detail)
  const { accessToken } = await login.json()

  const user = createClient('http://shop.example', {
    fetch,
    headers: { Authorization: `Bearer ${accessToken}` },
  })
  const placed = await user.api.v1.orders.$post({ json: orderOf([[product, 1]]), header: {} })
  if (placed.status !== 201) throw new Error((await placed.json()).detail)
  const order = await placed.json()
  // #endregion
  expect(order).toMatchObject({ status: 'confirmed', total: product.price })

  const refused = await user.api.v1.orders.$post({ json: orderOf([]), header: {} })
  if (refused.status !== 422) throw new TypeError(`an order of nothing was answered with ${refused.status}`)
  expect((await refused.json()).errors).toMatchObject([{ pointer: '/items', code: 'too_short' }])
})
