import type { IncomingMessage } from 'node:http'
import accepts from 'accepts'

const json = 'application/json'
const stream = 'text/event-stream'

// #region accept
/**
 * Two handlers on one path: `@RouteConstraints({ accept: 'text/event-stream' })` gets the requests that would rather have
 * a stream than JSON, and all others get all others. Fastify's router asks before it picks a handler.
 */
export const acceptConstraint = {
  name: 'accept',

  storage<Handler>() {
    const handlers = new Map<string, Handler>()
    return {
      get: (type: string) => handlers.get(type) ?? null,
      set: (type: string, handler: Handler) => void handlers.set(type, handler),
    }
  },

  deriveConstraint(request: IncomingMessage): string {
    // Every request comes by here: what cannot ask for a stream is not parsed.
    if (!request.headers.accept?.includes('text/')) return json
    return accepts(request).type([json, stream]) === stream ? stream : json
  },
}
// #endregion
