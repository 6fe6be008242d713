import type { ServerlessInstance } from '../../service/serverless.ts'

/** Outputs of a stack, by name. */
export type StackOutputs = ReadonlyMap<string, string>

/** Serverless's own plugin for `info`, which has asked CloudFormation when a deploy or an `info` ends. */
interface InfoPlugin {
  readonly gatheredData?: {
    readonly outputs?: readonly { readonly OutputKey?: string; readonly OutputValue?: string }[]
  }
}

/** The outputs of the deployed stack, as Serverless has just read them; empty where it has not. */
export function stackOutputs({ pluginManager }: ServerlessInstance): StackOutputs {
  const info = pluginManager.plugins.find((plugin) => plugin.constructor.name === 'AwsInfo') as
    | InfoPlugin
    | undefined
  const outputs = info?.gatheredData?.outputs ?? []
  return new Map(
    outputs.flatMap(({ OutputKey, OutputValue }) =>
      OutputKey && OutputValue ? [[OutputKey, OutputValue]] : [],
    ),
  )
}
