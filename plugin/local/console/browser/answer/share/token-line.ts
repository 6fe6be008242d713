import { decodeToken } from '../../parts/decode-token.ts'
import type { Sent } from './shared-request.ts'
import { quote } from './shell-word.ts'

interface Held {
  readonly id: string
  readonly access: string
}

interface TokenLineOptions {
  /** The tokens of the signed-in user: an access token does not always name its user. */
  readonly held: Held | undefined
  /** How the token was broken; undefined if it was not, or not here. */
  readonly brokenId: string | undefined
  /** ` --state DIR`, or empty. */
  readonly stateOption: string
}

/** The command that puts a token of the same use and user into `$TOKEN`, broken in the same way. */
export function tokenLine(
  { requestHeaders }: Pick<Sent, 'requestHeaders'>,
  { held, brokenId, stateOption }: TokenLineOptions,
): string {
  if (brokenId !== undefined) return `TOKEN=$(npx claimcheck token --broken ${brokenId}${stateOption})`
  const value = requestHeaders.find(([name]) => name === 'authorization')?.[1] ?? ''
  const token = value.replace(/^Bearer /, '')
  const isId = emailOf(token) !== ''
  const email = emailOf(token === held?.access ? held.id : token)
  const options = [...(isId ? ['--use id'] : []), ...(email ? [`--user ${quote(email)}`] : [])]
  return `TOKEN=$(${['npx claimcheck token', ...options].join(' ')}${stateOption})`
}

/** Every provider's id tokens have one; empty for any other text. */
function emailOf(token: string): string {
  try {
    return String(decodeToken(token).payload.get('email') ?? '')
  } catch {
    return ''
  }
}
