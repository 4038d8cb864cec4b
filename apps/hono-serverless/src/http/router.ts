import { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../context.ts'
import { refuseFaults } from './validation.ts'

/** Where the routes of a feature are declared. */
export function router() {
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseFaults })
}
