import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { parse, stringify } from 'yaml'
import { runServerless } from '../support/local-run.ts'
import { serviceFixture, writeService } from '../support/service-fixture.ts'

const projectDir = join(import.meta.dirname, '..', '..')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimcheck-openapi-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('serverless openapi', () => {
  test('writes what is committed for the example: if not, run npm run openapi', async () => {
    const out = join(folder, 'openapi.yaml')
    const { code, stderr } = await runServerless(['openapi', '--out', out])

    expect({ code, stderr }).toMatchObject({ code: 0 })
    expect(await readFile(out, 'utf8')).toBe(await readFile(join(projectDir, 'openapi.yaml'), 'utf8'))
  })

  test.each(['contract', 'members', 'notes', 'orders'])(
    'writes a valid document for the service %s',
    async (name) => {
      const out = join(folder, `${name}.json`)
      const { code, stderr } = await runServerless(['openapi', '--out', out], serviceFixture(name))
      expect({ code, stderr }).toMatchObject({ code: 0 })

      const document = JSON.parse(await readFile(out, 'utf8'))
      const { errors } = await new Validator().validate(document)
      expect(errors).toBeUndefined()
      expect(document.openapi).toBe('3.1.1')
    },
  )

  test('names the issuer of the provider that --param provider chooses', async () => {
    const params = ['provider=okta', 'OKTA_DOMAIN=dev-123456.okta.com', 'OKTA_AUDIENCE=api://default']
    const { stdout } = await runServerless(['openapi', ...params.flatMap((each) => ['--param', each])])
    const { securitySchemes } = JSON.parse(stdout).components

    expect(securitySchemes.jwt).toMatchObject({
      type: 'openIdConnect',
      openIdConnectUrl: 'https://dev-123456.okta.com/oauth2/default/.well-known/openid-configuration',
    })
  })

  test('--check accepts what only adds, and names what breaks', async () => {
    const committed = parse(await readFile(join(projectDir, 'openapi.yaml'), 'utf8'))
    const file = join(folder, 'before.yaml')
    await writeFile(file, stringify(committed))
    const same = await runServerless(['openapi', '--check', file])

    committed.paths['/gone'] = { get: committed.paths['/profile'].get }
    committed.paths['/profile'].post.requestBody.required = false
    await writeFile(file, stringify(committed))
    const broken = await runServerless(['openapi', '--check', file])

    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('No breaking change') })
    expect(broken.code).toBe(1)
    expect(broken.stderr + broken.stdout).toMatch(/2 breaking changes against/)
    expect(broken.stderr + broken.stdout).toMatch(/POST \/profile: a body is required now/)
    expect(broken.stderr + broken.stdout).toMatch(/GET \/gone: the route was removed/)
  })

  test.each<[string, string[], RegExp]>([
    ['a format that is none', ['--format', 'xml'], /--format is "xml"; expected json or yaml/],
    [
      'a file that is not there',
      ['--check', 'nowhere.yaml'],
      /nowhere\.yaml cannot be read as an OpenAPI document/,
    ],
    [
      'a folder that is not there',
      ['--out', 'nowhere/api.yaml'],
      /--out nowhere\/api\.yaml cannot be written.*Create its folder/,
    ],
    ['a file that is no document', ['--check', 'package.json'], /it has no "paths"/],
  ])('rejects %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runServerless(['openapi', ...args])
    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(message)
  })

  test('two handlers on one route are named by the framework itself', async () => {
    const event = '{ handler: a.handler, events: [{ httpApi: "GET /x" }] }'
    const service = await writeService(
      `provider: { name: aws, runtime: nodejs24.x }\nfunctions: { a: ${event}, b: ${event} }\n`,
      { 'a.js': 'exports.handler = async () => ({ statusCode: 200 })\n' },
    )
    const { code, stdout, stderr } = await runServerless(['openapi'], service.path)
    await service.remove()

    expect(code).toBe(1)
    expect(stdout + stderr).toContain("Duplicate route 'GET /x'")
  })

  test('bundles handlers as custom.claimcheck.bundle says', async () => {
    const service = await writeService(
      'provider: { name: aws, runtime: nodejs24.x }\ncustom: { claimcheck: { bundle: { loader: { .html: text } } } }\n' +
        'functions: { page: { handler: page.handler, events: [{ httpApi: "GET /page" }] } }\n',
      {
        'page.ts': "import page from './page.html'\nexport const handler = () => page\n",
        'page.html': '<p>',
      },
    )
    const { code, stdout, stderr } = await runServerless(['openapi'], service.path)
    await service.remove()

    expect({ code, stderr }).toMatchObject({ code: 0 })
    expect(JSON.parse(stdout).paths).toHaveProperty(['/page'])
  })

  test.each<[string, (file: string) => Promise<unknown>]>([
    ['is not JSON', (file) => writeFile(file, '{ "version": ')],
    ['is a folder', (file) => mkdir(file)],
  ])('rejects a package.json that %s', async (_, write) => {
    const service = await writeService(
      'provider: { name: aws, runtime: nodejs24.x }\nfunctions: { a: { handler: a.handler, events: [{ httpApi: "GET /x" }] } }\n',
      { 'a.js': 'exports.handler = async () => ({ statusCode: 200 })\n' },
    )
    await write(join(service.path, 'package.json'))
    const { code, stdout, stderr } = await runServerless(['openapi'], service.path)
    await service.remove()

    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(/package\.json cannot be read as JSON: .*takes its version/)
  })

  test('names a schema that is none, where it is loaded', async () => {
    const service = await writeService(
      'provider: { name: aws, runtime: nodejs24.x }\nfunctions: { bad: { handler: bad.handler, events: [{ httpApi: "GET /x" }] } }\n',
      {
        'bad.ts': `import { createHandler } from '${join(projectDir, 'src/index.ts')}'\nexport const handler = createHandler({ query: { limit: 'number' }, run: () => ({ statusCode: 200 }) } as never)\n`,
      },
    )
    const { code, stdout, stderr } = await runServerless(['openapi'], service.path)
    await service.remove()

    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(
      /handler of function bad cannot be loaded: .*query must be a Standard Schema/,
    )
  })
})
