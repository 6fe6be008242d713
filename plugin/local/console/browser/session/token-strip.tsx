import { useState } from 'preact/hooks'
import { Countdown } from '../parts/countdown.tsx'
import { decodeToken } from '../parts/decode-token.ts'
import type { Tokens } from './sign-in.ts'
import { TokenPair } from './token-pair.tsx'

interface TokenStripProps {
  readonly tokens: Tokens
  /** Chooses an expired token for the next call. */
  readonly expire: () => void
}

const names = [
  ['id', 'Id token'],
  ['access', 'Access token'],
] as const

/** Both tokens in one line; their claims when it is opened. */
export function TokenStrip({ tokens, expire }: TokenStripProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section id="tokens" class="card token-strip" aria-labelledby="tokens-title">
      <div class="strip">
        <h2 id="tokens-title" tabIndex={-1}>
          Your two tokens
        </h2>
        {names.map(([use, name]) => (
          <div key={use} class="strip-token">
            <strong>{name}</strong>
            <Countdown claims={decodeToken(tokens[use]).payload} />
          </div>
        ))}
        <span class="actions">
          <button
            class="button small"
            type="button"
            aria-expanded={isOpen}
            aria-controls="token-claims"
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide claims' : 'Show claims'}
          </button>
          <button class="button small" type="button" onClick={tokens.renew}>
            Renew
          </button>
          <button class="button small" type="button" onClick={expire}>
            Expire now
          </button>
        </span>
      </div>
      <div id="token-claims">{isOpen && <TokenPair tokens={tokens} />}</div>
    </section>
  )
}
