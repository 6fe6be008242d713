import type { RouteDocument } from '../../api-types.ts'
import { Choice } from '../parts/choice.tsx'
import type { Tokens } from '../session/sign-in.ts'
import { BrokenTokenChoice } from './broken-token-choice.tsx'
import { customFrom } from './custom-token.ts'
import { CustomTokenFields } from './custom-token-fields.tsx'
import type { ChosenToken } from './draft.ts'
import { LaterChoice } from './later-choice.tsx'

interface TokenChoiceProps {
  readonly chosen: ChosenToken
  readonly choose: (chosen: ChosenToken) => void
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
  /** Whether the issuer is part of this run: then it signs whatever is written. */
  readonly isLocal: boolean
  readonly route: RouteDocument | undefined
}

const signedIn = [
  ['access', 'Access token'],
  ['id', 'Id token'],
  ['broken', 'Broken token'],
] as const

const local = [['custom', 'Custom token']] as const

const always = [
  ['none', 'No token'],
  ['pasted', 'Pasted'],
] as const

/** Which token to call the route with. */
export function TokenChoice({ chosen, choose, tokens, isLocal, route }: TokenChoiceProps) {
  const options = [...(tokens ? signedIn : []), ...(tokens && isLocal ? local : []), ...always]
  const chooseKind = (kind: string) =>
    choose({
      ...chosen,
      kind: kind as ChosenToken['kind'],
      ...(kind === 'custom' && tokens && { custom: chosen.custom ?? customFrom('access', tokens.access) }),
    })
  const isOwn = chosen.kind === 'access' || chosen.kind === 'id'
  return (
    <div class="stack tight">
      <Choice legend="Token" name="token" options={options} chosen={chosen.kind} choose={chooseKind} />
      {isOwn && isLocal && (
        <LaterChoice
          seconds={chosen.laterSeconds ?? 0}
          choose={(laterSeconds) => choose({ ...chosen, laterSeconds })}
        />
      )}
      {chosen.kind === 'custom' && chosen.custom && tokens && (
        <CustomTokenFields
          custom={chosen.custom}
          change={(custom) => choose({ ...chosen, custom })}
          tokens={tokens}
        />
      )}
      {chosen.kind === 'broken' && (
        <BrokenTokenChoice
          id={chosen.brokenId}
          choose={(brokenId) => choose({ ...chosen, brokenId })}
          route={route}
        />
      )}
      {chosen.kind === 'pasted' && (
        <div class="field">
          <label for="pasted">Authorization header, exactly as sent</label>
          <textarea
            id="pasted"
            rows={3}
            spellcheck={false}
            placeholder="Bearer eyJ..."
            value={chosen.text}
            onInput={({ currentTarget }) => choose({ ...chosen, text: currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
