/** What keeps bugs from being tried at all: its message is all that has to be shown. */
export class MutantsError extends Error {
  override readonly name = 'MutantsError'
}
