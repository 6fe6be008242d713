import type { RequestDetails } from '../../api-types.ts'
import { decodeToken } from '../parts/decode-token.ts'

type Sent = Pick<RequestDetails, 'method' | 'target' | 'requestHeaders' | 'requestBody'>

/** curl writes them itself. */
const ownOfCurl = new Set(['host', 'connection', 'content-length', 'user-agent', 'accept', 'accept-encoding'])

/** A request as one line for a POSIX shell; its token is `$TOKEN` unless `withToken`. */
export function curlLine(apiUrl: string, sent: Sent, { withToken = false } = {}): string {
  const { method, target, requestHeaders, requestBody } = sent
  const body = 'text' in requestBody ? requestBody.text : ''
  const headers = requestHeaders.filter(([name]) => !ownOfCurl.has(name))
  return [
    'curl -i',
    ...(method === 'GET' || (method === 'POST' && body) ? [] : [`-X ${method}`]),
    ...headers.map(([name, value]) => `-H ${headerWord(name, value, withToken)}`),
    ...(body ? [`-d ${quote(body)}`] : []),
    quote(`${apiUrl}${target}`),
  ].join(' ')
}

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

function headerWord(name: string, value: string, withToken: boolean): string {
  return name === 'authorization' && !withToken
    ? '"authorization: Bearer $TOKEN"'
    : quote(`${name}: ${value}`)
}

/** One word of a POSIX shell, quoted where needed. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
