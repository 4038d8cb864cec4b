import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import { type Observable, timeout } from 'rxjs'

/** Well above what the database and the gateway are given: this is for what nobody thought of. */
const answerMilliseconds = 8000

// #region timeout
/**
 * Gives up on a handler that does not come to an end. Named by each controller instead of for all of them: a stream may
 * take as long as it likes, and Nest sends its headers before it can be refused as soon as any interceptor is there.
 */
@Injectable()
export class TimeoutInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(timeout(answerMilliseconds))
  }
}
// #endregion
