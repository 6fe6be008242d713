import { describe, expect, test } from '@jest/globals'
import { awaitStack } from '../../../../../plugin/deploy/stack/await-stack.ts'

/** CloudFormation as it answers one question after the other; the last answer stays. */
function stackThat(...statuses: (string | undefined)[]) {
  const slept: number[] = []
  const lines: string[] = []
  const read = async () => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0]
    return status === undefined
      ? undefined
      : { name: 'notes-dev', status, outputs: new Map<string, string>() }
  }
  const options = {
    read,
    stage: 'dev',
    log: (line: string) => lines.push(line),
    sleep: async (ms: number) => slept.push(ms),
  }
  return { options, slept, lines }
}

describe('awaitStack', () => {
  test.each([undefined, 'CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
    'given a stack that is %s, when awaited, then it is ready at once',
    async (status) => {
      const { options, slept } = stackThat(status)

      expect((await awaitStack(options))?.status).toBe(status)
      expect(slept).toEqual([])
    },
  )

  test('given an earlier deploy goes on, when awaited, then it is told once, and waited for', async () => {
    const { options, slept, lines } = stackThat(
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    )

    expect(await awaitStack(options)).toMatchObject({ status: 'UPDATE_COMPLETE' })
    expect(slept).toHaveLength(2)
    expect(lines).toEqual([expect.stringContaining('notes-dev is UPDATE_IN_PROGRESS')])
  })

  test('given a removal goes on, when awaited, then there is no stack in the end', async () => {
    const { options } = stackThat('DELETE_IN_PROGRESS', undefined)

    expect(await awaitStack(options)).toBeUndefined()
  })

  test.each(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED'])(
    'given a stack that never came up, when it is %s, then the fix is to remove it',
    async (status) => {
      const refusal = {
        code: 'ERR_STACK_STUCK',
        message: expect.stringContaining('serverless remove --stage dev'),
      }

      await expect(awaitStack(stackThat(status).options)).rejects.toMatchObject(refusal)
      await expect(awaitStack(stackThat('CREATE_IN_PROGRESS', status).options)).rejects.toMatchObject(refusal)
    },
  )

  test('given a rollback that failed, when awaited, then the fix is to continue it', async () => {
    const fix = expect.stringContaining('continue-update-rollback --stack-name notes-dev')

    await expect(awaitStack(stackThat('UPDATE_ROLLBACK_FAILED').options)).rejects.toMatchObject({
      message: fix,
    })
  })

  test('given a stack that is never ready, when awaited, then it is given up after an hour', async () => {
    const { options, slept } = stackThat('UPDATE_IN_PROGRESS')

    await expect(awaitStack(options)).rejects.toMatchObject({ code: 'ERR_STACK_STUCK' })
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(60 * 60 * 1000)
  })
})
