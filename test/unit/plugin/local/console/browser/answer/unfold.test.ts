import { expect, test } from '@jest/globals'
import { unfold } from '../../../../../../../plugin/local/console/browser/answer/unfold.ts'

test.each([
  ['plain text', 'plain text'],
  ['{ not JSON', '{ not JSON'],
  [
    '{"level":"error","message":"failed","error":{"stack":"at a\\nat b"}}',
    'error failed\n  error: {\n    "stack": "at a\n  at b"\n  }',
  ],
  ['{"requestId":"x","message":"hello"}', 'hello\n  requestId: x'],
])('%j is shown as %j', (line, shown) => {
  expect(unfold(line)).toBe(shown)
})
