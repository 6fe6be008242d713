/** What keeps the process waiting for the next event: its end of the channel. */
interface Held {
  ref(): unknown
  unref(): unknown
}

let held: Held | undefined
let whenEmpty: (() => void) | undefined

/** Names what holds the event loop between events. */
export function holdLoopBy(channel: Held): void {
  held = channel
}

/**
 * Lets go of the channel while an event runs, so that the event loop runs empty when the function has nothing left
 * to wait for, as Lambda's does.
 *
 * @param onEmpty keeps the process alive and is called then; without it the process ends.
 */
export function letLoopRunEmpty(onEmpty?: () => void): void {
  whenEmpty = onEmpty
  held?.unref()
}

/** Keeps the process alive again, for the next event. */
export function holdLoop(): void {
  whenEmpty = undefined
  held?.ref()
}

process.on('beforeExit', () => {
  const tell = whenEmpty
  if (!tell) return
  holdLoop()
  tell()
})
