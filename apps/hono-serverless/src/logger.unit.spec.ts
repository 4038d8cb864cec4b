import { DrizzleQueryError } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { createLogger, type LogLevel } from './logger.ts'

function logTo(lines: unknown[], level: LogLevel = 'info') {
  return createLogger({ level, write: (line) => lines.push(JSON.parse(line)) })
}

it('writes lines of JSON with the fields of its parents', () => {
  const lines: unknown[] = []
  logTo(lines).child({ requestId: 'r' }).child({ traceId: 't' }).warn({ status: 503 }, 'request')
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
  expect(lines).toEqual([{ level: 'warn', time, requestId: 'r', traceId: 't', status: 503, msg: 'request' }])
})

it('leaves out what is below its level', () => {
  const lines: unknown[] = []
  const log = logTo(lines, 'warn')
  log.debug({}, 'a')
  log.info({}, 'b')
  log.error({}, 'c')
  expect(lines).toMatchObject([{ msg: 'c' }])
  logTo(lines, 'silent').error({}, 'd')
  expect(lines).toHaveLength(1)
})

it('spells errors out, and their causes', () => {
  const lines: unknown[] = []
  const err = new Error('outer', { cause: new TypeError('inner') })
  logTo(lines).error({ err }, 'failed')
  const cause = { name: 'TypeError', message: 'inner' }
  expect(lines).toMatchObject([{ err: { name: 'Error', message: 'outer', cause } }])
})

it('never quotes the parameters of a query', () => {
  const lines: unknown[] = []
  const err = new DrizzleQueryError('select $1', ['a secret'], new Error('no connection'))
  logTo(lines).error({ err }, 'failed')
  expect(JSON.stringify(lines)).not.toContain('a secret')
  expect(lines).toMatchObject([{ err: { message: 'no connection' } }])
})
