import { createMiddleware } from 'hono/factory'
import type { UserEnv } from '../context.ts'
import { validationFailed } from '../http/validation.ts'
import type { CursorCodec } from './cursor.ts'
import type { OrderPosition } from './orders.queries.ts'

export interface CursorEnv {
  Variables: UserEnv['Variables'] & { after: OrderPosition | undefined }
}

// #region list-orders
/** Where the page begins. Before the schemas are looked at, so that its fault comes together with theirs (HTTP-5). */
export function readCursor(cursors: CursorCodec) {
  return createMiddleware<CursorEnv>(async (c, next) => {
    const [cursor, ...more] = c.req.queries('cursor') ?? []
    // More than one is a fault of another kind, which the schema knows.
    const given = more.length === 0 ? cursor : undefined
    const after = given === undefined ? undefined : await cursors.decode(given)
    if (given !== undefined && !after) throw validationFailed(c, [notIssuedHere])
    c.set('after', after)
    await next()
  })
}
// #endregion

const notIssuedHere = {
  in: 'query',
  pointer: '/cursor',
  code: 'invalid_cursor',
  message: 'was not issued here',
} as const
