import { etagOf } from '@backend-rosetta/contract/etags'
import type { Context } from 'hono'
import { ifNoneMatch } from './preconditions.ts'

interface Versioned {
  version: number
}

/** 200 with the resource and its ETag (VER-1). */
export function sendResource<R extends Versioned>(c: Context, resource: R) {
  return c.json(resource, 200, { ETag: etagOf(resource.version) })
}

/** 201 with the resource, its ETag and where it is. */
export function sendCreated<R extends Versioned>(c: Context, location: string, resource: R) {
  return c.json(resource, 201, { ETag: etagOf(resource.version), Location: location })
}

/** For GET: 200 with the resource, or 304 where the client has this version. */
export function sendIfChanged<R extends Versioned>(c: Context, resource: R) {
  return sendTagged(c, etagOf(resource.version), resource)
}

/** For GET: 200 with the body, or 304 where the client has it. */
export function sendTagged<Body extends object>(c: Context, etag: string, body: Body) {
  return ifNoneMatch(c, etag) ? c.body(null, 304, { ETag: etag }) : c.json(body, 200, { ETag: etag })
}
