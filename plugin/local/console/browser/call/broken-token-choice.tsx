import { useEffect, useState } from 'preact/hooks'
import { checkTitle } from '../../../../explain/check-titles.ts'
import type { BrokenTokenGroupDocument, RouteDocument } from '../../api-types.ts'
import { server } from '../server.ts'

interface BrokenTokenChoiceProps {
  readonly id: string
  readonly choose: (id: string) => void
  readonly route: RouteDocument | undefined
}

/** Every way to break a token. */
export function BrokenTokenChoice({ id, choose, route }: BrokenTokenChoiceProps) {
  const [groups, setGroups] = useState<readonly BrokenTokenGroupDocument[]>([])
  const [problem, setProblem] = useState<string>()
  const all = groups.flatMap(({ tokens }) => tokens)
  const chosen = all.find((token) => token.id === id)
  useEffect(() => {
    server
      .brokenTokens()
      .then((offered) => {
        setGroups(offered)
        if (id === '') choose(offered.some(has('expired')) ? 'expired' : 'bearer-twice')
      })
      .catch((error: Error) => setProblem(error.message))
  }, [])
  const willPass = chosen?.check === 'scope' && route?.scopes.length === 0
  return (
    <div class="field">
      <label for="broken-token">What is wrong with it</label>
      <select id="broken-token" value={id} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {groups.map(({ title, tokens }) => (
          <optgroup key={title} label={title}>
            {tokens.map((token) => (
              <option key={token.id} value={token.id}>
                {token.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p class="field-error" role="alert" hidden={!problem}>
        {problem}
      </p>
      <p class="hint" hidden={Boolean(problem)}>
        Made from your access token; {all.length} variants.{' '}
        {willPass
          ? 'This route requires no scope, so it accepts this one.'
          : chosen && (
              <>
                Should fail at <code>{checkTitle(chosen.check)}</code>.
              </>
            )}
      </p>
    </div>
  )
}

function has(id: string) {
  return ({ tokens }: BrokenTokenGroupDocument) => tokens.some((token) => token.id === id)
}
