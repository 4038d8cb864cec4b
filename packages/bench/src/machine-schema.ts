import * as z from 'zod'

export const machineSchema = z.object({
  cpu: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  system: z.string(),
  /** Work that others did when the run began: the processes that wanted a core, over a minute. */
  load: z.number(),
})

export const versionsSchema = z.object({
  node: z.string(),
  postgres: z.string(),
  autocannon: z.string(),
  /** Of this repository; with a plus where files were changed since. */
  commit: z.string().exactOptional(),
})

export type Machine = z.infer<typeof machineSchema>
export type Versions = z.infer<typeof versionsSchema>
