import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, parseDocument } from 'yaml'
import { recognizeIssuer } from '../../providers/recognize-issuer.ts'
import type { ProviderName } from '../../providers/registry.ts'

/** A JWT authorizer of the service, as far as its serverless.yml says. */
export interface ServiceAuthorizer {
  readonly name: string
  readonly identitySource: string
  readonly issuerUrl: unknown
}

const standard = { name: 'jwt', identitySource: '$request.header.Authorization' }

/** The first JWT authorizer under provider.httpApi; undefined if there is none. */
export function findAuthorizer(text: string): ServiceAuthorizer | undefined {
  const authorizers = parseDocument(text, { logLevel: 'silent' }).getIn([
    'provider',
    'httpApi',
    'authorizers',
  ])
  if (!isMap(authorizers)) return undefined
  const all = Object.entries<Record<string, unknown>>(authorizers.toJSON())
  const found = all.find(([, value]) => value?.issuerUrl !== undefined && (value.type ?? 'jwt') === 'jwt')
  if (!found) return undefined
  const [name, { identitySource, issuerUrl }] = found
  const source = Array.isArray(identitySource) ? identitySource[0] : identitySource
  return { name, identitySource: typeof source === 'string' ? source : standard.identitySource, issuerUrl }
}

const byVendor: Readonly<Record<string, ProviderName>> = {
  'Amazon Cognito': 'cognito',
  Auth0: 'auth0',
  Okta: 'okta',
}

/** Whose tokens the authorizer accepts; undefined where its URL does not tell. */
export function recognizeProvider(authorizer: ServiceAuthorizer | undefined): ProviderName | undefined {
  const known = recognizeIssuer(authorizer?.issuerUrl)
  return known && (byVendor[known.vendor] ?? 'oidc')
}

/** Where the example goes: beside the other sources, in the language and module format of the service. */
export function examplePath(folder: string, type: string | undefined): string {
  const extension = existsSync(join(folder, 'tsconfig.json')) ? 'ts' : type === 'module' ? 'js' : 'mjs'
  return `${existsSync(join(folder, 'src')) ? 'src/' : ''}whoami.${extension}`
}

/** An example handler. The function that it needs in serverless.yml is in its comment: a new route is for the owner to add. */
export function exampleHandler(
  path: string,
  provider: ProviderName,
  authorizer: ServiceAuthorizer | undefined,
): string {
  const { name, identitySource } = authorizer ?? standard
  const module = path.replace(/\.\w+$/, '')
  return `import { createHandler, ok } from 'claimcheck'

// Says who is calling. To try it, add this to serverless.yml:
//
//   functions:
//     whoami:
//       handler: ${module}.handler
//       environment:
//         CLAIMCHECK_PROVIDER: ${provider}
//         CLAIMCHECK_IDENTITY_SOURCE: ${identitySource}
//       events:
//         - httpApi:
//             method: GET
//             path: /whoami
//             authorizer:
//               name: ${name}
export const handler = createHandler({
  run: async ({ principal }) => ok({ id: principal.subject, tokenUse: principal.tokenUse }),
})
`
}
