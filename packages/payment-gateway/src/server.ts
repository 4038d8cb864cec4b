import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createControl } from './control.ts'
import { type Answer, Refusal, refuse, send } from './http.ts'
import { openLedger } from './ledger.ts'
import { dispatch, type Parts } from './routes.ts'
import { createRehearsal } from './tokens.ts'

export interface GatewayOptions {
  /** Where the ledger is kept; made if it is missing. One gateway per file. */
  ledgerFile: string
  /** Gets one line about a repaired ledger or an unexpected failure. Default: standard error. */
  warn?: (message: string) => void
}

export interface Gateway {
  /**
   * Replays the ledger and listens on 127.0.0.1; port 0 takes any free one. Resolves with the base URL.
   * @throws Error with one clear sentence when the port is taken or the ledger cannot be used
   */
  listen: (port: number) => Promise<string>
  /** Keeps what was accepted, answers 503 to what waits, closes every connection and the ledger. */
  close: () => Promise<void>
}

/** The stand-in for the outside payment provider. */
export function createGateway({ ledgerFile, warn = console.error }: GatewayOptions): Gateway {
  const stopping = new AbortController()
  let parts: Parts | undefined

  const server = createServer(async (request, response) => {
    const ready = stopping.signal.aborted ? undefined : parts
    send(response, ready ? await dispatch(ready, request).catch(toAnswer) : refuse(notReady))
  })
  // Longer than usual connection pools keep an idle connection, so that they do not write to a closed one.
  server.keepAliveTimeout = 120_000

  function toAnswer(error: unknown): Answer {
    if (error instanceof Refusal) return refuse(error)
    warn(`The payment gateway failed: ${error instanceof Error ? error.message : String(error)}`)
    return refuse(internalError)
  }

  return {
    async listen(port) {
      // The port first: a second gateway on the same port must not touch the ledger of the first.
      const url = await bind(server, port)
      try {
        const ledger = await openLedger(ledgerFile, warn)
        parts = { ledger, control: createControl(), rehearse: createRehearsal(), stopping: stopping.signal }
      } catch (error) {
        server.close()
        throw error
      }
      return url
    },
    async close() {
      if (stopping.signal.aborted) return
      stopping.abort()
      const closed = once(server, 'close')
      server.close()
      await parts?.ledger.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const notReady = new Refusal('unavailable', 'The gateway is starting or stopping.')
const internalError = new Refusal(
  'internal_error',
  'The gateway failed, after or before it did its work. Send the request again with the same key.',
)

async function bind(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw taken ? new Error(`Port ${port} is in use. Stop what uses it or choose another port.`) : error
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gateway has no TCP address.')
  return `http://127.0.0.1:${address.port}`
}
