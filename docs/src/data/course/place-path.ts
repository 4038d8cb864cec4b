import type { Place } from './schema.ts'

/** Where a place is, relative to the clone. */
export function placePath({ app, file }: Place): string {
  return app ? `apps/${app}/${file}` : file
}

/** The folder of the app that a path of the clone is in. */
export function appFolderOf(path: string): string | undefined {
  return /^apps\/[^/]+/.exec(path)?.[0]
}
