import type { RequestHandler } from 'express'
import { HttpError } from './http-error.ts'

/** What Node's parser lets through and RFC 9112 does not: no version (section 3), no Host (section 3.2). */
export const wellFormed: RequestHandler = (req, _res, next) => {
  if (req.httpVersionMajor !== 1 || (req.httpVersionMinor === 1 && req.headers.host === undefined)) {
    throw new HttpError('bad_request')
  }
  next()
}

const unreserved = /%(2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/gi

/** Express looks for a path as it was sent, but `%70` is `p` wherever it stands (HTTP-8; RFC 3986, section 6.2.2.2). */
export const normalPath: RequestHandler = (req, _res, next) => {
  if (req.path.includes('%')) {
    const [path = '', ...query] = req.url.split('?')
    req.url = [path.replaceAll(unreserved, decodeURIComponent), ...query].join('?')
  }
  next()
}
