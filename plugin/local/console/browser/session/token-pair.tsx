import { ClaimRows } from '../parts/claim-rows.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { type DecodedToken, decodeToken } from '../parts/decode-token.ts'
import type { Tokens } from './sign-in.ts'

/** Both tokens side by side; claims that only one has, or that differ, are marked. */
export function TokenPair({ tokens }: { readonly tokens: Tokens }) {
  const id = decodeToken(tokens.id)
  const access = decodeToken(tokens.access)
  return (
    <>
      <p class="legend">
        <span class="badge only">only here</span> <span class="badge differs">differs</span> between the two
      </p>
      <div class="pair">
        <TokenCard use="id" text={tokens.id} token={id} other={access} />
        <TokenCard use="access" text={tokens.access} token={access} other={id} />
      </div>
    </>
  )
}

const words = {
  id: { title: 'Id token', meaning: 'Who signed in. Meant for the app.' },
  access: { title: 'Access token', meaning: 'What the app may do. Meant for the API.' },
} as const

interface TokenCardProps {
  readonly use: keyof typeof words
  readonly text: string
  readonly token: DecodedToken
  /** The one next to it. */
  readonly other: DecodedToken
}

/** One token, decoded. */
function TokenCard({ use, text, token, other }: TokenCardProps) {
  const { title, meaning } = words[use]
  return (
    <article class="card token" aria-labelledby={`${use}-title`}>
      <header class="card-head">
        <div>
          <h3 id={`${use}-title`}>{title}</h3>
          <p class="hint">{meaning}</p>
        </div>
        <CopyButton text={text} label={`Copy the ${title.toLowerCase()}`}>
          Copy
        </CopyButton>
      </header>
      <h4>Header</h4>
      <ClaimRows id={`${use}-header`} members={token.header} others={other.header} />
      <h4>Payload</h4>
      <ClaimRows id={`${use}-payload`} members={token.payload} others={other.payload} />
    </article>
  )
}
