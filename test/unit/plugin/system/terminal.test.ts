import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { withElapsed } from '../../../../plugin/system/terminal.ts'

function aStream(isTTY: boolean) {
  let text = ''
  const write = (part: string) => {
    text += part
    return true
  }
  return { stream: { isTTY, columns: 80, write } as unknown as NodeJS.WriteStream, text: () => text }
}

test('on a terminal, the line is rewritten and removed at the end', async () => {
  const { stream, text } = aStream(true)

  expect(await withElapsed('Installing', () => wait(1_100, 'done'), { stream })).toBe('done')
  expect(text()).toBe('\r\u001b[2KInstalling, 1 s\r\u001b[2K')
})

test('elsewhere there is a line from time to time', async () => {
  const { stream, text } = aStream(false)
  await withElapsed('Installing', () => wait(250), { stream, everyMs: 100 })

  expect(text()).toBe('Installing\nInstalling\n')
})

test.each([true, false])(
  'what is quick says nothing, terminal: %s, and a failure comes through',
  async (isTTY) => {
    const { stream, text } = aStream(isTTY)

    await expect(withElapsed('Starting', () => Promise.reject(new Error('no')), { stream })).rejects.toThrow(
      'no',
    )
    expect(text()).toBe('')
  },
)
