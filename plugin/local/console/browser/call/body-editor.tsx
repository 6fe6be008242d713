import { checkBody } from './body-schema.ts'
import { SchemaHelp } from './schema-help.tsx'

interface BodyEditorProps {
  readonly text: string
  /** JSON Schema; undefined where the handler has none. */
  readonly schema: object | undefined
  readonly change: (text: string) => void
}

/** The JSON body. Errors are shown, but it can still be sent: seeing the API's response is the point. */
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
        {complaints.length === 0 && (
          <p class="hint">{schema ? 'Matches the handler’s schema.' : 'Valid JSON.'}</p>
        )}
      </div>
      {schema && <SchemaHelp schema={schema} />}
    </div>
  )
}
