import { parametersOf } from '../../../providers/check-parameters.ts'
import { isProviderName } from '../../../providers/index.ts'
import type { ServerlessInstance } from '../../service/serverless.ts'
import type { StackOutputs } from '../stack/stack.ts'
import { nextSteps } from './next-steps.ts'

/**
 * Has Serverless print how to call the stage, below its own summary. The stack's own provider counts, whatever provider
 * the command names.
 */
export function printNextSteps(serverless: ServerlessInstance): void {
  const outputs = stackOutputs(serverless)
  const provider = outputs.get('IdentityProvider')
  if (!isProviderName(provider)) return
  const { prefix, namesAudience = false } = parametersOf(provider, new Map())
  const lines = nextSteps({
    outputs,
    namesAudience,
    clientIdName: `${prefix}CLIENT_ID`,
    path: firstPath(serverless),
    consoleCommand: `npx serverless console --stage ${serverless.getProvider('aws').getStage()} --param provider=${provider}`,
  })
  if (lines.length > 0) serverless.addServiceOutputSection('now call it', lines)
}

/** Of a GET route without a variable in it, which needs nothing but a token. */
function firstPath({ httpApiEventsPlugin }: ServerlessInstance): string {
  httpApiEventsPlugin.resolveConfiguration()
  const keys = [...httpApiEventsPlugin.config.routes.keys()]
  return keys.find((key) => key.startsWith('GET ') && !key.includes('{'))?.slice('GET '.length) ?? '/'
}

/** Serverless's own plugin for `info`, which has read the stack when a deploy or an `info` ends. */
interface InfoPlugin {
  readonly gatheredData?: {
    readonly outputs?: readonly { readonly OutputKey?: string; readonly OutputValue?: string }[]
  }
}

/** The outputs of the deployed stack, as Serverless has just read them; empty where it has not. */
function stackOutputs({ pluginManager }: ServerlessInstance): StackOutputs {
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
