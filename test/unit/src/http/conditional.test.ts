import { describe, expect, test } from '@jest/globals'
import {
  conditional,
  entityTag,
  type HttpResponse,
  ok,
  readEntityTags,
  versionTag,
} from '../../../../src/index.ts'
import { anEvent, anEventInFormat1 } from '../../../support/lambda.ts'

const response = ok({ a: 1 }, { 'cache-control': 'private, no-cache', vary: 'authorization' })
const etag = entityTag(response.body ?? '')

function answer(headers: Record<string, string>, sent: HttpResponse = response, options = {}): unknown {
  try {
    return conditional(anEvent({ headers }), sent, options)
  } catch (error) {
    return (error as { statusCode?: number }).statusCode
  }
}

describe('conditional', () => {
  test('tags a body strongly, and another body otherwise', () => {
    expect(answer({})).toEqual({ ...response, headers: { ...response.headers, etag } })
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    expect(entityTag('b')).not.toBe(etag)
  })

  test('tags a version by what is shown with it', () => {
    const tag = versionTag('v1', { a: 1 })
    expect(tag).toMatch(/^"v1\.[\w-]{22}"$/)
    expect(versionTag('v1', { a: 1 })).toBe(tag)
    expect(versionTag('v1', { a: 2 })).not.toBe(tag)
    expect(versionTag('v2', { a: 1 })).not.toBe(tag)
  })

  const notModified = {
    statusCode: 304,
    headers: { 'cache-control': 'private, no-cache', vary: 'authorization', etag },
  }

  test.each<[Record<string, string>, unknown]>([
    [{ 'if-none-match': etag }, notModified],
    [{ 'if-none-match': `W/${etag}` }, notModified],
    [{ 'if-none-match': `"x",, ${etag}` }, notModified],
    [{ 'if-none-match': '*' }, notModified],
    [{ 'if-none-match': '"x"' }, expect.objectContaining({ statusCode: 200 })],
    [{ 'if-none-match': '' }, expect.objectContaining({ statusCode: 200 })],
    [{ 'if-match': etag }, expect.objectContaining({ statusCode: 200 })],
    [{ 'if-match': '*' }, expect.objectContaining({ statusCode: 200 })],
    [{ 'if-match': `W/${etag}` }, 412],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-match': '' }, 412],
    [{ 'if-match': '"x"', 'if-none-match': etag }, 412],
    [{ 'if-match': etag, 'if-none-match': etag }, notModified],
    [{ 'if-match': 'x' }, 400],
    [{ 'if-none-match': etag.slice(1) }, 400],
  ])('answers %j', (headers, expected) => {
    expect(answer(headers)).toEqual(expected)
  })

  test('goes by a tag that the response has', () => {
    const tagged = { ...response, headers: { etag: 'W/"1"' } }
    expect(answer({ 'if-none-match': '"1"' }, tagged)).toEqual({
      statusCode: 304,
      headers: { etag: 'W/"1"' },
    })
    expect(answer({ 'if-match': '"1"' }, tagged)).toBe(412)
    expect(answer({ 'if-match': 'W/"1"' }, tagged)).toBe(412)
  })

  test('leaves out what describes the body that is not sent', () => {
    const headers = {
      'content-location': '/a',
      'Content-Type': 'text/css',
      'last-modified': 'x',
      expires: '0',
    }
    const sent = { statusCode: 200, headers, body: 'YQ==', isBase64Encoded: true, cookies: ['a=1'] }
    expect(answer({ 'if-none-match': '*' }, sent)).toEqual({
      statusCode: 304,
      headers: { 'content-location': '/a', expires: '0', etag: entityTag('YQ==') },
      cookies: ['a=1'],
    })
  })

  test('where nothing exists, only if-match fails', () => {
    const nothing = { exists: false }
    expect(answer({ 'if-none-match': '*' }, response, nothing)).toBe(response)
    expect(answer({ 'if-match': '*' }, response, nothing)).toBe(412)
    expect(answer({}, response, nothing)).toBe(response)
  })

  test.each([
    ['another status', anEvent({ headers: { 'if-match': '"x"' } }), { ...response, statusCode: 404 }],
    ['a write', anEvent({ routeKey: 'POST /things', headers: { 'if-match': '"x"' } }), response],
  ])('leaves %s alone', (_, event, sent) => {
    expect(conditional(event, sent)).toBe(sent)
  })

  test('reads payload format 1.0, header lines joined', () => {
    const event = anEventInFormat1({ headers: { 'if-none-match': '"x"' } })
    Object.assign(event.multiValueHeaders ?? {}, { 'If-None-Match': [etag, '"x"'] })
    expect(conditional(event, response)).toEqual(notModified)
    expect(readEntityTags(event, 'if-none-match')).toHaveLength(2)
  })

  test('rejects an unknown option', () => {
    expect(() => conditional(anEvent(), response, { tag: 'x' } as never)).toThrow(TypeError)
  })
})
