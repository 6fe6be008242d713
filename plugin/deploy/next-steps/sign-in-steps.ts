import type { StackOutputs } from '../stack/stack.ts'

export interface SignInStepsOptions {
  readonly outputs: StackOutputs
  /** Whether the provider wants to be told whom the token is for; else the client or the server says it. */
  readonly namesAudience: boolean
}

/**
 * Shell lines that end with an access token in `$TOKEN`: authorization code with PKCE (RFC 7636), by hand. None when the
 * stack does not tell where and as whom to sign in.
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
    '# 1. Open the address that this prints, and sign in.',
    'VERIFIER=$(openssl rand -hex 32)',
    `CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `echo ${places.authorize}${quote(`?${query}&code_challenge=`)}"$CHALLENGE"`,
    `# 2. The browser ends at ${redirectUri}?code=..., where nothing need answer. Copy the code from the address bar.`,
    "CODE='paste the code here'",
    `TOKEN=$(curl -s ${places.token} ${fields.join(' ')} -d code_verifier="$VERIFIER" --data-urlencode code="$CODE" | node -p 'JSON.parse(fs.readFileSync(0)).access_token')`,
  ]
}

/** Where a sign-in goes, as words of the shell. */
interface SignInPlaces {
  /** Lines that find them out first. */
  readonly lookUp: readonly string[]
  readonly authorize: string
  readonly token: string
}

/** As the stack tells them; else the shell is to ask the issuer (OpenID Connect Discovery section 4). */
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
      '# 0. Ask the provider where a sign-in goes.',
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
