import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../context.ts'

const maxBytes = 102_400
const mediaType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const limited = bodyLimit({
  maxSize: maxBytes,
  onError: () => {
    throw new HTTPException(413)
  },
})

// #region json-body
const parsed: MiddlewareHandler<AppEnv> = async (c, next) => {
  const bytes = await c.req.arrayBuffer()
  if (bytes.byteLength > 0) {
    if (!isJson(c.req.raw.headers)) throw new HTTPException(415)
    c.set('body', parseJson(bytes))
  } else if (c.req.header('Content-Type') !== undefined) {
    c.req.raw = withoutBody(c.req.raw)
  }
  await next()
}

/** Size, media type, encoding and syntax of the body, before anything else is looked at (HTTP-7, HTTP-12). */
export const jsonBody: MiddlewareHandler<AppEnv> = every(limited, parsed)
// #endregion

function isJson(headers: Headers): boolean {
  const encoding = headers.get('Content-Encoding')?.toLowerCase() ?? 'identity'
  return mediaType.test(headers.get('Content-Type') ?? '') && encoding === 'identity'
}

/** Strict: what is not UTF-8 is refused and not mended. */
function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    throw new HTTPException(400)
  }
}

/** With a media type and nothing of it, Hono's validator would take the body for malformed (HTTP-13). */
function withoutBody({ url, method, headers, signal }: Request): Request {
  const rest = new Headers(headers)
  rest.delete('Content-Type')
  return new Request(url, { method, headers: rest, signal })
}
