import { describe, expect, test } from '@jest/globals'
import { matrix } from './matrix.ts'
import { callers, startService } from './service-run.ts'

/** The whole matrix under one framework. */
export function describeServices(framework: 'osls' | 'serverless'): void {
  describe(`services as strangers write theirs, under ${framework}`, () => {
    test.each(matrix)('$folder: $what', async ({ folder, command = ['local'], calls, says = [] }) => {
      await using run = await startService(framework, folder, command)

      for (const call of calls) {
        const { statuses, bodies } = await run.answersTo(call)
        const found = { call: call.request, callers, statuses, bodies, printed: run.output() }
        expect(found).toEqual({ ...found, statuses: call.answers })
        for (const [index, body] of bodies.entries())
          if ((statuses[index] ?? 0) < 300 && call.body !== undefined) expect(body).toMatch(call.body)
      }
      for (const words of says) expect(run.output()).toMatch(words)
    })
  })
}
