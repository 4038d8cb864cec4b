import type { RequestHandler } from 'express'
import { HttpError } from './http-error.ts'

/** What Node's parser lets through and RFC 9112 does not: no version (section 3), no Host (section 3.2). */
export const wellFormed: RequestHandler = (req, _res, next) => {
  if (req.httpVersionMajor !== 1 || (req.httpVersionMinor === 1 && req.headers.host === undefined)) {
    throw new HttpError('bad_request')
  }
  next()
}
