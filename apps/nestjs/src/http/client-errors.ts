import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { rawProblem } from '@backend-rosetta/contract/raw-problem'

interface ClientError {
  code: string
  /** What arrived last, where that is known. */
  rawPacket?: unknown
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

/** Answers what did not become a request (HTTP-16), without spoiling what did. */
export class ClientErrors {
  private readonly latest = new WeakMap<Duplex, Exchange>()

  remember(request: IncomingMessage, response: ServerResponse): void {
    this.latest.set(request.socket, { request, response })
  }

  answer({ code, rawPacket }: ClientError, socket: Duplex): void {
    const error = { code, ...(rawPacket instanceof Uint8Array && { rawPacket }) }
    const { request, response } = this.latest.get(socket) ?? {}
    if (!socket.writable || code === 'ECONNRESET') socket.destroy()
    else if (!request || !response || response.writableFinished) socket.end(rawProblem(error))
    // The error is in the body of a request that waits for it, or behind a good one, whose answer must not suffer.
    else if (!request.complete && !response.headersSent) socket.end(rawProblem(error, pathOf(request)))
    else response.once('finish', () => socket.end(rawProblem(error)))
  }
}

function pathOf({ url = '' }: IncomingMessage): string {
  const [path = ''] = url.split('?', 1)
  return path
}
