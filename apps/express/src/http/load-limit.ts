import type { RequestHandler } from 'express'
import onHeaders from 'on-headers'
import { HttpError } from './http-error.ts'

// #region load-limit
/**
 * Refuses at once what comes on top of `most` requests that are being worked on (OPS-8). Waiting in line for the
 * database it would be too late when its turn came, and would have made all others late. An event stream that has begun
 * is no work.
 */
export function loadLimit(most: number): RequestHandler {
  let atWork = 0
  return (_req, res, next) => {
    if (atWork >= most) throw new HttpError('unavailable')
    atWork += 1
    let counts = true
    const leave = () => {
      if (counts) atWork -= 1
      counts = false
    }
    onHeaders(res, leave)
    res.once('close', leave)
    next()
  }
}
// #endregion
