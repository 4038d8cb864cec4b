import type { Readable } from 'node:stream'

/** What an instance says: that it is ready, a piece of the answer, the end of the answer, that the handler is through. */
const kinds = { R: 'ready', D: 'data', E: 'end', F: 'finished' } as const

export interface Frame {
  kind: (typeof kinds)[keyof typeof kinds]
  body: Buffer
}

const headLength = 5

/** The counterpart of `send` in runtime.mjs: a letter, the length of what follows, and that. */
export async function* readFrames(stream: Readable): AsyncGenerator<Frame, void> {
  let buffered: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
    while (buffered.length >= headLength) {
      const end = headLength + buffered.readUInt32LE(1)
      if (buffered.length < end) break
      yield { kind: kindOf(buffered.toString('latin1', 0, 1)), body: buffered.subarray(headLength, end) }
      buffered = buffered.subarray(end)
    }
  }
}

function kindOf(letter: string): Frame['kind'] {
  if (letter === 'R' || letter === 'D' || letter === 'E' || letter === 'F') return kinds[letter]
  throw new TypeError(`an instance sent a frame of kind ${JSON.stringify(letter)}`)
}
