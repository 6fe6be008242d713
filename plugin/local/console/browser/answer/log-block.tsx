import type { LogDocument } from '../../api-types.ts'
import { TextBlock } from '../parts/blocks.tsx'
import { unfold } from './unfold.ts'

/** What the functions of a request wrote; null where only AWS knows. */
export function LogBlock({ log }: { readonly log: LogDocument | null }) {
  if (!log)
    return <p class="hint">Only AWS knows what the function wrote: look into its log group in CloudWatch.</p>
  if (log.lines.length === 0) return <p class="hint">No function wrote anything for this request.</p>
  return (
    <>
      {log.dropped > 0 && <p class="hint">{log.dropped} older lines are in the terminal only.</p>}
      <TextBlock text={log.lines.map(unfold).join('\n')} label="Log" />
    </>
  )
}
