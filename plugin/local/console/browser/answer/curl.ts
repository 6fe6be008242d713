import type { RequestDetails } from '../../api-types.ts'
import { decodeToken } from '../parts/decode-token.ts'

type Sent = Pick<RequestDetails, 'method' | 'target' | 'requestHeaders' | 'requestBody'>

/** curl writes them itself. */
const ownOfCurl = new Set(['host', 'connection', 'content-length', 'user-agent', 'accept', 'accept-encoding'])

const ownOfSignature = ['authorization', 'x-amz-date']

interface CurlOptions {
  readonly withToken?: boolean
  /** ` --state DIR`, or empty. */
  readonly stateOption?: string
}

/** For a request with a signature of AWS's: curl makes one of its own, with the key of the run. Empty for any other. */
function signatureOptions(headers: Sent['requestHeaders'], stateOption: string): string[] {
  const authorization = headers.find(([name]) => name === 'authorization')?.[1] ?? ''
  const region = /^AWS4-HMAC-SHA256 .*Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1]
  if (region === undefined) return []
  const folder = stateOption.replace(/^ --state /, '') || '.claimcheck'
  return [`--aws-sigv4 "aws:amz:${region}:execute-api"`, `--user "$(cat ${folder}/aws-key)"`]
}

/** A request as one line for a POSIX shell; its token is `$TOKEN` unless `withToken`. */
export function curlLine(
  apiUrl: string,
  sent: Sent,
  { withToken = false, stateOption = '' }: CurlOptions = {},
): string {
  const { method, target, requestHeaders, requestBody } = sent
  const body = 'text' in requestBody ? requestBody.text : ''
  const signature = signatureOptions(requestHeaders, stateOption)
  const ownOfIt = signature.length > 0 ? new Set([...ownOfCurl, ...ownOfSignature]) : ownOfCurl
  const headers = requestHeaders.filter(([name]) => !ownOfIt.has(name))
  return [
    'curl -i',
    ...signature,
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
