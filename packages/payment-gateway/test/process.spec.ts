import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { startGatewayProcess } from '../src/process.ts'
import { anOrder, type Client, captured, createClient } from './client.ts'
import { test } from './fixtures.ts'

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

test('killed with charges in flight: what was answered is there, and no retry charges twice', async ({
  ledgerFile,
}) => {
  const doomed = await startGatewayProcess({ ledgerFile })
  const attempts: Attempt[] = []
  const clients = Array.from({ length: 8 }, () => chargeUntilItFails(createClient(doomed.url), attempts))
  await vi.waitUntil(() => attempts.filter((attempt) => attempt.id).length > 100, { timeout: 10_000 })
  await doomed.kill()
  await Promise.all(clients)
  expect(attempts.some((attempt) => !attempt.id)).toBe(true)

  const gateway = await startGatewayProcess({ ledgerFile, port: Number(new URL(doomed.url).port) })
  expect(gateway.url).toBe(doomed.url)
  const client = createClient(gateway.url)
  for (const { order, key, id } of attempts) {
    const charge = captured(await client.charge(order, { key }))
    if (id) expect(charge.id).toBe(id)
    expect(await client.ledger(order.reference)).toEqual([charge])
  }
  await gateway.stop()
})

interface Attempt {
  order: ReturnType<typeof anOrder>
  key: string
  /** Of the charge, once it was answered. */
  id?: string
}

async function chargeUntilItFails(client: Client, attempts: Attempt[]): Promise<void> {
  for (;;) {
    const attempt: Attempt = { order: anOrder(), key: randomUUID() }
    attempts.push(attempt)
    const reply = await client.charge(attempt.order, { key: attempt.key }).catch(() => undefined)
    if (!reply) return
    attempt.id = captured(reply).id
  }
}

test('a process that is stopped frees its port; stopping twice is fine', async () => {
  const gateway = await startGatewayProcess()
  captured(await createClient(gateway.url).charge(anOrder()))
  await Promise.all([gateway.stop(), gateway.stop()])
  await gateway.kill()
  await expect(fetch(`${gateway.url}/health`)).rejects.toThrow()
})

test('a process that cannot start says why', async ({ ledgerFile }) => {
  await writeFile(ledgerFile, 'not a ledger\n')
  await expect(startGatewayProcess({ ledgerFile })).rejects.toThrow(
    `The payment gateway did not start: The ledger ${ledgerFile} cannot be used: line 1 is damaged`,
  )
  expect(await readFile(ledgerFile, 'utf8')).toBe('not a ledger\n')
})

test('the process ends when its parent is killed', async () => {
  const parent = spawn(process.execPath, [fileURLToPath(new URL('./parent.ts', import.meta.url))])
  const [line] = await once(parent.stdout, 'data')
  const { url } = JSON.parse(String(line))
  expect((await fetch(`${url}/health`)).status).toBe(200)
  parent.kill('SIGKILL')
  const isGone = () =>
    fetch(`${url}/health`).then(
      () => false,
      () => true,
    )
  await vi.waitUntil(isGone, { timeout: 10_000 })
})

test('the command listens, and ends cleanly when told to', async ({ ledgerFile }) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const command = spawn(process.execPath, [bin, '--port', '0', '--ledger', ledgerFile])
    const [line] = await once(command.stdout, 'data')
    const [, url = ''] = /on (\S+), ledger/.exec(String(line)) ?? []
    captured(await createClient(url).charge(anOrder()))
    command.kill(signal)
    expect(await once(command, 'exit')).toEqual([0, null])
  }
})

test.for<[string[], string]>([
  [['--port', 'http'], '--port is a number from 0 to 65535, not "http".'],
  [['--port', '65536'], '--port is a number from 0 to 65535, not "65536".'],
  [['--prot', '1'], "Unknown option '--prot'"],
  [['extra'], "Unexpected argument 'extra'"],
])('the command refuses %j in one line', async ([parameters, message]) => {
  const { code, stderr } = await runBin(parameters)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^rosetta-gateway: .*\n$/)
  expect(stderr).toContain(message)
})

test('the command explains itself', async () => {
  expect(await runBin(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--ledger <file>'),
  })
})

function runBin(parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...parameters], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}
