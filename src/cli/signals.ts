const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** What a shell gives for a command that Ctrl+C ended. */
const ENDED = 130

/** A signal that is aborted by the first Ctrl+C; the second one ends the program. */
export function onInterrupt(tellFirst: () => void): AbortSignal {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(ENDED)
    tellFirst()
    controller.abort()
  }
  for (const signal of SIGNALS) process.on(signal, interrupt)
  return controller.signal
}
