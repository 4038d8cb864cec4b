import { expect, test } from 'vitest'
import { readEnv } from '../env.ts'
import { createRuntime } from '../runtime.ts'
import { startWorkerEndpoint } from './worker-endpoint.ts'

test('a worker says that it runs, shows its metrics, and nothing else', async () => {
  const env = readEnv({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    PAYMENT_GATEWAY_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'silent',
  })
  const runtime = createRuntime(env, { name: 'worker', channels: [] })
  const endpoint = await startWorkerEndpoint(runtime, 0)
  const get = (path: string) => fetch(`http://127.0.0.1:${endpoint.port}${path}`)
  expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' })
  expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total')
  expect((await get('/api/v1/orders')).status).toBe(404)
  await endpoint.stop()
  await runtime.close()
})
