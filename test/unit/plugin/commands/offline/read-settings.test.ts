import { describe, expect, test } from '@jest/globals'
import { offlineOptions } from '../../../../../plugin/commands/offline/options.ts'
import { readOfflineSettings } from '../../../../../plugin/commands/offline/read-settings.ts'

const read = (own: object, options: Readonly<Record<string, unknown>> = {}, rest: object = {}) =>
  readOfflineSettings({ options, custom: { 'serverless-offline': own, ...rest }, env: {} })

describe('readOfflineSettings', () => {
  test('reads what is the same here, the command line before custom.serverless-offline', () => {
    const settings = read({ httpPort: 4000, prefix: '/v1/', noTimeout: true }, { httpPort: '4001' })

    expect(settings).toMatchObject({ port: 4001, pathPrefix: 'v1', noTimeout: true, localEnvironment: false })
  })

  test('leaves a port to the option of the local run, where the command line has that', () => {
    const own = { httpPort: 4000, lambdaPort: 4002 }

    expect(read(own)).toMatchObject({ port: 4000, lambdaPort: 4002 })
    expect(read(own, { port: '3000' })).toMatchObject({ port: undefined, lambdaPort: 4002 })
    expect(read(own, { 'lambda-port': '3002' })).toMatchObject({ port: 4000, lambdaPort: undefined })
  })

  test('says nothing without options, and nothing of those without a meaning here', () => {
    expect(read({}).notes).toEqual([])
    expect(
      read({ noPrependStageInUrl: true, useInProcess: true, noSponsor: true, host: 'localhost' }).notes,
    ).toEqual([])
    expect(read({ noAuth: false, useDocker: 'false', prefix: '' }).notes).toEqual([])
  })

  test.each([
    ['noAuth', true, 'authorizers always run'],
    ['ignoreJWTSignature', true, 'signatures are always checked'],
    ['corsAllowOrigin', '*', 'CORS is that of provider.httpApi.cors'],
    ['useDocker', true, 'without Docker'],
    ['host', '0.0.0.0', 'other machines can call the API'],
    ['noTimeout', true, 'On AWS they time out'],
    ['websocketPort', 3001, 'WebSocket APIs do not run here'],
    ['madeUp', 1, 'not known here'],
  ])('says once what %s means here', (name, value, words) => {
    expect(read({ [name]: value }).notes).toEqual([expect.stringContaining(words)])
    expect(read({}, { [name]: value }).notes).toHaveLength(name in offlineOptions ? 1 : 0)
  })

  test('says that made-up claims have no effect', () => {
    const custom = { offline: { customAuthenticationProvider: './auth.js' } }
    const { notes } = readOfflineSettings({ options: {}, custom, env: { AUTHORIZER: '{}' } })

    expect(notes.join('\n')).toMatch(/customAuthenticationProvider(?:.|\n)*AUTHORIZER/)
  })

  test('rejects a port that is none', () => {
    expect(() => read({ httpPort: 'x' })).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }))
  })
})
