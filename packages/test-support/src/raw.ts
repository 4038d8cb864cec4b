import { once } from 'node:events'
import type { Server } from 'node:http'
import net from 'node:net'

/** Sends bytes as they are, and resolves with all that came back once the server has closed the connection. */
export async function sendRaw(server: Server, text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connectTo(server)
  let received = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk
  })
  socket.once('error', reject).once('close', () => resolve(received))
  socket.write(text)
  return promise
}

/** What comes back first, although the request may never end. */
export async function firstAnswer(server: Server, text: string): Promise<string> {
  const socket = connectTo(server)
  socket.write(text)
  const [chunk] = await once(socket, 'data')
  socket.destroy()
  return String(chunk)
}

/** The statuses and problem codes of one or more answers. */
export function outlineOf(received: string): string[] {
  const found = received.matchAll(/HTTP\/1\.1 (\d{3})|"code":"(\w+)"/g)
  return [...found].map(([, status, code]) => status ?? code ?? '')
}

function connectTo(server: Server): net.Socket {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server does not listen')
  return net.connect(address.port, '127.0.0.1')
}
