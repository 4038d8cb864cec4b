/** Something wrong in a file that people write by hand. */
export interface Problem {
  /** Relative to the clone. */
  file: string
  /** From 1. */
  line: number
  message: string
}

/** As `file:line message`: what editors and terminals make a link of. */
export function formatProblem({ file, line, message }: Problem): string {
  return `${file}:${line} ${message}`
}
