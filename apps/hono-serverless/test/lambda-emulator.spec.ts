import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@backend-rosetta/contract-tests/server/launch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Front, openFront } from '../emulators/front.ts'
import { createFunction, type LambdaFunction } from '../emulators/lambda/function.ts'
import { functionUrl } from '../emulators/lambda/function-url.ts'

const about = z.object({
  pid: z.number(),
  invocations: z.number(),
  ticks: z.number(),
  left: z.number(),
  event: z.looseObject({ body: z.string().optional(), isBase64Encoded: z.boolean() }),
})

let lambda: LambdaFunction
let front: Front
let url: string

beforeEach(async () => {
  lambda = createFunction({
    name: 'example',
    file: path.join(import.meta.dirname, 'fixtures/handlers.mjs'),
    handler: 'handler',
    env: process.env,
    memoryMegabytes: 128,
    timeoutSeconds: 2,
    concurrency: 3,
    spares: 0,
  })
  const port = await freePort()
  front = await openFront(functionUrl(lambda), { host: '127.0.0.1', port })
  url = `http://127.0.0.1:${port}`
})

afterEach(async () => {
  await front.close()
  await lambda.stop()
})

describe('the emulator of Lambda', { timeout: 20_000 }, () => {
  it('gives a request to the handler as a function URL does', async () => {
    const { event } = await ask('/a%20b?x=1&x=2', {
      method: 'POST',
      body: '{"ä":1}',
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Two', 'one'],
        ['X-Two', 'other'],
        ['Cookie', 'c=3; d=4'],
      ],
    })
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/a%20b',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      cookies: ['c=3', 'd=4'],
      headers: { 'content-type': 'application/json', 'x-two': 'one, other' },
      requestContext: { http: { method: 'POST', path: '/a%20b' } },
      body: '{"ä":1}',
      isBase64Encoded: false,
    })
    const headers = { 'Content-Type': 'application/octet-stream' }
    const { event: binary } = await ask('/', { method: 'POST', body: new Uint8Array([255, 0]), headers })
    expect(binary).toMatchObject({ body: '/wA=', isBase64Encoded: true })
  })

  it('answers with what comes after the prelude, as it comes', async () => {
    const response = await fetch(`${url}/pieces`)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const pieces: string[] = []
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece).toString())
    expect(pieces).toEqual(['{"one":1', ',"two":2}'])
    expect((await fetch(`${url}/nothing`)).status).toBe(204)
  })

  it('keeps an instance for the next request, and frozen until then', async () => {
    const first = await ask('/')
    await sleep(400)
    const second = await ask('/')
    expect(second).toMatchObject({ pid: first.pid, invocations: 2 })
    // Its timer of 5 ms would have run some eighty times.
    expect(second.ticks - first.ticks).toBeLessThan(20)
  })

  it('gives requests at the same time an instance each, and refuses those beyond the limit', async () => {
    const statuses: number[] = []
    const pids = new Set<number>()
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const response = await fetch(`${url}/slow`)
        statuses.push(response.status)
        if (response.ok) pids.add(about.parse(await response.json()).pid)
      }),
    )
    expect(statuses.toSorted()).toEqual([200, 200, 200, 429])
    expect(pids.size).toBe(3)
  })

  it('lets the handler go on after its answer, and uses the instance for nothing else meanwhile', async () => {
    const first = await ask('/afterwards')
    const second = await ask('/')
    expect(second.pid).not.toBe(first.pid)
  })

  it('answers 502 for a handler that throws or dies, and goes on', async () => {
    for (const path of ['/throws', '/dies']) expect((await fetch(url + path)).status).toBe(502)
    expect((await ask('/')).invocations).toBeLessThanOrEqual(2)
  })

  it('ends a handler whose time is over', async () => {
    const { left } = await ask('/')
    expect(left).toBeGreaterThan(1500)
    expect(left).toBeLessThanOrEqual(2000)
    const started = performance.now()
    const tooSlow = { data: () => new Promise<void>(() => undefined), end: () => undefined }
    const never = lambda.invoke({ rawPath: '/' }, tooSlow)
    await expect(never).rejects.toThrow('ended')
    expect(performance.now() - started).toBeGreaterThan(1900)
  })

  it('refuses what is larger than an event may be', async () => {
    const response = await fetch(url, { method: 'POST', body: new Uint8Array(6 * 1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })
})

async function ask(target: string, init: RequestInit = {}) {
  const response = await fetch(url + target, init)
  return about.parse(await response.json())
}
