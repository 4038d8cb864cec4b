import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'

// #region load-limit
/**
 * Refuses at once what comes on top of `most` requests that this instance is working on (OPS-8). Waiting in line for the
 * database it would be too late when its turn came, and would have made all others late. An event stream that has begun
 * is no work. Where the platform gives an instance one request at a time, the platform's own limit is what counts.
 */
export function loadLimit(most: number) {
  let atWork = 0
  return createMiddleware(async (_c, next) => {
    if (atWork >= most) throw new HTTPException(503)
    atWork += 1
    try {
      await next()
    } finally {
      atWork -= 1
    }
  })
}
// #endregion
