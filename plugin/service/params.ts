import type { ServerlessInstance } from './serverless.ts'

type Input = Pick<ServerlessInstance, 'processedInput' | 'configurationInput'>

/**
 * Serverless parameters by name, before Serverless resolves them: `--param name=value`, else those of the stage, else
 * those under `params.default` in serverless.yml.
 */
export function readParams({ processedInput, configurationInput }: Input): ReadonlyMap<string, string> {
  const { params = {}, provider } = configurationInput
  const stage = String(processedInput.options.stage ?? provider?.stage ?? 'dev')
  const configured = Object.entries({ ...params.default, ...params[stage] })
  return new Map([
    ...configured.map(([name, value]) => [name, String(value)] as const),
    ...(processedInput.options.param ?? []).map(splitPair),
  ])
}

/** `name=value`; a value may have `=` in it. */
export function splitPair(pair: string): readonly [string, string] {
  const [name = '', ...value] = pair.split('=')
  return [name, value.join('=')]
}
