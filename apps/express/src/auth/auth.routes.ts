import { Router } from 'express'
import { otherMethods } from '../http/fallbacks.ts'
import { jsonBody } from '../http/json-body.ts'
import type { AuthController } from './auth.controller.ts'

export function authRoutes(auth: AuthController): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/api/v1/auth/register')
    // #region register-user
    .post(jsonBody, auth.registerUser)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/auth/login')
    // #region log-in
    .post(jsonBody, auth.refuseAfterFailures, auth.logIn)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/auth/refresh')
    // #region refresh-tokens
    .post(jsonBody, auth.refreshTokens)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/auth/logout')
    // #region log-out
    .post(jsonBody, auth.logOut)
    // #endregion
    .all(otherMethods)

  return router
}
