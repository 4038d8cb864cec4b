import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const everyMs = 200

/**
 * Passes on each line that is added to a file, from its beginning.
 * @returns a function that stops it
 */
export function followLog(file: string, onLine: (line: string) => void): () => void {
  let position = 0
  let isReading = false
  const read = async () => {
    if (isReading) return
    isReading = true
    const { size } = await stat(file)
    if (size > position) position = await readLines(file, { from: position, to: size }, onLine)
    isReading = false
  }
  const timer = setInterval(() => void read(), everyMs)
  return () => clearInterval(timer)
}

async function readLines(
  file: string,
  range: { from: number; to: number },
  onLine: (line: string) => void,
): Promise<number> {
  const stream = createReadStream(file, { start: range.from, end: range.to - 1 })
  for await (const line of createInterface({ input: stream })) onLine(line)
  return range.to
}
