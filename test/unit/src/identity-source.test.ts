import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { contextFor } from '../../../src/testing/index.ts'
import { unsignedToken } from '../../../src/testing/unsigned-token.ts'
import { type BundledSource, bundleSource } from '../../support/bundle-source.ts'
import { anEvent, identities } from '../../support/lambda.ts'

const source = `
import { createHandler, ok } from './src/index.ts'
export const handler = createHandler({
  run: ({ principal }) => ok({ groups: principal.groups, claimsSource: principal.claimsSource }),
})`

const claims = { ...identities.cognito.id, 'cognito:groups': ['a b', 'c'] }
/** Of nobody: renders to the same text as the verified claims, and says something else. */
const forged = { ...claims, 'cognito:groups': ['a', 'b c'] }

describe('a handler without options, when its authorizer reads the token elsewhere', () => {
  let bundle: BundledSource

  beforeAll(async () => {
    bundle = await bundleSource(source)
  })
  afterAll(() => bundle.remove())

  /** What the handler answers to the verified claims, with another token in the authorization header. */
  async function answerTo(identitySource: string | undefined): Promise<unknown> {
    const event = anEvent({ claims, authorization: `Bearer ${unsignedToken(forged)}` })
    const setting =
      identitySource === undefined
        ? ''
        : `process.env.CLAIMCHECK_IDENTITY_SOURCE = ${JSON.stringify(identitySource)}`
    return bundle.run(`${setting}
const context = { ...${JSON.stringify(contextFor())}, getRemainingTimeInMillis: () => 5000 }
bundle.handler(${JSON.stringify(event)}, context).then(({ body }) => console.log(body))`)
  }

  test.each([undefined, '', '$request.querystring.token', '$request.header.X-Token'])(
    'given the setting is %p, when called, then the header, which nobody may have checked, is not read',
    async (identitySource) => {
      expect(await answerTo(identitySource)).toEqual({ groups: [], claimsSource: 'string-claims' })
    },
  )

  test('given the setting names the header, when called, then the header, which the authorizer has checked, is read', async () => {
    expect(await answerTo('$request.header.authorization')).toEqual({
      groups: ['a', 'b c'],
      claimsSource: 'token',
    })
  })
})
