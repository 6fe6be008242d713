import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import * as z from 'zod'
import { type Claims, providerNames } from '../../../providers/index.ts'
import { createHandler, HttpProblem } from '../../../src/index.ts'
import { contextFor } from '../../../src/testing/index.ts'
import { anEvent, identities, inBase64, requestId, textBody } from '../../support/lambda.ts'
import { logLines } from '../../support/log-lines.ts'

const secret = 'PLANTEDsecret'
const Body = z.strictObject({ text: z.string().max(3), choice: z.enum(['x', 'y']), count: z.int() })
const planted = fc.string().map((text) => `${secret}${text}`)

/** Errors of every kind that carry the secret wherever a library might put it. */
const thrown = fc.oneof(
  planted,
  planted.map((text) => new Error(text)),
  planted.map((text) => new TypeError(`x\n    at ${text} (${text}:1:1)`)),
  planted.map((text) => new Error('x', { cause: new Error(text) })),
  planted.map((text) => new AggregateError([new Error(text)], text)),
  planted.map((text) =>
    Object.assign(new Error(text), { data: text, code: text, name: `No ${text}`, headers: { a: text } }),
  ),
  planted.map((text) => new HttpProblem('ERR_INTERNAL', text, { cause: new Error(text) })),
  planted.map((text) => new HttpProblem('ERR_UNAVAILABLE', undefined, { cause: { message: text, text } })),
  fc.record({
    statusCode: fc.integer({ min: 100, max: 999 }),
    expose: fc.boolean(),
    message: planted,
    body: planted,
  }),
  fc.record({ message: planted, stack: planted, cause: fc.record({ stack: planted, name: planted }) }),
  planted.map((text) => Object.freeze(new RangeError(text))),
  fc.constantFrom(null, undefined, Number.NaN, Symbol(secret)),
)

const body = fc.oneof(
  { weight: 4, arbitrary: fc.constant(JSON.stringify({ text: 'x', choice: 'x', count: 1 })) },
  planted,
  fc.record({ text: planted, choice: planted, count: planted }).map((value) => JSON.stringify(value)),
  planted.map((text) =>
    JSON.stringify({ __proto__: undefined, text: 'x', choice: 'x', count: 1, more: text }),
  ),
  planted.map((text) => `{"__proto__":"${text.length}${secret}"}`),
)

/** A token of each provider and use, with the secret in what it says of a person, and sometimes spoilt. */
const claims = fc
  .tuple(fc.constantFrom(...providerNames), fc.constantFrom('id', 'access'), planted, fc.boolean())
  .map(([provider, use, text, spoilt]) => {
    const base: Claims = identities[provider][use as 'id' | 'access']
    const told = { ...base, email: text, name: text, nickname: text, 'custom:x': [text], jti: text }
    return { provider, claims: spoilt ? { ...told, sub: 7, iss: text } : told }
  })

describe('a handler, whatever it is sent and whatever run throws', () => {
  test('given secrets in token, claims, body and error, when called, then answer and log hold none and the answer is a problem', async () => {
    await fc.assert(
      fc.asyncProperty(claims, body, fc.boolean(), thrown, async (caller, text, base64, error) => {
        const log = logLines()
        const handler = createHandler({
          body: Body,
          principal: identities[caller.provider].options,
          log: { write: log.write, logKey: 'key' },
          run: () => {
            throw error
          },
        })
        const parts = { ...textBody(text), claims: caller.claims }
        const event = anEvent(base64 ? inBase64(parts) : parts)
        const token = event.headers.authorization?.slice('Bearer '.length) ?? ''
        const response = await handler(event, contextFor())
        const problem = JSON.parse(response.body ?? '')

        expect(response.headers).toMatchObject({ 'content-type': 'application/problem+json' })
        expect(problem).toMatchObject({
          type: 'about:blank',
          title: expect.any(String),
          status: response.statusCode,
          instance: requestId,
          code: expect.stringMatching(/^ERR_[A-Z_]+$/),
        })
        const told = JSON.stringify(response) + log.text()
        expect(told).not.toContain(secret)
        expect(told).not.toContain(Buffer.from(secret).toString('base64').slice(0, -4))
        expect(told).not.toContain(token.slice(-40))
        expect(log.records().filter(({ message }) => message === 'request')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })
})
