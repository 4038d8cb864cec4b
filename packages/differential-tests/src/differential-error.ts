/** What whoever runs the tool can do something about. */
export class DifferentialError extends Error {
  override readonly name = 'DifferentialError'
}
