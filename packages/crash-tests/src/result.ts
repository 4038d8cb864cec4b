import { machineSchema, versionsSchema } from '@backend-rosetta/bench/machine-schema'
import * as z from 'zod'
import { faultNames } from './faults/faults.ts'

const breachSchema = z.object({ clause: z.string(), what: z.string(), about: z.array(z.string()) })

const momentSchema = z.object({
  /** Milliseconds since the round began. */
  at: z.number(),
  who: z.string(),
  what: z.string(),
  about: z.array(z.string()).readonly(),
})

const roundSchema = z.object({
  fault: z.enum(faultNames),
  seed: z.number(),
  /** Orders that were answered 201. */
  placed: z.number(),
  settledAfter: z.number(),
  breaches: z.array(breachSchema.extend({ timeline: z.array(momentSchema) })),
})

const faultSummarySchema = z.object({
  fault: z.enum(faultNames),
  rounds: z.number(),
  /** Orders that were answered 201. */
  placed: z.number(),
  /** Milliseconds, of the round that took longest, until everything was settled and checked. */
  slowestSettling: z.number().exactOptional(),
  breaches: z.number(),
  skipped: z.string().exactOptional(),
})

/** What came of ten times as many requests as the app can answer. */
const overloadSchema = z.object({
  /** Answers per second with ten clients that wait for theirs. */
  sustainable: z.number(),
  /** Requests per second that were sent under overload. */
  sent: z.number(),
  /** Those that came back, and those of them that were answered. */
  handled: z.number(),
  answered: z.number(),
  /** 503 or 429 with `Retry-After`, per second. */
  refused: z.number(),
  /** Requests altogether that timed out or whose connection broke. */
  unanswered: z.number(),
  seconds: z.number(),
  /** Bytes. */
  memory: z.object({ before: z.number(), peak: z.number() }),
  /** Milliseconds until requests were answered as before. */
  recoveredAfter: z.number(),
  breaches: z.array(breachSchema),
})

const appCrashesSchema = z.object({
  name: z.string(),
  faults: z.array(faultSummarySchema),
  /** Only those that broke something. */
  breaches: z.array(roundSchema),
  overload: overloadSchema.exactOptional(),
})

/** What `pnpm crash --json` writes. */
export const crashResultSchema = z.object({
  /** ISO 8601. */
  startedAt: z.string(),
  /** How long it took altogether. */
  seconds: z.number(),
  /** The same seed breaks the same things in the same order. */
  seed: z.number(),
  /** Whether the time was enough for all of it. */
  isComplete: z.boolean(),
  machine: machineSchema,
  versions: versionsSchema,
  apps: z.array(appCrashesSchema),
})

export type CrashResult = z.infer<typeof crashResultSchema>
export type AppCrashes = z.infer<typeof appCrashesSchema>
export type OverloadResult = z.infer<typeof overloadSchema>
export type FaultSummary = z.infer<typeof faultSummarySchema>
