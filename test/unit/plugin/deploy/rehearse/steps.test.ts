import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { showSteps } from '../../../../../plugin/deploy/rehearse/steps.ts'
import { UserError } from '../../../../../plugin/user-error.ts'

function steps() {
  const lines: string[] = []
  const { take } = showSteps({
    log: (line) => lines.push(stripVTControlCharacters(line)),
    hint: 'Logs: here',
  })
  return { take, lines }
}

describe('showSteps', () => {
  test('given steps, when taken, then each is announced by number, and timed', async () => {
    const { take, lines } = steps()

    expect(await take('Deploy', async () => 5)).toBe(5)
    await take('Remove', async () => {})

    expect(lines).toEqual([
      '\n1. Deploy',
      expect.stringMatching(/^ {3}Deploy: \d+\.\d s$/),
      '\n2. Remove',
      expect.stringMatching(/^ {3}Remove: \d+\.\d s$/),
    ])
  })

  test('given a step that fails, when taken, then the error names it and where the logs are', async () => {
    const failed = steps().take('Deploy', () => Promise.reject(new Error('no bucket')))

    const message = 'The rehearsal failed at "Deploy": no bucket\nLogs: here'
    await expect(failed).rejects.toMatchObject({ code: 'ERR_REHEARSAL_FAILED', message })
  })

  test.each([
    ['says itself what to do', new UserError('ERR_EMULATOR_NOT_INSTALLED', 'Install Python.')],
    ['is the end that was asked for', new DOMException('stopped', 'AbortError')],
  ])('given a failure that %s, when a step is taken, then it comes as it is', async (_what, error) => {
    await expect(steps().take('Start', () => Promise.reject(error))).rejects.toBe(error)
  })
})
