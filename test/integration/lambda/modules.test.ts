import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { zipSync } from 'fflate'
import { type AnswerOptions, runOnce } from '../../support/function-answer.ts'
import type { ServiceFiles } from '../../support/service-files.ts'

const requiring = (name: string) => ({ 'src/a.js': `exports.handler = async () => require('${name}').hi` })
const importing = (name: string) => ({
  'src/a.mjs': `import { hi } from '${name}'\nexport const handler = async () => hi`,
})

/** A function with these folders of the service as its layers. */
function withLayers(...names: string[]): AnswerOptions {
  return { parts: (dir) => ({ layers: names.map((name) => ({ name, path: join(dir, name) })) }) }
}

describe('a layer', () => {
  const layer: ServiceFiles = {
    'layer/nodejs/node_modules/util-layer/package.json': '{"main":"index.js"}',
    'layer/nodejs/node_modules/util-layer/index.js': "exports.hi = 'layer'",
    'layer/nodejs/tool.js': "exports.hi = 'tool'",
    'layer/nodejs/setup.js': "globalThis.hi = 'set up'",
  }

  test.each<[string, ServiceFiles, string]>([
    ['has a package that is required', requiring('util-layer'), 'layer'],
    ['has a package that is imported', importing('util-layer'), 'layer'],
    ['is /opt to require', requiring('/opt/nodejs/tool'), 'tool'],
    ['is /opt to import', importing('/opt/nodejs/tool.js'), 'tool'],
    ['is /opt to import, as a URL', importing('file:///opt/nodejs/tool.js'), 'tool'],
    ['has a package that TypeScript imports', { 'src/a.ts': importing('util-layer')['src/a.mjs'] }, 'layer'],
  ])('%s', async (_what, files, value) => {
    expect((await runOnce({ ...layer, ...files }, withLayers('layer'))).answer).toBe(value)
  })

  test('is /opt in NODE_OPTIONS', async () => {
    const { parts } = withLayers('layer')
    const files = { ...layer, 'src/a.js': 'exports.handler = async () => globalThis.hi' }
    const environment = { NODE_OPTIONS: '--require /opt/nodejs/setup.js' }
    expect((await runOnce(files, { parts: (dir) => ({ ...parts?.(dir), environment }) })).answer).toBe(
      'set up',
    )
  })

  test('yields to a package of the service', async () => {
    const files = {
      ...layer,
      ...requiring('util-layer'),
      'node_modules/util-layer/index.js': "exports.hi = 'own'",
    }
    expect((await runOnce(files, withLayers('layer'))).answer).toBe('own')
  })

  test('yields to a later one', async () => {
    const later = { 'later/nodejs/node_modules/util-layer/index.js': "exports.hi = 'later'" }
    for (const files of [requiring('util-layer'), importing('util-layer')])
      expect((await runOnce({ ...layer, ...later, ...files }, withLayers('layer', 'later'))).answer).toBe(
        'later',
      )
  })

  test('has packages for one runtime, which come first', async () => {
    const runtime = { 'layer/nodejs/node24/node_modules/util-layer/index.js': "exports.hi = '24'" }
    for (const files of [requiring('util-layer'), importing('util-layer')])
      expect((await runOnce({ ...layer, ...runtime, ...files }, withLayers('layer'))).answer).toBe('24')
  })

  test('may be a zip file', async () => {
    const zip = zipSync({ 'nodejs/node_modules/util-layer/index.js': Buffer.from("exports.hi = 'zipped'") })
    const files = { ...requiring('util-layer'), 'layer.zip': zip }
    expect((await runOnce(files, withLayers('layer.zip'))).answer).toBe('zipped')
  })

  test('in a zip file keeps its executables', async () => {
    const tool = [Buffer.from('#!/bin/sh\necho run\n'), { os: 3, attrs: 0o100755 << 16 }] as const
    const run =
      "exports.hi = require('child_process').execFileSync(__dirname + '/../../../bin/tool').toString().trim()"
    const zip = zipSync({
      'bin/tool': [...tool],
      'nodejs/node_modules/util-layer/index.js': Buffer.from(run),
    })
    const files = { ...requiring('util-layer'), 'layer.zip': zip }
    expect((await runOnce(files, withLayers('layer.zip'))).answer).toBe('run')
  })

  test('in what is no zip file is named, and the rest runs', async () => {
    const files = { 'src/a.js': 'exports.handler = async () => 1', 'layer.zip': 'text' }
    const { answer, log } = await runOnce(files, withLayers('layer.zip'))
    expect(answer).toBe(1)
    expect(log).toMatch(/^Layer layer\.zip is missing here\. .+layer\.zip cannot be unpacked: /m)
  })

  test('is not there for a function without layers', async () => {
    const { answer } = await runOnce({ ...layer, ...requiring('util-layer') })
    expect(answer).toMatchObject({ kind: 'failed' })
  })

  test('of another account is named, once, and the function runs without', async () => {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:layer:tracing:3'
    const files = { 'src/a.js': 'exports.handler = async () => 1' }
    const { answer, log } = await runOnce(files, {
      parts: () => ({ layers: [{ name: arn }, { name: arn }] }),
    })

    expect(answer).toBe(1)
    expect(log.split('\n').filter((line) => line.includes(arn))).toHaveLength(1)
  })
})

describe('the AWS SDK v3', () => {
  test.each<[string, ServiceFiles]>([
    [
      'required',
      { 'src/a.js': "exports.handler = async () => typeof require('@aws-sdk/client-dynamodb').DynamoDB" },
    ],
    [
      'imported',
      {
        'src/a.mjs':
          "import { DynamoDB } from '@aws-sdk/client-dynamodb'\nexport const handler = async () => typeof DynamoDB",
      },
    ],
    [
      'in TypeScript',
      {
        'src/a.ts':
          "import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'\nexport const handler = async () => typeof DynamoDBDocument",
      },
    ],
  ])('%s, is there where the service has none', async (_what, files) => {
    expect((await runOnce(files)).answer).toBe('function')
  })

  test('of the service wins', async () => {
    const own = { 'node_modules/@aws-sdk/client-dynamodb/index.js': "exports.hi = 'own'" }
    expect((await runOnce({ ...requiring('@aws-sdk/client-dynamodb'), ...own })).answer).toBe('own')
  })

  test('has clients that Lambda has and this machine has not: the log says what to install', async () => {
    const { log } = await runOnce(requiring('@aws-sdk/client-transfer'))
    expect(log).toContain('npm install --save-dev @aws-sdk/client-transfer')
  })

  test('is all that a service finds without installing it', async () => {
    expect((await runOnce(requiring('zod'))).answer).toMatchObject({ kind: 'failed' })
  })
})

describe('the AWS SDK v2', () => {
  /** The files of it that matter, in the order in which it loads them. */
  const sdk: ServiceFiles = {
    'node_modules/aws-sdk/index.js': "require('./lib/node_loader')\nmodule.exports = require('./lib/core')",
    'node_modules/aws-sdk/lib/core.js': 'exports.config = {}',
    'node_modules/aws-sdk/lib/node_loader.js': "require('./core').config = { region: 'x' }",
  }
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:4566',
  }
  const configured = {
    region: 'x',
    dynamodb: { endpoint: 'http://127.0.0.1:8000' },
    secretsmanager: { endpoint: 'http://127.0.0.1:4566' },
  }

  test.each<[string, ServiceFiles]>([
    ['required', { 'src/a.js': "exports.handler = async () => require('aws-sdk').config" }],
    ['imported', { 'src/a.mjs': "import AWS from 'aws-sdk'\nexport const handler = async () => AWS.config" }],
    [
      'in TypeScript',
      { 'src/a.ts': "import AWS from 'aws-sdk'\nexport const handler = async () => AWS.config" },
    ],
  ])('%s, finds the endpoints that newer ones read themselves', async (_what, files) => {
    expect((await runOnce({ ...sdk, ...files }, { environment })).answer).toEqual(configured)
  })

  test('in a bundle of ours does, too', async () => {
    const files = { ...sdk, 'src/a.js': "exports.handler = async () => require('aws-sdk').config" }
    const build = { bundle: {}, compiles: true, esbuild: undefined }
    expect((await runOnce(files, { environment, service: () => ({ build }) })).answer).toEqual(configured)
  })

  test('in a bundle of another packager is named, since it does not', async () => {
    const bundle = `exports.handler = async () => process.env.AWS_NODEJS_CONNECTION_REUSE_ENABLED\n//${' '.repeat(200_000)}`
    const { log } = await runOnce({ 'src/a.js': bundle })
    expect(log).toContain('has the AWS SDK v2 bundled into it')
  })
})
