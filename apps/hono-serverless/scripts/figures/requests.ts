import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A list from the database: what every runtime is asked for. */
const path = '/api/v1/products?limit=20'

const starts = 7
const warmRequests = 200

export interface Started {
  url: string
  /** When its first answer began to be waited for. */
  since: number
  stop: () => Promise<unknown>
}

type Start = () => Promise<Started>

/** Milliseconds until the first answer, each time from the very start: the median. */
export async function cold(start: Start): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < starts; round++) {
    const { url, since, stop } = await start()
    await listening(url)
    await answer(url + path)
    times.push(performance.now() - since)
    await stop()
  }
  return Math.round(median(times))
}

/** Milliseconds until an answer, one request after the other: the median. */
export async function warm(start: Start): Promise<number> {
  const { url, stop } = await start()
  await listening(url)
  await answer(url + path)
  const times: number[] = []
  for (let request = 0; request < warmRequests; request++) {
    const begun = performance.now()
    await answer(url + path)
    times.push(performance.now() - begun)
  }
  await stop()
  return Math.round(median(times) * 10) / 10
}

async function answer(url: string): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}

/** Asks by connecting alone: a request that fails would take the processor from the process that is starting. */
async function listening(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  while (!(await connects(hostname, Number(port)))) await sleep(1)
}

function connects(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = net.connect({ host, port }, () => resolve(true))
  socket.on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
