import { describe, expect, test } from '@jest/globals'
import { type ReferenceTargets, resolveText, resolveTree } from '../../../../plugin/service/references.ts'

const targets: ReferenceTargets = {
  refs: new Map([
    ['AWS::Region', 'eu-west-1'],
    ['Notes', 'notes-dev'],
  ]),
  attributes: new Map([['Notes.Arn', 'arn:aws:dynamodb:eu-west-1:123456789012:table/notes-dev']]),
}

describe('resolveText', () => {
  test.each([
    ['plain text', 'plain', 'plain'],
    ['a number', 12, '12'],
    ['a boolean', false, 'false'],
    ['Ref to a table', { Ref: 'Notes' }, 'notes-dev'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref to what has no local stand-in', { Ref: 'Queue' }, 'local-Queue'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Notes', 'Arn'] }, targets.attributes.get('Notes.Arn')],
    ['GetAtt as a path', { 'Fn::GetAtt': 'Notes.Arn' }, targets.attributes.get('Notes.Arn')],
    ['GetAtt of what has no local stand-in', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'local-Queue-Arn'],
    ['Join', { 'Fn::Join': ['/', ['https:', '', { Ref: 'Notes' }]] }, 'https://notes-dev'],
    ['Sub', { 'Fn::Sub': `\${Notes} in \${AWS::Region}` }, 'notes-dev in eu-west-1'],
    ['Sub of an attribute', { 'Fn::Sub': `\${Notes.Arn}` }, targets.attributes.get('Notes.Arn')],
    [
      'Sub with names of its own',
      { 'Fn::Sub': [`\${a}-\${Notes}`, { a: { Ref: 'AWS::Region' } }] },
      'eu-west-1-notes-dev',
    ],
    ['Sub with an escaped name', { 'Fn::Sub': `\${!Notes}` }, `\${Notes}`],
  ])('given %s, when resolved, then it is the text CloudFormation would make', (_what, value, expected) => {
    expect(resolveText(value, targets)).toBe(expected)
  })

  test.each([
    ['an unknown function', { 'Fn::ImportValue': 'other-stack' }],
    ['two members', { Ref: 'Notes', other: 1 }],
    ['an empty object', {}],
  ])('given %s, when resolved, then it is refused with what is known', (_what, value) => {
    expect(() => resolveText(value, targets)).toThrow(
      expect.objectContaining({
        code: 'ERR_REFERENCE_UNSUPPORTED',
        message: expect.stringContaining('Fn::Sub'),
      }),
    )
  })
})

describe('resolveTree', () => {
  test('given properties with references inside, when resolved, then only the references are replaced', () => {
    const properties = { TableName: { Ref: 'Notes' }, KeySchema: [{ AttributeName: 'id' }], On: true }

    expect(resolveTree(properties, targets)).toEqual({ ...properties, TableName: 'notes-dev' })
  })
})
