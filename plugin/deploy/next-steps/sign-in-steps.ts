import type { StackOutputs } from '../stack/stack.ts'

export interface SignInStepsOptions {
  readonly outputs: StackOutputs
  /** Whether the provider requires the audience in the request; otherwise the client or the server determines it. */
  readonly namesAudience: boolean
}

/**
 * Shell lines that end with an access token in `$TOKEN`: authorization code with PKCE (RFC 7636), by hand. None when the
 * stack outputs do not include the sign-in URL and client.
 */
export function signInSteps({ outputs, namesAudience }: SignInStepsOptions): string[] {
  const read = (name: string) => outputs.get(name)
  const clientId = read('SignInClientId')
  const places = signInPlaces(outputs)
  if (!places || !clientId) return []
  const redirectUri = `${read('ConsoleOrigin')}/`
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: read('SignInScopes') ?? 'openid',
    ...(namesAudience && { audience: read('Audience') ?? '' }),
    code_challenge_method: 'S256',
  })
  const form = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri }
  const fields = Object.entries(form).map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`)
  return [
    ...places.lookUp,
    '# 1. Open the URL that this prints, and sign in.',
    'VERIFIER=$(openssl rand -hex 32)',
    `CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `echo ${places.authorize}${quote(`?${query}&code_challenge=`)}"$CHALLENGE"`,
    `# 2. The browser ends at ${redirectUri}?code=..., where no server is needed. Copy the code from the address bar.`,
    "CODE='paste the code here'",
    `TOKEN=$(curl -s ${places.token} ${fields.join(' ')} -d code_verifier="$VERIFIER" --data-urlencode code="$CODE" | node -p 'JSON.parse(fs.readFileSync(0)).access_token')`,
  ]
}

/** The sign-in endpoints, as words of the shell. */
interface SignInPlaces {
  /** Lines that look them up first. */
  readonly lookUp: readonly string[]
  readonly authorize: string
  readonly token: string
}

/** From the stack outputs; otherwise the shell looks them up (OpenID Connect Discovery section 4). */
function signInPlaces(outputs: StackOutputs): SignInPlaces | undefined {
  const [authorizeUrl, tokenUrl, issuer] = ['SignInUrl', 'SignInTokenUrl', 'Issuer'].map((name) =>
    outputs.get(name),
  )
  if (authorizeUrl && tokenUrl) {
    return { lookUp: [], authorize: quote(authorizeUrl), token: quote(tokenUrl) }
  }
  if (!issuer) return undefined
  const document = quote(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const ask = (name: string) => `$(curl -s ${document} | node -p 'JSON.parse(fs.readFileSync(0)).${name}')`
  return {
    lookUp: [
      '# 0. Look up the sign-in endpoints of the provider.',
      `AUTHORIZE_URL=${ask('authorization_endpoint')}`,
      `TOKEN_URL=${ask('token_endpoint')}`,
    ],
    authorize: '"$AUTHORIZE_URL"',
    token: '"$TOKEN_URL"',
  }
}

/** One word of a POSIX shell, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
