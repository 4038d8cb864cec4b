import { Writable } from 'node:stream'

/** What AWS calls by this name: bytes go out as they are written, after a prelude with status and headers. */
export class ResponseStream extends Writable {
  #prelude
  #send

  /** @param {(letter: string, payload?: unknown) => Promise<unknown>} send see frames.ts for the letters */
  constructor(send) {
    super()
    this.#send = send
  }

  /** The prelude waits for the first write, also where that is of nothing. */
  begin(metadata) {
    this.#prelude = Buffer.concat([Buffer.from(JSON.stringify(metadata)), Buffer.alloc(8)])
    return this
  }

  write(...parameters) {
    const prelude = this.#prelude
    this.#prelude = undefined
    if (prelude) super.write(prelude)
    return super.write(...parameters)
  }

  _write(chunk, _encoding, callback) {
    this.#send('D', chunk).then(() => callback(), callback)
  }

  _final(callback) {
    this.#send('E').then(() => callback(), callback)
  }
}
