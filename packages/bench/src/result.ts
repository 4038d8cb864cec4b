import * as z from 'zod'
import { machineSchema, versionsSchema } from './machine-schema.ts'
import { operations } from './measures.ts'
import { groups } from './profile/groups.ts'
import type { Spread } from './statistics.ts'

/** One run of one operation. */
export interface Run {
  /** Answered requests per second; of orders: settled ones. */
  perSecond: number
  /** Milliseconds until the answer. */
  p50: number
  p99: number
  /** Microseconds of processor time that the server's own process spends on one request, where that is known. */
  cpuMicros?: number
  /** Answers that are not 2xx, and requests without an answer. */
  failures: number
}

const spreadSchema: z.ZodType<Spread> = z.object({
  median: z.number(),
  min: z.number(),
  max: z.number(),
  values: z.array(z.number()),
})

const operationResultSchema = z.object({
  perSecond: spreadSchema,
  p50: spreadSchema,
  p99: spreadSchema,
  cpuMicros: spreadSchema.exactOptional(),
  failures: z.number(),
  /** The part of what the bare twin reaches, round by round. */
  ofTwin: spreadSchema.exactOptional(),
  /** The part of what pgbench reaches with the same statements, round by round. */
  ofPgbench: spreadSchema.exactOptional(),
})

const operationResultsSchema = z.partialRecord(z.enum(operations), operationResultSchema)

/** What there is to read and to install. */
const footprintSchema = z.object({
  /** Of the source without specs, blank ones left out. */
  lines: z.number(),
  files: z.number(),
  /** Steps of the tour by operation, and the files that they are in. */
  hops: z.record(z.string(), z.object({ steps: z.number(), files: z.number() })),
  /** Packages installed for production, ours left out: those that package.json names, and all. */
  dependencies: z.object({ direct: z.number(), all: z.number(), bytes: z.number() }),
})

/** Microseconds of processor time of one `GET /users/me`, by what they are spent on. */
const profileSchema = z.record(z.enum(groups), z.number())

const appResultSchema = z.object({
  name: z.string(),
  folder: z.string(),
  footprint: footprintSchema.exactOptional(),
  /** Milliseconds. */
  startUp: spreadSchema.exactOptional(),
  /** Bytes. */
  memory: z.object({ idle: z.number(), loaded: z.number() }).exactOptional(),
  profile: profileSchema.exactOptional(),
  operations: operationResultsSchema,
})

/** What `pnpm bench --json` writes. */
export const benchResultSchema = z.object({
  startedAt: z.string(),
  seconds: z.number(),
  settings: z.object({
    rounds: z.number(),
    seconds: z.number(),
    connections: z.number(),
    orders: z.number(),
  }),
  machine: machineSchema,
  versions: versionsSchema,
  apps: z.array(appResultSchema),
  limits: z.object({
    twin: operationResultsSchema.exactOptional(),
    twinProfile: profileSchema.exactOptional(),
    pgbench: z
      .union([z.object({ placeOrder: spreadSchema }), z.object({ skipped: z.string() })])
      .exactOptional(),
  }),
})

/** What it writes for several numbers of orders: one run for each, from few to many. */
export const benchGrowthSchema = z.array(benchResultSchema)

export type OperationResult = z.infer<typeof operationResultSchema>
export type OperationResults = z.infer<typeof operationResultsSchema>
export type Footprint = z.infer<typeof footprintSchema>
export type AppResult = z.infer<typeof appResultSchema>
export type BenchResult = z.infer<typeof benchResultSchema>
