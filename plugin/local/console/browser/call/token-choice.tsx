import type { RouteDocument } from '../../api-types.ts'
import { Choice } from '../parts/choice.tsx'
import { server } from '../server.ts'
import type { Tokens } from '../session/sign-in.ts'
import { BrokenTokenChoice } from './broken-token-choice.tsx'
import type { ChosenToken } from './draft.ts'

interface TokenChoiceProps {
  readonly chosen: ChosenToken
  readonly choose: (chosen: ChosenToken) => void
  readonly isSignedIn: boolean
  readonly route: RouteDocument | undefined
}

const signedIn = [
  ['access', 'Access token'],
  ['id', 'Id token'],
  ['broken', 'Broken token'],
] as const

const always = [
  ['none', 'No token'],
  ['pasted', 'Pasted'],
] as const

/** Which token to call the route with. */
export function TokenChoice({ chosen, choose, isSignedIn, route }: TokenChoiceProps) {
  return (
    <div class="stack tight">
      <Choice
        legend="Token"
        name="token"
        options={isSignedIn ? [...signedIn, ...always] : always}
        chosen={chosen.kind}
        choose={(kind) => choose({ ...chosen, kind: kind as ChosenToken['kind'] })}
      />
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

/** The value for the identity source; null for none. Broken ones are made from the access token. */
export async function tokenValue(
  { kind, brokenId, text }: ChosenToken,
  tokens: Tokens | undefined,
  routeKey: string,
): Promise<string | null> {
  if (kind === 'pasted') return text.trim() === '' ? null : text.trim()
  if (kind === 'none' || !tokens) return null
  if (kind !== 'broken') return `Bearer ${tokens[kind]}`
  return (await server.makeBrokenToken(brokenId, tokens.access, routeKey)).value
}
