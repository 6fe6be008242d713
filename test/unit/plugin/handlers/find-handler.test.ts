import { describe, expect, test } from '@jest/globals'
import { findHandler } from '../../../../plugin/handlers/find-handler.ts'
import { parseHandlerPath } from '../../../../plugin/handlers/handler-path.ts'

const handler = () => 1

describe('reading a handler path', () => {
  test.each([
    ['src/a.handler', { modulePath: 'src/a', exportPath: 'handler' }],
    ['./a.handler', { modulePath: 'a', exportPath: 'handler' }],
    ['a.b.handler', { modulePath: 'a', exportPath: 'b.handler' }],
    ['src/profile/get-x.default', { modulePath: 'src/profile/get-x', exportPath: 'default' }],
  ])('given %s, when it is read, then it is module and export', (path, parts) => {
    expect(parseHandlerPath(path)).toEqual(parts)
  })

  test.each([
    'a',
    'a/b',
    'a.',
    '.handler',
    'a/.handler',
    '../a.handler',
    'a/../b.handler',
    '/a.handler',
    'a//b.handler',
  ])('given %s, when it is read, then it throws and shows what is wanted', (path) => {
    expect(() => parseHandlerPath(path)).toThrow('such as "src/hello.handler"')
  })
})

describe('finding the handler in a module', () => {
  test.each<[string, unknown, string]>([
    ['a named export', { handler }, 'handler'],
    ['one within another', { api: { handler } }, 'api.handler'],
    ['one within the default export', { default: { handler } }, 'handler'],
    ['the default export', { default: handler }, 'default'],
  ])('given %s, when it is looked for, then it is found', (_name, loaded, path) => {
    expect(findHandler(loaded, path, 'a.handler')).toBe(handler)
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['null', null],
    ['a function without members', handler],
    ['text under that name', { handler: 'x' }],
  ])('given a module that is or holds %s, when a handler is looked for, then it throws', (_name, loaded) => {
    expect(() => findHandler(loaded, 'handler', 'a.handler')).toThrow(
      /^a\.handler: "handler" is .+; the module exports /,
    )
  })
})
