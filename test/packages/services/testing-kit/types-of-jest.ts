import 'claimcheck/testing/jest'
import { expect } from '@jest/globals'
import { type BrokenTokenName, call, createIssuer } from 'claimcheck/testing'

const issuer = await createIssuer('okta')
const answer = await call(async () => ({ statusCode: 200 }), 'GET /', { authorizer: issuer.authorizer })

expect(answer).toBeProblem('ERR_NOT_FOUND', { status: 404 })
expect(answer).not.toBeRefused('exp')
// @ts-expect-error a code is text
expect(answer).toBeProblem(404)
// @ts-expect-error there is no such check
expect(answer).toBeRefused('expired')

const name: BrokenTokenName = 'issuer-slash'
const value: string = await issuer.broken(name)
// @ts-expect-error a misspelled name does not compile
await issuer.broken('issuer-slashes')
// @ts-expect-error nor does an unknown provider
await createIssuer('keycloak')
export { value }
