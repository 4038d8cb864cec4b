/** A failure that the person at the keyboard can do something about: its message is all that is printed. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
