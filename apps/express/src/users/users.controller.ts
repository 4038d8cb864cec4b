import { listUsersQuery, updateMeSchema, updateUserSchema } from '@backend-rosetta/contract/users'
import type { Request, Response } from 'express'
import * as z from 'zod'
import { authOf } from '../auth/authenticate.ts'
import { toPage } from '../http/pages.ts'
import { parseRequest } from '../http/parse-request.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendIfChanged, sendResource } from '../http/resources.ts'
import type { UserService } from './users.service.ts'

const listUsersRequest = z.object({ query: listUsersQuery })
const updateMeRequest = z.object({ body: updateMeSchema })
const updateUserRequest = z.object({ body: updateUserSchema })

type ById = Request<{ id: string }>

export type UserController = ReturnType<typeof createUserController>

export function createUserController(users: UserService) {
  return {
    // #region get-me
    getMe(req: Request, res: Response) {
      sendIfChanged(req, res, authOf(req).user)
    },
    // #endregion

    // #region update-me
    async updateMe(req: Request, res: Response) {
      const { body } = parseRequest(updateMeRequest, req)
      sendResource(res, await users.updateMe(authOf(req), body, requireIfMatch(req)))
    },
    // #endregion

    // #region list-users
    async listUsers(req: Request, res: Response) {
      const { query } = parseRequest(listUsersRequest, req)
      const found = await users.listUsers(query)
      res.json(toPage(req, res, { ...found, ...query }))
    },
    // #endregion

    // #region get-user
    async getUser(req: ById, res: Response) {
      sendIfChanged(req, res, await users.getUser(req.params.id, authOf(req).user))
    },
    // #endregion

    // #region update-user
    async updateUser(req: ById, res: Response) {
      const { body } = parseRequest(updateUserRequest, req)
      const byAdmin = { admin: authOf(req).user, guard: requireIfMatch(req) }
      sendResource(res, await users.updateUser(req.params.id, body, byAdmin))
    },
    // #endregion

    // #region delete-user
    async deleteUser(req: ById, res: Response) {
      await users.deleteUser(req.params.id, { admin: authOf(req).user, guard: ifMatch(req) })
      res.status(204).end()
    },
    // #endregion
  }
}
