/** A server to make databases on. */
export interface PostgresServer {
  /** Where it comes from. */
  source: 'DATABASE_URL' | 'docker' | 'embedded'
  /** Why from there, as one sentence to show. */
  why: string
  /** The URL of a database that is there already, from which others are created. */
  serverUrl: string
  /** The URL of a database on this server, whether it exists or not. */
  url(databaseName: string): string
  /** Stops what was started for us; a server that ran before goes on. Calling it again does nothing. */
  stop(): Promise<void>
}
