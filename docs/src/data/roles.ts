import type { Passage } from '@backend-rosetta/cli/compare/comparison'

/** What the roles of a step mean. */
export const roleTexts: Record<Passage['role'], string> = {
  edge: 'where the request comes in and the answer goes out',
  rule: 'what is decided',
  storage: 'what is read and written',
  failure: 'what is answered when it goes wrong',
}
