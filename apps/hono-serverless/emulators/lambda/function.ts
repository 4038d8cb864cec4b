import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type FunctionCode, type Instance, type Sink, startInstance } from './instance.ts'

export interface FunctionOptions extends FunctionCode {
  timeoutSeconds: number
  /** Reserved concurrency: the most instances, and so the most connections to the database. */
  concurrency: number
  /** Idle instances that are there before anybody asks: Lambda, too, makes some ahead when it sees fit. */
  spares: number
}

/** All instances are at work. */
export class Throttled extends Error {
  override name = 'Throttled'
}

export interface LambdaFunction {
  /** Resolves when the handler has; rejects with `Throttled`, with what the handler threw, or when its time is over. */
  invoke: (event: unknown, sink: Sink) => Promise<void>
  /** Ends all instances, whatever they do. */
  stop: () => Promise<void>
}

/** The platform takes away an instance that nobody has needed for this long. Nobody says how long that is. */
const idleMilliseconds = 60_000

/** Of the emulator, not of Lambda: instances that start at once beyond this would only wait for a processor. */
const startsAtOnce = Math.max(2, availableParallelism())

interface Waiting {
  resolve: (instance: Instance) => void
  reject: (error: unknown) => void
}

/**
 * Scales like Lambda: an invocation takes the instance that was idle last, or waits for a new one; whichever is free
 * first serves it.
 */
export function createFunction(options: FunctionOptions): LambdaFunction {
  const instances = new Set<Instance>()
  const idle = new Map<Instance, NodeJS.Timeout>()
  const waiting: Waiting[] = []
  let starting = 0
  let stopped = false

  function acquire(): Promise<Instance> {
    const [instance, timer] = [...idle].at(-1) ?? []
    if (instance) {
      clearTimeout(timer)
      idle.delete(instance)
      startWhatIsNeeded()
      return Promise.resolve(instance)
    }
    if (instances.size - starting + waiting.length >= options.concurrency) {
      return Promise.reject(new Throttled(`all ${options.concurrency} instances of ${options.name} are busy`))
    }
    const { promise, resolve, reject } = Promise.withResolvers<Instance>()
    waiting.push({ resolve, reject })
    startWhatIsNeeded()
    return promise
  }

  /** For those who wait as many at once as make sense; what is ahead of need one after the other. */
  function missing(): number {
    if (waiting.length > 0) return Math.min(waiting.length, startsAtOnce)
    return idle.size < options.spares ? 1 : 0
  }

  function startWhatIsNeeded(): void {
    while (!stopped && starting < missing() && instances.size < options.concurrency) {
      const instance = startInstance(options)
      instances.add(instance)
      starting += 1
      void instance.exited.then(() => forget(instance))
      instance.ready.then(
        () => {
          starting -= 1
          release(instance)
        },
        (error: unknown) => {
          starting -= 1
          forget(instance)
          waiting.shift()?.reject(error)
          startWhatIsNeeded()
        },
      )
    }
  }

  function release(instance: Instance): void {
    if (!instance.alive()) forget(instance)
    else {
      const next = waiting.shift()
      if (next) next.resolve(instance)
      else idle.set(instance, setTimeout(takeAway, idleMilliseconds, instance).unref())
    }
    startWhatIsNeeded()
  }

  function takeAway(instance: Instance): void {
    if (idle.size > options.spares) instance.kill()
  }

  function forget(instance: Instance): void {
    clearTimeout(idle.get(instance))
    idle.delete(instance)
    instances.delete(instance)
  }

  startWhatIsNeeded()
  return {
    async invoke(event, sink) {
      const instance = await acquire()
      const limit = options.timeoutSeconds * 1000
      const timer = setTimeout(instance.kill, limit)
      const context = { awsRequestId: randomUUID(), functionName: options.name, deadline: Date.now() + limit }
      try {
        await Promise.race([instance.invoke({ event, context }, sink), instance.died])
      } finally {
        clearTimeout(timer)
        release(instance)
      }
    },
    async stop() {
      stopped = true
      for (const instance of instances) instance.kill()
      await Promise.all([...instances].map(({ exited }) => exited))
    },
  }
}
