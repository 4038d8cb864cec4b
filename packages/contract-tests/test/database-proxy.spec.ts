import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DatabaseProxy, startDatabaseProxy } from '../src/server/database-proxy.ts'

let echo: net.Server
let proxy: DatabaseProxy

beforeAll(async () => {
  echo = net.createServer((socket) => void socket.pipe(socket))
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  proxy = await startDatabaseProxy(
    `postgres://user:secret@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/orders`,
  )
})

afterAll(async () => {
  await proxy.close()
  echo.close()
})

it('holds back what is sent, and lets it go on in order', async () => {
  const before = await connect()
  expect(await said(before, 'one')).toBe('one')
  proxy.hold()
  const meanwhile = await connect()
  const answers = Promise.all([said(before, 'two'), said(meanwhile, 'three')])
  expect(await Promise.race([answers, delay(100, 'still held')])).toBe('still held')
  proxy.release()
  expect(await answers).toEqual(['two', 'three'])
})

it('breaks what is held when it is cut', async () => {
  proxy.hold()
  const held = await connect()
  const broken = once(held, 'close').catch((error: NodeJS.ErrnoException) => error.code)
  held.write('never')
  await proxy.cut()
  proxy.release()
  expect(await broken).toBe('ECONNRESET')
})

async function connect(): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(proxy.url).port), '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

async function said(socket: net.Socket, text: string): Promise<string> {
  socket.write(text)
  const [answer] = await once(socket, 'data')
  return String(answer)
}
