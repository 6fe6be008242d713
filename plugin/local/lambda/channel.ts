import type { LoadedFile, WorkerEvent, WorkerFailure, WorkerMessage } from './worker-messages.ts'

/**
 * The descriptor by which an instance's process and the local run talk, one message a line. Node's own channel (`process.send`)
 * would show itself to user code, and would pack the JSON of events and answers into JSON once more.
 */
export const channelFd = 3

/** An event as a line: what goes with it, a tab, and its own JSON as it is. JSON text has neither tab nor newline. */
export function eventLine({ eventText, ...head }: WorkerEvent): string {
  return `${JSON.stringify(head)}\t${eventText}\n`
}

export function readEventLine(line: string): WorkerEvent {
  const [head, eventText] = splitAtTab(line)
  return { ...(JSON.parse(head) as Omit<WorkerEvent, 'eventText'>), eventText }
}

/** A message as a line, likewise; only one of a returned value has anything after a tab. */
export function messageLine(message: WorkerMessage): string {
  if (message.kind !== 'returned') return `${JSON.stringify(message)}\n`
  const { valueText, ...head } = message
  return `${JSON.stringify(head)}\t${valueText}\n`
}

/** @returns undefined for a line that none of ours has written: a function can reach the descriptor too. */
export function readMessageLine(line: string): WorkerMessage | undefined {
  const [head, valueText] = splitAtTab(line)
  try {
    const message: WorkerMessage = JSON.parse(head)
    if (message.kind === 'ready') return message.pathNames.every(isText) ? message : undefined
    if (message.kind === 'loaded') return message.files.every(isLoadedFile) ? message : undefined
    if (message.kind === 'requeued') return Array.isArray(message.requestIds) ? message : undefined
    if (message.kind === 'returned') return { ...message, valueText }
    return isFailure(message.failure) ? message : undefined
  } catch {
    return undefined
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isFailure({ errorType, errorMessage, stack }: WorkerFailure): boolean {
  const areTexts = typeof errorType === 'string' && typeof errorMessage === 'string'
  return areTexts && (stack === undefined || typeof stack === 'string')
}

function isLoadedFile({ path, changedMs }: LoadedFile): boolean {
  return typeof path === 'string' && (changedMs === null || typeof changedMs === 'number')
}

function splitAtTab(line: string): [before: string, after: string] {
  const tab = line.indexOf('\t')
  return tab < 0 ? [line, ''] : [line.slice(0, tab), line.slice(tab + 1)]
}
