import { hc } from 'hono/client'
import type { App } from './app.ts'

/**
 * A typed client, made from nothing but the type of the app: paths, parameters, bodies, and for each status what the
 * answer is. The compiler finds what a change of the API breaks.
 */
export function createClient(...options: Parameters<typeof hc>): ReturnType<typeof hc<App>> {
  return hc<App>(...options)
}
