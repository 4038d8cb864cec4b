import type { Context, Hono, MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../context.ts'
import { notFound } from '../problems.ts'

interface PathEnv {
  Variables: AppEnv['Variables'] & { isKnown?: boolean }
}

/**
 * Path and method, before anything else is looked at (HTTP-8, HTTP-12). Hono by itself goes on to the next path that
 * matches, and in the end takes a method that a path does not have for a path that it does not know.
 */
export function knownPaths(routes: Hono['routes'], preflight: MiddlewareHandler<AppEnv>) {
  const handlers = routes.filter(({ method }) => method !== 'ALL')
  return [...Map.groupBy(handlers, ({ path }) => path)].map(([path, handlers]) => {
    const methods = new Set(handlers.map(({ method }) => method))
    if (methods.has('GET')) methods.add('HEAD')
    return { path, guard: guard(methods, preflight) }
  })
}

function guard(methods: ReadonlySet<string>, preflight: MiddlewareHandler<AppEnv>) {
  const answerOptions = every(preflight, (c: Context) => Promise.resolve(c.body(null, 204)))
  return createMiddleware<PathEnv>(async (c, next) => {
    // Of the paths that match, the first is meant: /users/me is none of /users/{id}.
    if (c.get('isKnown') || methods.has(c.req.method)) {
      c.set('isKnown', true)
      await next()
      return
    }
    c.header('Allow', [...methods, 'OPTIONS'].join(', '))
    if (c.req.method !== 'OPTIONS') throw new HTTPException(405)
    return answerOptions(c, next)
  })
}

/** What cannot be decoded leads nowhere. Hono would take it as it is. */
export const refuseUndecodable = createMiddleware<AppEnv>(async (c, next) => {
  try {
    decodeURIComponent(c.req.path)
  } catch {
    throw notFound()
  }
  await next()
})
