import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import { streamHandle } from 'hono/aws-lambda'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import { openDatabase } from './db/database.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { createPollingFeed } from './orders/order-event-feed.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'
import { filesIn } from './runtime/files.ts'
import { workShift } from './runtime/shift.ts'
import { createWasmPasswords } from './runtime/wasm-passwords.ts'

/**
 * AWS Lambda: an instance serves one request at a time, so that one connection is enough for it, and is frozen in
 * between, so that nothing may be left to do when the handler is through.
 */
const env = readEnv(process.env)
const logger = createLogger({ level: env.LOG_LEVEL, write: (line) => process.stdout.write(`${line}\n`) })
const { db } = openDatabase({
  url: env.DATABASE_URL,
  size: 1,
  // A request may have waited for a cold start before.
  timeoutMilliseconds: 1000,
  applicationName: 'backend-rosetta-hono-lambda',
  onIdleError: (err) => logger.warn({ err }, 'lost a database connection'),
})
const afterwards = new Set<Promise<unknown>>()
const deps = {
  env,
  logger,
  scope: () => ({ db, waitUntil: (work: Promise<unknown>) => void afterwards.add(work) }),
  passwords: createWasmPasswords(async () => WebAssembly.compile(await readFile(beside('argon2.wasm')))),
  gateway: createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL })),
  // Lambda does not say when a client has gone: a stream ends before the function's time limit, and the client comes back.
  feed: createPollingFeed({ everyMilliseconds: 400, endAfterMilliseconds: 25_000 }),
  asset: filesIn(fileURLToPath(beside('assets'))),
  clock: () => new Date(),
  newId: uuidv7,
  isStopping: () => false,
}
const answer = streamHandle(createApp(deps))

/** Behind a function URL that streams. */
export const handler = awslambda.streamifyResponse<LambdaFunctionURLEvent>(async (event, stream, context) => {
  // Hono's type of this function forgets the stream.
  await Reflect.apply(answer, undefined, [readable(event), stream, context])
  // The client has its answer.
  await Promise.allSettled(afterwards)
  afterwards.clear()
})

/** Behind a schedule of EventBridge. */
export function settle(): Promise<void> {
  return workShift({ ...deps, db })
}

/**
 * What Hono's adapter would stumble over: a body where a Web-standard request has none (HTTP-13), and header values
 * outside of ASCII, of which it makes good ones by escaping them. Here they become a character that no field allows.
 */
function readable({ body, ...event }: LambdaFunctionURLEvent): LambdaFunctionURLEvent {
  const hasBody = body !== undefined && !/^(GET|HEAD)$/.test(event.requestContext.http.method)
  const fields = Object.entries(event.headers).map(([name, value = '']) => [
    name,
    value.replaceAll(/[^\0-\x7F]/g, '\x7F'),
  ])
  return { ...event, headers: Object.fromEntries(fields), ...(hasBody && { body }) }
}

/** A file of the archive, next to the bundle. */
function beside(file: string): URL {
  return new URL(file, import.meta.url)
}
