import { etagOf, matchesStrongly } from '@backend-rosetta/contract/etags'
import { DomainError } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'

/** `If-Match` of a PATCH, which has to be there (VER-2). */
export function requireIfMatch(header: string | undefined): VersionGuard {
  if (header === undefined) throw new DomainError({ code: 'precondition_required' })
  return ifMatch(header)
}

/** `If-Match` of a command or DELETE: without it any version will do. */
export function ifMatch(header: string | undefined): VersionGuard {
  return (version) => header === undefined || matchesStrongly(header, etagOf(version))
}
