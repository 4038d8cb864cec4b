import { cost, dummyHash, type Passwords } from '../auth/passwords.ts'

/** The functions of the reference implementation in C, as @phi-ag/argon2 compiles it. */
interface Argon2 {
  memory: { buffer: ArrayBuffer }
  malloc: (length: number) => number
  free: (pointer: number) => void
  argon2_encodedlen: (...parameters: number[]) => number
  argon2_hash: (...parameters: number[]) => number
  argon2_verify: (...parameters: number[]) => number
}

const argon2id = 2
const version = 0x13
const hashLength = 32
const saltLength = 16

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Argon2 in WebAssembly, for places that run no native code: a Worker, and a Lambda whose archive is to be the same for
 * every processor. Its thread is busy meanwhile. Instantiated when the first password comes.
 */
export function createWasmPasswords(load: () => Promise<WebAssembly.Module>): Passwords {
  let loaded: Argon2 | undefined
  // What is kept is no promise: on Workers it would be one of a request, and end with it.
  const argon2 = async () => {
    loaded ??= instantiate(await load())
    return loaded
  }
  return {
    async hash(password) {
      return hash(await argon2(), encoder.encode(password))
    },
    async verify(passwordHash, password) {
      const matches = verify(await argon2(), passwordHash ?? dummyHash, encoder.encode(password))
      return matches && typeof passwordHash === 'string'
    },
  }
}

/** Not by the package's own JavaScript: it takes a password to have as many bytes as it has letters. */
function instantiate(module: WebAssembly.Module): Argon2 {
  const { exports } = new WebAssembly.Instance(module, {})
  if (!isArgon2(exports)) throw new TypeError('this is not the WebAssembly of Argon2')
  exports._initialize()
  return exports
}

function isArgon2(exports: object): exports is Argon2 & { _initialize: () => void } {
  return 'argon2_hash' in exports && 'argon2_verify' in exports && '_initialize' in exports
}

function hash(argon2: Argon2, password: Uint8Array): string {
  const { passes, memoryKiB, lanes } = cost
  using heap = openHeap(argon2)
  const secret = heap.put(password)
  const salt = heap.put(crypto.getRandomValues(new Uint8Array(saltLength)))
  const raw = heap.reserve(hashLength)
  const length = argon2.argon2_encodedlen(passes, memoryKiB, lanes, saltLength, hashLength, argon2id)
  const encoded = heap.reserve(length)
  const input = [secret, password.length, salt, saltLength, raw, hashLength]
  const error = argon2.argon2_hash(passes, memoryKiB, lanes, ...input, encoded, length, argon2id, version)
  if (error !== 0) throw new Error(`Argon2 failed with ${error}`)
  // Ends with a NUL.
  return decoder.decode(heap.bytes(encoded, length - 1))
}

function verify(argon2: Argon2, encoded: string, password: Uint8Array): boolean {
  using heap = openHeap(argon2)
  const text = heap.put(encoder.encode(`${encoded}\0`))
  return argon2.argon2_verify(text, heap.put(password), password.length, argon2id) === 0
}

/** Memory of the module that is wiped and given back when the block ends. */
function openHeap({ memory, malloc, free }: Argon2) {
  const taken = new Map<number, number>()
  // Looked up anew each time: the memory moves when it grows.
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at, length)

  function reserve(length: number): number {
    const at = malloc(length)
    taken.set(at, length)
    return at
  }

  return {
    bytes,
    reserve,
    put(content: Uint8Array): number {
      const at = reserve(content.length)
      bytes(at, content.length).set(content)
      return at
    },
    [Symbol.dispose]() {
      for (const [at, length] of taken) {
        bytes(at, length).fill(0)
        free(at)
      }
    },
  }
}
