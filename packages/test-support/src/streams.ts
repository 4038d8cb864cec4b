import type { Server } from 'node:http'
import { expect } from 'vitest'

export type OpenStream = Awaited<ReturnType<typeof openStream>>

/** An open event stream: what it has sent so far, as `seq type`. */
export async function openStream(server: Server, path: string, headers: Record<string, string>) {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server does not listen')
  const aborting = new AbortController()
  const response = await fetch(`http://127.0.0.1:${address.port}${path}`, {
    headers: { Accept: 'text/event-stream', ...headers },
    signal: aborting.signal,
  })
  expect(response.status).toBe(200)
  let text = ''
  let over = false
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  })()
  reading
    .catch(() => undefined)
    .finally(() => {
      over = true
    })

  // A blank line ends each message; what comes after the last one is not complete yet.
  const events = () => text.split('\n\n').slice(0, -1).flatMap(outline)
  return {
    events,
    async until(type: string) {
      const types = () => events().map((event) => event.split(' ')[1])
      await expect.poll(types, { timeout: 5000 }).toContain(type)
    },
    async ended() {
      await expect.poll(() => over, { timeout: 5000 }).toBe(true)
    },
    close: () => aborting.abort(),
  }
}

/** `seq type` of a message, in whichever order its fields come; of a comment or `retry` nothing. */
function outline(message: string): string[] {
  const [, seq] = /^id: (\d+)$/m.exec(message) ?? []
  const [, type] = /^event: (.+)$/m.exec(message) ?? []
  return seq && type ? [`${seq} ${type}`] : []
}
