const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves at the first Ctrl-C or request to end. A second one does not wait for the clean-up: the process exits with 130. */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) {
        process.off(signal, stop)
        process.once(signal, () => process.exit(130))
      }
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}
