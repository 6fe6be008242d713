import { ClaimRows } from './claim-rows.tsx'
import { CopyButton } from './copy-button.tsx'
import { Countdown } from './countdown.tsx'
import type { DecodedToken } from './decode-token.ts'

const words = {
  id: { title: 'Id token', meaning: 'Who signed in. Meant for the app.' },
  access: { title: 'Access token', meaning: 'What the app may do. Meant for the API.' },
} as const

interface TokenCardProps {
  readonly use: keyof typeof words
  readonly text: string
  readonly token: DecodedToken
  /** The one beside it. */
  readonly other: DecodedToken
}

/** One token, decoded. */
export function TokenCard({ use, text, token, other }: TokenCardProps) {
  const { title, meaning } = words[use]
  return (
    <article class="card ticket token" aria-labelledby={`${use}-title`}>
      <header class="stub">
        <div>
          <h3 id={`${use}-title`}>{title}</h3>
          <p class="hint">{meaning}</p>
          <Countdown claims={token.payload} />
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
