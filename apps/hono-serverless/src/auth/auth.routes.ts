import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { AppEnv } from '../context.ts'
import { contractRoute } from '../http/contract-route.ts'
import { sendCreated } from '../http/resources.ts'
import { router } from '../http/router.ts'
import { type AuthDeps, logIn, logOut, refreshTokens, registerUser } from './auth.ts'

const claimedEmail = z.object({ email: z.string().trim().toLowerCase() })

export function authRoutes(deps: AuthDeps) {
  /** Comes before the faults of the body (HTTP-12), so that it says nothing about them. */
  const refuseAfterFailures = createMiddleware<AppEnv>(async (c, next) => {
    const { data } = claimedEmail.safeParse(c.get('body'))
    if (data) await deps.loginLimiter.check(c.get('db'), data.email)
    await next()
  })

  return (
    router()
      // #region register-user
      .openapi(contractRoute('registerUser'), async (c) => {
        const user = await registerUser({ ...deps, db: c.var.db }, c.req.valid('json'))
        return sendCreated(c, `/api/v1/users/${user.id}`, user)
      })
      // #endregion

      // #region log-in
      .openapi(contractRoute('logIn', refuseAfterFailures), async (c) => {
        c.header('Cache-Control', 'no-store')
        return c.json(await logIn({ ...deps, db: c.var.db }, c.req.valid('json')), 200)
      })
      // #endregion

      // #region refresh-tokens
      .openapi(contractRoute('refreshTokens'), async (c) => {
        c.header('Cache-Control', 'no-store')
        const { refreshToken } = c.req.valid('json')
        return c.json(await refreshTokens({ ...deps, db: c.var.db }, refreshToken), 200)
      })
      // #endregion

      // #region log-out
      .openapi(contractRoute('logOut'), async (c) => {
        await logOut({ ...deps, db: c.var.db }, c.req.valid('json').refreshToken)
        return c.body(null, 204)
      })
    // #endregion
  )
}
