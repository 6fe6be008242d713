import type { ComponentChildren } from 'preact'
import { decodeToken } from './decode-token.ts'
import type { Tokens } from './sign-in.ts'
import { TokenCard } from './token-card.tsx'

/** Both tokens side by side; what one has alone, or has otherwise than the other, is marked. */
export function TokenPair({
  tokens,
  children,
}: {
  readonly tokens: Tokens
  readonly children: ComponentChildren
}) {
  const id = decodeToken(tokens.id)
  const access = decodeToken(tokens.access)
  return (
    <section id="tokens" aria-labelledby="tokens-title">
      <div class="section-head">
        <h2 id="tokens-title" tabIndex={-1}>
          Your two tokens
        </h2>
        <p class="legend">
          <span class="badge only">only here</span> <span class="badge differs">differs</span> between the two
        </p>
        {children}
      </div>
      <div class="pair">
        <TokenCard use="id" text={tokens.id} token={id} other={access} />
        <TokenCard use="access" text={tokens.access} token={access} other={id} />
      </div>
    </section>
  )
}
