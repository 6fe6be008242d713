import { describe, expect, test } from '@jest/globals'
import { readParams } from '../../../../plugin/service/params.ts'

const params = {
  default: { provider: 'cognito', region: 'us-east-1', days: 14 },
  prod: { days: 365 },
}

function read(options: { stage?: string; param?: string[] }, stage?: string) {
  return Object.fromEntries(
    readParams({
      processedInput: { commands: ['package'], options },
      configurationInput: { params, ...(stage && { provider: { stage } }) },
    }),
  )
}

describe('readParams', () => {
  test('given no stage of its own, when read, then the defaults stand, as text', () => {
    expect(read({})).toEqual({ provider: 'cognito', region: 'us-east-1', days: '14' })
  })

  test.each([
    ['--stage', read({ stage: 'prod' })],
    ['provider.stage', read({}, 'prod')],
  ])('given the stage by %s, when read, then its values override the defaults', (_how, values) => {
    expect(values).toMatchObject({ provider: 'cognito', days: '365' })
  })

  test('given --param, when read, then it overrides all others, and its value may contain "="', () => {
    const values = read({ stage: 'prod', param: ['days=7', 'url=https://x.example/?a=b'] })

    expect(values).toMatchObject({ days: '7', url: 'https://x.example/?a=b' })
  })
})
