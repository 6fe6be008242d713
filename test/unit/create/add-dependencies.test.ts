import { describe, expect, test } from '@jest/globals'
import { addDependencies, readManifest } from '../../../create/into/add-dependencies.ts'

const wanted = {
  dependencies: { claimcheck: '0.2.0', zod: '4.6.7' },
  devDependencies: { 'serverless-claimcheck': '0.2.0' },
}

describe('addDependencies', () => {
  test('adds what is missing where npm would, and keeps the rest as it is', () => {
    const before = `{
    "name": "notes",
    "files": ["a", "b"],
    "dependencies": {
        "aws-sdk": "^2",
        "zod": "^4.1.0"
    },
    "devDependencies": { "serverless": "3" }
}
`
    expect(addDependencies(before, wanted)).toBe(`{
    "name": "notes",
    "files": ["a", "b"],
    "dependencies": {
        "aws-sdk": "^2",
        "claimcheck": "0.2.0",
        "zod": "^4.1.0"
    },
    "devDependencies": {
        "serverless": "3",
        "serverless-claimcheck": "0.2.0"
    }
}
`)
  })

  test('makes the sections, with tabs and line breaks of Windows where those are used', () => {
    expect(addDependencies('{\r\n\t"name": "notes"\r\n}\r\n', wanted)).toBe(
      [
        '{',
        '\t"name": "notes",',
        '\t"dependencies": {',
        '\t\t"claimcheck": "0.2.0",',
        '\t\t"zod": "4.6.7"',
        '\t},',
        '\t"devDependencies": {',
        '\t\t"serverless-claimcheck": "0.2.0"',
        '\t}',
        '}',
        '',
      ].join('\r\n'),
    )
  })

  test('keeps a version, in whichever section it is', () => {
    const text =
      '{"dependencies":{"serverless-claimcheck":"0.1.0"},"devDependencies":{"claimcheck":"1","zod":"4"}}'

    expect(addDependencies(text, wanted)).toBe(text)
  })

  test.each([
    ['a comma too many', '{ "name": "a", }'],
    ['a comment', '{ /* a */ }'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('rejects %s', (_, text) => {
    expect(() => readManifest(text)).toThrow(
      'package.json is not a JSON object. Fix it first. Nothing was changed.',
    )
  })
})
