import { Router } from 'express'
import type { Access } from '../auth/authenticate.ts'
import { otherMethods } from '../http/fallbacks.ts'
import { jsonBody } from '../http/json-body.ts'
import type { UserController } from './users.controller.ts'

export function userRoutes(users: UserController, access: Access): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/api/v1/users/me')
    // #region get-me
    .get(access.user, users.getMe)
    // #endregion
    // #region update-me
    .patch(jsonBody, access.user, users.updateMe)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/users')
    // #region list-users
    .get(access.admin, users.listUsers)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/users/:id')
    // #region get-user
    .get(access.user, users.getUser)
    // #endregion
    // #region update-user
    .patch(jsonBody, access.admin, users.updateUser)
    // #endregion
    // #region delete-user
    .delete(access.admin, users.deleteUser)
    // #endregion
    .all(otherMethods)

  return router
}
