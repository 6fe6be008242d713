import { styleText } from 'node:util'
import type { ProviderName } from '../../providers/index.ts'
import { readStackNow } from '../deploy/stack/stack.ts'
import { chooseStage } from '../local/console/stage/choose-stage.ts'
import type { ConsoleOptions, StageTarget } from '../local/console/stage/stage-target.ts'
import { startStageConsole } from '../local/console/stage/start-stage-console.ts'
import type { ServerlessInstance } from '../service/serverless.ts'
import { untilStopped } from '../system/wait-for-signal.ts'
import { UserError } from '../user-error.ts'

export interface ConsoleCommand {
  readonly serverless: ServerlessInstance
  readonly provider: ProviderName
  readonly options: ConsoleOptions
  readonly port: number
}

/** `serverless console`: serves the console for a deployed stage until Ctrl-C. */
export async function runConsole({ serverless, provider, options, port }: ConsoleCommand): Promise<void> {
  const stopped = untilStopped()
  const isTold = options.issuer && options.clientId && options.apiUrl
  const outputs = isTold ? new Map<string, string>() : await readOutputs(serverless)
  const target = chooseStage({ serverless, provider, options, outputs })
  const running = await startStageConsole(target, port)
  process.stdout.write(describe(running.url, target))
  await stopped
  await running.close()
}

async function readOutputs(serverless: ServerlessInstance): Promise<ReadonlyMap<string, string>> {
  const stackName = serverless.getProvider('aws').naming.getStackName()
  const orGive = 'Or say where to sign in and what to call: --issuer URL --client-id ID --url URL'
  const stack = await readStackNow(serverless).catch((cause: Error) => {
    throw new UserError(
      'ERR_STAGE_UNKNOWN',
      `AWS does not tell of stack ${stackName}: ${cause.message}\n${orGive}`,
      { cause },
    )
  })
  if (stack) return stack.outputs
  throw new UserError('ERR_STAGE_UNKNOWN', `There is no stack ${stackName}. Deploy it first. ${orGive}`)
}

function describe(url: string, { apiUrl, issuer, clientId }: StageTarget): string {
  const link = (text: string) => styleText('cyan', text)
  return [
    '',
    `  Console   ${link(url)}`,
    `  API       ${link(apiUrl)}`,
    `  Sign in   at ${issuer}, as client ${clientId}, which must allow ${url}/`,
    '',
    'Ctrl-C stops it.',
    '',
    '',
  ].join('\n')
}
