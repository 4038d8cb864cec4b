/** An app that bugs are put into. */
export interface Subject {
  name: string
  /** Where its package.json and node_modules are. */
  folder: string
  /** What Node runs there first, when the app does not run from its source: a compiler and its arguments. */
  build?: readonly string[]
  /** What Node is given to run a server, relative to the folder: options, then the file. */
  run: readonly string[]
  /** Folders of migrations, relative to the folder, that come after those of the repository. */
  migrations?: readonly string[]
}
