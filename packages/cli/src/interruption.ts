const impatientMs = 1_000

/**
 * Turns Ctrl-C, a termination and a closed terminal into one abort signal. A second Ctrl-C ends this process at once,
 * unless it comes so soon that it is the same one, sent to the whole group.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === 0) first = Date.now()
      else if (signal === 'SIGINT' && Date.now() - first > impatientMs) process.exit(130)
      controller.abort(signal)
    })
  }
  return controller.signal
}
