import {
  loginSchema,
  refreshTokenSchema,
  registerSchema,
  tokenPairSchema,
} from '@backend-rosetta/contract/auth'
import { userSchema } from '@backend-rosetta/contract/users'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Routes } from '../http/validation.ts'
import { type AuthDeps, logIn, logOut, refreshTokens, registerUser } from './auth.commands.ts'

const claimedEmail = z.object({ email: z.string().trim().toLowerCase() })

export const authRoutes: Routes<AuthDeps> = async (app, deps) => {
  /** Comes before the faults of the body (HTTP-12), so that it says nothing about them. */
  async function refuseAfterFailures({ body }: FastifyRequest): Promise<void> {
    const { data } = claimedEmail.safeParse(body)
    if (data) await deps.loginLimiter.check(data.email)
  }

  // #region register-user
  app.post(
    '/register',
    { schema: { body: registerSchema, response: { 201: userSchema } } },
    async ({ body }, reply) => {
      const user = await registerUser(deps, body)
      return reply.code(201).header('Location', `/api/v1/users/${user.id}`).send(user)
    },
  )
  // #endregion

  // #region log-in
  app.post(
    '/login',
    {
      preValidation: refuseAfterFailures,
      schema: { body: loginSchema, response: { 200: tokenPairSchema } },
    },
    async ({ body }, reply) => {
      reply.header('Cache-Control', 'no-store')
      return logIn(deps, body)
    },
  )
  // #endregion

  // #region refresh-tokens
  app.post(
    '/refresh',
    { schema: { body: refreshTokenSchema, response: { 200: tokenPairSchema } } },
    async ({ body }, reply) => {
      reply.header('Cache-Control', 'no-store')
      return refreshTokens(deps, body.refreshToken)
    },
  )
  // #endregion

  // #region log-out
  app.post('/logout', { schema: { body: refreshTokenSchema } }, async ({ body }, reply) => {
    await logOut(deps, body.refreshToken)
    return reply.code(204).send()
  })
  // #endregion
}
