/** What the parent asks of the guardian: its one command line argument, as JSON. */
export interface GuardianTask {
  /** Where the data lives from start to start; `null` for a folder that ends with the server. */
  folder: string | null
  /** 0 for any free port. */
  port: number
  /** Whether to throw away what the folder holds. */
  reset: boolean
}

/** What the guardian writes to its standard output, one JSON object per line. */
export type GuardianReport =
  | { event: 'progress'; text: string }
  | { event: 'ready'; port: number; password: string }
  | { event: 'failed'; message: string }
