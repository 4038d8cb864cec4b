import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openEventStream } from '../src/http/event-stream.ts'
import { openSocket } from '../src/http/socket.ts'

let close: () => void = () => undefined

afterEach(() => close())

const event = (seq: number, type: string, data: object = {}) =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ seq, type, at: '2026-11-20T12:00:00.000Z', actor: { type: 'system', id: null }, data })}\n\n`

async function listen(server: net.Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return `http://127.0.0.1:${address.port}`
}

async function stream(write: (response: http.ServerResponse) => void) {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    write(response)
  })
  const url = new URL(await listen(server))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const options = { signal: new AbortController().signal, record: () => undefined }
  return openEventStream({ method: 'GET', url, headers: {} }, options)
}

describe('an event stream', () => {
  it('gives events one by one and up to a type', async () => {
    const events = await stream((response) => {
      response.write(event(1, 'order.placed', { total: { amount: 1, currency: 'EUR' } }))
      response.write(event(2, 'order.confirmed') + event(3, 'order.delivered'))
    })
    expect((await events.next()).data.type).toBe('order.placed')
    expect((await events.until('order.delivered')).map(({ id }) => id)).toEqual(['2', '3'])
  })

  it('fails at the deadline, and says what came', async () => {
    const events = await stream((response) => response.write(event(1, 'order.confirmed')))
    await expect(events.until('order.delivered', 60)).rejects.toThrow(/order\.delivered comes within/)
  })

  it('fails at once when the stream ends', async () => {
    const events = await stream((response) => response.end())
    await expect(events.next()).rejects.toMatchObject({
      details: { received: 'the end of the stream (unread: [])' },
    })
  })

  it('keeps the events that came before the end', async () => {
    const events = await stream((response) => response.end(event(1, 'order.confirmed')))
    await events.ended()
    expect((await events.next()).id).toBe('1')
  })

  it('refuses data that is no order event', async () => {
    const events = await stream((response) => response.write('id: 1\nevent: order.placed\ndata: {}\n\n'))
    await expect(events.next()).rejects.toThrow('the data of an event is an order event')
  })

  it('hears comments', async () => {
    const events = await stream((response) => setImmediate(() => response.write(': still here\n\n')))
    expect(await events.comment(2000)).toBe('still here')
  })
})

describe('a bare connection', () => {
  async function connect(answer: (socket: net.Socket, text: string) => void) {
    const server = net.createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.setEncoding('latin1').on('data', (text: string) => answer(socket, text))
    })
    const socket = openSocket(await listen(server))
    close = () => {
      socket.close()
      server.close()
    }
    return socket
  }

  it('sends any bytes and reads one answer after the other', async () => {
    const reply = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 1\r\n\r\n'
    const socket = await connect((peer, text) =>
      peer.write(`${reply}${text === '\xff' ? 'y' : 'n'}${reply}z`),
    )
    socket.write('\xff')
    expect((await socket.answer()).response).toMatchObject({ status: 400, body: 'y' })
    expect((await socket.answer()).response?.body).toBe('z')
  })

  it('notices that it was closed', async () => {
    const socket = await connect((peer) => peer.destroy())
    socket.write('x')
    await socket.closed()
    await expect(socket.answer()).rejects.toThrow('the server answers within 5000 ms')
  })

  it('fails at the deadline', async () => {
    const socket = await connect(() => undefined)
    await expect(socket.answer(40)).rejects.toThrow('the server answers within 40 ms')
    await expect(socket.closed(40)).rejects.toThrow('the server closes the connection within 40 ms')
  })
})
