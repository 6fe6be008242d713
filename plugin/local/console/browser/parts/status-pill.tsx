import type { RequestSummary } from '../../api-types.ts'

type Status = Pick<RequestSummary, 'status' | 'statusText'>

/** The status, green below 400. */
export function StatusPill({ of, inWords = false }: { readonly of: Status; readonly inWords?: boolean }) {
  return (
    <span class={`status ${of.status < 400 ? 'good' : 'bad'}`} title={statusLine(of)}>
      {inWords ? statusLine(of) : of.status}
    </span>
  )
}

/** `401 Unauthorized` */
export function statusLine({ status, statusText }: Status): string {
  return `${status} ${statusText}`.trim()
}
