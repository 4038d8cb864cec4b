import type { Access } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { contractRoute } from '../http/contract-route.ts'
import { toPage } from '../http/pages.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendIfChanged, sendResource } from '../http/resources.ts'
import { router } from '../http/router.ts'
import { listUsers } from './users.queries.ts'
import { deleteUser, getUser, updateMe, updateUser } from './users.ts'

export function userRoutes(deps: Pick<Deps, 'passwords' | 'clock'>, access: Access) {
  return (
    router()
      // #region get-me
      .openapi(contractRoute('getMe', access.user), (c) => sendIfChanged(c, c.var.auth.user))
      // #endregion

      // #region update-me
      .openapi(contractRoute('updateMe', access.user), async (c) => {
        const { db, auth } = c.var
        const change = { ...c.req.valid('json'), guard: requireIfMatch(c) }
        return sendResource(c, await updateMe({ ...deps, db }, auth, change))
      })
      // #endregion

      // #region list-users
      .openapi(contractRoute('listUsers', access.admin), async (c) => {
        const query = c.req.valid('query')
        const found = await listUsers(c.var.db, query)
        return c.json(toPage(c, { ...found, ...query }), 200)
      })
      // #endregion

      // #region get-user
      .openapi(contractRoute('getUser', access.user), async (c) => {
        const { db, auth } = c.var
        return sendIfChanged(c, await getUser(db, c.req.valid('param').id, auth.user))
      })
      // #endregion

      // #region update-user
      .openapi(contractRoute('updateUser', access.admin), async (c) => {
        const { db, auth } = c.var
        const change = { ...c.req.valid('json'), admin: auth.user, guard: requireIfMatch(c) }
        return sendResource(c, await updateUser({ ...deps, db }, c.req.valid('param').id, change))
      })
      // #endregion

      // #region delete-user
      .openapi(contractRoute('deleteUser', access.admin), async (c) => {
        const { db, auth } = c.var
        const by = { admin: auth.user, guard: ifMatch(c) }
        await deleteUser({ ...deps, db }, c.req.valid('param').id, by)
        return c.body(null, 204)
      })
    // #endregion
  )
}
