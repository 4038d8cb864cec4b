import { createMiddleware } from 'hono/factory'
import { describe, expect, it } from 'vitest'
import type { AdminEnv, UserEnv } from '../context.ts'
import { contractRoute } from './contract-route.ts'
import { router } from './router.ts'

const usersOnly = createMiddleware<UserEnv>(() => Promise.reject(new TypeError('not in use')))
const adminsOnly = createMiddleware<AdminEnv>(() => Promise.reject(new TypeError('not in use')))

describe('a route of the contract', () => {
  it('does not compile without those who let in whom it is for', () => {
    contractRoute('logIn')
    contractRoute('getOrder', usersOnly)
    contractRoute('shipOrder', adminsOnly)
    // @ts-expect-error: for users
    contractRoute('getOrder')
    // @ts-expect-error: for admins
    contractRoute('shipOrder', usersOnly)
  })

  it('does not compile with an answer that the contract does not know', () => {
    const route = contractRoute('getLiveness')
    router().openapi(route, (c) => c.json({ status: 'ok' } as const, 200))
    // @ts-expect-error: another body
    router().openapi(route, (c) => c.json({ status: 'fine' } as const, 200))
    // @ts-expect-error: another status
    router().openapi(route, (c) => c.json({ status: 'ok' } as const, 201))
  })

  it('is where the contract has it', () => {
    const { method, path } = contractRoute('cancelOrder', usersOnly)
    expect({ method, path }).toEqual({ method: 'post', path: '/api/v1/orders/{id}/cancel' })
  })
})
