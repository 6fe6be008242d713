import { describe, expect, test } from '@jest/globals'
import {
  conditionHolds,
  resolveOptionalText,
  resolveText,
  resolveTree,
} from '../../../../../plugin/service/intrinsics/resolve.ts'
import type { ReferenceTargets } from '../../../../../plugin/service/intrinsics/targets.ts'

const notesArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/notes-dev'

const targets: ReferenceTargets = {
  refs: new Map([
    ['AWS::Region', 'eu-west-1'],
    ['Notes', 'notes-dev'],
  ]),
  attributes: new Map([['Notes.Arn', notesArn]]),
  template: {
    Parameters: {
      Size: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/secret' },
      Asked: { Type: 'String' },
    },
    Mappings: { ByRegion: { 'eu-west-1': { bucket: 'ours', zones: ['x', 'y'] } } },
    Conditions: {
      InEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
      IsProd: { 'Fn::Equals': ['dev', 'prod'] },
      Both: { 'Fn::And': [{ Condition: 'InEurope' }, { Condition: 'IsProd' }] },
      Either: { 'Fn::Or': [{ Condition: 'InEurope' }, { 'Fn::Equals': [1, 2] }] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'InEurope' }] },
      Truth: { 'Fn::Equals': [true, 'true'] },
      Circle: { Condition: 'Circle' },
    },
    Outputs: {
      Table: { Value: { Ref: 'Notes' }, Export: { Name: { 'Fn::Sub': `\${AWS::Region}-table` } } },
      Circle: { Value: { 'Fn::ImportValue': 'circle' }, Export: { Name: 'circle' } },
    },
  },
}

const text = (value: unknown) => resolveText(value, targets, 'serverless.yml, environment.X of function a')

describe('resolveText', () => {
  test.each([
    ['plain text', 'plain', 'plain'],
    ['a number', 12, '12'],
    ['a boolean', false, 'false'],
    ['Ref to a table', { Ref: 'Notes' }, 'notes-dev'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref to a parameter with a default', { Ref: 'Size' }, '3'],
    ['Ref to a parameter without one', { Ref: 'Asked' }, 'local-Asked'],
    ['Ref to a parameter of SSM', { Ref: 'Secret' }, 'local-Secret'],
    ['Ref to what has no local stand-in', { Ref: 'Queue' }, 'local-Queue'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Notes', 'Arn'] }, notesArn],
    ['GetAtt as a path', { 'Fn::GetAtt': 'Notes.Arn' }, notesArn],
    ['GetAtt of what has no local stand-in', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'local-Queue-Arn'],
    ['Join', { 'Fn::Join': ['/', ['https:', '', { Ref: 'Notes' }]] }, 'https://notes-dev'],
    ['Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'Zones' }] }, 'a+b'],
    ['Sub', { 'Fn::Sub': `\${Notes} in \${AWS::Region}` }, 'notes-dev in eu-west-1'],
    ['Sub of an attribute', { 'Fn::Sub': `\${Notes.Arn}` }, notesArn],
    ['Sub with names of its own', { 'Fn::Sub': [`\${a}-\${Notes}`, { a: { Ref: 'Size' } }] }, '3-notes-dev'],
    ['Sub with an escaped name', { 'Fn::Sub': `\${!Notes}` }, `\${Notes}`],
    ['If, its condition met', { 'Fn::If': ['InEurope', 'a', 'b'] }, 'a'],
    ['If, its condition not met', { 'Fn::If': ['IsProd', 'a', { Ref: 'Notes' }] }, 'notes-dev'],
    ['Select', { 'Fn::Select': [1, ['p', 'q']] }, 'q'],
    [
      'Select of Split',
      { 'Fn::Select': ['1', { 'Fn::Split': ['/', { 'Fn::GetAtt': 'Notes.Arn' }] }] },
      'notes-dev',
    ],
    [
      'Select of what only AWS knows',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'Topic' }] }] },
      'local-Topic',
    ],
    ['Select of the zones', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'eu-west-1a'],
    ['FindInMap', { 'Fn::FindInMap': ['ByRegion', { Ref: 'AWS::Region' }, 'bucket'] }, 'ours'],
    [
      'FindInMap of a list',
      { 'Fn::Select': [1, { 'Fn::FindInMap': ['ByRegion', 'eu-west-1', 'zones'] }] },
      'y',
    ],
    [
      'FindInMap of what is not there',
      { 'Fn::FindInMap': ['ByRegion', 'us-east-1', 'bucket'] },
      'local-ByRegion-us-east-1-bucket',
    ],
    ['FindInMap with a default', { 'Fn::FindInMap': ['ByRegion', 'x', 'y', { DefaultValue: 'z' }] }, 'z'],
    [
      'ImportValue of another stack',
      { 'Fn::ImportValue': { 'Fn::Sub': `\${Notes}-key` } },
      'local-notes-dev-key',
    ],
    ['ImportValue of an export of its own', { 'Fn::ImportValue': 'eu-west-1-table' }, 'notes-dev'],
    ['ImportValue in a circle', { 'Fn::ImportValue': 'circle' }, 'local-circle'],
    ['Base64', { 'Fn::Base64': { Ref: 'Notes' } }, 'bm90ZXMtZGV2'],
    ['a function that is not known here', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, 'local-Cidr'],
    ['a dynamic reference', 'p={{resolve:ssm:/db/url:1}}', 'p=local-/db/url'],
  ])('%s', (_what, value, expected) => {
    expect(text(value)).toBe(expected)
  })

  test.each([
    ['two members', { Ref: 'Notes', other: 1 }, 'found an object (Ref, other), expected a text'],
    ['an empty object', {}, 'found an object (empty), expected a text'],
    ['a list', ['a'], 'found a list, expected a text'],
    [
      'a condition that is not there',
      { 'Fn::If': ['Nope', 1, 2] },
      'the condition Nope is not under Conditions',
    ],
    [
      'a condition that refers to itself',
      { 'Fn::If': ['Circle', 1, 2] },
      'the condition Circle is not under Conditions',
    ],
    ['an index that is too high', { 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select has index 2 of a list of 2'],
    ['a Join without a list', { 'Fn::Join': ['-', 'text'] }, 'Fn::Join has string where a list is expected'],
    ['a Split without a text', { 'Fn::Split': ['-'] }, 'Fn::Split requires a separator and a text'],
  ])('rejects %s, naming property and file', (_what, value, words) => {
    expect(() => text(value)).toThrow(
      expect.objectContaining({
        code: 'ERR_TEMPLATE_VALUE',
        message: `serverless.yml, environment.X of function a: ${words}`,
      }),
    )
  })
})

describe('resolveOptionalText', () => {
  test.each([
    [{ Ref: 'AWS::NoValue' }],
    [{ 'Fn::If': ['IsProd', 'a', { Ref: 'AWS::NoValue' }] }],
    [null],
    [undefined],
  ])('%p is left out', (value) => {
    expect(resolveOptionalText(value, targets, 'x')).toBeUndefined()
  })
})

describe('conditionHolds', () => {
  test.each([
    ['InEurope', true],
    ['IsProd', false],
    ['Both', false],
    ['Either', true],
    ['Elsewhere', false],
    ['Truth', true],
  ])('%s is %p', (name, expected) => {
    expect(conditionHolds(name, targets, 'x')).toBe(expected)
  })
})

describe('resolveTree', () => {
  test('replaces references only, and leaves out what has no value', () => {
    const properties = {
      TableName: { Ref: 'Notes' },
      KeySchema: [{ AttributeName: 'id' }, { Ref: 'AWS::NoValue' }],
      On: true,
      Off: { Ref: 'AWS::NoValue' },
    }

    expect(resolveTree(properties, targets, 'x')).toEqual({
      TableName: 'notes-dev',
      KeySchema: [{ AttributeName: 'id' }],
      On: true,
    })
  })
})
