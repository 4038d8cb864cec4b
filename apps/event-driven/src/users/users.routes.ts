import {
  listUsersQuery,
  updateMeSchema,
  updateUserSchema,
  userPageSchema,
  userSchema,
} from '@backend-rosetta/contract/users'
import { type Access, authOf } from '../auth/access.ts'
import { ifMatch, requireIfMatch } from '../http/etags.ts'
import { toPage } from '../http/pages.ts'
import { byId, type Routes } from '../http/validation.ts'
import { deleteUser, type UserDeps, updateMe, updateUser } from './users.commands.ts'
import { getUser, listUsers } from './users.queries.ts'

const theUser = { 200: userSchema }

export const userRoutes: Routes<UserDeps & { access: Access }> = async (app, { access, ...deps }) => {
  app.addHook('preValidation', access.user)

  // #region get-me
  app.get('/me', { schema: { response: theUser } }, async (request) => authOf(request).user)
  // #endregion

  // #region update-me
  app.patch(
    '/me',
    { preHandler: requireIfMatch, schema: { body: updateMeSchema, response: theUser } },
    async (request) => updateMe(deps, request.body, { auth: authOf(request), guard: ifMatch(request) }),
  )
  // #endregion

  // #region list-users
  app.get(
    '',
    {
      preValidation: access.adminOnly,
      schema: { querystring: listUsersQuery, response: { 200: userPageSchema } },
    },
    async ({ query }, reply) => toPage(await listUsers(deps.db, query), query, reply),
  )
  // #endregion

  // #region get-user
  app.get('/:id', { schema: { params: byId, response: theUser } }, async (request) =>
    getUser(deps.db, request.params.id, authOf(request).user),
  )
  // #endregion

  // #region update-user
  app.patch(
    '/:id',
    {
      preValidation: access.adminOnly,
      preHandler: requireIfMatch,
      schema: { params: byId, body: updateUserSchema, response: theUser },
    },
    async (request) => {
      const change = { id: request.params.id, changes: request.body }
      return updateUser(deps, change, { admin: authOf(request).user, guard: ifMatch(request) })
    },
  )
  // #endregion

  // #region delete-user
  app.delete(
    '/:id',
    { preValidation: access.adminOnly, schema: { params: byId } },
    async (request, reply) => {
      await deleteUser(deps, request.params.id, { admin: authOf(request).user, guard: ifMatch(request) })
      return reply.code(204).send()
    },
  )
  // #endregion
}
