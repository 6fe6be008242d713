import { createHmac } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { subjectRef } from '../../../../src/log/subject-ref.ts'

describe('subjectRef', () => {
  test('given a key and a caller, when asked, then it is the start of their HMAC-SHA256', () => {
    const whole = createHmac('sha256', 'log key').update('https://issuer.example#alice').digest('base64url')
    expect(subjectRef('log key', 'https://issuer.example#alice')).toBe(whole.slice(0, 16))
  })

  test('given another caller or another key, when asked, then it differs', () => {
    const refs = [subjectRef('k', 'i#alice'), subjectRef('k', 'i#bob'), subjectRef('l', 'i#alice')]
    expect(new Set(refs).size).toBe(3)
  })
})
