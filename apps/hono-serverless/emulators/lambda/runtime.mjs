/**
 * Stands for the Node runtime inside one instance of a function: loads the bundled handler, then takes one invocation
 * after the other. Plain JavaScript, so that a cold start measures the function and not the removal of types.
 *
 * Invocations come on standard input and are read with a blocking call: from the end of one until the next the event
 * loop stands still, and with it every timer and socket, on any operating system. That is what a frozen instance is.
 */
import { readSync } from 'node:fs'
import net from 'node:net'
import { finished } from 'node:stream/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { ResponseStream } from './response-stream.mjs'

const [file, name] = process.argv.slice(2)
const outlet = new net.Socket({ fd: 3 })
// Whoever holds the other end is gone: killed, perhaps.
for (const event of ['end', 'error', 'close']) outlet.on(event, () => process.exit())
outlet.resume()

globalThis.awslambda = {
  streamifyResponse: (handler) => handler,
  HttpResponseStream: { from: (stream, metadata) => stream.begin(metadata) },
}

const handler = (await import(pathToFileURL(file).href))[name]
await send('R')
for (;;) {
  const invocation = receive()
  if (!invocation) process.exit()
  // What happened to its connections meanwhile is heard before the handler uses them.
  await turn()
  await turn()
  await send('F', await invoke(invocation))
}

/** The message of what it threw, or nothing. */
async function invoke({ event, context }) {
  const getRemainingTimeInMillis = () => context.deadline - Date.now()
  const stream = new ResponseStream(send)
  try {
    await handler(event, stream, { ...context, getRemainingTimeInMillis })
    await finished(stream.end())
    return ''
  } catch (error) {
    console.error(error)
    return String(error)
  }
}

/** A frame: a letter (see frames.ts), the length of what follows, and that. Resolves when it is on its way. */
function send(letter, payload = '') {
  const body = Buffer.from(payload)
  const head = Buffer.alloc(5)
  head.write(letter, 'latin1')
  head.writeUInt32LE(body.length, 1)
  return new Promise((resolve, reject) => {
    outlet.write(Buffer.concat([head, body]), (error) => (error ? reject(error) : resolve(undefined)))
  })
}

/** The next invocation, however long it takes. Nothing when there will be none. */
function receive() {
  const length = read(4)?.readUInt32LE()
  const text = length === undefined ? undefined : read(length)?.toString()
  return text === undefined ? undefined : JSON.parse(text)
}

function read(length) {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const count = readSync(0, buffer, filled, length - filled, null)
    if (count === 0) return undefined
    filled += count
  }
  return buffer
}
