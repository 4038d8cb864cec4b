/** What the keeper is told to run. */
export interface AppTask {
  name: string
  /** The file that Node runs, and the folder it runs in. */
  entry: string
  folder: string
  env: Record<string, string>
  /** Gets both outputs of the app. */
  logFile: string
}

export type KeeperOrder = { type: 'start'; task: AppTask } | { type: 'stop' }

export type KeeperReport =
  | { type: 'waiting'; holder: string }
  | { type: 'ready' }
  | { type: 'started'; name: string; pid: number }
  | { type: 'ended'; name: string; how: string }
