import { etagOf, matchesWeakly } from '@backend-rosetta/contract/etags'
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { map, type Observable } from 'rxjs'

// #region etag
/** Gives an answer with a version its ETag, and a GET whose client has it 304 without the body (VER-1). */
@Injectable()
export class ETagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    return next.handle().pipe(
      map((answer: unknown) => {
        if (isVersioned(answer)) reply.header('ETag', etagOf(answer.version))
        return isKnown(request, reply) ? notModified(reply) : answer
      }),
    )
  }
}
// #endregion

function isVersioned(answer: unknown): answer is { version: number } {
  return (
    typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number'
  )
}

function isKnown({ method, headers }: FastifyRequest, reply: FastifyReply): boolean {
  const ifNoneMatch = headers['if-none-match']
  const etag = reply.getHeader('ETag')
  if (method !== 'GET' && method !== 'HEAD') return false
  return ifNoneMatch !== undefined && typeof etag === 'string' && matchesWeakly(ifNoneMatch, etag)
}

function notModified(reply: FastifyReply): undefined {
  reply.code(304)
}
