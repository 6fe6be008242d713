import { Hono } from 'hono'
import { z } from 'zod'
import { readToken } from '../../../../authorizer/identity-source.ts'
import { createKeySource, type KeySource } from '../../../../authorizer/keys.ts'
import { isObject } from '../../../../providers/read-claim.ts'
import { explainToken } from '../../../explain/explain-token.ts'
import { toExplanationDocument } from '../../../explain/explanation-document.ts'
import type { JwtAuthorizer, LocalRoute } from '../../../service/service.ts'
import { UserError } from '../../../user-error.ts'
import type { ExplainedToken, TokenParts } from '../api-types.ts'
import { checkedMembers } from './checked-members.ts'
import type { ConsoleApi } from './console-api.ts'
import { findToken, headerValue } from './pasted-token.ts'

const Explain = z.strictObject({
  text: z.string(),
  /** Empty for the first JWT authorizer of the service. */
  authorizer: z.string(),
  /** Whose scopes count; empty for none. */
  routeKey: z.string(),
  laterSeconds: z.number().int().min(0),
})

/** A header is at most 10 kB on API Gateway; a whole response of a token endpoint is longer. */
const maxLength = 64 * 1024

/** Explains a pasted token without a call. The token is used for this one answer: it is not kept and not logged. */
export function explainRoutes(api: ConsoleApi): Hono {
  const keys = createKeySource()
  return new Hono().post('/explain', async (c) =>
    c.json(await explainPasted(api, keys, Explain.parse(await c.req.json()))),
  )
}

async function explainPasted(
  api: ConsoleApi,
  keys: KeySource,
  { text, authorizer: name, routeKey, laterSeconds }: z.infer<typeof Explain>,
): Promise<ExplainedToken> {
  if (text.length > maxLength)
    throw new UserError('ERR_TOKEN_TOO_LONG', 'This is longer than 64 kB. Paste one token.')
  const value = headerValue(text)
  const chosen = chooseAuthorizer(await api.routes(), name, routeKey)
  if (!chosen)
    return { explanation: null, asPasted: null, checkOf: { header: {}, claims: {} }, ...partsOf(value) }
  const context = { ...chosen, nowMs: api.now() + laterSeconds * 1_000, keys }
  const exact = await explainToken(value, context)
  const token = exact.answer?.check === 'decode' ? findToken(value) : undefined
  const explanation = token === undefined ? exact : await explainToken(token, context)
  const parts = partsOf(token ?? value)
  const asPasted = exact.checks.find(({ verdict }) => verdict === 'failed')?.fix
  return {
    explanation: toExplanationDocument(explanation),
    asPasted: (token !== undefined && asPasted) || null,
    checkOf: checkedMembers(explanation.checks, parts),
    ...parts,
  }
}

interface ChosenAuthorizer {
  readonly authorizer: JwtAuthorizer
  readonly routeScopes: readonly string[]
}

/** Undefined where no route has a JWT authorizer. */
function chooseAuthorizer(
  routes: readonly LocalRoute[],
  name: string,
  routeKey: string,
): ChosenAuthorizer | undefined {
  const closed = routes.flatMap(({ authorizer, ...route }) =>
    authorizer?.kind === 'jwt' ? [{ ...route, authorizer }] : [],
  )
  const route = closed.find((each) => each.routeKey === routeKey)
  const authorizer = route?.authorizer ?? closed.find((each) => each.authorizer.name === name)?.authorizer
  const chosen = authorizer ?? closed[0]?.authorizer
  return chosen && { authorizer: chosen, routeScopes: route?.scopes ?? [] }
}

/** Read leniently: also of a token that is cut short, spoiled or not signed there is something to see. */
function partsOf(value: string): TokenParts {
  const presented = readToken(value)
  const [header = '', payload = ''] = typeof presented === 'string' ? presented.split('.') : []
  return { header: readPart(header), claims: readPart(payload) }
}

function readPart(part: string): TokenParts['header'] {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isObject(read) ? read : null
  } catch {
    return null
  }
}
