import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '@backend-rosetta/contract-tests/server/launch'
import { appFolder } from '../run-tool.ts'
import type { Started } from './requests.ts'

/** Compiled code is kept as the first process leaves it: here one that has answered, and not one that ended early. */
const compiled = path.join(appFolder, 'node_modules/.cache/figures')

export function forgetCompiled(): void {
  rmSync(compiled, { recursive: true, force: true })
}

/** From the start of the process. */
export async function startNode(env: NodeJS.ProcessEnv): Promise<Started> {
  const port = await freePort()
  const since = performance.now()
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: appFolder,
    env: listeningOn(port, env),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  return {
    url: urlOf(port),
    since,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** From the import of the server, in a process that runs already: what this app adds to a start of Node. */
export async function importOnNode(env: NodeJS.ProcessEnv): Promise<Started> {
  const port = await freePort()
  const child = fork(path.join(import.meta.dirname, 'import-server.mjs'), {
    env: listeningOn(port, env),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const [begun] = await once(child, 'message')
  return {
    url: urlOf(port),
    since: Number(begun) - performance.timeOrigin,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function listeningOn(port: number, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, HOST: '127.0.0.1', PORT: String(port), NODE_COMPILE_CACHE: compiled }
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`
}
