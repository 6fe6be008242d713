import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { FunctionResult } from '../../../plugin/local/lambda/function-result.ts'
import type { JournalAnswer, JournalEvent } from '../../fixtures/handlers/journal.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

const timeoutSeconds = 1
const ids = Array.from({ length: 24 }, (_, id) => id)
/** Not the first: that one is handed over alone. */
const odd = 4

describe('events that are handed over ahead of their turn', () => {
  let folder: TemporaryFolder
  let host: TestFunctions
  let journal: string

  beforeEach(async () => {
    folder = await temporaryFolder()
    journal = join(folder.path, 'journal')
    host = await startTestFunctions([aFunction('journal', 'journal.handler', { timeoutSeconds })])
    // One after the other: they are quick, so what comes next may be handed over ahead.
    for (let count = 0; count < 5; count += 1) await host.invoke('journal', anEvent(-1))
  })

  afterEach(async () => {
    await host.close()
    await folder.remove()
  })

  function anEvent(id: number, does?: JournalEvent['does']): JournalEvent {
    return { id, journal, ...(does && { does }) }
  }

  /** All at once, the odd one among them. */
  async function burst(does?: JournalEvent['does']) {
    const order: number[] = []
    const outcomes = await Promise.all(
      ids.map(async (id) => {
        const outcome = await host.invoke('journal', anEvent(id, id === odd ? does : undefined))
        order.push(id)
        return outcome
      }),
    )
    return { outcomes, order, answers: outcomes.flatMap(answerIn) }
  }

  function answerIn(outcome: FunctionResult): JournalAnswer[] {
    return outcome.kind === 'returned' ? [outcome.value as JournalAnswer] : []
  }

  async function begun(): Promise<number[]> {
    const lines = (await readFile(journal, 'utf8')).trim().split('\n').map(Number)
    return lines.filter((id) => id >= 0).sort((one, other) => one - other)
  }

  test('given a burst of quick ones, when they run, then each runs once, in its order, alone in its process', async () => {
    const { answers, order } = await burst()

    expect(answers.map(({ id }) => id)).toEqual(ids)
    expect(order).toEqual(ids)
    expect(new Set(answers.map(({ running }) => running))).toEqual(new Set([1]))
    expect(await begun()).toEqual(ids)
  })

  test.each([
    ['ends its process', 'exit', { kind: 'failed', reason: expect.stringMatching(/^Runtime\.ExitError/) }],
    ['runs in circles', 'loop', { kind: 'timed-out' }],
  ] as const)(
    'given one among them that %s, when that is over, then the others have run once each, with all of their time',
    async (_, does, ofTheOdd) => {
      const { answers, outcomes } = await burst(does)

      expect(outcomes[odd]).toMatchObject(ofTheOdd)
      expect(answers.map(({ id }) => id)).toEqual(ids.filter((id) => id !== odd))
      expect(Math.min(...answers.map(({ remainingMs }) => remainingMs))).toBeGreaterThan(
        timeoutSeconds * 1_000 - 100,
      )
      expect(await begun()).toEqual(ids)
    },
  )

  test('given one among them that waits, when the others are done, then they have not waited for it and have run once each', async () => {
    const { answers, order } = await burst('wait')

    expect(order.at(-1)).toBe(odd)
    expect(new Set(answers.map(({ running }) => running))).toEqual(new Set([1]))
    expect(await begun()).toEqual(ids)
  })

  test('given many that are quick or not, as it comes, when all have run, then each has its own answer and has run once', async () => {
    const many = Array.from({ length: 600 }, (_, id) => id)
    const outcomes = await Promise.all(
      many.map(async (id) => {
        // Some come while others are being handed back.
        await new Promise((resolve) => setTimeout(resolve, id / 2))
        return host.invoke('journal', anEvent(id, id % 20 === odd ? 'pause' : undefined))
      }),
    )

    expect(outcomes.flatMap(answerIn).map(({ id }) => id)).toEqual(many)
    expect(await begun()).toEqual(many)
  })
})
