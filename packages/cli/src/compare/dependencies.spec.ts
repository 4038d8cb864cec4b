import { expect, it } from 'vitest'
import { dependenciesOf } from './dependencies.ts'

it('finds what a module brings in from npm', () => {
  const code = `import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { type Kysely, sql } from 'kysely'
import { type Pool } from 'pg'
import {
  Controller,
  Get,
} from '@nestjs/common'
import { z } from 'zod/v4'
import { problems } from '@backend-rosetta/contract/problems'
import { notFound } from '../http/problem.ts'
export { every } from 'hono/combine'
const text = "import { a } from 'nowhere'"
`
  expect(dependenciesOf(code)).toEqual(['@nestjs/common', 'hono', 'kysely', 'reflect-metadata', 'zod'])
})

it('finds none in SQL', () => {
  expect(dependenciesOf('select 1')).toEqual([])
})
