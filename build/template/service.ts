import { type Document, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Choice } from './choices.ts'

type Path = readonly (string | number)[]

/** What the example has and a new service has not: its table, its alarms, its domain name. */
const ofTheExample: readonly Path[] = [
  ['params', 'default', 'tableDeletionProtection'],
  ['params', 'default', 'alarms'],
  ['params', 'default', 'alarmEmail'],
  ['params', 'default', 'domainName'],
  ['params', 'default', 'certificateArn'],
  ['params', 'default', 'hostedZoneId'],
  ['params', 'prod', 'tableDeletionProtection'],
  ['params', 'prod', 'alarms'],
  ['provider', 'environment', 'PROFILE_TABLE'],
]

/** Of no use without a user pool in the stack. */
const ofCognito: readonly Path[] = [
  ['params', 'default', 'userPool'],
  ['params', 'default', 'dataDeletionPolicy'],
  ['params', 'default', 'userPoolDeletionProtection'],
  ['params', 'prod', 'dataDeletionPolicy'],
  ['params', 'prod', 'userPoolDeletionProtection'],
]

const cors = {
  allowedMethods: ['GET', 'POST'],
  allowedHeaders: ['authorization', 'content-type'],
  exposedResponseHeaders: ['location', 'retry-after', 'www-authenticate'],
}

const functions = `
getMe:
  description: Who is calling
  handler: src/get-me.handler
  events:
    - httpApi:
        method: GET
        path: /me
        authorizer:
          name: jwt
createNote:
  description: Creates a note of the caller
  handler: src/create-note.handler
  events:
    - httpApi:
        method: POST
        path: /notes
        authorizer:
          name: jwt
          scopes:
            - \${self:custom.identity.scopePrefix}notes.write
`

/** Comments of the example that would not be true, and what takes their place. */
const comments = [
  [
    'AUTH0_DOMAIN and the like may be in .env, which is not committed.',
    'The values of .env.example may be in .env, which is not committed.',
  ],
  [
    'Users and profiles are deleted with the stack, except in production.',
    'Users are deleted with the stack, except in production.',
  ],
  ['A function reads or writes one item. A caller', 'A caller'],
] as const

/**
 * The serverless.yml of a new service: that of the example, comments included, with two functions of its own and without a table.
 *
 * @param example the text of the example's serverless.yml
 * @throws {Error} if the example no longer has what is changed here
 */
export function deriveService(example: string, { provider, providers }: Choice): string {
  const yml = parseDocument(heading(providers) + reworded(example), { logLevel: 'silent' })
  const hasUserPool = providers.includes('cognito')
  for (const path of [...ofTheExample, ...(hasUserPool ? [] : ofCognito)]) remove(yml, path)
  setScalar(yml, ['service'], 'my-api')
  setScalar(yml, ['plugins', 0], 'serverless-claimcheck')
  setScalar(yml, ['params', 'default', 'provider'], provider)
  for (const [name, values] of Object.entries(cors))
    setList(yml, ['provider', 'httpApi', 'cors', name], values)
  yml.setIn(['functions'], parseDocument(functions).contents)
  deriveResources(yml)
  return yml.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Without the comment at the top, which is about the example. */
function reworded(example: string): string {
  return comments.reduce(
    (text, [now, then]) => {
      if (!text.includes(now)) throw new Error(`serverless.yml no longer has the comment "${now}".`)
      return text.replace(now, then)
    },
    example.replace(/^(?:#.*\n)+/, ''),
  )
}

function heading(providers: Choice['providers']): string {
  if (providers.length === 1)
    return `# The identity provider is in config/${providers[0]}.yml. .env.example lists the values that it needs.\n`
  return `# The identity provider is chosen with the command, here and on AWS:
#
#   serverless deploy --param provider=auth0
#
# .env.example lists the values that each provider needs.
`
}

/** The provider's own resources, throttling and the outputs stay. */
function deriveResources(yml: Document): void {
  const [, alarms, domain] = at<YAMLSeq>(yml, ['resources']).items.map(String)
  if (!alarms?.includes('alarms.yml') || !domain?.includes('domain.yml'))
    throw new Error('serverless.yml: resources are no longer those that build/template knows.')
  for (const path of [
    ['resources', 2],
    ['resources', 1],
    ['resources', 1, 'Resources'],
  ])
    remove(yml, path)
  const url = ['resources', 1, 'Outputs', 'ApiUrl']
  const [, , withoutDomain] = at<YAMLSeq>(yml, [...url, 'Value']).items
  at<YAMLMap>(yml, url).set('Value', withoutDomain)
}

function at<Node>(yml: Document, path: Path): Node {
  const node = yml.getIn(path, true)
  if (node === undefined) throw new Error(`serverless.yml no longer has ${path.join('.')}.`)
  return node as Node
}

function remove(yml: Document, path: Path): void {
  at(yml, path)
  yml.deleteIn(path)
}

function setScalar(yml: Document, path: Path, value: string): void {
  at<{ value: unknown }>(yml, path).value = value
}

function setList(yml: Document, path: Path, values: readonly string[]): void {
  at(yml, path)
  const list = yml.createNode(values) as YAMLSeq
  list.flow = true
  yml.setIn(path, list)
}
