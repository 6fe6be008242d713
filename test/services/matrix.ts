/** Statuses without a token, with an id token, with an access token, and with one whose signature is forged. */
type Statuses = readonly [none: number, id: number, access: number, forged: number]

export interface Call {
  /** `GET /page` */
  readonly request: string
  readonly answers: Statuses
  /** What the answer's body holds, where it is 200 or 201. */
  readonly body?: string | RegExp
  readonly send?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Where the token goes, if not into the header `authorization`. */
  readonly tokenIn?: 'query'
}

export interface Row {
  /** The folder of the service, and its name. */
  readonly folder: string
  /** What is in it, in the words of docs/guide/any-service.md. */
  readonly what: string
  /** What becomes of it here. */
  readonly here: string
  /** Installed in its folder, as its owner has them. */
  readonly dependencies?: readonly string[]
  /** Started by this command of Serverless. @default ['local'] */
  readonly command?: readonly string[]
  readonly calls: readonly Call[]
  /** Printed at the start. */
  readonly says?: readonly RegExp[]
}

const open = (request: string, body?: string | RegExp, status = 200): Call => ({
  request,
  answers: [status, status, status, status],
  ...(body !== undefined && { body }),
})

const jwt = (request: string, body?: string | RegExp): Call => ({
  request,
  answers: [401, 200, 200, 401],
  ...(body !== undefined && { body }),
})

/** Each service as strangers write theirs. What it answers here is what it answers on AWS, or 501. */
export const matrix: readonly Row[] = [
  {
    folder: 'commonjs-files',
    what: 'CommonJS that reads files beside it and requires by a name made at run time',
    here: 'runs unbundled, from its folder',
    calls: [
      open('GET /page', '<h1>Read beside the handler</h1>'),
      open('GET /greet/en', 'Hello'),
      open('GET /greet/de', 'Guten Tag'),
    ],
  },
  {
    folder: 'es-modules',
    what: 'ES modules: top-level `await`, `createRequire`, `import()`, `import.meta.url`',
    here: 'runs unbundled, as ES modules',
    calls: [
      open('GET /settings', 'Notes 7'),
      open('GET /greet/en', 'Hello'),
      open('GET /greet/de', 'Guten Tag'),
    ],
  },
  {
    folder: 'typescript-paths',
    what: 'TypeScript with `paths` in tsconfig.json, and no packager',
    here: 'compiled by esbuild; dependencies stay outside',
    calls: [jwt('GET /notes/7', '"title":"note 7"')],
  },
  {
    folder: 'node-options',
    what: '`NODE_OPTIONS: --require ./instrument.cjs`',
    here: 'passed on to Node.js',
    calls: [open('GET /hello', 'instrumented: yes')],
  },
  {
    folder: 'layer',
    what: 'a layer of the service: its modules, and files under `/opt`',
    here: '`/opt` is the folder of the layer',
    calls: [open('GET /hello', 'Hello from the layer, loud')],
  },
  {
    folder: 'express-views',
    dependencies: ['express@5.1.0', 'ejs@3.1.10', 'serverless-http@4.0.0'],
    what: 'Express with EJS views, through serverless-http',
    here: 'runs unbundled, views and all',
    calls: [
      open('GET /hello/Ada', '<p>Hello Ada</p>'),
      { ...open('POST /notes', '"title":"Milk"', 201), send: '{"title":"Milk"}' },
      open('GET /nowhere', undefined, 404),
    ],
  },
  {
    folder: 'native-addon',
    dependencies: ['bcrypt@6.0.0'],
    what: 'a native addon: bcrypt',
    here: 'loaded from node_modules',
    calls: [{ ...open('POST /hash', 'true'), send: 'a password' }],
  },
  {
    folder: 'callbacks',
    what: 'handlers with a callback, on nodejs22.x',
    here: 'run; refused from nodejs24.x on, as on AWS',
    calls: [open('GET /hello', 'Hello')],
  },
  {
    folder: 'middy',
    dependencies: [
      '@middy/core@7.9.2',
      '@middy/http-error-handler@7.9.2',
      '@middy/http-json-body-parser@7.9.2',
    ],
    what: 'handlers on Middy alone',
    here: 'run',
    calls: [
      { ...jwt('POST /notes', '"title":"Milk"'), answers: [401, 201, 201, 401], send: '{"title":"Milk"}' },
    ],
  },
  {
    folder: 'serverless-esbuild',
    dependencies: ['serverless-esbuild@1.57.2', 'esbuild@0.28.2'],
    what: 'serverless-esbuild with a loader and `define`',
    here: 'its options are ours',
    calls: [open('GET /page', 'Hello <h1>A page as text</h1>')],
  },
  {
    folder: 'serverless-plugin-typescript',
    dependencies: ['serverless-plugin-typescript@2.1.5', 'typescript@5.9.3'],
    what: 'serverless-plugin-typescript',
    here: 'runs',
    calls: [open('GET /hello', 'Hello TypeScript')],
  },
  {
    folder: 'serverless-webpack',
    dependencies: ['serverless-webpack@5.16.2', 'webpack@5.102.1'],
    what: 'serverless-webpack with a plugin of webpack',
    here: 'runs what webpack writes, with `serverless offline`',
    command: ['offline'],
    calls: [open('GET /hello', 'Hello webpack')],
  },
  {
    folder: 'serverless-offline',
    what: '`custom.serverless-offline`, and `serverless offline`',
    here: 'an alias of `serverless local`; sets `IS_OFFLINE`',
    command: ['offline', 'start'],
    calls: [open('GET /hello', 'offline: true')],
  },
  {
    folder: 'python',
    what: 'Python with relative imports, behind a JWT authorizer',
    here: "runs with the machine's Python and AWS's own client",
    calls: [open('GET /hello', 'Hello'), jwt('GET /caller', '"use"')],
  },
  {
    folder: 'node-and-python',
    what: 'Node.js and Python in one service',
    here: 'both run',
    calls: [open('GET /node', 'Node.js'), open('GET /python', 'Python')],
    says: [/schedule/],
  },
  {
    folder: 'go-bootstrap',
    what: 'Go, Rust and others: an executable `bootstrap` on provided.al2023',
    here: 'runs, if it was built for this processor',
    calls: [open('GET /hello', 'Go')],
  },
  {
    folder: 'lambda-authorizer-simple',
    what: 'a Lambda authorizer, payload 2.0, simple answers, cached',
    here: 'called as AWS calls it',
    calls: [
      open('GET /open', 'open'),
      open('GET /hello', undefined, 401),
      { ...open('GET /hello', undefined, 403), headers: { 'x-code': 'melon' } },
      { ...open('GET /hello', '"door":"front"'), headers: { 'x-code': 'sesame' } },
    ],
  },
  {
    folder: 'lambda-authorizer-policy',
    what: 'a Lambda authorizer, payload 1.0, IAM policies',
    here: 'called as AWS calls it',
    calls: [
      { request: 'GET /hello', answers: [401, 403, 403, 403] },
      { ...open('GET /hello', 'back'), headers: { authorization: 'Bearer sesame' } },
      { ...open('GET /hello', undefined, 500), headers: { authorization: 'Bearer broken' } },
    ],
  },
  {
    folder: 'iam',
    what: 'routes with `aws_iam`',
    here: "SigV4 is checked against the run's own key",
    calls: [open('GET /hello', undefined, 403), open('GET /open')],
  },
  {
    folder: 'own-user-pool',
    what: 'a user pool in the same stack, CORS, scopes',
    here: 'the local issuer stands in for the pool',
    calls: [
      jwt('GET /caller', /^(id|access)$/),
      { request: 'GET /admin', answers: [401, 403, 200, 401] },
      { request: 'OPTIONS /caller', answers: [204, 204, 204, 204] },
    ],
  },
  {
    folder: 'imported-issuer',
    what: 'an issuer of another stack, by `Fn::ImportValue`',
    here: 'the local issuer stands in for it',
    calls: [jwt('GET /caller')],
  },
  {
    folder: 'auth0-scopes',
    what: 'an Auth0 tenant, scopes on one route of two',
    here: 'tokens have the shape of Auth0',
    calls: [
      { request: 'GET /notes', answers: [401, 403, 200, 401] },
      jwt('POST /notes', 'issuer ends in a slash'),
    ],
  },
  {
    folder: 'dotenv',
    what: 'an Okta issuer from a `.env` file (`useDotenv`)',
    here: 'tokens have the shape of Okta',
    calls: [jwt('GET /caller', /token$/)],
  },
  {
    folder: 'greedy-routes',
    what: '`{proxy+}`, `ANY`, `$default`, a token in the query',
    here: 'the most specific route wins, as on AWS',
    calls: [
      open('POST /files/a/b', 'ANY /files/{proxy+} a/b'),
      open('GET /elsewhere', '$default'),
      { ...jwt('GET /files/private', 'GET /files/private'), tokenIn: 'query' },
    ],
  },
  {
    folder: 'payload-1',
    what: 'payload format 1.0 behind a JWT authorizer',
    here: 'events and answers in that format',
    calls: [jwt('GET /caller', /^1\.0 (id|access)$/)],
  },
  {
    folder: 'sdk-v2-table',
    dependencies: ['aws-sdk@2.1693.0'],
    what: 'a table through the AWS SDK v2',
    here: 'led to the embedded table',
    calls: [{ ...open('PUT /notes/7', 'Milk'), send: 'Milk' }],
  },
  {
    folder: 'transactions',
    dependencies: ['@aws-sdk/client-dynamodb@3.1164.0', '@aws-sdk/lib-dynamodb@3.1162.0'],
    what: 'TransactWriteItems and TransactGetItems',
    here: 'atomic, with the reasons of AWS',
    calls: [open('POST /move', 'None,ConditionalCheckFailed from,to')],
  },
  {
    folder: 'table-settings',
    what: 'a global table with a stream, expiry and encryption',
    here: 'made as one table; stream and expiry are named as missing',
    calls: [open('GET /table', 'table-settings-notes ACTIVE')],
    says: [/stream/],
  },
  {
    folder: 'template-values',
    what: '`Fn::If`, `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, `Fn::Sub`, `Fn::ImportValue`',
    here: 'evaluated; an imported value reads `local-<name>`',
    calls: [open('GET /values', /^green one 320 https:\/\/notes\.example\.com\/template-values-dev local-/)],
  },
  {
    folder: 'other-events',
    what: 'REST, websocket, schedule, sqs, sns, s3, eventBridge and url events',
    here: 'named at the start; the HTTP API runs',
    calls: [open('GET /hello', 'Hello')],
    says: [/\bhttp\b/, /websocket/, /schedule/, /sqs/, /sns/, /s3/, /eventBridge/, /url/],
  },
  {
    folder: 'container-image',
    what: 'container images, Java, .NET, Ruby',
    here: 'named at the start; their routes answer 501',
    calls: [
      open('GET /hello', 'Hello'),
      open('GET /image', undefined, 501),
      open('GET /java', undefined, 501),
    ],
    says: [/image/, /java21/],
  },
]
