import type { ProfileJob } from '../measure/events.ts'
import {
  claimcheck,
  claimcheckUnlogged,
  handWritten,
  hono,
  lambdaApi,
  middy,
  middyValidator,
  powertools,
} from './names.ts'

/** A way to write the profile functions. Handlers as in serverless.yml, by job. */
export interface FunctionContender {
  readonly name: string
  readonly handlers: Readonly<Record<ProfileJob, string>>
}

const folder = 'bench/contenders'

/** The same job in each: the floor first. */
export const functionContenders: readonly FunctionContender[] = [
  perRoute(handWritten, `${folder}/hand-written/post-profile`, `${folder}/hand-written/get-profile`),
  perRoute(claimcheck, 'src/profile/create-profile-info', 'src/profile/get-profile-info'),
  perRoute(
    claimcheckUnlogged,
    `${folder}/claimcheck-chain/post-profile`,
    `${folder}/claimcheck-chain/get-profile`,
  ),
  perRoute(middy, `${folder}/middy/post-profile`, `${folder}/middy/get-profile`),
  perRoute(lambdaApi, `${folder}/lambda-api/app`),
  perRoute(hono, `${folder}/hono/app`),
  perRoute(powertools, `${folder}/powertools/app`),
]

/** One function a route, or one app with a router for both. */
function perRoute(name: string, post: string, get = post): FunctionContender {
  const [validPost, refusedPost] = [`${post}.handler`, `${post}.handler`]
  return { name, handlers: { validPost, refusedPost, get: `${get}.handler` } }
}

/** A route with schemas of path, query and body. lambda-api has none. */
export const schemaContenders: readonly (readonly [name: string, handler: string])[] = [
  [handWritten, `${folder}/schemas/hand-written.handler`],
  [claimcheck, `${folder}/schemas/claimcheck.handler`],
  [claimcheckUnlogged, `${folder}/schemas/claimcheck-chain.handler`],
  [middyValidator, `${folder}/schemas/middy.handler`],
  [hono, `${folder}/schemas/hono.handler`],
  [powertools, `${folder}/schemas/powertools.handler`],
]
