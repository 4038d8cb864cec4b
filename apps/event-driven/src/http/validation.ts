import type { Fault } from '@backend-rosetta/contract/problems'
import { toFaults } from '@backend-rosetta/contract/validation'
import type { FastifyPluginAsync, FastifyRequest, FastifyTypeProvider, RawServerDefault } from 'fastify'
import fp from 'fastify-plugin'
import * as z from 'zod'

/** The types of requests and answers follow from the schemas of a route: those of the contract. */
interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  serializer: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
}

/** A part of the app with routes of its own. */
export type Routes<Deps extends object> = FastifyPluginAsync<Deps, RawServerDefault, ZodTypeProvider>

/** A schema refuses this part of the request, or a later one. */
export class InvalidRequest extends Error {
  override name = 'InvalidRequest'
  readonly part: Part

  constructor(part: Part) {
    super(`the ${part} does not fit its schema`)
    this.part = part
  }
}

/** The parts of a request in the order in which Fastify looks at them, and as clause HTTP-5 names them. */
const parts = ['params', 'body', 'querystring', 'headers'] as const
const locations = { params: 'path', body: 'body', querystring: 'query', headers: 'header' } as const

type Part = (typeof parts)[number]

export const validation = fp(async (app) => {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => {
    const part = parts.find((known) => known === httpPart) ?? 'body'
    return (value: unknown) => {
      const parsed = schema.safeParse(toInput(schema, part, value ?? undefined))
      if (!parsed.success) return { error: new InvalidRequest(part) }
      // Fastify shows null where there is no body, which some operations allow: it stays what it is.
      if (value === null) return {}
      return { value: part === 'headers' ? lowerCased(parsed.data) : parsed.data }
    }
  })

  // No operation takes a JSON null.
  app.addHook('preHandler', async ({ body }) => {
    if (body === null) throw new InvalidRequest('body')
  })

  // Answers are typed by their schemas. A serializer compiled for them would save a microsecond or so.
  app.setSerializerCompiler(() => JSON.stringify)
})

// #region parse-request
/**
 * The faults of all parts (HTTP-5). Fastify stops at the first that is refused: those before it are fine, and replaced
 * by what they mean; that one and those after it are still as they were sent.
 */
export function faultsOf(request: FastifyRequest, { part: first }: InvalidRequest): Fault[] {
  return parts.slice(parts.indexOf(first)).flatMap((part) => {
    const schema = request.routeOptions.schema?.[part]
    if (!(schema instanceof z.ZodType)) return []
    const sent = part === 'querystring' ? request.query : request[part]
    const input = toInput(schema, part, sent)
    return toFaults(schema.safeParse(input).error?.issues ?? [], { in: locations[part], input })
  })
}
// #endregion

/** Node lower-cases the names of header fields; schemas and faults have the spelling of the contract. */
function toInput(schema: z.ZodType, part: Part, sent: unknown): unknown {
  if (part !== 'headers' || !(schema instanceof z.ZodObject)) return sent
  const fields = new Map(Object.entries(sent ?? {}))
  return Object.fromEntries(Object.keys(schema.shape).map((name) => [name, fields.get(name.toLowerCase())]))
}

function lowerCased(fields: unknown): object {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
}

/** What an id looks like is not looked at: one that is of nothing is not found (HTTP-2). */
export const byId = z.object({ id: z.string() })
