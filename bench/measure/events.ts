import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPair } from 'jose'
import { toStringClaims } from '../../providers/string-claims.ts'
import { signToken } from './sign-token.ts'

/** What the functions are called with. Every list has one event a user, as JSON text: each call gets an event of its own. */
export interface Events {
  readonly validPost: readonly string[]
  readonly refusedPost: readonly string[]
  readonly get: readonly string[]
  /** A path variable, a query and a body, each for a schema of its own. */
  readonly checkedPost: readonly string[]
}

export type Job = keyof Events

/** Those of the profile service. */
export type ProfileJob = Exclude<Job, 'checkedPost'>

/** More than one caller and language, so that nothing is won by remembering the last one. */
const users = 50
const locales = ['en-GB', 'de-CH', 'fr', 'pt-BR', 'zh-Hant-TW']

const validBody = {
  displayName: 'Mira Ọsei',
  bio: 'Keeps bees and bakes bread. Was a lighthouse keeper, a typesetter and, for one summer, the voice of a railway station.',
  website: 'https://example.com/mira',
  interests: ['bees', 'bread', 'lighthouses', 'letterpress'],
}

const refusedBody = { ...validBody, displayName: 7, website: 'nowhere', interests: ['bees', ''] }

/** Payload format 2.0, with the id tokens of a Cognito user pool: signed, since the functions read claims from the token too. */
export async function makeEvents(projectDir: string): Promise<Events> {
  const file = join(projectDir, 'test/fixtures/http-api-events/post-profile-cognito-id-token.json')
  const fixture: FixtureEvent = JSON.parse(await readFile(file, 'utf8'))
  const { privateKey } = await generateKeyPair('RS256')
  const posts = await Promise.all(
    Array.from({ length: users }, (_, user) =>
      signIn(fixture, user, (claims) => signToken(claims, privateKey, 'bench')),
    ),
  )
  return {
    validPost: posts.map((event, user) => JSON.stringify(withBody(event, bodyOf(user, validBody)))),
    refusedPost: posts.map((event, user) => JSON.stringify(withBody(event, bodyOf(user, refusedBody)))),
    get: posts.map((event) => JSON.stringify(asGet(event))),
    checkedPost: posts.map((event, user) => JSON.stringify(asCheckedPost(event, user))),
  }
}

/** The part of an event that this file changes. */
interface FixtureEvent {
  readonly headers: Readonly<Record<string, string>>
  readonly requestContext: {
    readonly http: object
    readonly authorizer: { readonly jwt: { readonly claims: Readonly<Record<string, string>> } }
  }
}

type Sign = (claims: Record<string, unknown>) => Promise<string>

async function signIn(event: FixtureEvent, user: number, signClaims: Sign): Promise<FixtureEvent> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...event.requestContext.authorizer.jwt.claims,
    sub: `c2d5e484-60a1-70b2-9f3c-1a2b3c4d${String(5000 + user)}`,
    email: `mira.osei+${user}@example.com`,
    email_verified: true,
    'cognito:groups': ['admins', 'support-tier-2'],
    auth_time: now,
    iat: now,
    exp: now + 3600,
  }
  const token = await signClaims(claims)
  const jwt = { claims: toStringClaims(claims), scopes: null }
  return {
    ...event,
    headers: { ...event.headers, authorization: `Bearer ${token}` },
    requestContext: { ...event.requestContext, authorizer: { jwt } },
  }
}

function bodyOf(user: number, body: object): object {
  return { ...body, locale: locales[user % locales.length] }
}

function withBody(event: FixtureEvent, value: object): object {
  const body = JSON.stringify(value)
  return { ...event, headers: { ...event.headers, 'content-length': `${Buffer.byteLength(body)}` }, body }
}

/** `POST /folders/inbox/notes?limit=20&tag=bees` */
function asCheckedPost(event: FixtureEvent, user: number): object {
  const note = { title: `Note ${user}`, text: validBody.bio, labels: validBody.interests }
  const query = { limit: `${1 + user}`, tag: 'bees' }
  const { requestContext } = event
  const routeKey = 'POST /folders/{folder}/notes'
  const rawPath = '/folders/inbox/notes'
  return {
    ...withBody(event, note),
    ...{ routeKey, rawPath, rawQueryString: new URLSearchParams(query).toString() },
    pathParameters: { folder: 'inbox' },
    queryStringParameters: query,
    requestContext: {
      ...requestContext,
      routeKey,
      http: { ...requestContext.http, method: 'POST', path: rawPath },
    },
  }
}

function asGet(event: FixtureEvent): object {
  const { 'content-type': _type, 'content-length': _length, ...headers } = event.headers
  const { requestContext } = event
  const routeKey = 'GET /profile'
  const http = { ...requestContext.http, method: 'GET' }
  return {
    ...event,
    body: undefined,
    headers,
    routeKey,
    requestContext: { ...requestContext, routeKey, http },
  }
}
