import { describe, expect, test } from '@jest/globals'
import { readLayers } from '../../../../plugin/service/read-layers.ts'
import type { ServerlessService } from '../../../../plugin/service/serverless.ts'

const layers = {
  deps: { path: 'layer' },
  'my-tools_2': { package: { artifact: '/built/tools.zip' } },
}

function layersOf(ofFunction?: readonly unknown[], ofProvider?: readonly unknown[]) {
  const provider = ofProvider ? { layers: ofProvider } : {}
  const service: ServerlessService = { service: 's', provider, layers }
  return readLayers('/service', service, { name: 'f', ...(ofFunction && { layers: ofFunction }) })
}

describe('the layers of a function', () => {
  test("have the folder or zip file of the service's own, in their order", () => {
    expect(layersOf([{ Ref: 'MyDashtoolsUnderscore2LambdaLayer' }, { Ref: 'DepsLambdaLayer' }])).toEqual([
      { name: 'MyDashtoolsUnderscore2LambdaLayer', path: '/built/tools.zip' },
      { name: 'DepsLambdaLayer', path: '/service/layer' },
    ])
  })

  test.each([
    ['an ARN', 'arn:aws:lambda:us-east-1:1:layer:x:1', 'arn:aws:lambda:us-east-1:1:layer:x:1'],
    ['another expression', { 'Fn::ImportValue': 'x' }, '{"Fn::ImportValue":"x"}'],
    ['an unknown reference', { Ref: 'OtherLambdaLayer' }, 'OtherLambdaLayer'],
  ])('have the name alone of %s', (_what, layer, name) => {
    expect(layersOf([layer])).toEqual([{ name }])
  })

  test('are those of the provider, unless the function has its own', () => {
    const ofProvider = [{ Ref: 'DepsLambdaLayer' }]
    expect(layersOf(undefined, ofProvider)).toEqual([{ name: 'DepsLambdaLayer', path: '/service/layer' }])
    expect(layersOf(['arn'], ofProvider)).toEqual([{ name: 'arn' }])
    expect(layersOf()).toEqual([])
  })
})
