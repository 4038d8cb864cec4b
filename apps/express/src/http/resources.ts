import { etagOf } from '@backend-rosetta/contract/etags'
import type { Request, Response } from 'express'
import { ifNoneMatch } from './preconditions.ts'

interface Versioned {
  version: number
}

/** 200 with the resource and its ETag (VER-1). */
export function sendResource(res: Response, resource: Versioned): void {
  res.set('ETag', etagOf(resource.version)).json(resource)
}

/** 201 with the resource, its ETag and where it is. */
export function sendCreated(res: Response, location: string, resource: Versioned): void {
  res.status(201).location(location)
  sendResource(res, resource)
}

/** For GET: 200 with the resource, or 304 where the client has this version. */
export function sendIfChanged(req: Request, res: Response, resource: Versioned): void {
  sendTagged(req, res, { etag: etagOf(resource.version), body: resource })
}

/**
 * For GET: 200 with the body, or 304 where the client has it. Not `req.fresh`: a `Cache-Control: no-cache` of the
 * client, which fetch() adds to conditional requests by itself, turns that one off.
 */
export function sendTagged(
  req: Request,
  res: Response,
  { etag, body }: { etag: string; body: object },
): void {
  res.set('ETag', etag)
  if (ifNoneMatch(req, etag)) res.status(304).end()
  else res.json(body)
}
