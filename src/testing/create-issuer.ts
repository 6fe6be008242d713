import type { BrokenTokenName } from '../../authorizer/broken-tokens/all.ts'
import { makeBrokenToken } from '../../authorizer/broken-tokens/make-broken-token.ts'
import type { ProviderName } from '../../providers/index.ts'
import type { IssuerProfile } from '../../providers/issuer-profile.ts'
import type { TokenUse } from '../../providers/principal.ts'
import { type Mint, type MintTokenOptions, mintToken } from '../../tokens/mint-token.ts'
import { fullScopeName } from '../../tokens/scope-names.ts'
import { createSigningKey, publicPart, type SigningKey } from '../../tokens/signing-key.ts'
import { findRecipe } from './broken-tokens.ts'
import { type OnWarning, printWarning, warnOfClaims } from './claim-warnings.ts'
import { discoveryOf } from './discovery.ts'
import { type IssuerSettings, issuerOf, profileOf } from './issuer-settings.ts'
import { setEnvironment } from './settings.ts'
import type { TestAuthorizer } from './test-authorizer.ts'
import { type MachineTokenOptions, toMintOptions, type UserTokenOptions } from './users.ts'

export interface CreateIssuerOptions extends IssuerSettings {
  /** The time at which tokens are issued and checked, milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined
  /** Told of claims that the provider never issues; throw the warning to have the test fail. @default process.emitWarning */
  readonly onWarning?: OnWarning | undefined
}

/** An issuer that exists in this process only. */
export interface TestIssuer {
  readonly provider: ProviderName
  /** Exactly as in `iss`. */
  readonly issuer: string
  readonly clientId: string
  /** What a JWT authorizer for this issuer is set to, for `call`. */
  readonly authorizer: TestAuthorizer
  /** The public keys, as the issuer would serve them. */
  readonly jwks: { readonly keys: readonly PublicKey[] }
  /** The discovery document (OpenID Connect Discovery section 3), as the issuer would serve it. */
  readonly discovery: Readonly<Record<string, unknown>>
  /** `CLAIMCHECK_PROVIDER` and the like, as a deploy sets them. They are set in this process too. */
  readonly environment: Readonly<Record<string, string>>
  /** A scope as tokens of this issuer and `authorizationScopes` have it: `notes.read` becomes `claimcheck/notes.read` at Cognito. */
  scope(name: string): string
  /** A user's id token. */
  idToken(options?: UserTokenOptions): Promise<string>
  /** A user's access token. */
  accessToken(options?: UserTokenOptions): Promise<string>
  /** The access token of a client that acts for itself. */
  machineToken(options?: MachineTokenOptions): Promise<string>
  /**
   * A user's access token, broken as `brokenTokens` describes it.
   *
   * @returns the whole value of the `authorization` header, scheme included; undefined for `no-header`.
   * @throws {TestKitError} `ERR_BROKEN_TOKEN_UNKNOWN`
   */
  broken(name: 'no-header', options?: UserTokenOptions): Promise<undefined>
  broken(name: Exclude<BrokenTokenName, 'no-header'>, options?: UserTokenOptions): Promise<string>
  broken(name: BrokenTokenName, options?: UserTokenOptions): Promise<string | undefined>
}

type PublicKey = Pick<SigningKey, 'kty' | 'use' | 'alg' | 'kid' | 'n' | 'e'>

const identitySource = '$request.header.Authorization'

/**
 * Makes an issuer with keys of its own, whose tokens look like the provider's. It opens no port and calls nobody.
 *
 * It also sets the settings that `createHandler` reads, such as CLAIMCHECK_PROVIDER, in `process.env`: see `environment`.
 *
 * @throws {TestKitError} `ERR_PROVIDER_UNKNOWN`, `ERR_ISSUER_INVALID`, or `ERR_CLAIM_NEVER_ISSUED` for a setting that the provider does not have.
 */
export async function createIssuer(
  provider: ProviderName,
  options: CreateIssuerOptions = {},
): Promise<TestIssuer> {
  const { now = Date.now, onWarning = printWarning } = options
  const profile = profileOf(provider, options)
  const issuer = issuerOf(profile, options)
  const signers = await createSigners(profile)
  const jwks = { keys: signers.map(publicPart) }
  const environment = environmentOf(provider, profile)
  const audience = profile.authorizerAudience
  const authorizer: TestAuthorizer = { issuer, audience, identitySource, jwks, now, environment }
  const [id, access = id] = signers
  const mint = { profile, issuer, keys: { id, access }, now }
  setEnvironment(environment)
  return {
    ...{ provider, issuer, authorizer, jwks, environment },
    clientId: profile.clientId,
    discovery: discoveryOf(profile, issuer),
    scope: (name) => fullScopeName({ profile }, name),
    ...tokenMakers(mint, authorizer, (minted, asked) =>
      warnOfClaims(provider, mint, minted, asked, onWarning),
    ),
  }
}

async function createSigners({ separateKeys }: IssuerProfile): Promise<[SigningKey, ...SigningKey[]]> {
  const id = createSigningKey('id')
  return separateKeys ? Promise.all([id, createSigningKey('access')]) : [await id]
}

function tokenMakers(
  mint: Mint,
  authorizer: TestAuthorizer,
  check: (minted: MintTokenOptions, asked: UserTokenOptions) => void,
): Pick<TestIssuer, 'idToken' | 'accessToken' | 'machineToken' | 'broken'> {
  const { profile, keys, now } = mint

  async function sign(minted: MintTokenOptions, asked: UserTokenOptions): Promise<string> {
    check(minted, asked)
    return mintToken(mint, minted)
  }

  const userToken = async (use: TokenUse, asked: UserTokenOptions = {}) =>
    sign(toMintOptions(profile, use, asked, now()), asked)

  async function broken(name: BrokenTokenName, asked?: UserTokenOptions): Promise<string | undefined> {
    return makeBrokenToken({
      brokenToken: findRecipe(name),
      token: await userToken('access', asked),
      authorizer: { kind: 'jwt', name: 'test', ...authorizer },
      nowMs: now(),
      issuerKeys: [keys.id, keys.access],
    })
  }

  return {
    idToken: (asked) => userToken('id', asked),
    accessToken: (asked) => userToken('access', asked),
    async machineToken(asked = {}) {
      const { scopes = [], claims, client } = asked
      return sign({ use: 'access', user: undefined, scopes, claims, clientId: client }, asked)
    },
    broken: broken as TestIssuer['broken'],
  }
}

function environmentOf(
  provider: ProviderName,
  { scopePrefix, groupsClaim }: { readonly scopePrefix: string; readonly groupsClaim: string },
): Record<string, string> {
  return {
    CLAIMCHECK_PROVIDER: provider,
    CLAIMCHECK_SCOPE_PREFIX: scopePrefix,
    CLAIMCHECK_GROUPS_CLAIM: groupsClaim,
    CLAIMCHECK_IDENTITY_SOURCE: identitySource,
    CLAIMCHECK_TOKEN_USE: '',
  }
}
