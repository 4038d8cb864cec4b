/**
 * A failure that the person at the keyboard can do something about. Its message is one sentence (or two) that says
 * what is wrong and what to do next: print it without the stack.
 */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError'
}
