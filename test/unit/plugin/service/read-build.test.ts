import { describe, expect, test } from '@jest/globals'
import { readBuild } from '../../../../plugin/service/read-build.ts'
import type { ServerlessService } from '../../../../plugin/service/serverless.ts'

function buildOf(parts: Pick<ServerlessService, 'custom' | 'plugins'>) {
  return readBuild({ service: 's', provider: {}, ...parts })
}

describe('how a service compiles', () => {
  test.each<[string, Pick<ServerlessService, 'custom' | 'plugins'>, object]>([
    ['nothing', {}, { bundle: undefined, esbuild: undefined, compiles: false }],
    ['its bundles', { custom: { claimcheck: { bundle: true } } }, { bundle: {}, compiles: true }],
    [
      'its bundles, with settings',
      { custom: { claimcheck: { bundle: { format: 'esm' } } } },
      { bundle: { format: 'esm' } },
    ],
    ['no bundles', { custom: { claimcheck: { bundle: false } } }, { bundle: undefined, compiles: false }],
    ['serverless-esbuild', { plugins: ['serverless-esbuild'] }, { esbuild: {}, compiles: true }],
    [
      'serverless-esbuild, with settings',
      { plugins: { modules: ['serverless-esbuild'] }, custom: { esbuild: { minify: true } } },
      { esbuild: { minify: true }, compiles: true },
    ],
    ['serverless-webpack', { plugins: ['serverless-webpack'] }, { esbuild: undefined, compiles: true }],
    ['another plugin', { plugins: ['serverless-domain-manager'] }, { compiles: false }],
  ])('%s', (_what, parts, build) => {
    expect(buildOf(parts)).toMatchObject(build)
  })

  test('rejects unknown settings of a bundle', () => {
    expect(() => buildOf({ custom: { claimcheck: { bundle: { formats: 'esm' } } } })).toThrow(
      expect.objectContaining({ code: 'ERR_BUNDLE_SETTINGS_INVALID' }),
    )
  })
})
