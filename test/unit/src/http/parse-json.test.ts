import { describe, expect, test } from '@jest/globals'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import fc from 'fast-check'
import { isSafeForNativeParse } from '../../../../src/http/parse-json.ts'
import { anEvent, inBase64, textBody } from '../../../support/lambda.ts'

const parseAsMiddyDoes = httpJsonBodyParser().before as (request: { event: unknown }) => void

const nameOfAnyKind = fc.constantFrom('__proto__', '\\u005f_proto__', 'constructor', 'prototype', 'title')

describe('isSafeForNativeParse', () => {
  test.each([
    ['an object', '{"title":"Milk"}'],
    ['text with line breaks, quotes and backslashes', '{"bio":"a\\nb \\"c\\" \\\\d"}'],
    ['text that is not JSON', '{"title":'],
    ['4,096 characters', `"${'x'.repeat(4094)}"`],
  ])('accepts %s', (_, text) => {
    expect(isSafeForNativeParse(anEvent(textBody(text)))).toBe(true)
    expect(isSafeForNativeParse(anEvent(textBody(text, 'application/json; charset=utf-8')))).toBe(true)
  })

  test.each([
    ['a member __proto__', textBody('{"a":{"__proto__":1}}')],
    ['a member __proto__ with an escape', textBody('{"\\u005f_proto__":1}')],
    ['a constructor', textBody('{"constructor":{"prototype":{}}}')],
    ['a constructor with an escape', textBody('{"\\u0063onstructor":{"prototype":{}}}')],
    ['4,097 characters', textBody(`"${'x'.repeat(4095)}"`)],
    ['another content type', textBody('{}', 'application/merge-patch+json')],
    ['a content type that only begins so', textBody('{}', 'application/jsonx')],
    ['another charset', textBody('{}', 'application/json; charset=iso-8859-1')],
    [
      'a content coding',
      { ...textBody('{}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    ],
    ['what replaces lost bytes', textBody('"\uFFFD"')],
    ['no content type', { routeKey: 'POST /things', body: '{}' }],
    ['base64', inBase64(textBody('{}'))],
    ['no body', textBody(null)],
  ])('leaves %s to the parser', (_, parts) => {
    expect(isSafeForNativeParse(anEvent(parts))).toBe(false)
  })

  test('given any text that it lets through, when parsed, then it is what the parser makes of it', () => {
    const members = fc.array(fc.tuple(nameOfAnyKind, fc.json()), { maxLength: 3 })
    const object = members.map((all) => `{${all.map(([name, value]) => `"${name}":${value}`).join()}}`)
    fc.assert(
      fc.property(fc.oneof(object, fc.json(), fc.string()), (text) => {
        const event = anEvent(textBody(text))
        if (isSafeForNativeParse(event)) expect(outcome(() => JSON.parse(text))).toEqual(outcomeOf(event))
      }),
    )
  })

  function outcomeOf(event: { body?: unknown }): unknown {
    return outcome(() => {
      parseAsMiddyDoes({ event })
      return event.body
    })
  }

  function outcome(parse: () => unknown): unknown {
    try {
      return { value: parse() }
    } catch {
      return 'refused'
    }
  }
})
