import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { nativePasswords } from './native-passwords.ts'
import { createWasmPasswords } from './wasm-passwords.ts'

const file = createRequire(import.meta.url).resolve('@phi-ag/argon2/argon2.wasm')
const wasmPasswords = createWasmPasswords(async () => WebAssembly.compile(await readFile(file)))

const passwords = [
  'correct horse battery',
  'Pässwörter sind 長い 🐎',
  'with\u0000a NUL in it',
  '🔑'.repeat(128),
]

describe('passwords hashed in WebAssembly', () => {
  it.each(passwords)('%j is known to the native code, and the other way round', async (password) => {
    const hash = await wasmPasswords.hash(password)
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await nativePasswords.verify(hash, password)).toBe(true)
    expect(await wasmPasswords.verify(await nativePasswords.hash(password), password)).toBe(true)
  })

  it.each(passwords)('%j is not what is almost the same', async (password) => {
    const hash = await nativePasswords.hash(password)
    for (const other of [`${password}x`, password.slice(0, -1), '', 'x']) {
      expect(await wasmPasswords.verify(hash, other)).toBe(false)
    }
  })

  it('never hashes alike', async () => {
    expect(await wasmPasswords.hash('same')).not.toBe(await wasmPasswords.hash('same'))
  })

  it('is false without a hash, and for what is none', async () => {
    for (const hash of [undefined, null, '', '$argon2id$', 'x'.repeat(10_000)]) {
      expect(await wasmPasswords.verify(hash, 'a password')).toBe(false)
    }
  })
})
