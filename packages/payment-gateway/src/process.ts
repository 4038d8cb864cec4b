import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

export interface GatewayProcessOptions {
  /** Default: any free port. */
  port?: number
  /** Default: a temporary file that goes with the process. Name one to start again on the same ledger. */
  ledgerFile?: string
}

export interface GatewayProcess {
  /** Base URL, such as `http://127.0.0.1:4010`. */
  url: string
  pid: number
  /** Lets it keep what it accepted, and end. */
  stop: () => Promise<void>
  /** Ends it as a crash would, by SIGKILL. */
  kill: () => Promise<void>
}

/**
 * Starts the gateway as a process of its own and resolves once it answers. It ends with this process, also when
 * this one is killed. Its warnings go to standard error.
 * @throws Error with one clear sentence when it cannot start: port in use, damaged ledger
 */
export async function startGatewayProcess(options: GatewayProcessOptions = {}): Promise<GatewayProcess> {
  const temporary = options.ledgerFile ? undefined : await mkdtemp(join(tmpdir(), 'rosetta-gateway-'))
  const ledgerFile = options.ledgerFile ?? join(temporary ?? '', 'payments.jsonl')
  const child = forkGateway([String(options.port ?? 0), ledgerFile, ...(temporary ? [temporary] : [])])
  const ended = new Promise((resolve) => child.once('exit', resolve)).then(async () => {
    if (temporary) await rm(temporary, { recursive: true, force: true })
  })
  const { url, pid } = await readiness(child)
  return {
    url,
    pid,
    stop() {
      if (child.connected) child.disconnect()
      return ended
    },
    kill() {
      child.kill('SIGKILL')
      return ended
    },
  }
}

const messageSchema = z.object({ url: z.string().optional(), error: z.string().optional() })

/** Forks the neighbour of this very file: TypeScript while developing, which Node strips, JavaScript once built. */
function forkGateway(parameters: string[]): ChildProcess {
  const here = fileURLToPath(import.meta.url)
  const entry = join(dirname(here), `child${extname(here)}`)
  // Nothing of the parent's flags (debugger, loaders). Standard output belongs to the parent's own answers.
  return fork(entry, parameters, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

function readiness(child: ChildProcess): Promise<{ url: string; pid: number }> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The payment gateway did not start: ${reason}`))
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}.`))
    child.once('message', (message) => {
      const { url, error } = messageSchema.parse(message)
      if (url !== undefined && child.pid !== undefined) resolve({ url, pid: child.pid })
      else fail(error ?? 'it has no process id.')
    })
  })
}
