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
  let isBlankHeld = false
  let isOutOfMemory = false

  /** The report begins with a blank line, so one waits for what comes after it. */
  function pass(line: string): void {
    if (isBlankHeld) log('')
    isBlankHeld = line === ''
    if (!isBlankHeld) log(line)
  }

  return {
    isOutOfMemory: () => isOutOfMemory,
    take(line) {
      hasBegun ||= beginnings.has(line)
      if (!hasBegun) return pass(line)
      isOutOfMemory ||= line.startsWith('FATAL ERROR: ') && line.endsWith('JavaScript heap out of memory')
    },
  }
}
