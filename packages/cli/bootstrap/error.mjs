/** A failure that the user can act on: its message is the whole output, without a stack. */
export class BootstrapError extends Error {}

/** A signal ended what was running; this process ends the same way, without a word. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`ended by ${signal}`)
    this.signal = signal
  }
}
