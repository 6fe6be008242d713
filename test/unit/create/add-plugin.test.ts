import { describe, expect, test } from '@jest/globals'
import { addPlugin, listPlugins } from '../../../create/into/add-plugin.ts'

const added = (text: string) => addPlugin(text, 'serverless.yml')

describe('addPlugin', () => {
  test.each([
    [
      'a list',
      'service: a\nplugins:\n  - one\n  - two\nprovider: { name: aws }\n',
      'service: a\nplugins:\n  - one\n  - two\n  - serverless-claimcheck\nprovider: { name: aws }\n',
    ],
    [
      'a list that is not indented, with comments',
      "# top\nplugins: # ours\n- 'one' # first\n# end\n\nfunctions: {}\n",
      "# top\nplugins: # ours\n- 'one' # first\n- serverless-claimcheck\n# end\n\nfunctions: {}\n",
    ],
    [
      'a list that is wide',
      'plugins:\n    -   one\nservice: a\n',
      'plugins:\n    -   one\n    -   serverless-claimcheck\nservice: a\n',
    ],
    ['a list in a line', 'plugins: [one, two]\n', 'plugins: [one, two, serverless-claimcheck]\n'],
    ['an empty list in a line', 'plugins: []\n', 'plugins: [serverless-claimcheck]\n'],
    ['spaces in a line', 'plugins: [ one ] # x\n', 'plugins: [ one, serverless-claimcheck ] # x\n'],
    ['a comma at the end', 'plugins: [\n  one,\n]\n', 'plugins: [\n  one, serverless-claimcheck\n]\n'],
    [
      'the old form',
      'plugins:\n  localPath: ./own\n  modules:\n    - one\n',
      'plugins:\n  localPath: ./own\n  modules:\n    - one\n    - serverless-claimcheck\n',
    ],
    [
      'no list',
      "service: a # name\n\nframeworkVersion: '4'\n",
      "service: a # name\n\nplugins:\n  - serverless-claimcheck\n\nframeworkVersion: '4'\n",
    ],
    ['no list and nothing below', 'service: a', 'service: a\n\nplugins:\n  - serverless-claimcheck'],
    [
      'no list and an old service section',
      'service:\n  name: a\nprovider: {}\n',
      'plugins:\n  - serverless-claimcheck\n\nservice:\n  name: a\nprovider: {}\n',
    ],
    [
      'a list with nothing in it',
      'service: a\nplugins:\nprovider: {}\n',
      'service: a\nplugins:\n  - serverless-claimcheck\nprovider: {}\n',
    ],
    [
      'line breaks of Windows',
      'service: a\r\nplugins:\r\n  - one\r\nprovider: {}\r\n',
      'service: a\r\nplugins:\r\n  - one\r\n  - serverless-claimcheck\r\nprovider: {}\r\n',
    ],
    [
      'tags, anchors and long strings elsewhere',
      "plugins:\n  - one\nresources: &r\n  A: !Ref  B\n  C:   'long   text'\n",
      "plugins:\n  - one\n  - serverless-claimcheck\nresources: &r\n  A: !Ref  B\n  C:   'long   text'\n",
    ],
  ])('keeps everything else as it is: %s', (_, before, after) => {
    expect(added(before)).toBe(after)
  })

  test.each([
    ['a list in another file', `service: a\nplugins: \${file(./plugins.yml)}\n`],
    ['an alias', 'x: &p [one]\nplugins: *p\n'],
    ['a service that is one line', '{ service: a }\n'],
    ['no map', '- a\n'],
    ['no YAML', 'service: a\nplugins:\n  - one\n - two\n'],
  ])('does not guess: %s', (_, text) => {
    expect(() => added(text)).toThrow(/Nothing was changed\. Add this by hand:\n\n {2}plugins:/)
  })
})

test('listPlugins names them in each form', () => {
  const list = (text: string) => listPlugins(text, 'serverless.yml')

  expect(list('plugins: [a, "b"]')).toEqual(['a', 'b'])
  expect(list('plugins:\n  modules:\n    - a\n')).toEqual(['a'])
  expect(list('service: a')).toEqual([])
})
