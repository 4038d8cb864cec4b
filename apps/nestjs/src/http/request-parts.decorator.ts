import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'

/** The parts of a request that `schema`, an object of `query`, `header` and `body`, describes, with all faults together. */
export function RequestParts(schema: z.ZodObject): ParameterDecorator {
  const { header } = schema.shape
  return parts(header instanceof z.ZodObject ? Object.keys(header.shape) : [], { schema })
}

const parts = createParamDecorator((headerNames: string[], context: ExecutionContext) => {
  const { query, body, headers } = context.switchToHttp().getRequest<FastifyRequest>()
  // Node lower-cases field names; faults show them in the spelling of the contract.
  const header = Object.fromEntries(headerNames.map((name) => [name, headers[name.toLowerCase()]]))
  return { query, header, body }
})
