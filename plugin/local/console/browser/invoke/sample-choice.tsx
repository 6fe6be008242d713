import type { SampleDocument } from '../../function-api-types.ts'

interface SampleChoiceProps {
  /** Of the function's own events. */
  readonly own: readonly SampleDocument[]
  readonly all: readonly SampleDocument[]
  readonly choose: (event: string) => void
}

/** Events as AWS sends them: those that the function declares first. */
export function SampleChoice({ own, all, choose }: SampleChoiceProps) {
  const kinds = new Set(own.map(({ kind }) => kind))
  const samples = [...own, ...all.filter(({ kind }) => !kinds.has(kind))]
  const take = (select: HTMLSelectElement) => {
    const sample = samples[Number(select.value)]
    if (sample) choose(JSON.stringify(sample.event, undefined, 2))
    // The same one may be taken again, after an edit.
    select.value = ''
  }
  return (
    <div class="field">
      <label for="sample">Sample event</label>
      <select id="sample" value="" onChange={({ currentTarget }) => take(currentTarget)}>
        <option value="">Choose one to start from</option>
        {samples.map(({ kind }, index) => (
          <option key={`${kind}-${index}`} value={index}>
            {kind}
            {index < own.length && ' (declared)'}
          </option>
        ))}
      </select>
    </div>
  )
}
