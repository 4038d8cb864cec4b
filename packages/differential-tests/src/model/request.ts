/** A request as it goes out, with symbols for what only a server knows. */
export interface ModelRequest {
  method: string
  /** Path and query as they are on the wire. */
  target: string
  /** By the name in the spelling of the contract. */
  headers: Readonly<Record<string, string>>
  /** Characters, sent as UTF-8, or as bytes (Latin-1) where `bytes` says so. */
  body?: string
  bytes?: boolean
}

export function pathOf({ target }: ModelRequest): string {
  return target.split('?', 1)[0] ?? ''
}

/** The query as the API reads it: a parameter that is given twice is a list (HTTP-15). */
export function queryOf({ target }: ModelRequest): Record<string, string | string[]> {
  const [, search = ''] = target.split(/\?(.*)/s)
  const parameters = new URLSearchParams(search)
  const names = [...new Set(parameters.keys())]
  return Object.fromEntries(
    names.map((name): [string, string | string[]] => {
      const [first = '', ...more] = parameters.getAll(name)
      return [name, more.length > 0 ? [first, ...more] : first]
    }),
  )
}

export function headerOf({ headers }: ModelRequest, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return Object.entries(headers).find(([own]) => own.toLowerCase() === wanted)?.[1]
}
