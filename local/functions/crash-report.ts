/** What Node writes to stderr as it crashes; told apart from what the function writes there. */
export interface CrashReport {
  /** True once V8 has said that its heap is full. */
  isOutOfMemory(): boolean
}

const beginnings: ReadonlySet<string> = new Set(['<--- Last few GCs --->', '----- Native stack trace -----'])

/**
 * Keeps a crash report out of the log: some forty lines of addresses within Node, which say nothing of the function.
 *
 * @returns what takes each line of stderr.
 */
export function keepOutCrashReport(log: (line: string) => void): CrashReport & { take(line: string): void } {
  let hasBegun = false
  let isOutOfMemory = false
  return {
    isOutOfMemory: () => isOutOfMemory,
    take(line) {
      hasBegun ||= beginnings.has(line)
      if (!hasBegun) return log(line)
      isOutOfMemory ||= line.startsWith('FATAL ERROR: ') && line.endsWith('JavaScript heap out of memory')
    },
  }
}
