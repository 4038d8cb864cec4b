/** Lines of the log go to the standard output. A full disk there costs lines, and not the service. */
export function openStandardOutput(): (line: string) => void {
  process.stdout.on('error', () => undefined)
  return (line) => process.stdout.write(`${line}\n`)
}
