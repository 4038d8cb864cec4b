import { providePostgres } from './ladder.ts'
import { testServerVariable } from './testing.ts'

/** A globalSetup for vitest: one server for the whole run, for `createTestDatabase` in every test file. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  // Whoever runs several test runs after another may provide one server for all of them.
  if (process.env[testServerVariable] !== undefined) return undefined
  const server = await providePostgres({ purpose: 'test', onProgress: say })
  process.env[testServerVariable] = server.serverUrl
  say(`PostgreSQL for tests: ${server.why}.`)
  return async () => {
    delete process.env[testServerVariable]
    await server.stop()
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
