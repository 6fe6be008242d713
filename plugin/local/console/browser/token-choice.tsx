import type { RouteDocument } from '../api-types.ts'
import { Workshop } from './broken-token-choice.tsx'
import { Choice } from './choice.tsx'
import { server } from './server.ts'
import type { Tokens } from './sign-in.ts'

export interface ChosenToken {
  readonly kind: 'access' | 'id' | 'none' | 'broken' | 'pasted'
  /** Of a broken one. */
  readonly recipe: string
  /** What was pasted. */
  readonly text: string
}

interface TokenChoiceProps {
  readonly chosen: ChosenToken
  readonly choose: (chosen: ChosenToken) => void
  readonly isSignedIn: boolean
  readonly route: RouteDocument | undefined
}

const ofSomebody = [
  ['access', 'Access token'],
  ['id', 'Id token'],
  ['broken', 'Broken token'],
] as const

const ofNobody = [
  ['none', 'No token'],
  ['pasted', 'Pasted'],
] as const

/** With which token the route is called. */
export function TokenChoice({ chosen, choose, isSignedIn, route }: TokenChoiceProps) {
  return (
    <div class="stack tight">
      <Choice
        legend="Token"
        name="token"
        options={isSignedIn ? [...ofSomebody, ...ofNobody] : ofNobody}
        chosen={chosen.kind}
        choose={(kind) => choose({ ...chosen, kind: kind as ChosenToken['kind'] })}
      />
      {chosen.kind === 'broken' && (
        <Workshop recipe={chosen.recipe} choose={(recipe) => choose({ ...chosen, recipe })} route={route} />
      )}
      {chosen.kind === 'pasted' && (
        <div class="field">
          <label for="pasted">Header, as it is sent</label>
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

/** What is put where the authorizer looks; null for nothing. Broken ones are made of the access token. */
export async function tokenValue(
  { kind, recipe, text }: ChosenToken,
  tokens: Tokens | undefined,
  routeKey: string,
): Promise<string | null> {
  if (kind === 'pasted') return text.trim() === '' ? null : text.trim()
  if (kind === 'none' || !tokens) return null
  if (kind !== 'broken') return `Bearer ${tokens[kind]}`
  return (await server.makeBrokenToken(recipe, tokens.access, routeKey)).value
}
