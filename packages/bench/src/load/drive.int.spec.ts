import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drive } from './drive.ts'

const never = new AbortController().signal
const server = createServer(async ({ url, method }, response) => {
  await delay(10)
  response.writeHead(url === '/missing' ? 404 : 200).end(method)
})
let url: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
})
afterAll(() => server.close())

function loadOf(...paths: string[]) {
  const requests = paths.map((path) => ({ method: 'GET' as const, path, headers: {} }))
  return { url, requests, connections: 2, seconds: 0.3 }
}

it('counts answers and how long they took', async () => {
  const driven = await drive(loadOf('/'), never)
  expect(driven.failures).toBe(0)
  expect(driven.answered).toBeGreaterThan(2)
  expect(driven.p50).toBeGreaterThan(8)
  expect(driven.p99).toBeGreaterThanOrEqual(driven.p50)
})

it('does not take an error for an answer', async () => {
  const driven = await drive(loadOf('/', '/missing'), never)
  expect(driven.failures).toBeGreaterThan(0)
  expect(driven.answered).toBeGreaterThan(0)
})

it('counts a server that is not there', async () => {
  const driven = await drive({ ...loadOf('/'), url: 'http://127.0.0.1:9' }, never)
  expect(driven).toMatchObject({ answered: 0, p50: 0 })
  expect(driven.failures).toBeGreaterThan(0)
})

it('stops when it is told to', async () => {
  const begun = performance.now()
  const driving = drive({ ...loadOf('/'), seconds: 30 }, AbortSignal.timeout(100))
  await expect(driving).rejects.toThrow('timeout')
  expect(performance.now() - begun).toBeLessThan(10_000)
})
