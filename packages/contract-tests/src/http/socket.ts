import net from 'node:net'
import tls from 'node:tls'
import { Failure } from '../failures.ts'
import { late } from '../grace.ts'
import type { Exchange } from './exchange.ts'
import { parseResponse } from './parse-response.ts'
import { createWaiter } from './waiter.ts'

/** A bare connection, for requests that an HTTP client cannot send. Closed by itself at the end of the check. */
export interface RawSocket {
  /** Sends these characters as they are (Latin-1, so that any byte can be sent). */
  write(text: string): void
  /** Half-closes: says that nothing more will come. */
  end(): void
  /**
   * The next complete answer; fails when none comes within these milliseconds, or the connection ends before.
   * `bodyless` says that it is one to HEAD.
   */
  answer(within?: number, options?: { bodyless?: boolean }): Promise<Exchange>
  /** Waits until the server closes the connection. */
  closed(within?: number): Promise<void>
  close(): void
}

export function openSocket(base: string): RawSocket {
  const url = new URL(base)
  const started = performance.now()
  const sent: string[] = []
  let received = ''
  let over: string | undefined
  const waiter = createWaiter()
  const socket = connect(url)
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    waiter.notify()
  })
  socket.on('error', (error) => finish(error.message))
  socket.on('close', () => finish('the connection was closed'))

  function finish(reason: string): void {
    over ??= reason
    waiter.notify()
  }
  function exchange(): Exchange {
    return {
      request: { method: 'RAW', url: url.origin, headers: {}, body: sent.join('') },
      milliseconds: performance.now() - started,
    }
  }
  async function inTime<T>(look: () => T, what: string, within: number): Promise<NonNullable<T>> {
    const come = await waiter.until(look, within)
    if (come?.late) throw late(what, within, come.late, { exchange: exchange() })
    if (come?.value != null) return come.value
    const details = { received: received || over || 'nothing', exchange: exchange() }
    throw new Failure(`${what} within ${within} ms`, details)
  }
  return {
    write(text) {
      sent.push(text)
      socket.write(text, 'latin1')
    },
    end: () => socket.end(),
    async answer(within = 5000, { bodyless = false } = {}) {
      const look = () =>
        parseResponse(received, over !== undefined, bodyless) ?? (over === undefined ? undefined : null)
      const found = await inTime(look, 'the server answers', within)
      received = received.slice(found.length)
      return { ...exchange(), response: found.response }
    },
    async closed(within = 5000) {
      await inTime(() => over, 'the server closes the connection', within)
    },
    close: () => socket.destroy(),
  }
}

function connect(url: URL): net.Socket {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (secure ? 443 : 80)
  return secure ? tls.connect({ host, port, servername: host }) : net.connect({ host, port })
}
