/** What the suite is pointed at. */
export interface Target {
  /** The name in the reports: `express`, or the URL. */
  name: string
  /** Origins of one or more instances that share a database; requests go to them in turn. */
  baseUrls: readonly [string, ...string[]]
  /** An account of role admin that exists and is not changed. */
  admin: { email: string; password: string }
  /** The payment gateway that the server uses: its ledger is read and it is made to fail. */
  gatewayUrl?: string
  /** Starts more servers of this kind. */
  launcher?: Launcher
}

export interface Launcher {
  /** Whether `launch` can give a server a database that no other one uses. */
  ownDatabases: boolean
  /** Whether the suite stands between the servers and their database and can cut the connection. */
  cutsDatabase: boolean
  /** Starts a server and resolves when it is ready. Throws a `TargetError` when it does not become ready. */
  launch(options: LaunchOptions): Promise<LaunchedServer>
  /** Starts a server that is expected to give up, and resolves when it has; it is killed after 20 s. */
  fail(env: Environment): Promise<Exit & { output: string }>
}

/** Variables to set, or with `undefined` to take away. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface LaunchOptions {
  env?: Environment
  /** `own`: a database of its own where the launcher can give one, `shared`: that of the target. */
  database: 'own' | 'shared'
}

export interface Exit {
  /** `null` when a signal ended it. */
  code: number | null
  signal: NodeJS.Signals | null
  /** From the moment it was asked to stop, or from its start. */
  milliseconds: number
}

/** A server as a process of its own, behind a connection to its database that can be cut. */
export interface LaunchedServer {
  readonly baseUrl: string
  /** The process of its last start. */
  pid(): number | undefined
  /** What it wrote to standard output and standard error since the last start. */
  output(): string
  /** Sends a signal, SIGTERM unless said, and waits until the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Exit>
  /** Starts it again on the same port with the same database. */
  start(): Promise<void>
  readonly database: {
    /** Breaks the open connections and refuses new ones. */
    cut(): Promise<void>
    /** Leaves the connections open and silent, as when a network is lost. */
    stall(): void
    /** Keeps back what the server sends, so that requests come to wait at the same point. */
    hold(): void
    /** Lets everything that was held go on at the same moment. */
    release(): void
    /** Lets new connections through again. */
    restore(): Promise<void>
  }
  /** Ends it and gives back what it holds. */
  close(): Promise<void>
}
