import type { OperationId } from '@backend-rosetta/contract/operations'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { User } from '@backend-rosetta/contract/users'
import type { Db } from './db/database.ts'
import type { Logger } from './logger.ts'

/** What a request may use of the place it runs in. */
export interface Scope {
  /** Where its queries run: shared connections of the process, or one of its own where the platform asks for that. */
  db: Db
  /**
   * Keeps the instance and `db` alive until this work is over, also after the answer. Everything that goes on after
   * the handler has returned is handed over here, event streams included.
   */
  waitUntil: (work: Promise<unknown>) => void
}

/** `c.var` of every request. */
export interface AppEnv {
  Variables: Scope & {
    requestId: string
    trace: Trace | undefined
    log: Logger
    /** What is asked for, once the route is known. */
    operationId?: OperationId
    /** The body as it was sent, where the operation takes one. */
    body?: unknown
  }
}

/** Who makes the request, by which login. */
export interface Auth {
  user: User
  sessionId: string
}

/** `c.var` of requests that users make. */
export interface UserEnv {
  Variables: AppEnv['Variables'] & { auth: Auth }
}

/** `c.var` of requests that admins make. */
export interface AdminEnv {
  Variables: UserEnv['Variables'] & { auth: { user: { role: 'admin' } } }
}
