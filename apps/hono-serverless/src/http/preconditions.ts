import { etagOf, matchesStrongly, matchesWeakly } from '@backend-rosetta/contract/etags'
import type { Context } from 'hono'
import { DomainError } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'

/** `If-Match` of a PATCH, which has to be there (VER-2). */
export function requireIfMatch(c: Context): VersionGuard {
  if (c.req.header('If-Match') === undefined) throw new DomainError({ code: 'precondition_required' })
  return ifMatch(c)
}

/** `If-Match` of a command or DELETE: without it any version will do. */
export function ifMatch(c: Context): VersionGuard {
  const header = c.req.header('If-Match')
  return (version) => header === undefined || matchesStrongly(header, etagOf(version))
}

/** Whether the client has what this tag stands for (VER-1). */
export function ifNoneMatch(c: Context, etag: string): boolean {
  const header = c.req.header('If-None-Match')
  return header !== undefined && matchesWeakly(header, etag)
}
