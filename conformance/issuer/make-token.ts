import { constants, createHmac, type KeyObject, sign } from 'node:crypto'
import type { TokenRecipe } from '../case-shape.ts'
import { fillIn, fillInNames, type Names } from '../fill-in.ts'
import type { KeyName, SigningKey, SigningKeys } from './signing-keys.ts'

export interface MakeTokenOptions {
  readonly keys: SigningKeys
  /** Holds `issuer.<tenant>` for every tenant that a recipe may name. */
  readonly names: Names
  readonly nowSeconds: number
}

/** What every authorizer of the services lists. */
export const audience = 'conformance-client'

/**
 * Makes the token that a recipe describes: a good access token in the form of Cognito's, but for what the recipe says.
 *
 * @throws {Error} for a key or a name that does not exist.
 */
export function makeToken(recipe: TokenRecipe, { keys, names, nowSeconds }: MakeTokenOptions): string {
  if (recipe.raw !== undefined) return recipe.raw
  const signed = recipe.signed ?? 'RS256'
  const key = findKey(keys, recipe.key ?? 'current')
  const fill = (value: unknown) => fillIn(value, names, nowSeconds) as Record<string, unknown>
  const header = lay({ alg: algorithmOf(signed), kid: key.kid, typ: 'JWT' }, fill(recipe.header ?? {}))
  const claims = lay(goodClaims(recipe.tenant ?? 'main', names, nowSeconds), fill(recipe.claims ?? {}))
  const token = signToken({
    headerText: recipe.headerText ?? JSON.stringify(header),
    payloadText: payloadOf(recipe, claims, names),
    signed,
    key,
  })
  return recipe.replace ? token.replace(new RegExp(recipe.replace[0]), recipe.replace[1]) : token
}

function findKey(keys: SigningKeys, name: string): SigningKey {
  if (!Object.hasOwn(keys, name)) throw new Error(`No key is called "${name}".`)
  return keys[name as KeyName]
}

function goodClaims(tenant: string, names: Names, nowSeconds: number): Record<string, unknown> {
  return {
    sub: 'c2d5e484-60a1-70b2-9f3c-1a2b3c4d5e6f',
    iss: fillInNames(`{{issuer.${tenant}}}`, names),
    client_id: audience,
    token_use: 'access',
    scope: 'openid things.read',
    auth_time: nowSeconds - 60,
    exp: nowSeconds + 3_600,
    iat: nowSeconds - 60,
    username: 'mira',
  }
}

function lay(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...base, ...over }).filter(([, value]) => !isAbsent(value)))
}

function isAbsent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$absent')
}

function payloadOf({ payloadText }: TokenRecipe, claims: Record<string, unknown>, names: Names): string {
  const text = JSON.stringify(claims)
  if (payloadText === undefined) return text
  return fillInNames(payloadText, new Map([...names, ['claims', text.slice(1, -1)]]))
}

type Signed = NonNullable<TokenRecipe['signed']>

function algorithmOf(signed: Signed): string {
  if (signed === 'not at all') return 'none'
  return /^\w+$/.test(signed) ? signed : 'RS256'
}

interface TokenParts {
  readonly headerText: string
  readonly payloadText: string
  readonly signed: Signed
  readonly key: SigningKey
}

function signToken({ headerText, payloadText, signed, key }: TokenParts): string {
  const input = `${base64url(headerText)}.${base64url(payloadText)}`
  return `${input}.${signers[signed](input, key).toString('base64url')}`
}

type Signer = (input: string, key: SigningKey) => Buffer

const signers: Readonly<Record<Signed, Signer>> = {
  RS256: (input, { privateKey }) => sign('sha256', Buffer.from(input), privateKey),
  RS384: (input, { privateKey }) => sign('sha384', Buffer.from(input), privateKey),
  RS512: (input, { privateKey }) => sign('sha512', Buffer.from(input), privateKey),
  PS256: (input, { privateKey }) => sign('sha256', Buffer.from(input), pss(privateKey)),
  ES256: (input, { privateKey }) =>
    sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  HS256: (input, { publicPem }) => createHmac('sha256', publicPem).update(input).digest(),
  'not at all': () => Buffer.alloc(0),
  'for other claims': (_input, { privateKey }) => sign('sha256', Buffer.from('e30.e30'), privateKey),
  'with a bit flipped': flipBit,
}

function pss(key: KeyObject) {
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}

function flipBit(input: string, { privateKey }: SigningKey): Buffer {
  const signature = sign('sha256', Buffer.from(input), privateKey)
  signature.writeUInt8(signature.readUInt8(100) ^ 1, 100)
  return signature
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
