import 'claimcheck/testing/vitest'
import { call } from 'claimcheck/testing'
import { expect } from 'vitest'

const answer = await call(async () => ({ statusCode: 200 }), 'GET /')

expect(answer).toBeProblem('ERR_NOT_FOUND', { status: 404 })
expect(answer).not.toBeRefused('exp')
// @ts-expect-error a code is text
expect(answer).toBeProblem(404)
// @ts-expect-error there is no such check
expect(answer).toBeRefused('expired')
