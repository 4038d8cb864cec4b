import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Serve } from '../front.ts'
import { type LambdaFunction, Throttled } from './function.ts'
import { toEvent } from './function-url-event.ts'
import type { Sink } from './instance.ts'

/** The most bytes of a request. Source: AWS Lambda quotes 6 MB for the payload of an invocation. */
const payloadLimit = 6 * 1024 * 1024

/** HTTP in front of a function as a function URL with `InvokeMode: RESPONSE_STREAM` has it. */
export function functionUrl(lambda: LambdaFunction): Serve {
  return async (req, res) => {
    const body = await readBody(req)
    if (!body) return refuse(res, 413, 'Request Entity Too Large')
    const answer = answerInto(res)
    try {
      await lambda.invoke(toEvent(req, body, randomUUID()), answer)
    } catch (error) {
      if (!res.writableFinished) console.error(String(error))
      if (res.headersSent) res.destroy()
      else if (error instanceof Throttled) refuse(res, 429, 'Rate Exceeded.')
      else refuse(res, 502, 'Internal Server Error')
    }
  }
}

/** The whole body, since an event holds it whole; nothing when it is too large. */
async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > payloadLimit) return undefined
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req) {
    length += chunk.length
    if (length > payloadLimit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Splits what the function sends into status, headers and body: a JSON object, eight NULs, the rest. */
function answerInto(res: ServerResponse): Sink {
  let prelude: Buffer = Buffer.alloc(0)

  function data(chunk: Buffer): Promise<void> | void {
    if (res.headersSent) return writeTo(res, chunk)
    prelude = Buffer.concat([prelude, chunk])
    const end = prelude.indexOf(Buffer.alloc(8))
    if (end === -1) return
    const { statusCode, headers, cookies } = JSON.parse(prelude.toString('utf8', 0, end))
    res.writeHead(statusCode, { ...headers, ...(cookies?.length > 0 && { 'set-cookie': cookies }) })
    res.flushHeaders()
    return writeTo(res, prelude.subarray(end + 8))
  }

  return { data, end: () => res.end() }
}

/** A client that went away is not told to the function: it runs on, and so does the bill. */
async function writeTo(res: ServerResponse, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || res.destroyed || res.write(chunk)) return
  await Promise.race([once(res, 'drain'), once(res, 'close')])
}

function refuse(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
  res.end(JSON.stringify({ Message: message }))
}
