/** The entity tag of a version. Source: clause VER-1. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** Whether an `If-Match` header names this entity tag: strong comparison. Source: RFC 9110 section 13.1.1, clause VER-2. */
export function matchesStrongly(ifMatch: string, etag: string): boolean {
  const header = ifMatch.trim()
  return header === '*' || entityTags(header).includes(etag)
}

/** Whether an `If-None-Match` header names this entity tag: weak comparison. Source: RFC 9110 section 13.1.2, clause VER-1. */
export function matchesWeakly(ifNoneMatch: string, etag: string): boolean {
  const header = ifNoneMatch.trim()
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
