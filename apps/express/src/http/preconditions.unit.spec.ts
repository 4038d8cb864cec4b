import express from 'express'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { ifMatch, ifNoneMatch, requireIfMatch } from './preconditions.ts'
import { problemHandler } from './problem-handler.ts'

/** What the preconditions of a request mean for version 3. */
const app = express()
app.use((req, res) => {
  res.json({ may: ifMatch(req)(3), has: ifNoneMatch(req, '"3"') })
})

describe('If-Match', () => {
  it.each([
    ['"3"', true],
    ['"2"', false],
  ])('%s lets a change of version 3 through: %s', async (value, may) => {
    const { body } = await request(app).patch('/').set('If-Match', value)
    expect(body.may).toBe(may)
  })

  it('absent lets any version through, unless it has to be there', async () => {
    const { body } = await request(app).patch('/')
    expect(body.may).toBe(true)
    const strict = express()
      .use((req) => {
        requireIfMatch(req)
      })
      .use(problemHandler)
    const refused = await request(strict).patch('/').expect(428)
    expect(refused.body.code).toBe('precondition_required')
  })
})

describe('If-None-Match', () => {
  it.each([
    ['"3"', true],
    ['"4"', false],
  ])('%s means that the client has version 3: %s', async (value, has) => {
    // fetch() adds this field to conditional requests: it must not turn them off.
    const { body } = await request(app).get('/').set({ 'If-None-Match': value, 'Cache-Control': 'no-cache' })
    expect(body.has).toBe(has)
  })
})
