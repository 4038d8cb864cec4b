interface Head {
  status: number
  headers: Array<readonly [string, string]>
  bodyStart: number
}

/**
 * The first complete answer in `text`; `final` says that nothing more comes, `bodyless` that it has no body whatever
 * its head says. Source: RFC 9112.
 */
export function parseResponse(text: string, final: boolean, bodyless = false) {
  const head = parseHead(text)
  if (!head) return undefined
  const { status, headers, bodyStart } = head
  const rest = text.slice(bodyStart)
  const read = readBody(rest, (name) => headers.find(([key]) => key.toLowerCase() === name)?.[1], {
    final,
    empty: bodyless || status === 204 || status === 304,
  })
  if (!read) return undefined
  const body = Buffer.from(read.body, 'latin1').toString('utf8')
  return { response: { status, headers, body }, length: bodyStart + read.length }
}

function parseHead(text: string): Head | undefined {
  const end = text.indexOf('\r\n\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]
  if (end === -1 || status === undefined) return undefined
  // An interim answer (100 Continue) is followed by the real one.
  if (status.startsWith('1')) {
    const next = parseHead(text.slice(end + 4))
    return next && { ...next, bodyStart: next.bodyStart + end + 4 }
  }
  const headers = text
    .slice(0, end)
    .split('\r\n')
    .slice(1)
    .map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    })
  return { status: Number(status), headers, bodyStart: end + 4 }
}

function readBody(
  rest: string,
  header: (name: string) => string | undefined,
  { final, empty }: { final: boolean; empty: boolean },
): { body: string; length: number } | undefined {
  if (empty) return { body: '', length: 0 }
  if (header('transfer-encoding')?.includes('chunked')) return readChunks(rest)
  const length = header('content-length')
  if (length === undefined) return final ? { body: rest, length: rest.length } : undefined
  return rest.length < Number(length)
    ? undefined
    : { body: rest.slice(0, Number(length)), length: Number(length) }
}

function readChunks(rest: string): { body: string; length: number } | undefined {
  let body = ''
  let at = 0
  for (;;) {
    const lineEnd = rest.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(rest.slice(at, lineEnd), 16)
    const start = lineEnd + 2
    if (Number.isNaN(size) || rest.length < start + size + 2) return undefined
    if (size === 0) return { body, length: start + 2 }
    body += rest.slice(start, start + size)
    at = start + size + 2
  }
}
