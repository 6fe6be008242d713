import { useState } from 'preact/hooks'
import type { PageProps } from '../page-props.ts'
import type { Tokens } from '../session/sign-in.ts'
import { type Against, AgainstFields, firstAgainst } from './against-fields.tsx'
import { DecodedToken } from './decoded-token.tsx'
import { useExplanation } from './use-explanation.ts'
import { VerdictCard } from './verdict-card.tsx'

/** In the memory of the page, so that a look at another page does not lose it. */
let lastText = ''

/** Any token, without a call and without a sign-in: what is in it, and what an authorizer of the service makes of it. */
export function ExplainPage({ tokens, routes }: PageProps) {
  const [text, setText] = useState(lastText)
  const [against, setAgainst] = useState<Against>(() => firstAgainst(routes))
  const { explained, problem } = useExplanation(text, against)
  const change = (next: string) => {
    lastText = next
    setText(next)
  }
  return (
    <div class="app explain">
      <header class="page-head">
        <h1>Explain a token</h1>
        <p class="lead">
          See what is in it, and why an authorizer accepts or refuses it. It is sent to this console's own
          server, which neither keeps nor logs it.
        </p>
      </header>
      <div class="explain-columns">
        <section class="card stack" aria-labelledby="paste-title">
          <h2 id="paste-title">Token</h2>
          <TokenField text={text} change={change} />
          <OwnTokens tokens={tokens} isEmpty={text === ''} choose={change} />
          <AgainstFields routes={routes} against={against} change={setAgainst} />
        </section>
        <div class="stack" aria-live="polite">
          <p class="notice" role="alert" hidden={!problem}>
            {problem}
          </p>
          {explained && <VerdictCard explained={explained} />}
        </div>
        {explained ? <DecodedToken explained={explained} /> : <WhatToPaste />}
      </div>
    </div>
  )
}

function TokenField({ text, change }: { readonly text: string; readonly change: (text: string) => void }) {
  return (
    <textarea
      class="code wrapping"
      aria-label="Token"
      rows={7}
      spellcheck={false}
      autocomplete="off"
      placeholder="eyJ..."
      value={text}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}

interface OwnTokensProps {
  readonly tokens: Tokens | undefined
  readonly isEmpty: boolean
  readonly choose: (token: string) => void
}

function OwnTokens({ tokens, isEmpty, choose }: OwnTokensProps) {
  return (
    <p class="actions">
      {tokens && (
        <>
          <button class="button small" type="button" onClick={() => choose(tokens.access)}>
            My access token
          </button>
          <button class="button small" type="button" onClick={() => choose(tokens.id)}>
            My id token
          </button>
        </>
      )}
      {!isEmpty && (
        <button class="button small" type="button" onClick={() => choose('')}>
          Clear
        </button>
      )}
    </p>
  )
}

function WhatToPaste() {
  return (
    <section class="card stack what-to-paste" aria-labelledby="what-title">
      <h2 id="what-title">What can be pasted</h2>
      <ul>
        <li>A token, from any issuer, expired or not.</li>
        <li>
          A header line: <code>Authorization: Bearer eyJ...</code>
        </li>
        <li>A token in quotes, broken into lines, or within a URL or a curl command.</li>
        <li>The whole response of a token endpoint: its access token counts.</li>
      </ul>
      <p class="hint">
        In the terminal: <code>npx claimcheck explain -</code>
      </p>
    </section>
  )
}
