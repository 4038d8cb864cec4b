import type { Draft } from './types.ts'

/** A request that can be sent. */
export interface Request {
  target: string
  headers: [name: string, value: string][]
  body: string | undefined
}

/** What is wrong with a request that somebody wrote, before any server sees it. */
export class RequestFault extends Error {
  override name = 'RequestFault'
}

/**
 * A written request with its placeholders filled in.
 * @param values by placeholder
 * @throws RequestFault for what no browser could send
 */
export function toRequest(draft: Draft, values: ReadonlyMap<string, string>): Request {
  const target = fill(draft.target.trim(), values, encodeURIComponent)
  if (!target.startsWith('/')) throw new RequestFault('The path has to begin with a slash.')
  const body = fill(draft.body, values, inJson)
  return {
    target,
    headers: headersOf(fill(draft.headers, values)),
    body: body.trim() === '' ? undefined : body,
  }
}

/** The placeholders that a written request has, each once. */
export function placeholdersOf({ target, headers, body }: Draft): string[] {
  const found = [target, headers, body].flatMap((text) => [...text.matchAll(placeholder)])
  return [...new Set(found.flatMap(([, name]) => name ?? []))]
}

const placeholder = /\{\{(\w+)\}\}/g

function fill(
  text: string,
  values: ReadonlyMap<string, string>,
  encode: (value: string) => string = (value) => value,
): string {
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = values.get(name)
    if (value === undefined) throw new RequestFault(`Nothing is known to put in the place of {{${name}}}.`)
    return encode(value)
  })
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

function headersOf(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*)$/.exec(line.trim()) ?? []
    if (name === undefined || value === undefined) {
      throw new RequestFault(`"${line.trim()}" is no header: write it like If-Match: "3".`)
    }
    return [[name, value]]
  })
}
