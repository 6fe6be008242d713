import { describe, expect, test } from '@jest/globals'
import { created, noContent, ok } from '../../../../src/http/response.ts'

describe('ok, created, noContent', () => {
  test('given a body, when ok, then it is JSON with status 200', () => {
    expect(ok({ a: 'ọ' })).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"a":"ọ"}',
    })
  })

  test('given a location, when created, then it stands in the headers beside those given', () => {
    expect(created('/profile', {}, { etag: '"1"' })).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/json', location: '/profile', etag: '"1"' },
      body: '{}',
    })
  })

  test('given a content type, when ok, then it replaces ours', () => {
    expect(ok({}, { 'content-type': 'application/geo+json' }).headers).toEqual({
      'content-type': 'application/geo+json',
    })
  })

  test('given nothing to send, when ok, then the body is JSON null and not missing', () => {
    expect(ok(undefined).body).toBe('null')
  })

  test('given headers, when noContent, then there is neither body nor content type', () => {
    expect(noContent({ etag: '"1"' })).toEqual({ statusCode: 204, headers: { etag: '"1"' } })
    expect(noContent()).toEqual({ statusCode: 204, headers: {} })
  })
})
