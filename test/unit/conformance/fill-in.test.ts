import { describe, expect, test } from '@jest/globals'
import { fillIn, UnknownNameError } from '../../../conformance/fill-in.ts'

const names = new Map([['issuer.main', 'https://issuer.example.com']])

describe('fillIn', () => {
  test('given names and times at any depth, when filled in, then texts and numbers stand there', () => {
    const value = { iss: '{{issuer.main}}', list: ['{{now-60}}', '{{now}}'], same: [1, null, 'text'] }

    expect(fillIn(value, names, 1_000)).toEqual({
      iss: 'https://issuer.example.com',
      list: [940, 1_000],
      same: [1, null, 'text'],
    })
  })

  test('given a name within a text, when filled in, then the rest stays', () => {
    expect(fillIn('<{{issuer.main}}/>', names, 0)).toBe('<https://issuer.example.com/>')
  })

  test('given a pad, when filled in, then it has that length', () => {
    expect(fillIn('a{{pad.3}}', names, 0)).toBe('axxx')
  })

  test('given a name that stands for nothing, when filled in, then it throws', () => {
    expect(() => fillIn({ a: '{{issuer.mian}}' }, names, 0)).toThrow(UnknownNameError)
  })
})
