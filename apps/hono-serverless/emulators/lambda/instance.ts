import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Readable } from 'node:stream'
import { type Frame, readFrames } from './frames.ts'

export interface FunctionCode {
  name: string
  /** The bundle, and which of its exports is called. */
  file: string
  handler: string
  env: NodeJS.ProcessEnv
  memoryMegabytes: number
}

interface Invocation {
  event: unknown
  context: { awsRequestId: string; functionName: string; deadline: number }
}

/** Where the answer goes as it comes. A promise holds the function back: the client is slower. */
export interface Sink {
  data: (chunk: Buffer) => Promise<void> | void
  end: () => void
}

/** One execution environment: a process of its own that serves one invocation at a time. */
export interface Instance {
  /** Resolves when the handler is loaded; rejects when that fails. */
  ready: Promise<void>
  /** Resolves when the handler has; what it throws, or its death, rejects. */
  invoke: (invocation: Invocation, sink: Sink) => Promise<void>
  alive: () => boolean
  kill: () => void
  exited: Promise<unknown>
  /** Rejects when it has ended. */
  died: Promise<never>
}

const runtime = path.join(import.meta.dirname, 'runtime.mjs')

export function startInstance(code: FunctionCode): Instance {
  const child = spawn(process.execPath, [runtime, code.file, code.handler], {
    env: { ...code.env, AWS_LAMBDA_FUNCTION_NAME: code.name },
    stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
    windowsHide: true,
    // The Ctrl-C of a terminal is for the emulator, which lets it finish.
    detached: process.platform !== 'win32',
  })
  const frames = readFrames(outletOf(child))
  // It may be killed while something is on its way to it.
  child.stdin?.on('error', () => undefined)

  let over = false

  async function next(): Promise<Frame> {
    const { value, done } = await frames.next()
    if (!done) return value
    over = true
    throw new Error(`an instance of ${code.name} has ended`)
  }

  async function start(): Promise<void> {
    await next()
  }

  async function invoke(invocation: Invocation, sink: Sink): Promise<void> {
    const body = Buffer.from(JSON.stringify(invocation))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    child.stdin?.write(Buffer.concat([length, body]))
    for (;;) {
      const frame = await next()
      if (frame.kind === 'data') await sink.data(frame.body)
      else if (frame.kind === 'end') sink.end()
      else if (frame.body.length > 0) throw new Error(frame.body.toString())
      else return
    }
  }

  const exited = once(child, 'exit')
  const died = exited.then(([exitCode, signal]): never => {
    throw new Error(`an instance of ${code.name} has ended (${signal ?? `exit code ${exitCode}`})`)
  })
  const ready = Promise.race([start(), died])
  for (const promise of [ready, died]) promise.catch(() => undefined)
  return {
    ready,
    invoke,
    alive: () => !over && child.exitCode === null && child.signalCode === null,
    kill: () => child.kill('SIGKILL'),
    exited,
    died,
  }
}

function outletOf({ stdio }: ChildProcess): Readable {
  const outlet = stdio[3]
  if (!(outlet instanceof Readable)) throw new TypeError('the instance has no outlet')
  return outlet
}
