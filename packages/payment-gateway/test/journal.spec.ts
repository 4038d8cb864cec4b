import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { openJournal } from '../src/journal.ts'
import { test } from './fixtures.ts'

const reader = { replay: () => undefined, warn: () => undefined }

test('a record is in the file at the moment its append resolves', async ({ ledgerFile }) => {
  const journal = await openJournal(ledgerFile, reader)
  const lines = () => readFileSync(ledgerFile, 'utf8').split('\n')
  const appendAndLook = async (number: number) => {
    await journal.append({ type: 'test', number })
    return lines().includes(`{"type":"test","number":${number}}`)
  }
  const looks = await Promise.all(Array.from({ length: 100 }, (_, number) => appendAndLook(number)))
  await journal.close()
  expect(looks.every(Boolean)).toBe(true)
  expect(lines()).toHaveLength(101)
})

test('what is flushed is in the file', async ({ ledgerFile }) => {
  const journal = await openJournal(ledgerFile, reader)
  const appended = journal.append({ type: 'test' })
  await journal.flushed()
  expect(readFileSync(ledgerFile, 'utf8')).toBe('{"type":"test"}\n')
  await appended
  await journal.close()
})

test('after one failure nothing is ever reported as written', async ({ ledgerFile }) => {
  const journal = await openJournal(ledgerFile, reader)
  await journal.close()
  const message = `${ledgerFile} cannot be written`
  await expect(journal.append({ type: 'first' })).rejects.toThrow(message)
  await expect(journal.append({ type: 'second' })).rejects.toThrow(message)
  await expect(journal.flushed()).rejects.toThrow(message)
  expect(readFileSync(ledgerFile, 'utf8')).toBe('')
})
