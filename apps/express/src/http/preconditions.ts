import type { Request } from 'express'
import { DomainError } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'

export function etagOf(version: number): string {
  return `"${version}"`
}

/** `If-Match` of a PATCH, which has to be there (VER-2). */
export function requireIfMatch(req: Request): VersionGuard {
  if (req.get('If-Match') === undefined) throw new DomainError({ code: 'precondition_required' })
  return ifMatch(req)
}

/** `If-Match` of a command or DELETE: without it any version will do. Source: RFC 9110 section 13.1.1. */
export function ifMatch(req: Request): VersionGuard {
  const header = req.get('If-Match')?.trim()
  if (header === undefined || header === '*') return () => true
  const tags = entityTags(header)
  return (version) => tags.includes(etagOf(version))
}

/** Source: RFC 9110 section 13.1.2, weak comparison. */
export function ifNoneMatch(req: Request, etag: string): boolean {
  const header = req.get('If-None-Match')?.trim()
  if (header === undefined) return false
  return header === '*' || entityTags(header).some((tag) => withoutWeak(tag) === withoutWeak(etag))
}

const entityTag = /(?:W\/)?"[^"]*"/g
const entityTagList = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/

/** A list that is not well-formed has no tag that could match. */
function entityTags(header: string): string[] {
  return entityTagList.test(header) ? (header.match(entityTag) ?? []) : []
}

function withoutWeak(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
