import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Platform, runPlatform } from '../command.ts'
import type { Serve } from '../front.ts'
import { whyNoWorkerd } from './workerd.ts'

await runPlatform(path.resolve(import.meta.dirname, '../../dist/worker/options.json'), startWorkers)

async function startWorkers(): Promise<Platform> {
  const reason = whyNoWorkerd()
  if (reason) {
    console.error(`Workers cannot run here: ${reason}.`)
    process.exit(1)
  }
  const host = fork(path.join(import.meta.dirname, 'host.ts'), {
    execArgv: [],
    // The Ctrl-C of a terminal is for this process, which lets workerd finish.
    detached: process.platform !== 'win32',
  })
  const exited = once(host, 'exit')
  let stopping = false
  void exited.then(() => stopping || process.exit(1))
  const [port] = await once(host, 'message')
  return {
    serve: passOn(Number(port)),
    async stop() {
      stopping = true
      host.disconnect()
      await exited
    },
  }
}

/** Bytes of a body that the edge waits for before it calls a Worker. */
const edgeBytes = 262_144

/** To workerd and back: what is large or of unknown length piece by piece. */
function passOn(port: number): Serve {
  return async (req, res) => {
    // workerd closes the connection where a Worker has answered and more is to come. What is sent at once does not meet
    // that: the answer is read before the rest of a write fails.
    const body = announcedBytes(req) <= edgeBytes ? await buffer(req) : undefined
    const outgoing = request({
      host: '127.0.0.1',
      port,
      // workerd closes connections that are idle: a request must not meet that.
      agent: false,
      method: req.method,
      path: req.url,
      headers: endToEnd(req.rawHeaders),
    })
    // Heard below, as long as there is no answer; after that it is about the body, which nobody waits for.
    outgoing.on('error', () => undefined)
    // A client that went away is told to the Worker.
    res.once('close', () => outgoing.destroy())
    if (body) outgoing.end(body)
    else req.pipe(outgoing)
    const [incoming] = await once(outgoing, 'response')
    res.writeHead(incoming.statusCode, incoming.statusMessage, endToEnd(incoming.rawHeaders))
    res.flushHeaders()
    await pipeline(incoming, res)
  }
}

function announcedBytes({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity
}

const hopByHop = new Set(['connection', 'keep-alive', 'upgrade', 'expect'])

/** Without the fields that are about one connection. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, value)
  }
  return kept
}
