import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readTemplate } from '../../../../../plugin/service/template/read-template.ts'
import { withTrustedIssuer } from '../../../../../plugin/service/trusted-issuer.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'

const trusted = { issuer: 'http://localhost:3001/eu-west-1_Local', audience: ['app'] }
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })
const invocations = (id: string) => ({
  'Fn::Join': ['', ['arn:aws:apigateway:x:lambda:path/2015-03-31/functions/', arnOf(id), '/invocations']],
})

function aFunction(name: string, code: object, more: object = {}) {
  const Properties = {
    FunctionName: name,
    Handler: 'src/a.handler',
    Runtime: 'nodejs22.x',
    Code: code,
    ...more,
  }
  return { Type: 'AWS::Lambda::Function', Properties }
}

function aLayer(S3Key: string) {
  return { Type: 'AWS::Lambda::LayerVersion', Properties: { Content: { S3Key } } }
}

function aRoute(key: string, integration: string, more: object = {}) {
  const Target = { 'Fn::Join': ['/', ['integrations', { Ref: integration }]] }
  return {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'HttpApi' }, RouteKey: key, Target, ...more },
  }
}

function anIntegration(uri: unknown, more: object = {}) {
  return {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'HttpApi' }, IntegrationUri: uri, ...more },
  }
}

/** As osls 4 and Serverless 3 write it, shortened. */
const template = {
  Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
  Resources: {
    ListLambdaFunction: aFunction(
      'notes-prod-list',
      { S3Key: 'serverless/notes/prod/1/notes.zip' },
      {
        Timeout: 6,
        MemorySize: 512,
        Layers: [
          { Ref: 'DepsLambdaLayer' },
          { Ref: 'GoneLambdaLayer' },
          'arn:aws:lambda:eu-west-1:1:layer:x:1',
        ],
        Environment: { Variables: { TABLE: { Ref: 'Notes' }, POOL: { Ref: 'Pool' } } },
      },
    ),
    DepsLambdaLayer: aLayer('serverless/notes/prod/1/deps.zip'),
    GoneLambdaLayer: aLayer('serverless/notes/prod/1/gone.zip'),
    AuthLambdaFunction: aFunction('notes-prod-auth', { S3Key: 'x/notes.zip' }),
    LostLambdaFunction: aFunction('notes-prod-lost', { S3Key: 'x/lost.zip' }),
    ImageLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { ImageUri: 'x' }, PackageType: 'Image' },
    },
    InlineLambdaFunction: aFunction('notes-prod-inline', { ZipFile: 'exports.handler = 1' }),
    HttpApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: false, MaxAge: 5 },
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'HttpApi' },
        StageName: 'live',
        StageVariables: { a: { Ref: 'AWS::Region' } },
      },
    },
    Jwt: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        Name: 'jwt',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] },
          Audience: [{ Ref: 'Client' }],
        },
      },
    },
    Own: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        Name: 'own',
        AuthorizerType: 'REQUEST',
        IdentitySource: ['$request.header.x-key'],
        AuthorizerUri: invocations('AuthLambdaFunction'),
        EnableSimpleResponses: true,
        AuthorizerPayloadFormatVersion: '2.0',
      },
    },
    ListIntegration: anIntegration(arnOf('ListLambdaFunction'), { PayloadFormatVersion: '1.0' }),
    Proxy: anIntegration('https://example.com', { IntegrationType: 'HTTP_PROXY' }),
    R1: aRoute('GET /notes/{id}', 'ListIntegration', {
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Jwt' },
      AuthorizationScopes: ['notes.read'],
    }),
    R2: aRoute('ANY /own', 'ListIntegration', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Own' } }),
    R3: aRoute('POST /iam', 'ListIntegration', { AuthorizationType: 'AWS_IAM' }),
    R4: aRoute('$default', 'ListIntegration'),
    R5: aRoute('GET /elsewhere', 'ListIntegration', { AuthorizationType: 'JWT', AuthorizerId: 'a1b2c3' }),
    R6: aRoute('GET /strange', 'ListIntegration', { AuthorizationType: 'NEW' }),
    R7: aRoute('GET /proxy', 'Proxy'),
    R8: { ...aRoute('GET /never', 'ListIntegration'), Condition: 'Never' },
    Sockets: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
    Connect: aRoute('$connect', 'ListIntegration', { ApiId: { Ref: 'Sockets' } }),
    Users: { Type: 'AWS::ApiGateway::Resource', Properties: { PathPart: 'users', ParentId: arnOf('Rest') } },
    User: { Type: 'AWS::ApiGateway::Resource', Properties: { PathPart: '{id}', ParentId: { Ref: 'Users' } } },
    GetUser: {
      Type: 'AWS::ApiGateway::Method',
      Properties: { HttpMethod: 'GET', ResourceId: { Ref: 'User' } },
    },
    Hourly: { Type: 'AWS::Events::Rule', Properties: {} },
    Notes: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'notes' } },
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Client: { Type: 'AWS::Cognito::UserPoolClient' },
  },
}

const state = {
  service: {
    service: 'notes',
    provider: { stage: 'prod', region: 'eu-west-1' },
    functions: { 'list-notes': { name: 'notes-prod-list' }, auth: { name: 'notes-prod-auth' } },
  },
}

let folder: TemporaryFolder
let file: string

beforeAll(async () => {
  folder = await temporaryFolder()
  const packaged = join(folder.path, '.serverless')
  await mkdir(packaged)
  file = join(packaged, 'template.json')
  await writeFile(file, JSON.stringify(template))
  await writeFile(join(packaged, 'serverless-state.json'), JSON.stringify(state))
  await writeFile(join(packaged, 'notes.zip'), '')
  await writeFile(join(packaged, 'deps.zip'), '')
})

afterAll(() => folder.remove())

const read = () => withTrustedIssuer(readTemplate(file), trusted)

describe('readTemplate', () => {
  test('takes the folder around .serverless, and name, stage, region and keys from the package', () => {
    const { name, stage, region, dir, functions } = read()

    expect({ name, stage, region, dir }).toEqual({
      name: 'notes',
      stage: 'prod',
      region: 'eu-west-1',
      dir: folder.path,
    })
    expect(functions.map(({ key }) => key).slice(0, 3)).toEqual(['list-notes', 'auth', 'LostLambdaFunction'])
  })

  test('reads functions with the zips beside it, and environments with local values', () => {
    expect(read().functions[0]).toMatchObject({
      name: 'notes-prod-list',
      handler: 'src/a.handler',
      timeoutSeconds: 6,
      memoryMb: 512,
      artifact: join(folder.path, '.serverless', 'notes.zip'),
      environment: { TABLE: 'notes', POOL: 'eu-west-1_Local' },
    })
  })

  test('reads layers with their zips, and those that are elsewhere by name', () => {
    expect(read().functions[0]?.layers).toEqual([
      { name: 'DepsLambdaLayer', path: join(folder.path, '.serverless', 'deps.zip') },
      { name: 'GoneLambdaLayer' },
      { name: 'arn:aws:lambda:eu-west-1:1:layer:x:1' },
    ])
    expect(read().functions[1]?.layers).toEqual([])
  })

  test("has Lambda's own defaults", () => {
    expect(read().functions[1]).toMatchObject({ timeoutSeconds: 3, memoryMb: 128 })
  })

  test('reads routes with their authorizers, and never opens a closed one', () => {
    const routes = new Map(read().routes.map((route) => [route.routeKey, route]))

    expect(routes.get('GET /notes/{id}')).toMatchObject({
      functionKey: 'list-notes',
      payloadFormat: '1.0',
      authorizer: { kind: 'jwt', name: 'jwt', ...trusted },
      scopes: ['notes.read'],
    })
    expect(routes.get('ANY /own')?.authorizer).toMatchObject({
      kind: 'request',
      functionKey: 'auth',
      simpleResponses: true,
    })
    expect(routes.get('POST /iam')?.authorizer).toEqual({ kind: 'iam' })
    expect(routes.get('$default')).toMatchObject({ authorizer: undefined, payloadFormat: '1.0' })
    for (const key of ['GET /elsewhere', 'GET /strange', 'GET /proxy'])
      expect(routes.get(key)?.notServed).toBeDefined()
    expect(routes.has('GET /never')).toBe(false)
    expect(routes.has('$connect')).toBe(false)
  })

  test('reads CORS, stage, tables and the routes of a REST API', () => {
    const { cors, apiStage, tables, restRoutes } = read()

    expect(cors).toMatchObject({
      allowOrigins: ['*'],
      allowMethods: [],
      allowCredentials: false,
      maxAgeSeconds: 5,
    })
    expect(apiStage).toEqual({ name: 'live', variables: { a: 'eu-west-1' } })
    expect(tables.map(({ tableName }) => tableName)).toEqual(['notes'])
    expect(restRoutes?.map(({ routeKey }) => routeKey)).toEqual(['GET /users/{id}'])
  })

  test('names what does not run here', () => {
    expect(read().notServed.map(({ name, reason }) => `${name}: ${reason}`)).toEqual(
      expect.arrayContaining([
        'resource Sockets: WebSocket APIs do not run here',
        'resource Hourly (AWS::Events::Rule): nothing sends its events on this machine',
        'function LostLambdaFunction: its code lost.zip is not beside .serverless/template.json',
        'function ImageLambdaFunction: it is a container image',
        'function InlineLambdaFunction: its code is inline in the template',
      ]),
    )
  })

  test('takes stage and region from the command line first', () => {
    expect(readTemplate(file, { stage: 'test', region: 'us-west-2' })).toMatchObject({
      stage: 'test',
      region: 'us-west-2',
    })
  })

  test.each([
    ['a file that is not there', 'nope.json', undefined, 'there is no such file'],
    ['a file that is not JSON', 'x.yaml', 'Resources:\n', 'it is not JSON'],
    ['JSON without resources', 'y.json', '{}', 'it has no Resources'],
  ])('rejects %s', async (_what, name, content, words) => {
    const path = join(folder.path, name)
    if (content !== undefined) await writeFile(path, content)

    expect(() => readTemplate(path)).toThrow(
      expect.objectContaining({ code: 'ERR_TEMPLATE_UNREADABLE', message: expect.stringContaining(words) }),
    )
  })
})

test('rejects a package whose state is not JSON', async () => {
  const dir = join(folder.path, 'half', '.serverless')
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'template.json'), JSON.stringify(template))
  await writeFile(join(dir, 'serverless-state.json'), '{"service":')

  expect(() => readTemplate(join(dir, 'template.json'))).toThrow(
    expect.objectContaining({
      code: 'ERR_TEMPLATE_UNREADABLE',
      message: expect.stringMatching(/serverless-state\.json: it is not JSON/),
    }),
  )
})

describe('readTemplate, a template of CDK', () => {
  test('finds the code by the asset path, or by the hash in the key', async () => {
    const out = join(folder.path, 'cdk.out')
    await mkdir(join(out, 'asset.1a2b'), { recursive: true })
    await writeFile(join(out, 'asset.3c4d.zip'), '')
    const Resources = {
      A: { ...aFunction('a', { S3Key: '1a2b.zip' }), Metadata: { 'aws:asset:path': 'asset.1a2b' } },
      B: aFunction('b', { S3Key: '1a2b.zip' }),
      C: aFunction('c', { S3Key: '3c4d.zip' }),
    }
    await writeFile(join(out, 'Stack.template.json'), JSON.stringify({ Resources }))
    const { dir, functions } = readTemplate(join(out, 'Stack.template.json'))

    expect(dir).toBe(folder.path)
    expect(functions.map(({ key, codeDir, artifact }) => ({ key, codeDir, artifact }))).toEqual([
      { key: 'A', codeDir: join(out, 'asset.1a2b'), artifact: undefined },
      { key: 'B', codeDir: join(out, 'asset.1a2b'), artifact: undefined },
      { key: 'C', codeDir: undefined, artifact: join(out, 'asset.3c4d.zip') },
    ])
  })
})
