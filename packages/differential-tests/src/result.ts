import * as z from 'zod'

const foundDifferenceSchema = z.object({
  /** With this seed and path the tool makes the same trace again. */
  seed: z.number(),
  path: z.string(),
  operation: z.string(),
  what: z.string(),
  /** For each of the two servers: the requests as curl commands, up to the one that differs. */
  curl: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
})

/** What a run found, as the JSON file holds it. */
export const differentialResultSchema = z.object({
  /** ISO 8601. */
  startedAt: z.string(),
  /** How long it took. */
  seconds: z.number(),
  seed: z.number(),
  steps: z.number(),
  servers: z.array(z.string()).readonly(),
  /** Traces that were sent to every server, those of the shrinker not counted. */
  traces: z.number(),
  /** Requests to all servers together. */
  requests: z.number(),
  /** Of those, by the operation that they were about. */
  byOperation: z.record(z.string(), z.number()).readonly(),
  /** Of those, by the status of the answer. */
  byStatus: z.record(z.string(), z.number()).readonly(),
  /** Steps of several requests at the same time. */
  concurrentSteps: z.number(),
  /** Whether it ended before all traces were sent. */
  isPartial: z.boolean(),
  differences: z.array(foundDifferenceSchema).readonly(),
})

export type DifferentialResult = z.infer<typeof differentialResultSchema>
/** One difference, with the shortest trace that shows it. */
export type FoundDifference = z.infer<typeof foundDifferenceSchema>
