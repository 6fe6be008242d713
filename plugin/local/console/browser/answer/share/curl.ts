import type { HeaderPairs } from '../../../api-types.ts'
import { isSigned, join, type Pieces, type Sent, type SharedRequest, toShared } from './shared-request.ts'
import { quote, shellWord } from './shell-word.ts'

interface CurlOptions {
  readonly withToken?: boolean
  /** ` --state DIR`, or empty. */
  readonly stateOption?: string
}

/** A request as one line for a POSIX shell; its token is `$TOKEN` unless `withToken`. */
export function curlLine(
  apiUrl: string,
  sent: Sent,
  { withToken = false, stateOption = '' }: CurlOptions = {},
): string {
  const shared = toShared(apiUrl, sent, withToken)
  const { method, url, body } = shared
  return [
    'curl -i',
    ...signatureOptions(sent.requestHeaders, stateOption),
    ...(method === 'GET' || (method === 'POST' && body) ? [] : [`-X ${method}`]),
    ...headersOf(sent, shared).map(([name, value]) => `-H ${shellWord(headerOf(name, value))}`),
    ...(body ? [`${body.startsWith('@') ? '--data-raw' : '-d'} ${quote(body)}`] : []),
    shellWord(url),
  ].join(' ')
}

/** An empty one is written as `name;`. */
function headerOf(name: string, value: Pieces): Pieces {
  return join(value, '$') === '' ? [`${name};`] : [`${name}: `, ...value]
}

const ownOfSignature = new Set(['authorization', 'x-amz-date'])

function headersOf(sent: Sent, { headers }: SharedRequest): SharedRequest['headers'] {
  return isSigned(sent) ? headers.filter(([name]) => !ownOfSignature.has(name)) : headers
}

/** For a request with a signature of AWS's: curl makes one of its own, with the key of the run. Empty for any other. */
function signatureOptions(headers: HeaderPairs, stateOption: string): string[] {
  const authorization = headers.find(([name]) => name === 'authorization')?.[1] ?? ''
  const region = /^AWS4-HMAC-SHA256 .*Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1]
  if (region === undefined) return []
  const folder = stateOption.replace(/^ --state /, '') || '.claimcheck'
  return [`--aws-sigv4 "aws:amz:${region}:execute-api"`, `--user "$(cat ${folder}/aws-key)"`]
}
