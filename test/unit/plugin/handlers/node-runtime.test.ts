import { describe, expect, test } from '@jest/globals'
import { isNodeRuntime, takesCallbacks } from '../../../../plugin/handlers/node-runtime.ts'

describe('a Lambda runtime', () => {
  test.each([
    ['nodejs18.x', true, true],
    ['nodejs22.x', true, true],
    ['nodejs24.x', true, false],
    ['nodejs26.x', true, false],
    ['python3.13', false, false],
    ['provided.al2023', false, false],
    ['java21', false, false],
    ['nodejs', false, false],
  ])(
    'given %s, when it is asked for, then being Node.js is %s and taking callbacks %s',
    (runtime, isNode, takes) => {
      expect([isNodeRuntime(runtime), takesCallbacks(runtime)]).toEqual([isNode, takes])
    },
  )
})
