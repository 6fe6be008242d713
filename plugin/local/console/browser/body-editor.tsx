import { checkBody } from './check-body.ts'
import { SchemaHelp } from './schema-help.tsx'

interface BodyEditorProps {
  readonly text: string
  /** JSON Schema; undefined where the handler does not say what it takes. */
  readonly schema: object | undefined
  readonly change: (text: string) => void
}

/** The JSON body. What is wrong with it is said, and it can be sent all the same: the API's answer is what one is here for. */
export function BodyEditor({ text, schema, change }: BodyEditorProps) {
  const complaints = checkBody(text, schema)
  const rows = Math.min(Math.max(text.split('\n').length + 1, 4), 16)
  return (
    <div class="field">
      <label for="body">Body</label>
      <textarea
        id="body"
        class="code"
        rows={rows}
        spellcheck={false}
        autocomplete="off"
        value={text}
        aria-describedby="body-check"
        aria-invalid={complaints.length > 0 ? 'true' : undefined}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <div id="body-check" aria-live="polite">
        {complaints.map((complaint) => (
          <p key={complaint} class="field-error">
            {complaint}
          </p>
        ))}
        {complaints.length === 0 && <p class="hint">{schema ? 'Fits the handler’s schema.' : 'JSON.'}</p>}
      </div>
      {schema && <SchemaHelp schema={schema} />}
    </div>
  )
}
