import { PassThrough } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { formatReport } from '../../../../../plugin/deploy/preflight/format-report.ts'

describe('formatReport', () => {
  test('given one result of each kind, when written to a file, then each reads as it should, without colour', () => {
    const text = formatReport(
      [
        { kind: 'passed', what: 'The issuer answers' },
        { kind: 'skipped', what: 'The keys', why: 'nobody has them yet' },
        {
          kind: 'warning',
          code: 'keys-late',
          what: 'The keys are late.',
          why: 'They may be lost.',
          fix: 'Wait.',
        },
        { kind: 'error', code: 'keys-gone', what: 'No keys.', why: 'No door opens.', fix: 'Look for them.' },
      ],
      new PassThrough(),
    )

    expect(text.split('\n')).toEqual([
      '  ok       The issuer answers.',
      '  skipped  The keys: nobody has them yet.',
      '  warning  The keys are late. [keys-late]',
      '           Why: They may be lost.',
      '           Fix: Wait.',
      '  error    No keys. [keys-gone]',
      '           Why: No door opens.',
      '           Fix: Look for them.',
    ])
  })
})
