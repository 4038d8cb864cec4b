import { loginSchema, refreshTokenSchema, registerSchema } from '@backend-rosetta/contract/auth'
import type { Request, RequestHandler, Response } from 'express'
import * as z from 'zod'
import { parseRequest } from '../http/parse-request.ts'
import { sendCreated } from '../http/resources.ts'
import type { AuthService } from './auth.service.ts'
import type { LoginLimiter } from './login-limiter.ts'

const registerUserRequest = z.object({ body: registerSchema })
const logInRequest = z.object({ body: loginSchema })
const refreshTokenRequest = z.object({ body: refreshTokenSchema })
const claimedEmail = z.object({ email: z.string().trim().toLowerCase() })

export type AuthController = ReturnType<typeof createAuthController>

export function createAuthController(auth: AuthService, loginLimiter: LoginLimiter) {
  /** Comes before the faults of the body (HTTP-12), so that it says nothing about them. */
  const refuseAfterFailures: RequestHandler = async (req, _res, next) => {
    const { data } = claimedEmail.safeParse(req.body)
    if (data) await loginLimiter.check(data.email)
    next()
  }

  return {
    refuseAfterFailures,

    // #region register-user
    async registerUser(req: Request, res: Response) {
      const { body } = parseRequest(registerUserRequest, req)
      const user = await auth.registerUser(body)
      sendCreated(res, `/api/v1/users/${user.id}`, user)
    },
    // #endregion

    // #region log-in
    async logIn(req: Request, res: Response) {
      const { body } = parseRequest(logInRequest, req)
      res.set('Cache-Control', 'no-store').json(await auth.logIn(body))
    },
    // #endregion

    // #region refresh-tokens
    async refreshTokens(req: Request, res: Response) {
      const { body } = parseRequest(refreshTokenRequest, req)
      res.set('Cache-Control', 'no-store').json(await auth.refreshTokens(body.refreshToken))
    },
    // #endregion

    // #region log-out
    async logOut(req: Request, res: Response) {
      const { body } = parseRequest(refreshTokenRequest, req)
      await auth.logOut(body.refreshToken)
      res.status(204).end()
    },
    // #endregion
  }
}
