import { defer, exhaustMap, finalize, from, type OperatorFunction, Subject, throttle } from 'rxjs'

/**
 * `exhaustMap` that forgets nothing: where values came while the work of an earlier one was under way, it is done once
 * more afterwards.
 */
export function exhaustMapWithTrailing<T, Result>(
  work: (value: T) => Promise<Result>,
): OperatorFunction<T, Result> {
  return (source) =>
    defer(() => {
      const done = new Subject<void>()
      return source.pipe(
        throttle(() => done, { leading: true, trailing: true }),
        exhaustMap((value) => from(work(value)).pipe(finalize(() => done.next()))),
      )
    })
}
