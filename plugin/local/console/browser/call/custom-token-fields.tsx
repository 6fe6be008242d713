import type { CustomSigning } from '../../api-types.ts'
import { Choice } from '../parts/choice.tsx'
import type { Tokens } from '../session/sign-in.ts'
import { type CustomToken, checkPart, customFrom } from './custom-token.ts'

interface CustomTokenFieldsProps {
  readonly custom: CustomToken
  readonly change: (custom: CustomToken) => void
  readonly tokens: Tokens
}

const signings = [
  ['issuer', 'by the issuer'],
  ['other-key', 'with another key'],
  ['kept', 'not again'],
] as const

const hints: Readonly<Record<CustomSigning, string>> = {
  issuer: 'Signed again with the key of the local issuer: the signature is good, whatever the payload says.',
  'other-key': 'Signed with a key that no issuer has published: a forgery.',
  kept: 'The signature of the token before: good only while nothing is changed.',
}

/** Payload and header of a token as JSON, and who signs it. */
export function CustomTokenFields({ custom, change, tokens }: CustomTokenFieldsProps) {
  const startFrom = (from: CustomToken['from']) =>
    change({ ...customFrom(from, tokens[from]), signing: custom.signing })
  return (
    <div class="stack tight custom">
      <PartField
        id="custom-payload"
        label="Payload"
        text={custom.payload}
        change={(payload) => change({ ...custom, payload })}
      />
      <details class="more" open={checkPart(custom.header) !== ''}>
        <summary>Header</summary>
        <PartField
          id="custom-header"
          label="Header of the token"
          text={custom.header}
          change={(header) => change({ ...custom, header })}
        />
      </details>
      <p class="actions">
        <button class="button small" type="button" onClick={() => startFrom('access')}>
          Start from the access token
        </button>
        <button class="button small" type="button" onClick={() => startFrom('id')}>
          Start from the id token
        </button>
      </p>
      <Choice
        legend="Sign it"
        name="signing"
        options={signings}
        chosen={custom.signing}
        choose={(signing) => change({ ...custom, signing: signing as CustomSigning })}
      />
      <p class="hint">{hints[custom.signing]}</p>
    </div>
  )
}

interface PartFieldProps {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly change: (text: string) => void
}

function PartField({ id, label, text, change }: PartFieldProps) {
  const wrong = checkPart(text)
  const rows = Math.min(Math.max(text.split('\n').length + 1, 4), 18)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="code"
        rows={rows}
        spellcheck={false}
        autocomplete="off"
        value={text}
        aria-describedby={`${id}-check`}
        aria-invalid={wrong ? 'true' : undefined}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <p id={`${id}-check`} class="field-error" aria-live="polite">
        {wrong}
      </p>
    </div>
  )
}
