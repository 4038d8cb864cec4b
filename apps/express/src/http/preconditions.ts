import { etagOf, matchesStrongly, matchesWeakly } from '@backend-rosetta/contract/etags'
import type { Request } from 'express'
import { DomainError } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'

/** `If-Match` of a PATCH, which has to be there (VER-2). */
export function requireIfMatch(req: Request): VersionGuard {
  if (req.get('If-Match') === undefined) throw new DomainError({ code: 'precondition_required' })
  return ifMatch(req)
}

/** `If-Match` of a command or DELETE: without it any version will do. */
export function ifMatch(req: Request): VersionGuard {
  const header = req.get('If-Match')
  return (version) => header === undefined || matchesStrongly(header, etagOf(version))
}

/** Whether the client has what this tag stands for (VER-1). */
export function ifNoneMatch(req: Request, etag: string): boolean {
  const header = req.get('If-None-Match')
  return header !== undefined && matchesWeakly(header, etag)
}
