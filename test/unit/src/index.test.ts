import { describe, expect, test } from '@jest/globals'
import * as entry from '../../../src/index.ts'

describe('the public entry', () => {
  test('given the module, when its names are listed, then they are these: a new one is a decision', () => {
    expect(Object.keys(entry).sort()).toEqual([
      'HttpProblem',
      'SettingsError',
      'conditional',
      'createHandler',
      'created',
      'defineProblems',
      'entityTag',
      'json',
      'noContent',
      'ok',
      'principal',
      'problemDetails',
      'readEntityTags',
      'requestLog',
      'requireAuth',
      'requirementsOf',
      'settings',
      'versionTag',
      'zodBody',
      'zodRequest',
    ])
  })
})
