const impatientMs = 1_000

/**
 * Turns Ctrl-C, a termination and a closed terminal into one abort signal. One Ctrl-C may arrive twice, from the
 * terminal and from the bootstrap; one that comes a second later is meant, and ends this process at once.
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
