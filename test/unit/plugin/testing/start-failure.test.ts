import { describe, expect, test } from '@jest/globals'
import { startFailure } from '../../../../plugin/testing/start-failure.ts'

const messageOf = (...lines: string[]) => startFailure('/service', lines, 'ended with code 1').message

describe('the error of a run that did not start', () => {
  test('has what Serverless prints below "Error:", and nothing around it', () => {
    expect(
      messageOf('Building.', 'Error:', 'Port 3000 is in use.', 'Stop it.', '', 'Environment: linux, node 24'),
    ).toBe('serverless local in /service ended with code 1:\n\n  Port 3000 is in use.\n  Stop it.')
  })

  test('of Serverless 4, whose errors have a cross and colours', () => {
    expect(messageOf('\u001b[31m✖ Error:\u001b[39m', 'Sign in first.')).toContain(':\n\n  Sign in first.')
  })

  test('has the last lines where there is no such line', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`)
    expect(messageOf(...lines)).toMatch(/:\n\n {2}line 60\n/)
    expect(messageOf(...lines)).toMatch(/line 99$/)
  })

  test('says that nothing was printed', () => {
    expect(messageOf()).toBe('serverless local in /service ended with code 1 and printed nothing.')
  })
})
