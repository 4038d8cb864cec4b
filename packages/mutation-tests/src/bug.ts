import * as z from 'zod'

/** One line, as it stands in a table. */
const line = z.string().trim().min(1).max(200).regex(/^.*$/, 'is one line')

const change = {
  /** What the source has exactly once, see `applyChange`. */
  search: z.string().trim().min(1),
  /** What stands there instead. */
  replace: z.string().trim(),
}

/** A small change of an app's source that a developer might make by mistake. */
const bugSchema = z.strictObject({
  /** Stable: results are kept by it. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is lower-case words joined by hyphens'),
  /** What the developer did wrong. */
  title: line,
  /** Relative to the app's folder, with `/`. */
  file: line,
  ...change,
  /** What has to change with it, in the same file unless another one is named: an import, the other end of a call. */
  also: z.array(z.strictObject({ file: line.optional(), ...change })).default([]),
  /** The clause of the contract that the change breaks. */
  clause: line,
  /** The id of the check that has to fail. */
  check: line,
})

/** A file of bugs. */
export const bugFileSchema = z.strictObject({
  /** The app's name. */
  app: line,
  bugs: z.array(bugSchema).min(1),
})

export type Bug = z.infer<typeof bugSchema> & { app: string }
