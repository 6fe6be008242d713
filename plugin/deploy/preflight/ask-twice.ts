import { type Answer, type AskOptions, askDocument } from './ask-document.ts'

/** An answer, and whether it took a second try to get one in time. */
export interface PatientAnswer {
  readonly answer: Answer
  readonly isLate: boolean
}

/** Asks again after a timeout: one slow answer is a warning, two are not chance. */
export async function askTwice(url: URL, options: AskOptions): Promise<PatientAnswer> {
  const first = await askDocument(url, options)
  if (first.kind !== 'timed-out') return { answer: first, isLate: false }
  return { answer: await askDocument(url, options), isLate: true }
}
