import { statusWords } from './status-words.ts'

/** The status, green below 400. */
export function StatusPill({
  status,
  inWords = false,
}: {
  readonly status: number
  readonly inWords?: boolean
}) {
  return (
    <span class={`status ${status < 400 ? 'good' : 'bad'}`} title={statusWords(status)}>
      {inWords ? statusWords(status) : status}
    </span>
  )
}
