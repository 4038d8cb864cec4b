import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { findingLines } from '@backend-rosetta/contract-tests/reports/finding'
import type { Result } from '@backend-rosetta/contract-tests/run/result'
import { runSuite } from '@backend-rosetta/contract-tests/run/run-suite'
import { launchServer } from '@backend-rosetta/contract-tests/server/launch'
import { type GatewayProcess, startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderOf, type Starter, starters } from '../src/data/starters.ts'

const adminPassword = 'correct horse battery'
const scratch = mkdtempSync(path.join(tmpdir(), 'rosetta-starters-'))
let gateway: GatewayProcess

beforeAll(async () => {
  gateway = await startGatewayProcess()
}, 60_000)

afterAll(async () => {
  await gateway.stop()
  rmSync(scratch, { recursive: true, force: true })
}, 60_000)

for (const starter of starters) {
  const program = toolchainOf(starter)

  describe.skipIf(program === undefined)(`the starter in ${starter.language}`, () => {
    it('keeps every check of level core', { timeout: 300_000 }, async () => {
      const command = await build(starter, program ?? '')
      const server = await launchServer({ command, cwd: folderOf(starter), env: environment(starter) })
      try {
        const report = await runSuite(allChecks, {
          target: {
            name: starter.language,
            baseUrls: [server.baseUrl],
            admin: { email: 'admin@example.com', password: adminPassword },
            gatewayUrl: gateway.url,
          },
          level: 'core',
          // Python runs one thread at a time: more requests would only wait for each other.
          concurrency: 4,
        })
        const broken = report.results.filter(({ outcome }) => outcome !== 'passed')
        expect(broken.flatMap((result) => [`${result.outcome} ${result.id}`, ...linesOf(result)])).toEqual([])
        expect(report.results.length).toBe(allChecks.filter(({ level }) => level === 'core').length)
      } finally {
        await server.close()
      }
    })

    it('names every variable that is missing, and ends', { timeout: 60_000 }, async () => {
      const [file, ...parameters] = await build(starter, program ?? '')
      const env = { ...process.env, ...environment(starter), JWT_SECRET: '', ADMIN_PASSWORD: '', PORT: 'x' }
      const { status, stderr } = spawnSync(file, parameters, {
        cwd: folderOf(starter),
        env,
        encoding: 'utf8',
        timeout: 30_000,
      })
      expect(status).toBe(1)
      const named = [...stderr.matchAll(/^ {2}([A-Z_]+) must /gm)].map(([, name]) => name)
      expect(named).toEqual(['PORT', 'JWT_SECRET', 'ADMIN_PASSWORD'])
    })
  })
}

function linesOf(result: Result): string[] {
  return result.findings.flatMap((finding) => findingLines(finding, result))
}

function environment({ slug }: Starter) {
  return {
    HOST: '127.0.0.1',
    JWT_SECRET: crypto.randomUUID() + crypto.randomUUID(),
    ADMIN_PASSWORD: adminPassword,
    PAYMENT_GATEWAY_URL: gateway.url,
    // Hashing a password is slow on purpose, and the suite makes some hundred accounts.
    SCRYPT_N: '1024',
    PBKDF2_ITERATIONS: '1000',
    DATABASE_FILE: path.join(scratch, `${slug}.sqlite3`),
    PYTHONDONTWRITEBYTECODE: '1',
  }
}

/** What starts the server: the process has to be the server itself, which `go run` is not. */
async function build(starter: Starter, program: string): Promise<readonly [string, ...string[]]> {
  if (starter.slug === 'python') return [program, '-m', 'order_api']
  const binary = path.join(scratch, process.platform === 'win32' ? 'order-api.exe' : 'order-api')
  execFileSync(program, ['build', '-o', binary, '.'], { cwd: folderOf(starter), stdio: 'inherit' })
  return [binary]
}

/** The program that runs this language here. Where every service has to be there, its absence is a failure. */
function toolchainOf({ language, toolchain }: Starter): string | undefined {
  const found = toolchain.programs.find((program) =>
    toolchain.version.test(answerOf(program, toolchain.arguments)),
  )
  if (found !== undefined) return found
  const reason = `no ${toolchain.programs.join(' or ')} here that can run it`
  if (process.env['ROSETTA_SERVICES'] === 'required') throw new Error(`the starter in ${language}: ${reason}`)
  console.warn(`Not tested: the starter in ${language}: ${reason}.`)
  return undefined
}

function answerOf(program: string, parameters: readonly string[]): string {
  try {
    return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
